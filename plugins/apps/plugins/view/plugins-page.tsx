/** `/plugins`: what is installed, what is on offer, and what could be newer. */
import { Button, ErrorState, Loading, type PageProps, Segments } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { BrowseView } from './browse-view.tsx';
import { loadCatalog } from './catalog-api.ts';
import { InstalledView } from './installed-view.tsx';
import { type Order, OrderDialog } from './order.tsx';
import { TrustView } from './trust-view.tsx';
import { useLoaded } from './use-loaded.ts';
import { usePlugins } from './use-plugins.ts';

type View = 'installed' | 'browse' | 'updates' | 'trust';

export function PluginsPage({ shell, query }: PageProps): JSX.Element {
  const plugins = usePlugins(shell);
  const [order, setOrder] = useState<Order>();
  const input = useRef<HTMLInputElement>(null);
  const catalog = useLoaded(loadCatalog, []);
  useEffect(() => shell.title(t.title), []);
  useEffect(() => shell.live('orrery/registry', catalog.reload), []);

  const asked = query.get('view');
  const decides = catalog.value?.mayInstall === true;
  const view: View =
    asked === 'browse' || asked === 'updates' || (asked === 'trust' && decides) ? asked : plugins.denied ? 'browse' : 'installed';
  const updates = (catalog.value?.plugins ?? []).filter(({ hasUpdate, pending }) => hasUpdate || pending).length;
  const views: { value: View; label: string }[] = [
    ...(plugins.denied ? [] : [{ value: 'installed' as const, label: t.views.installed(plugins.loaded?.plugins.length) }]),
    { value: 'browse', label: t.views.browse(catalog.value?.plugins.length) },
    { value: 'updates', label: t.views.updates(updates) },
    ...(decides ? [{ value: 'trust' as const, label: t.views.trust }] : []),
  ];
  const changed = (): void => {
    catalog.reload();
    if (!plugins.denied) plugins.reload();
  };
  return (
    <div class="plug-page">
      <header class="plug-head">
        <div>
          <h1>{t.title}</h1>
          <p>{t.purpose}</p>
        </div>
        {catalog.value?.mayInstall && (
          <Button icon="upload" onClick={() => input.current?.click()}>
            {t.order.fromFile}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          accept=".zip,application/zip"
          hidden
          aria-label={t.order.fromFile}
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            currentTarget.value = '';
            if (file) setOrder({ kind: 'archive', file, name: file.name });
          }}
        />
      </header>
      <Segments
        label={t.title}
        options={views}
        value={view}
        onValue={(value) => shell.navigate(value === 'installed' ? '/plugins' : `/plugins?view=${value}`)}
      />
      {view === 'trust' ? (
        <TrustView shell={shell} onOrder={setOrder} />
      ) : view !== 'installed' ? (
        <BrowseView shell={shell} query={query} catalog={catalog} onlyUpdates={view === 'updates'} onOrder={setOrder} />
      ) : plugins.loaded ? (
        <InstalledView shell={shell} query={query} loaded={plugins.loaded} plugins={plugins} />
      ) : plugins.failure ? (
        <ErrorState page title={t.loadFailed} text={plugins.failure} onRetry={plugins.reload} />
      ) : (
        <Loading shape="rows" />
      )}
      {order && <OrderDialog order={order} onChanged={changed} onClose={() => setOrder(undefined)} />}
    </div>
  );
}
