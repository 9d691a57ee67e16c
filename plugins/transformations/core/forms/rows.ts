import type { TransformationForm } from '@orrery/plugin-sdk/ui';
import { choice, field, flag, is, names, number, option, segments, text } from './option.ts';
import { t } from './text/index.ts';

type Form = Pick<TransformationForm, 'category' | 'editors' | 'initial' | 'hidden'>;
const grouped = option('fields', t.fields, {
  kind: 'map',
  of: 'fields',
  each: [
    option('operation', t.groupRole, segments(t.roles)),
    option('aggregations', t.calculations, { kind: 'reducers' }, is('operation', 'aggregate')),
  ],
});
const compared = ['greater', 'greaterOrEqual', 'lower', 'lowerOrEqual', 'equal', 'notEqual', 'substring', 'notSubstring', 'regex'];

export const rowForms = {
  dedupe: { category: 'filter', editors: [option('fields', t.fields, names('fields'), undefined, t.dedupeHelp)] },
  filterByValue: {
    category: 'filter',
    initial: { filters: [{ fieldName: '', config: { id: 'greater', options: { value: 0 } } }], type: 'include', match: 'any' },
    editors: [
      option('type', t.rowsThat, segments({ include: t.include, exclude: t.exclude })),
      option('match', t.match, segments({ any: t.any, all: t.all })),
      option('filters', t.tests, {
        kind: 'items',
        add: t.addTest,
        kinds: [{ label: t.addTest, value: { fieldName: '', config: { id: 'greater', options: { value: 0 } } } }],
        editors: [
          option('fieldName', t.field, field()),
          option('config.id', t.test, choice(t.testNames)),
          option('config.options.value', t.value, text(), is('config.id', ...compared)),
          option('config.options.from', t.from, text(), is('config.id', 'between')),
          option('config.options.to', t.to, text(), is('config.id', 'between')),
        ],
      }),
    ],
  },
  groupBy: { category: 'combine', initial: { fields: {} }, editors: [grouped] },
  groupToNestedTable: {
    category: 'combine',
    initial: { fields: {}, showSubframeHeaders: true },
    editors: [grouped, option('showSubframeHeaders', t.subHeaders, flag), option('expandAllRows', t.expandAll, flag)],
  },
  groupingToMatrix: {
    category: 'rearrange',
    initial: { columnField: 'Time', rowField: 'Time', valueField: 'Value' },
    editors: [
      option('columnField', t.across, field()),
      option('rowField', t.down, field()),
      option('valueField', t.cells, field()),
      option('emptyValue', t.empty, choice(t.emptyValues)),
    ],
  },
  histogram: {
    category: 'create',
    editors: [
      option('bucketSize', t.bucketSize, number({ min: 0 })),
      option('bucketOffset', t.bucketOffset, number()),
      option('combine', t.combine, flag),
    ],
  },
  limit: { category: 'filter', initial: { limitField: 10 }, editors: [option('limitField', t.limit, number(), undefined, t.limitHelp)] },
  partitionByValues: {
    category: 'rearrange',
    initial: { fields: [], keepFields: false },
    editors: [
      option('fields', t.fields, names('fields')),
      option('keepFields', t.keepFields, flag),
      option('naming.asLabels', t.asLabels, flag),
      option('naming.append', t.append, flag, is('naming.asLabels', false)),
      option('naming.withNames', t.withNames, flag, is('naming.asLabels', false)),
      option('naming.separator1', t.betweenNameAndValue, text('='), is('naming.asLabels', false)),
      option('naming.separator2', t.betweenPairs, text(' '), is('naming.asLabels', false)),
    ],
  },
  reduce: {
    category: 'calculate',
    initial: { reducers: ['max'], mode: 'seriesToRows' },
    editors: [
      option('mode', t.mode, segments(t.reduceModes)),
      option('reducers', t.calculations, { kind: 'reducers' }),
      option('includeTimeField', t.includeTime, flag, is('mode', 'reduceFields')),
      option('labelsToFields', t.labelsAsFields, flag, [{ path: 'mode', not: ['reduceFields'] }]),
    ],
  },
  sortBy: {
    category: 'rearrange',
    initial: { sort: [{}] },
    editors: [option('sort.0.field', t.field, field()), option('sort.0.desc', t.descending, flag)],
  },
  transpose: {
    category: 'rearrange',
    editors: [
      option('firstFieldName', t.firstName, text('Field')),
      option('restFieldsName', t.restNames, text('Value')),
      option('emptyValue', t.empty, choice(t.emptyValues)),
    ],
  },
} satisfies Record<string, Form>;
