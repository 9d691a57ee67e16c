/** Datagrid: a table to write into, saved in the panel. */
import './datagrid.css';
import { definePanel } from '@orrery/plugin-sdk/ui';
import { render } from 'preact';
import { editors } from './editors.ts';
import { gridOfFrame, gridOfSnapshot } from './grid.ts';
import { type DatagridOptions, defaults } from './options.ts';
import { t } from './text/index.ts';
import { GridView } from './view.tsx';

export const datagrid = definePanel<DatagridOptions>({
  defaults,
  editors,
  drawsEmpty: true,
  needsNoData: true,
  bleeds: true,
  interactive: true,
  mount: ({ element, emit }) => ({
    update(props) {
      emit({ type: 'state', state: 'drawn' });
      render(<GridView props={props} emit={emit} />, element);
    },
    dispose: () => render(null, element),
  }),
  summary({ frames, options, title }) {
    const [frame] = frames;
    const grid = gridOfSnapshot(options.snapshot) ?? (frame && gridOfFrame(frame, 0));
    return t.summary(title || t.grid, grid?.rows ?? 0, grid?.columns.length ?? 0);
  },
});

export const panels = { datagrid };
