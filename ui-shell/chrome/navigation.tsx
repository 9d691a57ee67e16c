import { Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { Boot, NavigationEntry } from '../boot.ts';
import { place } from '../router.ts';
import { t } from '../text/index.ts';
import { navWide } from './state.ts';

/** The entry of the page we are on: the one whose path is the longest beginning of ours. */
function currentEntry(entries: readonly NavigationEntry[], path: string): NavigationEntry | undefined {
  const fits = entries.filter((entry) => path === entry.path || (entry.path !== '/' && path.startsWith(`${entry.path}/`)));
  return (
    fits.sort((a, b) => b.path.length - a.path.length)[0] ??
    (path.startsWith('/d/') ? entries.find((entry) => entry.path === '/dashboards') : undefined)
  );
}

export function Navigation({ boot }: { boot: Boot }): JSX.Element {
  const wide = navWide.value;
  const entries = [...boot.navigation].sort((a, b) => a.weight - b.weight);
  const current = currentEntry(entries, place.value.path);
  const link = (entry: NavigationEntry, sub: boolean): JSX.Element => (
    <a
      key={entry.path}
      href={entry.path}
      class={sub ? 'o-sub' : ''}
      title={wide ? undefined : entry.label}
      aria-current={entry === current ? 'page' : undefined}
    >
      {!sub && <Icon name={entry.icon} size="l" />}
      <span>{entry.label}</span>
    </a>
  );
  return (
    <nav class={`o-nav ${wide ? 'o-wide' : ''}`} aria-label={t.main}>
      {entries
        .filter((entry) => !entry.parent)
        .map((entry) => {
          const children = entries.filter((child) => child.parent === entry.path || child.parent === entry.label);
          const open = wide && (entry === current || children.includes(current as NavigationEntry));
          return (
            <>
              {link(entry, false)}
              {open && children.map((child) => link(child, true))}
            </>
          );
        })}
    </nav>
  );
}
