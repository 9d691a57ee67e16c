/** Canvas: a drawing of one's own, with values in it. */
import './canvas.css';
import { definePanel } from '@orrery/plugin-sdk/ui';
import { render } from 'preact';
import { editors } from './editors.ts';
import { type CanvasOptions, defaults, type ElementOptions } from './options.ts';
import { t } from './text/index.ts';
import { valuesOf } from './values.ts';
import { CanvasView } from './view.tsx';

export const canvas = definePanel<CanvasOptions>({
  defaults,
  fieldDefaults: {
    color: { mode: 'thresholds' },
    thresholds: {
      mode: 'absolute',
      steps: [
        { value: null, color: 'green' },
        { value: 80, color: 'red' },
      ],
    },
  },
  editors,
  drawsEmpty: true,
  bleeds: true,
  interactive: true,
  mount: ({ element, emit }) => ({
    update(props) {
      emit({ type: 'state', state: 'drawn' });
      render(<CanvasView props={props} emit={emit} />, element);
    },
    dispose: () => render(null, element),
  }),
  summary(props) {
    const values = valuesOf(props);
    const told = textsIn(props.options.root).flatMap(({ name, config }) => {
      const text = values.text((config as { text?: object } | undefined)?.text as object);
      return text ? [`${name} ${text}`] : [];
    });
    return t.summary(props.title || t.canvas, told.length, told.slice(0, 6).join(', '));
  },
});

function textsIn({ elements = [] }: ElementOptions): ElementOptions[] {
  return elements.flatMap((element) => [element, ...textsIn(element)]);
}

export const panels = { canvas };
