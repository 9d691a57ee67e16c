import type { OptionEditor } from '../../option-editor.ts';
import { t } from '../text/index.ts';
import { choices } from './choices.ts';

const e = t.editors;

/** `options.reduceOptions`: from fields to the values that are shown. */
export function reduceEditors(): OptionEditor[] {
  const group = e.values;
  return [
    {
      path: 'reduceOptions.values',
      label: e.each,
      group,
      control: {
        kind: 'segments',
        choices: [
          { value: false, label: e.calculated },
          { value: true, label: e.everyRow },
        ],
      },
    },
    {
      path: 'reduceOptions.limit',
      label: e.limit,
      group,
      control: { kind: 'number', min: 1, step: 1, placeholder: '25' },
      when: [{ path: 'reduceOptions.values', is: [true] }],
    },
    {
      path: 'reduceOptions.calcs',
      label: e.calculation,
      group,
      control: { kind: 'reducers', single: true },
      when: [{ path: 'reduceOptions.values', not: [true] }],
    },
    {
      path: 'reduceOptions.fields',
      label: e.fields,
      description: e.fieldsHelp,
      group,
      control: { kind: 'field', placeholder: e.numericFields },
    },
  ];
}

export function orientationEditor(group: string): OptionEditor {
  return {
    path: 'orientation',
    label: e.orientation,
    group,
    control: { kind: 'segments', choices: choices({ auto: e.auto, horizontal: e.horizontal, vertical: e.vertical }) },
  };
}

/** `options.text`. */
export function textSizeEditors(which: readonly ('title' | 'value' | 'percent')[] = ['title', 'value']): OptionEditor[] {
  const labels = { title: e.titleSize, value: e.valueSize, percent: e.percentSize };
  return which.map((name) => ({
    path: `text.${name}Size`,
    label: labels[name],
    group: e.textSize,
    control: { kind: 'number', min: 1, placeholder: e.auto },
  }));
}
