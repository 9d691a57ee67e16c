import { api, Button, Dialog } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { Board } from '../board/context.ts';

/** Names what goes before it goes. */
export function DeleteSheet({ board, onClose }: { board: Board; onClose: () => void }): JSX.Element {
  const { dashboard, meta, shell } = board;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const remove = (): void => {
    setBusy(true);
    api(`/api/dashboards/uid/${encodeURIComponent(dashboard.uid)}`, { method: 'DELETE' }).then(
      () => {
        shell.toast({ kind: 'ok', text: w.settings.deleted(dashboard.title) });
        shell.navigate(meta.folderUrl || '/dashboards');
      },
      (error: Error) => {
        setBusy(false);
        setFailure(error.message);
      },
    );
  };
  return (
    <Dialog
      title={w.settings.deleteTitle(dashboard.title)}
      onClose={onClose}
      actions={
        <>
          <Button kind="ghost" autofocus onClick={onClose}>
            {t.cancel}
          </Button>
          <Button kind="danger" busy={busy} onClick={remove}>
            {w.settings.delete}
          </Button>
        </>
      }
    >
      <p>{w.settings.deleteText(dashboard.panels?.length ?? 0)}</p>
      {failure && (
        <p class="o-danger" role="alert">
          {failure}
        </p>
      )}
    </Dialog>
  );
}
