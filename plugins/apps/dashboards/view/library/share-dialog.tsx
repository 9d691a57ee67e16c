import { ApiError, api, Button, Dialog, Field, Input } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type LibraryElement, libraryModel } from '../../model/library.ts';
import type { PanelModel } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import { FolderField } from '../list/folder-field.tsx';

/** Puts a panel into the library, or in the place of the one that has its name there. */
export function ShareDialog({
  panel,
  folderUid,
  onShared,
  onClose,
}: {
  panel: PanelModel;
  folderUid: string;
  onShared: (element: LibraryElement) => void;
  onClose: () => void;
}): JSX.Element {
  const [name, setName] = useState(panel.title ?? '');
  const [folder, setFolder] = useState(folderUid);
  const [taken, setTaken] = useState<LibraryElement>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const send = async (): Promise<void> => {
    setBusy(true);
    setFailure('');
    const body = { name: name.trim(), folderUid: folder, kind: 1, model: libraryModel(panel) };
    try {
      const { result } = await (taken
        ? api<{ result: LibraryElement }>(`/api/library-elements/${taken.uid}`, {
            method: 'PATCH',
            body: { ...body, version: taken.version },
          })
        : api<{ result: LibraryElement }>('/api/library-elements', { method: 'POST', body }));
      onShared(result);
    } catch (error) {
      setBusy(false);
      const there = error instanceof ApiError && error.status === 400 ? await named(body.name, folder) : undefined;
      if (there) setTaken(there);
      else setFailure((error as Error).message);
    }
  };
  return (
    <Dialog
      title={w.library.shareTitle}
      onClose={onClose}
      actions={
        <>
          <Button kind="ghost" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button kind={taken ? 'danger' : 'primary'} busy={busy} disabled={name.trim() === ''} onClick={() => void send()}>
            {taken ? w.library.replace : w.library.share}
          </Button>
        </>
      }
    >
      <p class="o-ter">{w.library.shareText}</p>
      <Field label={w.library.name} {...(taken && { error: w.library.taken(taken.name) })}>
        <Input
          value={name}
          onInput={(event) => {
            setName(event.currentTarget.value);
            setTaken(undefined);
          }}
        />
      </Field>
      <FolderField
        value={folder}
        onValue={(uid) => {
          setFolder(uid);
          setTaken(undefined);
        }}
      />
      {failure && (
        <p class="o-danger" role="alert">
          {failure}
        </p>
      )}
    </Dialog>
  );
}

async function named(name: string, folderUid: string): Promise<LibraryElement | undefined> {
  const { result } = await api<{ result: readonly LibraryElement[] }>(`/api/library-elements/name/${encodeURIComponent(name)}`).catch(
    () => ({
      result: [],
    }),
  );
  return result.find((element) => (element.folderUid || '') === folderUid);
}
