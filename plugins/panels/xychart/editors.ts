/** What people may choose about this panel and its fields. */
import {
  axisEditors,
  choices,
  hideFromEditors,
  legendEditors,
  type OptionCondition,
  type OptionEditor,
  tooltipEditors,
} from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const hasPoints: OptionCondition = { path: 'show', not: ['lines'] };
const hasLines: OptionCondition = { path: 'show', is: ['lines', 'points+lines'] };
const group = t.points;

function role(name: 'x' | 'y' | 'size' | 'color', label: string): OptionEditor {
  return {
    path: `${name}.matcher`,
    label,
    group: t.fields,
    control: { kind: 'field', types: ['number', 'time'], placeholder: t.byForm, asMatcher: true },
  };
}

export const editors: readonly OptionEditor[] = [
  {
    path: 'mapping',
    label: t.mapping,
    description: t.mappingHelp,
    group: t.fields,
    control: { kind: 'segments', choices: choices({ auto: t.auto, manual: t.manual }) },
  },
  {
    path: 'series',
    label: t.series,
    description: t.seriesHelp,
    group: t.fields,
    control: {
      kind: 'items',
      add: t.addSeries,
      editors: [
        { path: 'name.fixed', label: t.name, group: t.fields, control: { kind: 'text' } },
        { path: 'frame.matcher', label: t.frame, group: t.fields, control: { kind: 'matcher', of: 'frames' } },
        role('x', t.x),
        role('y', t.y),
        role('size', t.size),
        role('color', t.color),
      ],
    },
  },
  ...legendEditors(),
  ...tooltipEditors().filter(({ path }) => path !== 'tooltip.sort' && path !== 'tooltip.hideZeros'),
];

export const fieldEditors: readonly OptionEditor[] = [
  {
    path: 'show',
    label: t.show,
    group,
    control: { kind: 'segments', choices: choices({ points: t.points, lines: t.lines, 'points+lines': t.both }) },
  },
  { path: 'pointSize.fixed', label: t.pointSize, group, control: { kind: 'slider', min: 1, max: 100, step: 1 }, when: [hasPoints] },
  { path: 'pointSize.min', label: t.leastSize, group, control: { kind: 'number', min: 1, max: 100, placeholder: '5' }, when: [hasPoints] },
  { path: 'pointSize.max', label: t.mostSize, group, control: { kind: 'number', min: 1, max: 100, placeholder: '100' }, when: [hasPoints] },
  {
    path: 'pointShape',
    label: t.shape,
    group,
    control: { kind: 'segments', choices: choices({ circle: t.circle, square: t.square }) },
    when: [hasPoints],
  },
  { path: 'pointStrokeWidth', label: t.stroke, group, control: { kind: 'slider', min: 0, max: 10, step: 1 }, when: [hasPoints] },
  { path: 'fillOpacity', label: t.fillOpacity, group, control: { kind: 'slider', min: 0, max: 100, step: 1 }, when: [hasPoints] },
  { path: 'lineWidth', label: t.lineWidth, group, control: { kind: 'slider', min: 0, max: 10, step: 1 }, when: [hasLines] },
  {
    path: 'lineStyle.fill',
    label: t.lineStyle,
    group,
    control: { kind: 'segments', choices: choices({ solid: t.solid, dash: t.dash, dot: t.dot }) },
    when: [hasLines],
  },
  ...axisEditors(),
  ...hideFromEditors(),
];
