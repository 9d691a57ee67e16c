import type { OptionCondition, OptionEditor } from '../../option-editor.ts';
import { t } from '../text/index.ts';
import { choices } from './choices.ts';

const e = t.editors;

/** The axis block of `custom`. */
export function axisEditors(): OptionEditor[] {
  const shown: OptionCondition = { path: 'axisPlacement', not: ['hidden'] };
  const group = e.axis;
  return [
    {
      path: 'axisPlacement',
      label: e.placement,
      group,
      control: { kind: 'segments', choices: choices({ auto: e.auto, left: e.left, right: e.right, hidden: e.hidden }) },
    },
    { path: 'axisLabel', label: e.label, group, control: { kind: 'text' }, when: [shown] },
    { path: 'axisWidth', label: e.width, group, control: { kind: 'number', min: 0, placeholder: e.auto }, when: [shown] },
    {
      path: 'axisGridShow',
      label: e.grid,
      group,
      control: {
        kind: 'segments',
        choices: [
          { value: null, label: e.auto },
          { value: true, label: e.on },
          { value: false, label: e.off },
        ],
      },
    },
    {
      path: 'axisColorMode',
      label: e.colorMode,
      group,
      control: { kind: 'segments', choices: choices({ text: e.textColor, series: e.seriesColor }) },
      when: [shown],
    },
    { path: 'axisBorderShow', label: e.border, group, control: { kind: 'switch' }, when: [shown] },
    {
      path: 'scaleDistribution.type',
      label: e.scale,
      group,
      control: { kind: 'choice', choices: choices({ linear: e.linear, log: e.logarithmic, symlog: e.symlog }) },
    },
    {
      path: 'scaleDistribution.log',
      label: e.base,
      group,
      control: {
        kind: 'segments',
        choices: [
          { value: 2, label: '2' },
          { value: 10, label: '10' },
        ],
      },
      when: [{ path: 'scaleDistribution.type', is: ['log', 'symlog'] }],
    },
    {
      path: 'scaleDistribution.linearThreshold',
      label: e.linearThreshold,
      group,
      control: { kind: 'number', min: 0, placeholder: '1' },
      when: [{ path: 'scaleDistribution.type', is: ['symlog'] }],
    },
    { path: 'axisCenteredZero', label: e.centeredZero, group, control: { kind: 'switch' } },
    {
      path: 'axisSoftMin',
      label: e.softMin,
      description: e.softMinHelp,
      group,
      control: { kind: 'number', placeholder: e.none },
    },
    {
      path: 'axisSoftMax',
      label: e.softMax,
      description: e.softMaxHelp,
      group,
      control: { kind: 'number', placeholder: e.none },
    },
  ];
}

/** `custom.hideFrom`. */
export function hideFromEditors(): OptionEditor[] {
  const labels = { viz: e.hideFromViz, legend: e.hideFromLegend, tooltip: e.hideFromTooltip };
  return Object.entries(labels).map(([key, label]) => ({
    path: `hideFrom.${key}`,
    label,
    group: e.series,
    control: { kind: 'switch' },
  }));
}
