import type { TransformationForm } from '@orrery/plugin-sdk/ui';
import { binaryOperatorIds, unaryOperatorIds } from '../fields/calculate/arithmetic.ts';
import { choice, field, flag, is, names, number, option, segments, text } from './option.ts';
import { t } from './text/index.ts';

type Form = Pick<TransformationForm, 'category' | 'editors' | 'initial' | 'hidden'>;
const same = (ids: readonly string[]): Record<string, string> => Object.fromEntries(ids.map((id) => [id, id]));

const calculateField: Form = {
  category: 'calculate',
  initial: { mode: 'reduceRow', reduce: { reducer: 'sum' } },
  editors: [
    option('mode', t.mode, choice(t.modes)),
    option('reduce.include', t.fields, names('fields'), is('mode', 'reduceRow')),
    option('reduce.reducer', t.calculation, { kind: 'reducers', single: true, plain: true }, is('mode', 'reduceRow')),
    option(
      'reduce.nullValueMode',
      t.nulls,
      choice({ null: t.nullsCount, connected: t.nullsIgnored, 'null as zero': t.nullsZero }),
      is('mode', 'reduceRow'),
    ),
    option('binary.left', t.left, { kind: 'operand', everyNumber: true }, is('mode', 'binary')),
    option('binary.operator', t.operator, segments(same(binaryOperatorIds)), is('mode', 'binary')),
    option('binary.right', t.right, { kind: 'operand' }, is('mode', 'binary')),
    option('unary.operator', t.operation, choice(same(unaryOperatorIds)), is('mode', 'unary')),
    option('unary.fieldName', t.field, field('number'), is('mode', 'unary')),
    option('cumulative.field', t.field, field('number'), is('mode', 'cumulativeFunctions')),
    option('cumulative.reducer', t.calculation, segments({ sum: 'Total', mean: 'Mean' }), is('mode', 'cumulativeFunctions')),
    option('window.field', t.field, field('number'), is('mode', 'windowFunctions')),
    option(
      'window.reducer',
      t.calculation,
      choice({ mean: 'Mean', stdDev: 'StdDev', variance: 'Variance' }),
      is('mode', 'windowFunctions'),
    ),
    option('window.windowAlignment', t.alignment, segments({ trailing: t.trailing, centered: t.centered }), is('mode', 'windowFunctions')),
    option('window.windowSizeMode', t.windowKind, segments({ percentage: t.percent, fixed: t.rowCount }), is('mode', 'windowFunctions')),
    option('window.windowSize', t.windowSize, number({ min: 0 }), is('mode', 'windowFunctions')),
    option('index.asPercentile', t.percentile, flag, is('mode', 'index')),
    option('alias', t.alias, text()),
    option('replaceFields', t.replace, flag),
  ],
};

const convertFieldType: Form = {
  category: 'reformat',
  initial: { conversions: [{}] },
  editors: [
    option('conversions', t.conversions, {
      kind: 'items',
      add: t.addConversion,
      editors: [
        option('targetField', t.field, field()),
        option('destinationType', t.toType, choice(t.types)),
        option('dateFormat', t.dateFormat, text('YYYY-MM-DD'), is('destinationType', 'time', 'string')),
        option('timezone', t.timeZone, text('browser'), is('destinationType', 'time', 'string')),
        option('joinWith', t.joinWith, text(', '), is('destinationType', 'string')),
        option('enumConfig.text', t.words, { kind: 'list', of: 'text' }, is('destinationType', 'enum')),
      ],
    }),
  ],
};

export const fieldForms = {
  calculateField,
  convertFieldType,
  filterFieldsByName: {
    category: 'filter',
    editors: [
      option('include.names', t.include, names('fields'), is('byVariable', undefined, false)),
      option('include.pattern', t.pattern, text('/cpu_.*/'), is('byVariable', undefined, false)),
      option('exclude.names', t.exclude, names('fields'), is('byVariable', undefined, false)),
      option('byVariable', t.byVariable, flag),
      option('include.variable', t.variable, text('$fields'), is('byVariable', true)),
    ],
  },
  formatString: {
    category: 'reformat',
    initial: { stringField: '', outputFormat: 'Upper Case' },
    editors: [
      option('stringField', t.field, field('string')),
      option('outputFormat', t.format, choice(t.outputs)),
      option('substringStart', t.start, number({ min: 0 }), is('outputFormat', 'Substring')),
      option('substringEnd', t.end, number({ min: 0 }), is('outputFormat', 'Substring')),
    ],
  },
  formatTime: {
    category: 'reformat',
    initial: { timeField: '', outputFormat: 'YYYY-MM-DD HH:mm' },
    editors: [
      option('timeField', t.field, field('time')),
      option('outputFormat', t.dateFormat, text('YYYY-MM-DD HH:mm')),
      option('timezone', t.timeZone, text('browser')),
    ],
  },
  organize: { category: 'rearrange', editors: [option('', t.columns, { kind: 'arrange' })] },
  renameByRegex: {
    category: 'rearrange',
    initial: { regex: '(.*)', renamePattern: '$1' },
    editors: [option('regex', t.pattern, text('(.*)')), option('renamePattern', t.replacement, text('$1'))],
  },
  filterFields: {
    category: 'filter',
    editors: [
      option('include', t.include, { kind: 'matcher', of: 'fields' }),
      option('exclude', t.exclude, { kind: 'matcher', of: 'fields' }),
    ],
  },
  order: { category: 'rearrange', hidden: true, editors: [option('', t.columns, { kind: 'arrange' })] },
  rename: { category: 'rearrange', hidden: true, editors: [option('', t.columns, { kind: 'arrange' })] },
} satisfies Record<string, Form>;
