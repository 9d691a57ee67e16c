import { api, IconButton, type Shell } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../text/index.ts';
import { searchDashboards } from '../api.ts';

/** A star of the person's own. */
export function Star({ uid, shell }: { uid: string; shell: Shell }): JSX.Element {
  const [on, setOn] = useState(false);
  // The dashboard itself is the same for everybody; whose star it has is not.
  useEffect(() => {
    searchDashboards({ dashboardUIDs: uid, limit: '1' }).then(
      ([hit]) => setOn(hit?.isStarred === true),
      () => {},
    );
  }, [uid]);
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
      class={`dash-star dash-on-wide ${on ? 'o-on' : ''}`}
      aria-pressed={on}
      label={on ? t.board.unstar : t.board.star}
      onClick={turn}
    />
  );
}
