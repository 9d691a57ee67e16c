import type { Principal } from '@orrery/plugin-sdk';
import { Denied, Loading, NotConfigured, type Page, PluginFailed, type Shell, toast } from '@orrery/plugin-sdk/ui';
import { Component, type ComponentChildren, type JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Boot, PageEntry } from '../boot.ts';
import { register } from '../keyboard.ts';
import { live } from '../live.ts';
import { loadDatasource, loadPage, loadPanel, transformationPlugin } from '../modules.ts';
import { match, navigate, place } from '../router.ts';
import { t } from '../text/index.ts';
import { theme } from '../theme.ts';
import { headerSlots, heading } from './state.ts';

/** What stops a page from taking the chrome with it. */
class Boundary extends Component<{ plugin: string; children: ComponentChildren }, { cause?: string }> {
  override state: { cause?: string } = {};
  static override getDerivedStateFromError(error: unknown): { cause: string } {
    return { cause: error instanceof Error ? error.message : String(error) };
  }
  override render(): ComponentChildren {
    const { cause } = this.state;
    if (cause === undefined) return this.props.children;
    return <PluginFailed page plugin={this.props.plugin} cause={`${cause}.`} onRestart={() => this.setState({})} />;
  }
}

export function PageView({ boot, principal }: { boot: Boot; principal: Principal | null }): JSX.Element {
  const found = match.value;
  if (!found) return <NoSuchPage path={place.value.path} />;
  const { page, params } = found;
  // Another plugin version is another module: it mounts anew. The same page with other parameters does not.
  return <Shown key={`${page.module} ${page.path}`} page={page} params={params} boot={boot} principal={principal} />;
}

function NoSuchPage({ path }: { path: string }): JSX.Element {
  useEffect(() => {
    heading.value = { title: t.notFound.title, crumbs: [] };
    document.title = `${t.notFound.title} - Orrery`;
  }, []);
  return (
    <NotConfigured
      page
      icon="compass"
      title={t.notFound.head}
      text={t.notFound.text(path)}
      action={{ label: t.notFound.home, icon: 'house', run: () => navigate('/') }}
    />
  );
}

/** Whether this is not the page that the browser itself opened. */
let shownBefore = false;

function Shown({
  page,
  params,
  boot,
  principal,
}: {
  page: PageEntry;
  params: Readonly<Record<string, string>>;
  boot: Boot;
  principal: Principal | null;
}): JSX.Element {
  const [component, setComponent] = useState<{ Page: Page }>();
  const [failure, setFailure] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    heading.value = { title: page.title, crumbs: [] };
    document.title = `${page.title} - Orrery`;
    headerSlots.value = [];
    // A new page begins at its start, for those who hear it as well; not so the first one.
    if (shownBefore) document.getElementById('content')?.focus({ preventScroll: true });
    shownBefore = true;
    // Once: what plugins are here may change under a page that stays.
  }, []);
  useEffect(() => {
    if (!page.allowed) return;
    let current = true;
    setFailure(undefined);
    loadPage(page).then(
      (Page) => current && setComponent({ Page }),
      (error: unknown) => current && setFailure(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      current = false;
    };
  }, [page.module, page.allowed, attempt]);
  const shell = useMemo<Shell>(() => shellFor(boot, principal), [boot, principal]);
  const query = useMemo(() => new URLSearchParams(place.value.search), [place.value.search]);

  if (!page.allowed) return <Denied page what={t.thisPage} {...(page.action && { permission: page.action })} />;
  if (failure) return <PluginFailed page plugin={page.plugin} cause={`${failure}.`} onRestart={() => setAttempt(attempt + 1)} />;
  if (!component) return <Loading shape="page" />;
  return (
    <Boundary plugin={page.plugin}>
      <component.Page params={params} query={query} shell={shell} />
    </Boundary>
  );
}

function shellFor(boot: Boot, principal: Principal | null): Shell {
  return {
    principal,
    theme,
    navigate,
    title(title, crumbs = []) {
      heading.value = { title, crumbs };
      document.title = `${title} - Orrery`;
    },
    panel: loadPanel,
    panels: Object.entries(boot.panels).map(([id, { label, picture, suits }]) => {
      const old = Object.entries(boot.aliases?.panels ?? {}).flatMap(([alias, of]) => (of === id ? [alias] : []));
      return { id, label: label ?? id, ...(picture && { picture }), ...(suits && { suits }), ...(old.length > 0 && { old }) };
    }),
    datasource: loadDatasource,
    datasources: Object.entries(boot.datasources).map(([type, { label, plugin }]) => ({ type, label: label ?? type, plugin })),
    transformation: transformationPlugin,
    transformations: Object.entries(boot.transformations).map(([id, { label, plugin }]) => ({ id, label: label ?? id, plugin })),
    toast: (message) => void toast(message),
    live: (channel, listener) => live().listen(channel, listener),
    command: (command) => register(command),
    headerSlot(content) {
      headerSlots.value = [...headerSlots.peek(), content];
      return () => {
        headerSlots.value = headerSlots.peek().filter((other) => other !== content);
      };
    },
  };
}
