import type { Principal } from '@orrery/plugin-sdk';
import { Icon, IconButton, Key, Mark, Menu, type MenuItem } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { Boot } from '../boot.ts';
import { chooseTheme, choice } from '../theme.ts';
import { headerSlots, heading, helpOpen, navWide, paletteOpen, toggleNav } from './state.ts';

function initials({ name, login }: Principal): string {
  const words = (name || login).trim().split(/\s+/);
  return words.length > 1 ? `${words[0]?.[0]}${words.at(-1)?.[0]}`.toUpperCase() : (words[0] ?? '').slice(0, 2).toUpperCase();
}

export function Header({ principal }: { boot: Boot; principal: Principal }): JSX.Element {
  const { title, crumbs } = heading.value;
  const account: (MenuItem | 'divider')[] = [
    { label: 'Theme of the system', icon: 'monitor', on: choice.value === 'system', run: () => chooseTheme('system') },
    { label: 'Night', icon: 'moon', on: choice.value === 'night', run: () => chooseTheme('night') },
    { label: 'Day', icon: 'sun', on: choice.value === 'day', run: () => chooseTheme('day') },
    'divider',
    { label: 'Sign out', icon: 'log-out', run: () => location.assign('/logout') },
  ];
  return (
    <header class="o-hdr">
      <IconButton icon="menu" label="Toggle navigation" aria-expanded={navWide.value} onClick={toggleNav} />
      <nav class="o-crumb" aria-label="Breadcrumb">
        <a class="o-mark" href="/">
          <Mark />
          <span>Orrery</span>
        </a>
        {crumbs.map(([label, path]) => (
          <span key={label} class="o-crumb-part">
            <span class="o-sl">/</span>
            {path ? (
              <a class="o-trunc" href={path}>
                {label}
              </a>
            ) : (
              <span class="o-trunc">{label}</span>
            )}
          </span>
        ))}
        {title && (
          <span class="o-crumb-part">
            <span class="o-sl">/</span>
            <b class="o-trunc" aria-current="page">
              {title}
            </b>
          </span>
        )}
      </nav>
      <button type="button" class="o-cmdk" aria-haspopup="dialog" onClick={() => (paletteOpen.value = true)}>
        <Icon name="search" size="s" />
        <span class="o-sp o-trunc">Search or run a command</span>
        <Key>Ctrl K</Key>
      </button>
      <div class="o-right">
        {headerSlots.value}
        <IconButton icon="circle-help" label="Keyboard shortcuts" onClick={() => (helpOpen.value = true)} />
        <Menu label={`Account of ${principal.name || principal.login}`} items={account} class="o-account">
          <span class="o-ava o-l">{initials(principal)}</span>
        </Menu>
      </div>
    </header>
  );
}
