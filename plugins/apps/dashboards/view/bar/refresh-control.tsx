import { Icon, IconButton, Menu, type MenuItem } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { Range } from '../../model/lookup.ts';
import { autoText, refreshChoices } from '../../model/refresh.ts';
import type { Dashboard } from '../../model/types.ts';
import { t } from '../../text/index.ts';

/** Ask anew now, and how often by itself. */
export function RefreshControl({
  refresh,
  dashboard,
  span,
  least,
  onRefresh,
  onNow,
}: {
  refresh: string;
  dashboard: Dashboard;
  span: Range;
  least: string;
  onRefresh: (every: string) => void;
  onNow: () => void;
}): JSX.Element {
  const auto = autoText(span, globalThis.innerWidth, least);
  const choices = refreshChoices(dashboard, least);
  const shown = refresh && refresh !== 'auto' && !choices.includes(refresh) ? [refresh, ...choices] : choices;
  const one = (value: string, label: string): MenuItem => ({
    label,
    on: refresh === value,
    ...(refresh === value && { icon: 'check' }),
    run: () => onRefresh(value),
  });
  return (
    <div class="dash-group" role="group" aria-label={t.refresh.label}>
      <IconButton icon="refresh-cw" label={t.refresh.now} size="sm" onClick={onNow} />
      <Menu
        label={refresh ? t.refresh.every(refresh) : t.refresh.off}
        class="dash-time dash-every"
        items={[one('', t.refresh.offShort), one('auto', t.refresh.auto(auto)), ...shown.map((value) => one(value, value))]}
      >
        {refresh && <b>{refresh}</b>}
        <Icon name="chevron-down" size="xs" />
      </Menu>
    </div>
  );
}
