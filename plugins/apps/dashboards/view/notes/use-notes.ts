import type { Annotation } from '@orrery/plugin-sdk/ui';
import { useMemo, useState } from 'preact/hooks';
import type { Dashboard } from '../../model/types.ts';
import type { DashboardMeta } from '../api.ts';
import type { NoteDraft } from './note-dialog.tsx';

/** What a panel may do with annotations of the dashboard, by what the person may. */
export interface Notes {
  readonly write?: ((panelId: number | undefined, from: number, to: number) => void) | undefined;
  readonly edit?: ((panelId: number | undefined, note: Annotation) => void) | undefined;
  readonly remove?: ((panelId: number | undefined, note: Annotation) => void) | undefined;
}

/** A dashboard that was never saved has nothing that an annotation could belong to. */
export function useNotes({ uid }: Dashboard, { annotationsPermissions }: DashboardMeta) {
  const [draft, setDraft] = useState<NoteDraft>();
  const may = uid === '' ? undefined : annotationsPermissions?.dashboard;
  const notes = useMemo<Notes>(() => {
    const about = (kind: 'edit' | 'remove') => (panelId: number | undefined, note: Annotation) =>
      setDraft({ kind, panelId, note, from: note.time, to: note.timeEnd ?? note.time });
    return {
      ...(may?.canAdd && { write: (panelId, from, to) => setDraft({ kind: 'new', panelId, from, to }) }),
      ...(may?.canEdit && { edit: about('edit') }),
      ...(may?.canDelete && { remove: about('remove') }),
    };
  }, [may?.canAdd, may?.canEdit, may?.canDelete]);
  return { notes, draft, close: () => setDraft(undefined) };
}
