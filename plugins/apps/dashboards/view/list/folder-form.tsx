import { api, Button, Dialog, Field, Input, type Shell } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import { type Hit, ifThere } from '../api.ts';

/** A new folder, or another name for one. */
export function FolderForm({
  shell,
  parent,
  folder,
  onClose,
  onDone,
}: {
  shell: Shell;
  parent: string;
  folder?: Hit;
  onClose: () => void;
  onDone: () => void;
}): JSX.Element {
  const [title, setTitle] = useState(folder?.title ?? '');
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  const save = (): void => {
    setBusy(true);
    const asked = folder
      ? api<{ url: string }>(`/api/folders/${encodeURIComponent(folder.uid)}`, {
          method: 'PUT',
          body: { title: title.trim(), overwrite: true },
        })
      : api<{ url: string }>('/api/folders', { method: 'POST', body: { title: title.trim(), ...(parent && { parentUid: parent }) } });
    asked.then(
      ({ url }) => {
        onClose();
        onDone();
        if (!folder) shell.navigate(url);
      },
      (error: Error) => {
        setBusy(false);
        setFailure(error.message);
      },
    );
  };
  return (
    <Dialog
      title={folder ? w.list.rename : w.list.newFolder}
      onClose={onClose}
      actions={
        <>
          <Button kind="ghost" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button kind="primary" busy={busy} disabled={!title.trim()} onClick={save}>
            {folder ? w.list.rename : w.list.createFolder}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim()) save();
        }}
      >
        <Field label={w.list.folderName} error={failure || undefined}>
          <Input value={title} autofocus onInput={(event) => setTitle(event.currentTarget.value)} />
        </Field>
      </form>
    </Dialog>
  );
}

/** Says what goes with the folder, and asks for its name where something does. */
export function DeleteFolder({ shell, folder, onClose }: { shell: Shell; folder: Hit; onClose: () => void }): JSX.Element {
  const [counts, setCounts] = useState<Readonly<Record<string, number>>>();
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState('');
  useEffect(() => {
    ifThere(api<Readonly<Record<string, number>>>(`/api/folders/${encodeURIComponent(folder.uid)}/counts`), {}).then(setCounts, () =>
      setCounts({}),
    );
  }, []);
  const inside = Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0);
  const remove = (): void => {
    api(`/api/folders/${encodeURIComponent(folder.uid)}`, { method: 'DELETE' }).then(
      () => {
        shell.toast({ kind: 'ok', text: w.list.folderDeleted(folder.title) });
        shell.navigate('/dashboards');
      },
      (error: Error) => setFailure(error.message),
    );
  };
  return (
    <Dialog
      title={w.list.deleteFolderTitle(folder.title)}
      onClose={onClose}
      actions={
        <>
          <Button kind="ghost" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button kind="danger" disabled={!counts || (inside > 0 && typed !== folder.title)} onClick={remove}>
            {w.list.deleteFolder}
          </Button>
        </>
      }
    >
      <p>{inside > 0 ? w.list.folderHolds(counts?.dashboard ?? 0, counts?.folder ?? 0, counts?.alertrule ?? 0) : w.list.folderEmpty}</p>
      {inside > 0 && (
        <Field label={w.list.typeName(folder.title)} error={failure || undefined}>
          <Input value={typed} autofocus onInput={(event) => setTyped(event.currentTarget.value)} />
        </Field>
      )}
      {inside === 0 && failure && <p class="o-danger">{failure}</p>}
    </Dialog>
  );
}
