import type { Principal } from '@orrery/plugin-sdk';

import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Boot } from '../boot.ts';
import { register } from '../keyboard.ts';
import { navigate } from '../router.ts';
import { keepScroll } from '../scroll.ts';
import { t } from '../text/index.ts';
import { nextTheme } from '../theme.ts';
import { Header } from './header.tsx';
import { HelpDialog } from './help.tsx';
import { Navigation } from './navigation.tsx';
import { OfflineStrip } from './offline.tsx';
import { PageView } from './page-view.tsx';
import { Palette } from './palette.tsx';
import { helpOpen, navWide, paletteOpen, toggleNav } from './state.ts';

/** Keys of the map that lead to a page, where the session has that page. */
const places: readonly (readonly [keys: string, path: string])[] = [
  ['g h', '/'],
  ['g d', '/dashboards'],
  ['g e', '/explore'],
  ['g a', '/alerting'],
  ['g c', '/plugins'],
  ['g p', '/profile'],
];

export function Chrome({ boot, principal }: { boot: Boot; principal: Principal }): JSX.Element {
  useEffect(
    () =>
      register(
        { label: t.searchOrRun, keys: 'Ctrl+K', icon: 'search', run: () => (paletteOpen.value = true) },
        { label: t.search, keys: '/', icon: 'search', run: () => (paletteOpen.value = true) },
        { label: t.shortcuts, keys: '?', icon: 'circle-help', run: () => (helpOpen.value = true) },
        { label: t.switchTheme, keys: 'c t', icon: 'moon', run: nextTheme },
        { label: t.toggleNavigation, keys: '[', icon: 'menu', run: toggleNav },
      ),
    [],
  );
  useEffect(
    () =>
      register(
        ...boot.navigation.map(({ label, path, icon }) => {
          const keys = places.find(([, to]) => to === path)?.[0];
          return { label: t.goTo(label), icon, leads: true, run: () => navigate(path), ...(keys && { keys }) };
        }),
      ),
    [boot],
  );
  const content = useRef<HTMLElement>(null);
  useEffect(() => (content.current ? keepScroll(content.current) : undefined), []);
  return (
    <div class={`o-app ${navWide.value ? 'o-nav-wide' : ''}`}>
      <a class="o-skip" href="#content">
        {t.skip}
      </a>
      <Header boot={boot} principal={principal} />
      <Navigation boot={boot} />
      <div class="o-view">
        <OfflineStrip />
        <main ref={content} id="content" tabIndex={-1}>
          <PageView boot={boot} principal={principal} />
        </main>
      </div>
      {paletteOpen.value && <Palette boot={boot} />}
      {helpOpen.value && <HelpDialog />}
    </div>
  );
}
