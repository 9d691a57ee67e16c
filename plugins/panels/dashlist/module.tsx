/** Dashboard list: where to go on from here. */
import './dashlist.css';
import { definePanel } from '@orrery/plugin-sdk/ui';
import { render } from 'preact';
import { editors } from './editors.ts';
import { DashboardLists } from './lists.tsx';
import { type DashlistOptions, defaults } from './options.ts';
import { t } from './text/index.ts';

export const dashlist = definePanel<DashlistOptions>({
  defaults,
  editors,
  standardOptions: [],
  interpolated: ['query'],
  drawsEmpty: true,
  needsNoData: true,
  interactive: true,
  mount: ({ element, emit }) => ({
    update(props) {
      emit({ type: 'state', state: 'drawn' });
      render(<DashboardLists props={props} />, element);
    },
    dispose: () => render(null, element),
  }),
  summary: ({ title }) => title || t.list,
});

export const panels = { dashlist };
