import type { Shell } from '@orrery/plugin-sdk/ui';
import type { Dashboard, PanelModel } from '../../model/types.ts';

/** How the page is changed. */
export interface EditParts {
  begin(): void;
  /** One named step; steps in a row with the same `merge` are one. */
  change(label: string, how: (before: Dashboard) => Dashboard, merge?: string): void;
  undo(): void;
  redo(): void;
  /** Ends editing and forgets what was not saved. */
  leave(): void;
  /** Part of the changes was saved: they are the new start, the rest stays to be saved. */
  rebase(saved: Dashboard): void;
  isChanged(): boolean;
  act(action: 'duplicate' | 'copy' | 'remove', panel: PanelModel, shell: Shell): Promise<void>;
}
