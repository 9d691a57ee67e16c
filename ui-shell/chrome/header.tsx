import type { Principal } from '@orrery/plugin-sdk';
import { api, Icon, IconButton, Key, Mark, Menu, type MenuItem, toast } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Boot } from '../boot.ts';
import { navigate } from '../router.ts';
import { t } from '../text/index.ts';
import { choice, chooseTheme } from '../theme.ts';
import { headerSlots, heading, helpOpen, navWide, paletteOpen, toggleNav } from './state.ts';

function initials({ name, login }: Principal): string {
  const words = (name || login).trim().split(/\s+/);
  return words.length > 1 ? `${words[0]?.[0]}${words.at(-1)?.[0]}`.toUpperCase() : (words[0] ?? '').slice(0, 2).toUpperCase();
}

interface Membership {
  readonly orgId: number;
  readonly name: string;
}

/** The organisations one may act in; asked once, since an organisation changes with a page load only. */
function useOrganisations(named: boolean): readonly Membership[] {
  const [found, setFound] = useState<readonly Membership[]>([]);
  useEffect(() => {
    if (named) api<readonly Membership[]>('/api/user/orgs').then(setFound, () => setFound([]));
  }, [named]);
  return found;
}

async function actIn({ orgId }: Membership): Promise<void> {
  try {
    await api(`/api/user/using/${orgId}`, { method: 'POST', body: {} });
    // Nothing that was shown may stay: the other organisation has its own of everything.
    location.assign('/');
  } catch (error) {
    toast({ kind: 'danger', text: error instanceof Error ? error.message : String(error) });
  }
}

export function Header({ boot, principal }: { boot: Boot; principal: Principal }): JSX.Element {
  const { title, crumbs } = heading.value;
  const named = principal.kind !== 'anonymous';
  const organisations = useOrganisations(named);
  const profile = boot.pages.find(({ path }) => path === '/profile');
  const account: (MenuItem | 'divider')[] = [
    ...(named && profile?.allowed ? [{ label: t.account.profile, icon: 'user', run: () => navigate('/profile') }, 'divider' as const] : []),
    ...(organisations.length > 1
      ? [
          ...organisations.map((one) => ({
            label: one.name,
            icon: 'users',
            on: one.orgId === principal.orgId,
            run: () => void actIn(one),
          })),
          'divider' as const,
        ]
      : []),
    { label: t.account.system, icon: 'monitor', on: choice.value === 'system', run: () => chooseTheme('system') },
    { label: t.account.night, icon: 'moon', on: choice.value === 'night', run: () => chooseTheme('night') },
    { label: t.account.day, icon: 'sun', on: choice.value === 'day', run: () => chooseTheme('day') },
    'divider',
    named
      ? { label: t.account.signOut, icon: 'log-out', run: () => location.assign('/logout') }
      : {
          label: t.account.signIn,
          icon: 'user',
          run: () => location.assign(`/login?redirectTo=${encodeURIComponent(location.pathname + location.search)}`),
        },
  ];
  return (
    <header class="o-hdr">
      <IconButton icon="menu" label={t.toggleNavigation} aria-expanded={navWide.value} onClick={toggleNav} />
      <nav class="o-crumb" aria-label={t.breadcrumb}>
        <a class="o-mark" href="/" aria-label="Orrery">
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
            <b class="o-trunc" aria-current="page" dir="auto">
              {title}
            </b>
          </span>
        )}
      </nav>
      <button type="button" class="o-cmdk" aria-haspopup="dialog" onClick={() => (paletteOpen.value = true)}>
        <Icon name="search" size="s" />
        <span class="o-sp o-trunc">{t.searchOrRun}</span>
        <Key>Ctrl K</Key>
      </button>
      <div class="o-right">
        {headerSlots.value}
        <IconButton icon="circle-help" label={t.shortcuts} onClick={() => (helpOpen.value = true)} />
        <Menu label={t.account.of(principal.name || principal.login)} items={account} class="o-account">
          <span class="o-ava o-l" data-initials={initials(principal)} />
        </Menu>
      </div>
    </header>
  );
}
