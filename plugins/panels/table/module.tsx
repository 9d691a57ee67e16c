/** Table: rows and columns of any data. */
import '@orrery/plugin-sdk/ui/markup/markup.css';
import './table.css';
import { definePanel } from '@orrery/plugin-sdk/ui';
import { fieldDefaultsOf } from '@orrery/plugin-sdk/ui/chart/field-defaults.ts';
import { render } from 'preact';
import { editors, fieldEditors } from './editors.ts';
import { defaults, styleDefaults, type TableOptions } from './options.ts';
import { summarise } from './summary.ts';
import { TableView } from './view/table.tsx';

export const table = definePanel<TableOptions>({
  defaults,
  fieldDefaults: fieldDefaultsOf('thresholds', styleDefaults),
  editors,
  fieldEditors,
  bleeds: true,
  interactive: true,
  mount: ({ element, emit }) => ({
    update(props) {
      emit({ type: 'state', state: 'drawn' });
      render(<TableView props={props} emit={emit} />, element);
    },
    dispose: () => render(null, element),
  }),
  summary: summarise,
});

export const panels = { table };
