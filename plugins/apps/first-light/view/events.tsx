import { Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from '../text/index.ts';
import type { PluginFacts } from './api.ts';

interface Happening {
  readonly at: number;
  readonly icon: string;
  readonly tone: 'danger' | 'warn' | 'ok' | 'plain';
  readonly text: string;
}
const atMost = 5;

/** What plugins went through lately, newest first; those that simply started are one line. */
function happenings(plugins: readonly PluginFacts[]): readonly Happening[] {
  const fine = plugins.filter(({ state, level }) => state === 'active' && level !== 'unsigned');
  const odd = plugins.flatMap(({ name, state, level, since, restarts }): Happening[] => {
    if (state === 'quarantined') return [{ at: since, icon: 'octagon-alert', tone: 'danger', text: t.events.quarantined(name) }];
    if (state === 'refused') return [{ at: since, icon: 'octagon-alert', tone: 'danger', text: t.events.refused(name) }];
    if (state === 'disabled') return [{ at: since, icon: 'circle-pause', tone: 'plain', text: t.events.disabled(name) }];
    if (state !== 'active' && state !== 'degraded') return [{ at: since, icon: 'clock', tone: 'warn', text: t.events.waiting(name) }];
    if (level === 'unsigned') return [{ at: since, icon: 'key-round', tone: 'warn', text: t.events.unsigned(name) }];
    return restarts > 0 ? [{ at: since, icon: 'refresh-cw', tone: 'warn', text: t.events.restarted(name, restarts) }] : [];
  });
  const verified: Happening[] =
    fine.length > 0
      ? [{ at: Math.max(...fine.map(({ since }) => since)), icon: 'shield-check', tone: 'ok', text: t.events.verified(fine.length) }]
      : [];
  return [...odd, ...verified].sort((a, b) => b.at - a.at).slice(0, atMost);
}

export function Events({ plugins }: { plugins: readonly PluginFacts[] }): JSX.Element {
  const clock = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (
    <section class="o-card fl-events" aria-labelledby="fl-events">
      <h2 id="fl-events">{t.events.title}</h2>
      <ul>
        {happenings(plugins).map(({ at, icon, tone, text }) => (
          <li key={text}>
            <span class={`fl-${tone}`}>
              <Icon name={icon} size="s" />
            </span>
            <span class="o-trunc o-sp">{text}</span>
            <time dateTime={new Date(at).toISOString()}>{clock.format(at)}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}
