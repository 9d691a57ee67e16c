import type { JSX } from 'preact';
import type { BodyProps } from '../board/body.tsx';
import { DeleteSheet } from './delete-sheet.tsx';
import { JsonSheet } from './json-sheet.tsx';
import { SaveSheet } from './save-sheet.tsx';
import { SettingsPage } from './settings-page.tsx';

/** What the address's `editview` opens over the dashboard. */
export function Sheets(props: BodyProps): JSX.Element | null {
  const { query, set, history, board } = props;
  const view = query.get('editview') ?? '';
  const close = (): void => set({ editview: undefined });
  switch (view) {
    case 'json':
      return <JsonSheet board={board} onClose={close} />;
    case 'delete':
      return <DeleteSheet board={board} onClose={close} />;
    case 'save':
    case 'save-as':
      return history ? <SaveSheet {...props} history={history} copy={view === 'save-as'} onClose={close} /> : null;
    default:
      return history ? <SettingsPage {...props} history={history} part={view} onClose={close} /> : null;
  }
}
