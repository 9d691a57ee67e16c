import { Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from '../text/index.ts';
import type { Facts } from './api.ts';
import { bytes, lasting } from './figures.ts';

/** What the server itself needs. */
export function Self({ facts: { plugins, hosts, kernel } }: { facts: Facts }): JSX.Element {
  const verified = plugins.filter(({ level, state }) => level !== 'unsigned' && state !== 'refused').length;
  const rows: readonly (readonly [string, string, boolean?])[] = [
    [t.self.started, `${(kernel.startMs / 1000).toFixed(1)} s`],
    [t.self.running, lasting(kernel.upMs)],
    [t.self.memory, bytes(hosts.reduce((sum, { rss }) => sum + rss, kernel.rss))],
    [t.self.hosts, String(hosts.length)],
    [t.self.verified, t.self.of(verified, plugins.length), verified < plugins.length],
  ];
  return (
    <section class="o-card fl-facts" aria-labelledby="fl-self">
      <h2 id="fl-self">{t.self.title}</h2>
      <dl>
        {rows.map(([label, value, warn]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd class={warn ? 'fl-warn' : ''}>
              {warn && <Icon name="triangle-alert" size="s" />}
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
