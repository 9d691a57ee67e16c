import { Banner, Button } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type History, isChanged } from '../../model/history.ts';
import type { Dashboard } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { forgetDraft, keepDraft, readDraft } from '../edit/draft.ts';
import type { EditParts } from '../edit/parts.ts';

const waitsMs = 800;

/** Keeps what is being changed, and offers what an earlier visit left unsaved. */
export function DraftBanner({
  saved,
  history,
  edit,
}: {
  saved: Dashboard;
  history: History | undefined;
  edit: EditParts;
}): JSX.Element | null {
  const [draft, setDraft] = useState(() => readDraft(saved.uid));
  useEffect(() => {
    if (!history) return;
    if (!isChanged(history)) {
      if (history.past.length > 0) forgetDraft(saved.uid);
      return;
    }
    const timer = setTimeout(() => keepDraft(saved.uid, history.now), waitsMs);
    return () => {
      clearTimeout(timer);
    };
  }, [history]);
  if (!draft || (history && isChanged(history))) return null;
  const when = new Date(draft.at).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' });
  const take = (): void => {
    edit.begin();
    edit.change(t.board.takeDraft, () => draft.dashboard);
    setDraft(undefined);
  };
  return (
    <div class="dash-newer">
      <Banner tone="info" role="status">
        {t.board.draft(when)}{' '}
        <Button size="sm" kind="link" onClick={take}>
          {t.board.takeDraft}
        </Button>
        <Button
          size="sm"
          kind="link"
          onClick={() => {
            forgetDraft(saved.uid);
            setDraft(undefined);
          }}
        >
          {t.board.dropDraft}
        </Button>
      </Banner>
    </div>
  );
}
