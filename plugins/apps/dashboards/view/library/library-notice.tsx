import { Button } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { unlinked } from '../../model/library.ts';
import type { PanelModel } from '../../model/types.ts';
import { w } from '../../text/work/index.ts';
import type { Board } from '../board/context.ts';

/** In the place of a shared panel's editor: it looks the same everywhere until it is taken out here. */
export function LibraryNotice({
  board,
  panel,
  change,
}: {
  board: Board;
  panel: PanelModel;
  change: (label: string, how: (before: PanelModel) => PanelModel) => void;
}): JSX.Element {
  const { uid = '', name = '' } = panel.libraryPanel ?? {};
  const unlink = (): void => {
    board.library.element(uid).then(
      (element) => change(w.library.unlinkStep(name), (before) => unlinked(before, element)),
      (error: Error) => board.shell.toast({ kind: 'danger', text: error.message }),
    );
  };
  return (
    <div class="dash-library-notice">
      <h3>{w.library.shared(name)}</h3>
      <p>{w.library.sharedText}</p>
      <Button icon="unlink" onClick={unlink}>
        {w.library.unlink}
      </Button>
    </div>
  );
}
