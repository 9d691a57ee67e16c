import type { TransformationForm } from '@orrery/plugin-sdk/ui';
import { choice, field, is, names, option, segments, text } from './option.ts';
import { t } from './text/index.ts';

type Form = Pick<TransformationForm, 'category' | 'editors' | 'initial' | 'hidden'>;
const join = [option('byField', t.field, field()), option('mode', t.mode, choice(t.joinModes))];

export const frameForms = {
  concatenate: {
    category: 'combine',
    initial: { frameNameMode: 'field', frameNameLabel: 'frame' },
    editors: [
      option('frameNameMode', t.frameName, choice({ field: t.nameInField, label: t.nameAsLabel, drop: t.nameDropped })),
      option('frameNameLabel', t.label, text('frame'), is('frameNameMode', 'label')),
    ],
  },
  convertFrameType: { category: 'reformat', editors: [option('targetType', t.target, choice(t.targets))] },
  filterByRefId: { category: 'filter', editors: [option('include', t.include, { kind: 'names', of: 'queries', joined: '|' })] },
  filterFrames: {
    category: 'filter',
    editors: [
      option('include', t.include, { kind: 'matcher', of: 'frames' }),
      option('exclude', t.exclude, { kind: 'matcher', of: 'frames' }),
    ],
  },
  joinByField: { category: 'combine', initial: { mode: 'outer' }, editors: join },
  joinByLabels: {
    category: 'combine',
    editors: [option('value', t.columns, { kind: 'names', of: 'labels', single: true }), option('join', t.joinLabels, names('labels'))],
  },
  labelsToFields: {
    category: 'rearrange',
    initial: { mode: 'columns' },
    editors: [
      option('mode', t.mode, segments({ columns: t.asColumns, rows: t.asRows })),
      option('keepLabels', t.labels, names('labels'), undefined, t.allLabels),
      option('valueLabel', t.valueLabel, { kind: 'names', of: 'labels', single: true }, [{ path: 'mode', not: ['rows'] }]),
    ],
  },
  merge: { category: 'combine', editors: [] },
  prepareTimeSeries: {
    category: 'reformat',
    initial: { format: 'wide' },
    editors: [option('format', t.seriesFormat, choice(t.seriesFormats))],
  },
  seriesToRows: { category: 'combine', editors: [] },
  timeSeriesTable: {
    category: 'reformat',
    editors: [
      option('', t.queries, {
        kind: 'map',
        of: 'queries',
        each: [option('stat', t.stat, { kind: 'reducers', single: true, plain: true }), option('timeField', t.timeField, field('time'))],
      }),
    ],
  },
  ensureColumns: { category: 'combine', hidden: true, editors: [] },
  append: { category: 'combine', hidden: true, editors: [] },
  noop: { category: 'rearrange', hidden: true, editors: [] },
  seriesToColumns: { category: 'combine', hidden: true, editors: join },
} satisfies Record<string, Form>;
