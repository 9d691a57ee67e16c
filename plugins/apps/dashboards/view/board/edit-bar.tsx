import { Badge, Button, IconButton } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type History, isChanged } from '../../model/history.ts';
import { t } from '../../text/index.ts';
import type { EditParts } from '../edit/parts.ts';
import type { ViewBarProps } from './view-bar.tsx';

/** What was changed last, and the way back. */
export function EditBegin({ history, edit }: { history: History; edit: EditParts }): JSX.Element {
  const last = history.past.at(-1);
  const next = history.future[0];
  const undo = last ? t.bar.undo(last.label) : t.bar.undoNothing;
  return (
    <>
      <Badge tone="info" icon="pencil">
        {t.bar.editing}
      </Badge>
      <span class="o-split">
        <Button size="sm" icon="rotate-cw" class="dash-undo" aria-label={undo} title={undo} disabled={!last} onClick={edit.undo}>
          <span>{undo}</span>
        </Button>
        <IconButton
          kind="ghost"
          size="sm"
          icon="rotate-cw"
          label={next ? t.bar.redo(next.label) : t.bar.redoNothing}
          disabled={!next}
          onClick={edit.redo}
        />
      </span>
    </>
  );
}

/** Settings, and how to end: with the changes or without them. */
export function EditEnd({ history, edit, set }: ViewBarProps & { history: History }): JSX.Element {
  const [asks, setAsks] = useState(false);
  const changed = isChanged(history);
  const leave = (): void => {
    edit.leave();
    set({ editPanel: undefined, editview: undefined });
  };
  return (
    <>
      <IconButton icon="settings-2" label={t.bar.settings} onClick={() => set({ editview: 'settings' })} />
      {asks && changed ? (
        <>
          <Button kind="danger" onClick={leave}>
            {t.bar.discard(history.past.length)}
          </Button>
          <Button kind="ghost" onClick={() => setAsks(false)}>
            {t.bar.keep}
          </Button>
        </>
      ) : (
        <Button kind="ghost" onClick={() => (changed ? setAsks(true) : leave())}>
          {t.bar.leave}
        </Button>
      )}
      <Button kind="primary" disabled={!changed} onClick={() => set({ editview: 'save' })}>
        {t.bar.save}
      </Button>
    </>
  );
}
