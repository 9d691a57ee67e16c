/** A panel that is one component: the host's contract around a view that draws with Preact. */
import { render, type VNode } from 'preact';
import type { Panel, PanelEvent, PanelProps } from './panel.ts';

export interface PanelView<Options extends object> extends Omit<Panel<Options>, 'mount'> {
  /** Draws the panel. Called again with new props whenever data, size, options or theme change; hooks keep their state. */
  view(props: PanelProps<Options> & { emit(event: PanelEvent): void }): VNode;
}

/** For panels of HTML or SVG. One that draws on a canvas, or keeps a library's object alive, gives `mount` to `definePanel` instead. */
export function definePanelView<Options extends object>({ view: View, ...panel }: PanelView<Options>): Panel<Options> {
  return {
    ...panel,
    mount: ({ element, emit }) => ({
      update: (props) => render(<View {...props} emit={emit} />, element),
      dispose: () => render(null, element),
    }),
  };
}
