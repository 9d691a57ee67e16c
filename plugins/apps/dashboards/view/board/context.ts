/** What every part of a dashboard's page has at hand. */
import type { Lookup } from '@orrery/plugin-sdk/data';
import type { Crosshair, DrawnPanel, Shell } from '@orrery/plugin-sdk/ui';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { BoardEvent } from '../../model/annotations.ts';
import type { Range, Scope } from '../../model/lookup.ts';
import type { TimeOptions, TimeText } from '../../model/time.ts';
import type { Dashboard, KnownDatasource, Target } from '../../model/types.ts';
import type { Variables } from '../../model/variables.ts';
import type { DashboardMeta } from '../api.ts';
import type { Library } from '../library/library.ts';
import type { Notes } from '../notes/use-notes.ts';
import type { Results } from '../panel/results.ts';

export type PanelAction = 'view' | 'edit' | 'inspect' | 'export' | 'share' | 'duplicate' | 'copy' | 'remove' | 'library';

export interface Board {
  readonly shell: Shell;
  readonly dashboard: Dashboard;
  readonly meta: DashboardMeta;
  readonly datasources: readonly KnownDatasource[];
  readonly variables: Variables;
  readonly time: TimeText;
  readonly timeOptions: TimeOptions;
  readonly span: Range;
  /** When `span` was read. */
  readonly now: number;
  /** Changes when fresh data are wanted. */
  readonly round: number;
  readonly results: Results;
  /** Panels as they stand on the page, by key: what can be taken along of them. */
  readonly drawn: Map<string, DrawnPanel>;
  readonly crosshair: Crosshair | undefined;
  readonly events: readonly BoardEvent[];
  readonly notes: Notes;
  readonly library: Library;
  /** The panel at work in the editor asks with these: what is typed is asked for when it is run. */
  readonly asking?: { readonly panelId: number; readonly targets: readonly Target[]; readonly run: number } | undefined;
  readonly editing: boolean;
  readonly canEdit: boolean;
  lookup(scope: Scope): Lookup;
  onRange(from: number, to: number): void;
  act(action: PanelAction, key: string): void;
  /** A panel's options, changed inside its drawing while the dashboard is edited. */
  changeOptions(panelId: number, options: Readonly<Record<string, unknown>>): void;
}

export const BoardContext = createContext<Board | undefined>(undefined);

export function useBoard(): Board {
  const board = useContext(BoardContext);
  if (!board) throw new Error('useBoard: there is no dashboard around this part');
  return board;
}
