import type { TransformationForm } from '@orrery/plugin-sdk/ui';
import { choice, field, flag, is, number, option, segments, text } from './option.ts';
import { t } from './text/index.ts';

type Form = Pick<TransformationForm, 'category' | 'editors' | 'initial' | 'hidden'>;
const { 'field.name': name, 'field.value': value, 'field.label': label, ...plain } = t.meanings;

export const contentForms = {
  configFromData: {
    category: 'reformat',
    initial: { configRefId: 'config', mappings: [] },
    editors: [
      option('configRefId', t.configQuery, { kind: 'names', of: 'queries', single: true }),
      option('applyTo', t.applyTo, { kind: 'matcher', of: 'fields' }),
      option('mappings', t.mappings, {
        kind: 'items',
        add: t.addMapping,
        editors: [
          option('fieldName', t.column, field()),
          option('handlerKey', t.means, choice(plain)),
          option('reducerId', t.calculation, { kind: 'reducers', single: true, plain: true }),
        ],
      }),
    ],
  },
  extractFields: {
    category: 'create',
    initial: { format: 'auto' },
    editors: [
      option('source', t.source, field()),
      option('format', t.format, choice(t.formats)),
      option('delimiter', t.delimiter, text(','), is('format', 'delimiter')),
      option('regExp', t.pattern, text('/(?<NewField>.*)/'), is('format', 'regexp'), t.namedGroups),
      option(
        'jsonPaths',
        t.paths,
        { kind: 'items', add: t.addPath, editors: [option('path', t.path, text('a.b[0]')), option('alias', t.alias, text())] },
        is('format', 'json'),
      ),
      option('replace', t.replaceAll, flag),
      option('keepTime', t.keepTime, flag, is('replace', true)),
    ],
  },
  heatmap: {
    category: 'create',
    editors: [
      option('xBuckets.mode', t.xBuckets, segments(t.bucketModes)),
      option('xBuckets.value', t.bucketValue, text('1m')),
      option('yBuckets.mode', t.yBuckets, segments(t.bucketModes)),
      option('yBuckets.value', t.bucketValue, text('10')),
      option('yBuckets.scale.type', t.scale, segments(t.scales)),
      option(
        'yBuckets.scale.log',
        t.logBase,
        { kind: 'segments', choices: [2, 10].map((base) => ({ value: base, label: String(base) })) },
        is('yBuckets.scale.type', 'log'),
      ),
      option('keepOriginalData', t.keepData, flag),
    ],
  },
  regression: {
    category: 'calculate',
    initial: { modelType: 'linear', predictionCount: 100 },
    editors: [
      option('xFieldName', 'X', field('time', 'number')),
      option('yFieldName', 'Y', field('number')),
      option('modelType', t.model, segments(t.models)),
      option('degree', t.degree, number({ min: 1, max: 20, step: 1 }), is('modelType', 'polynomial')),
      option('predictionCount', t.points, number({ min: 1, step: 1 })),
    ],
  },
  rowsToFields: {
    category: 'rearrange',
    initial: { mappings: [] },
    editors: [
      option('mappings', t.mappings, {
        kind: 'items',
        add: t.addMapping,
        editors: [
          option('fieldName', t.column, field()),
          option('handlerKey', t.means, choice({ 'field.name': name, 'field.value': value, 'field.label': label, ...plain })),
        ],
      }),
    ],
  },
  smoothing: {
    category: 'calculate',
    initial: { resolution: 100 },
    editors: [option('resolution', t.resolution, number({ min: 1, step: 1 }))],
  },
} satisfies Record<string, Form>;
