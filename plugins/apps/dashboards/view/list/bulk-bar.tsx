import { type ApiError, api, Button, Dialog, type Shell } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { Hit } from '../api.ts';
import { loadDashboard } from '../api.ts';
import { FolderField } from './folder-field.tsx';

/** What can be done to several at once. Each is told apart: what failed stays chosen in words. */
export function BulkBar({
  hits,
  shell,
  onDone,
  onClear,
}: {
  hits: readonly Hit[];
  shell: Shell;
  onDone: () => void;
  onClear: () => void;
}): JSX.Element {
  const [asks, setAsks] = useState<'move' | 'delete'>();
  const [folder, setFolder] = useState('');
  const [busy, setBusy] = useState(false);
  const act = async (one: (hit: Hit) => Promise<unknown>, done: (count: number) => string): Promise<void> => {
    setBusy(true);
    const failed: string[] = [];
    for (const hit of hits) {
      try {
        await one(hit);
      } catch (error) {
        failed.push(`${hit.title}: ${(error as ApiError).message}`);
      }
    }
    setBusy(false);
    setAsks(undefined);
    if (failed.length > 0) shell.toast({ kind: 'danger', text: failed.join(' ') });
    if (failed.length < hits.length) shell.toast({ kind: 'ok', text: done(hits.length - failed.length) });
    onDone();
  };
  const folders = hits.filter(({ type }) => type === 'dash-folder').length;
  return (
    <div class="dash-bulk" role="toolbar" aria-label={w.list.bulk(hits.length)}>
      <b>{w.list.bulk(hits.length)}</b>
      <Button size="sm" icon="folder" onClick={() => setAsks('move')}>
        {w.list.move}
      </Button>
      <Button size="sm" icon="trash-2" onClick={() => setAsks('delete')}>
        {w.list.delete}
      </Button>
      <span class="o-sp" />
      <Button size="sm" kind="ghost" onClick={onClear}>
        {t.variables.clear}
      </Button>
      {asks === 'move' && (
        <Dialog
          title={w.list.moveTitle(hits.length)}
          onClose={() => setAsks(undefined)}
          actions={
            <>
              <Button kind="ghost" onClick={() => setAsks(undefined)}>
                {t.cancel}
              </Button>
              <Button kind="primary" busy={busy} onClick={() => void act((hit) => move(hit, folder), w.list.moved)}>
                {w.list.move}
              </Button>
            </>
          }
        >
          <FolderField label={w.list.moveTo} value={folder} onValue={setFolder} />
        </Dialog>
      )}
      {asks === 'delete' && (
        <Dialog
          title={w.list.deleteTitle(hits.length)}
          onClose={() => setAsks(undefined)}
          actions={
            <>
              <Button kind="ghost" onClick={() => setAsks(undefined)}>
                {t.cancel}
              </Button>
              <Button kind="danger" busy={busy} onClick={() => void act(remove, w.list.deleted)}>
                {w.list.delete}
              </Button>
            </>
          }
        >
          <p>
            {hits
              .slice(0, 8)
              .map(({ title }) => title)
              .join(', ')}
            {hits.length > 8 ? ' …' : ''}
          </p>
          {folders > 0 && <p class="o-warn">{w.list.foldersToo(folders)}</p>}
        </Dialog>
      )}
    </div>
  );
}

async function move(hit: Hit, folderUid: string): Promise<unknown> {
  if (hit.type === 'dash-folder')
    return api(`/api/folders/${encodeURIComponent(hit.uid)}/move`, { method: 'POST', body: { parentUid: folderUid } });
  const { dashboard } = await loadDashboard(hit.uid);
  // An empty folder means "where it is": the root has a name of its own.
  return api('/api/dashboards/db', {
    method: 'POST',
    body: { dashboard, folderUid: folderUid || 'general', message: '', overwrite: false },
  });
}
function remove({ type, uid }: Hit): Promise<unknown> {
  return api(type === 'dash-folder' ? `/api/folders/${encodeURIComponent(uid)}` : `/api/dashboards/uid/${encodeURIComponent(uid)}`, {
    method: 'DELETE',
  });
}
