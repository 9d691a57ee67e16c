import { Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { loadBoot } from '../boot.ts';
import { lostAt } from '../live.ts';
import { t } from '../text/index.ts';

const patienceMs = 2000;

/** Says that what is shown may be old. A hiccup of two seconds is nobody's business. */
export function OfflineStrip(): JSX.Element | null {
  const since = lostAt.value;
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (since === undefined) return;
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, [since]);
  if (since === undefined || !late) return null;
  const at = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(since);
  return (
    <div class="o-offline" role="alert">
      <Icon name="wifi-off" />
      <span>{t.offline(at)}</span>
      <button type="button" class="o-btn o-sm" onClick={() => void loadBoot()}>
        {t.retry}
      </button>
    </div>
  );
}
