import { Icon, Menu, type MenuItem } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { Boot, NavigationEntry } from '../boot.ts';
import { navigate, place } from '../router.ts';
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

/** As many as a phone has room for, the one that opens the rest among them. */
const tabs = 5;

export function Navigation({ boot }: { boot: Boot }): JSX.Element {
  const wide = navWide.value;
  const entries = [...boot.navigation].sort((a, b) => a.weight - b.weight);
  const current = currentEntry(entries, place.value.path);
  const childrenOf = (entry: NavigationEntry): readonly NavigationEntry[] =>
    entries.filter((child) => child.parent === entry.path || child.parent === entry.label);
  const main = entries.filter((entry) => !entry.parent);
  const over = main.length > tabs ? main.slice(tabs - 1) : [];
  const rest = over.flatMap((entry) => (childrenOf(entry).length > 0 ? childrenOf(entry) : [entry]));
  const item = (entry: NavigationEntry): MenuItem => ({
    label: entry.label,
    icon: entry.icon,
    on: entry === current,
    run: () => navigate(entry.path),
  });
  const link = (entry: NavigationEntry, look: string, here: boolean): JSX.Element => (
    <a
      key={entry.path}
      href={entry.path}
      class={look}
      title={wide ? undefined : entry.label}
      aria-current={entry === current ? 'page' : here ? 'true' : undefined}
    >
      {look !== 'o-sub' && <Icon name={entry.icon} size="l" />}
      <span>{entry.label}</span>
    </a>
  );
  return (
    <nav class={`o-nav ${wide ? 'o-wide' : ''}`} aria-label={t.main}>
      {main.map((entry) => {
        const children = childrenOf(entry);
        const within = children.includes(current as NavigationEntry);
        const open = wide && (entry === current || within);
        return (
          <>
            {link(entry, over.includes(entry) ? 'o-over' : '', within && !open)}
            {open && children.map((child) => link(child, 'o-sub', false))}
          </>
        );
      })}
      {over.length > 0 && (
        <Menu
          label={t.more}
          items={rest.map(item)}
          class={`o-more ${[...over, ...rest].includes(current as NavigationEntry) ? 'o-on' : ''}`}
        >
          <Icon name="ellipsis" size="l" />
          <span>{t.more}</span>
        </Menu>
      )}
    </nav>
  );
}
