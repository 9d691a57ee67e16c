import { Button, Dialog, Field, Input, type Shell } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { removeSource } from './api.ts';

/** Deletes once the name was typed, so that nobody does it by habit. */
export function RemoveDialog({
  source: { uid, name },
  shell,
  onClose,
  onRemoved,
}: {
  source: { readonly uid: string; readonly name: string };
  shell: Shell;
  onClose(): void;
  onRemoved(): void;
}): JSX.Element {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const sure = typed === name;

  async function remove(): Promise<void> {
    if (!sure) return;
    setBusy(true);
    try {
      await removeSource(uid);
      shell.toast({ kind: 'ok', text: t.removed(name) });
      onClose();
      onRemoved();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  }
  return (
    <Dialog
      title={t.removeTitle(name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button kind="danger" icon="trash-2" disabled={!sure} busy={busy} onClick={() => void remove()}>
            {t.remove}
          </Button>
        </>
      }
    >
      <form
        class="ds-fields"
        onSubmit={(event) => {
          event.preventDefault();
          void remove();
        }}
      >
        <p class="o-sec">{t.removeText}</p>
        <Field label={t.removeType(name)} error={failure}>
          <Input value={typed} autocomplete="off" spellcheck={false} onInput={(event) => setTyped(event.currentTarget.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
