import { type StateName, Status } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from '../text/index.ts';
import type { PluginInfo } from './api.ts';

const looks: Readonly<Record<string, StateName>> = {
  active: 'ok',
  degraded: 'warn',
  quarantined: 'danger',
  refused: 'danger',
  disabled: 'paused',
  verified: 'pending',
  resolved: 'pending',
  discovered: 'pending',
};

export function PluginState({ state, cause }: Pick<PluginInfo, 'state' | 'cause'>): JSX.Element {
  return (
    <span title={cause}>
      <Status state={looks[state] ?? 'nodata'}>{(t.states as Record<string, string>)[state] ?? state}</Status>
    </span>
  );
}
