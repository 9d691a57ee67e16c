import { formatDate } from '@orrery/plugin-sdk/data';
import { type Annotation, api, Button, Dialog, Field, Input } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { Board } from '../board/context.ts';

/** A moment or a range of a panel that a person says something about, or an annotation that is there already. */
export type NoteDraft = {
  readonly panelId: number | undefined;
  readonly from: number;
  readonly to: number;
} & ({ readonly kind: 'new' } | { readonly kind: 'edit' | 'remove'; readonly note: Annotation });

/** Writes, changes or takes away an annotation of this dashboard. */
export function NoteDialog({
  board,
  draft,
  onClose,
  onDone,
}: {
  board: Board;
  draft: NoteDraft;
  onClose: () => void;
  onDone: () => void;
}): JSX.Element {
  const before = draft.kind === 'new' ? undefined : draft.note;
  const [text, setText] = useState(before?.text ?? '');
  const [tags, setTags] = useState((before?.tags ?? []).join(', '));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const zone = board.timeOptions.timeZone ?? 'browser';
  const at = (time: number): string => formatDate(time, 'YYYY-MM-DD HH:mm:ss', zone);
  const when = draft.to > draft.from ? `${at(draft.from)} – ${at(draft.to)}` : at(draft.from);
  const send = (): void => {
    setBusy(true);
    setFailure('');
    const body = {
      text,
      tags: tags
        .split(',')
        .map((tag) => tag.trim())
        .filter(Boolean),
    };
    const path = `/api/annotations/${before?.id ?? ''}`;
    const place = {
      dashboardUID: board.dashboard.uid,
      panelId: draft.panelId,
      time: Math.round(draft.from),
      timeEnd: Math.round(draft.to),
    };
    const asked =
      draft.kind === 'remove'
        ? api(path, { method: 'DELETE' })
        : draft.kind === 'edit'
          ? api(path, { method: 'PATCH', body })
          : api('/api/annotations', { method: 'POST', body: { ...place, ...body } });
    asked.then(onDone, (error: Error) => {
      setBusy(false);
      setFailure(error.message);
    });
  };
  const removes = draft.kind === 'remove';
  return (
    <Dialog
      title={w.notes.title[draft.kind]}
      onClose={onClose}
      actions={
        <>
          <Button kind="ghost" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button kind={removes ? 'danger' : 'primary'} busy={busy} disabled={!removes && text.trim() === ''} onClick={send}>
            {removes ? w.notes.remove : w.notes.save}
          </Button>
        </>
      }
    >
      <p class="o-ter o-tnum">{when}</p>
      {removes ? (
        <p>{text}</p>
      ) : (
        <>
          <Field label={w.notes.text}>
            <span class="o-input o-area">
              <textarea aria-label={w.notes.text} rows={4} value={text} onInput={(event) => setText(event.currentTarget.value)} />
            </span>
          </Field>
          <Field label={w.notes.tags} help={w.notes.tagsHelp}>
            <Input value={tags} onInput={(event) => setTags(event.currentTarget.value)} />
          </Field>
        </>
      )}
      {failure && (
        <p class="o-danger" role="alert">
          {failure}
        </p>
      )}
    </Dialog>
  );
}
