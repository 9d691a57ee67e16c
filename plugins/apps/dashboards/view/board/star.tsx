import { api, IconButton, type Shell } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../text/index.ts';

/** A star of the person's own. */
export function Star({ uid, starred, shell }: { uid: string; starred: boolean; shell: Shell }): JSX.Element {
  const [on, setOn] = useState(starred);
  useEffect(() => setOn(starred), [starred, uid]);
  const turn = (): void => {
    setOn(!on);
    api(`/api/user/stars/dashboard/uid/${encodeURIComponent(uid)}`, { method: on ? 'DELETE' : 'POST' }).catch((error: Error) => {
      setOn(on);
      shell.toast({ kind: 'danger', text: t.board.starFailed(error.message) });
    });
  };
  return (
    <IconButton
      icon="star"
      class={`dash-star ${on ? 'o-on' : ''}`}
      aria-pressed={on}
      label={on ? t.board.unstar : t.board.star}
      onClick={turn}
    />
  );
}
