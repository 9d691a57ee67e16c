/** `/plugins/:id`: one plugin whole, installed or on offer, and everything that can be done with it. */
import { ApiError, Banner, Button, ErrorState, Loading, NotConfigured, type PageProps, TabPanel, Tabs } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { DisableDialog, isOff, mayBeOff, UninstallDialog } from './actions.tsx';
import { changeInstalled, fileOf, loadInstallation, loadOffer } from './catalog-api.ts';
import { ConfigurationTab } from './configuration-tab.tsx';
import { DashboardsTab } from './dashboards-tab.tsx';
import { Brings, Confinement, Cost, Log, Signature } from './facts.tsx';
import { Logo } from './logo.tsx';
import { OfferSignature } from './offer-signature.tsx';
import { type Order, OrderDialog } from './order.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { PermissionsTab } from './permissions-tab.tsx';
import { LevelBadge, SignatureBadge, isRevoked } from './signature.tsx';
import { useLoaded } from './use-loaded.ts';
import { usePlugins } from './use-plugins.ts';
import { VersionsTab } from './versions-tab.tsx';

export function PluginPage({ shell, params, query }: PageProps): JSX.Element {
  const { loaded, failure, denied, reload, change } = usePlugins(shell);
  const { id = '' } = params;
  const offered = useLoaded(() => loadOffer(id), [id]);
  const mayInstall = offered.value?.mayInstall ?? false;
  const installation = useLoaded(denied ? undefined : () => loadInstallation(id), [id, denied]);
  const [asking, setAsking] = useState<'disable' | 'uninstall'>();
  const [order, setOrder] = useState<Order>();

  const plugin = loaded?.plugins.find((one) => one.id === id);
  const offer = offered.value;
  const name = plugin?.name ?? offer?.name ?? id;
  useEffect(() => shell.title(name, [[t.title, '/plugins']]), [name]);
  const changed = (): void => {
    for (const again of [reload, offered.reload, installation.reload]) again();
  };
  useEffect(() => shell.live('orrery/registry', () => (offered.reload(), installation.reload())), []);

  if (failure && !loaded) return <ErrorState page title={t.loadFailed} text={failure} onRetry={reload} />;
  if ((!loaded && !denied) || (!plugin && !offer && !offered.failure)) return <Loading shape="page" />;
  if (!plugin && !offer) {
    const isGone = offered.failure instanceof ApiError && offered.failure.status === 404;
    return isGone ? (
      <NotConfigured page title={t.gone} text={t.goneText(id)} action={{ label: t.toList, run: () => shell.navigate('/plugins') }} />
    ) : (
      <ErrorState page title={t.browse.failed} text={offered.failure?.message ?? ''} onRetry={offered.reload} />
    );
  }
  // Whoever got an answer of it may install, with or without a catalog that has it.
  const manages = installation.value !== undefined && (mayInstall || !offer);
  const { bundled = true, kept = [], pending } = installation.value ?? {};
  const off = plugin && isOff(plugin);
  const stopped = plugin?.state === 'quarantined' || plugin?.state === 'refused';
  const [newest] = offer?.versions ?? [];
  const [before] = kept;

  const tabs = [
    'overview',
    ...(offer || kept.length > 0 ? ['versions'] : []),
    'permissions',
    'signature',
    ...(plugin ? ['cost', 'log'] : []),
    ...(plugin?.contributes.datasource ? ['configuration'] : []),
    ...(plugin?.contributes.dashboard ? ['dashboards'] : []),
  ];
  const tab = tabs.find((one) => one === query.get('tab')) ?? 'overview';
  const show = (one: string): void =>
    shell.navigate(`/plugins/${encodeURIComponent(id)}${one === 'overview' ? '' : `?tab=${one}`}`, { replace: true });
  const uninstall = (): Promise<void> =>
    changeInstalled(id, 'uninstall').then(
      () => (shell.toast({ kind: 'ok', text: t.uninstalled(name) }), changed()),
      (error: Error) => shell.toast({ kind: 'danger', text: error.message }),
    );
  const decline = (): Promise<void> =>
    changeInstalled(id, 'decline').then(changed, (error: Error) => shell.toast({ kind: 'danger', text: error.message }));

  return (
    <div class="plug-page">
      <header class="plug-one">
        <span class="plug-logo">
          <Logo url={plugin?.logo || (offer?.logo ? fileOf(offer, offer.logo) : '')} size={28} />
        </span>
        <div>
          <h1>
            {name} {plugin ? <SignatureBadge plugin={plugin} /> : <LevelBadge level={newest?.signedBy.level ?? 'unknown'} />}
          </h1>
          <p>{plugin?.description || offer?.description}</p>
          <p class="o-t12 o-ter">
            {[id, offer?.author, plugin ? t.installedVersion(plugin.version) : t.offeredVersion(newest?.version ?? '')]
              .filter(Boolean)
              .join(', ')}
          </p>
        </div>
        <div class="plug-actions">
          {plugin && !off && !stopped && (
            <Button icon="rotate-cw" onClick={() => void change(plugin, 'restart')}>
              {t.restart}
            </Button>
          )}
          {plugin && off ? (
            <Button {...(!stopped && { kind: 'primary' as const })} icon="plug" onClick={() => void change(plugin, 'enable')}>
              {t.enable}
            </Button>
          ) : (
            plugin &&
            mayBeOff(plugin) && (
              <Button icon="unplug" onClick={() => setAsking('disable')}>
                {t.disable}
              </Button>
            )
          )}
          {plugin && manages && !bundled && (
            <Button icon="trash-2" onClick={() => setAsking('uninstall')}>
              {t.uninstall}
            </Button>
          )}
          {manages && before && (
            <Button
              {...(stopped && !offer?.hasUpdate && { kind: 'primary' as const })}
              icon="arrow-left"
              onClick={() => setOrder({ kind: 'rollback', id, name, version: before.version })}
            >
              {t.rollBack(before.version)}
            </Button>
          )}
          {manages && offer && !pending && (!plugin || offer.hasUpdate) && (
            <Button kind="primary" icon="download" onClick={() => setOrder({ kind: 'install', id, name })}>
              {plugin ? t.browse.update(newest?.version ?? '') : t.browse.install}
            </Button>
          )}
        </div>
      </header>
      {failure && <Banner tone="warn">{t.stale(failure)}</Banner>}
      {offer && !offer.mayInstall && <Banner tone="info">{t.browse.mayNot}</Banner>}
      {offer?.deprecated && <Banner tone="warn">{t.deprecated(offer.deprecated)}</Banner>}
      {plugin && plugin.state !== 'active' && (
        <Banner tone={stopped ? 'danger' : 'warn'} role="status">
          <b>{(t.states as Record<string, string>)[plugin.state] ?? plugin.state}.</b> {plugin.cause}
          {stopped && (
            <>
              {' '}
              {plugin.cause?.includes(plugin.signature.reason?.remedy ?? '') ? '' : plugin.signature.reason?.remedy}{' '}
              {isRevoked(plugin.signature) ? (
                <a href="/plugins?view=trust">{t.trust.decision}</a>
              ) : before ? (
                t.stoppedRollBack(before.version)
              ) : (
                t.stoppedAgain
              )}
            </>
          )}
        </Banner>
      )}
      {pending && (
        <Banner tone="warn" role="status">
          <span class="plug-waits">
            <span>{plugin ? t.waits(pending.version, plugin.version) : t.waitsFirst(pending.version)}</span>
            {manages && (
              <>
                <Button size="sm" onClick={() => void decline()}>
                  {t.decline}
                </Button>
                <Button size="sm" kind="primary" onClick={() => setOrder({ kind: 'approve', id, name })}>
                  {t.browse.review(pending.version)}
                </Button>
              </>
            )}
          </span>
        </Banner>
      )}
      <Tabs
        label={name}
        tabs={tabs.map((one) => ({ id: one, label: (t.tabs as Record<string, string>)[one] ?? one }))}
        value={tab}
        onValue={show}
      />
      <TabPanel id={tab}>
        {tab === 'overview' && <OverviewTab id={id} plugin={plugin} offer={offer} />}
        {tab === 'versions' && (
          <VersionsTab
            id={id}
            installed={plugin?.version}
            offer={offer}
            kept={manages ? kept : []}
            {...(manages && { onOrder: setOrder })}
            name={name}
          />
        )}
        {tab === 'permissions' && (
          <PermissionsTab shell={shell} id={id} plugin={plugin} offer={offer} manages={manages} onChanged={changed} />
        )}
        {tab === 'signature' && (plugin ? <Signature plugin={plugin} /> : offer && <OfferSignature offer={offer} />)}
        {tab === 'cost' && plugin && (
          <div class="plug-two">
            <div>
              <Cost plugin={plugin} />
              {plugin.confinement && <Confinement facts={plugin.confinement} />}
            </div>
            <div>
              <Brings plugin={plugin} />
            </div>
          </div>
        )}
        {tab === 'log' && plugin && <Log plugin={plugin} />}
        {tab === 'dashboards' && <DashboardsTab id={id} shell={shell} />}
        {tab === 'configuration' && <ConfigurationTab types={plugin?.contributes.datasource ?? []} />}
      </TabPanel>
      {asking === 'disable' && plugin && (
        <DisableDialog plugin={plugin} onClose={() => setAsking(undefined)} onSure={() => void change(plugin, 'disable')} />
      )}
      {asking === 'uninstall' && plugin && (
        <UninstallDialog name={name} onClose={() => setAsking(undefined)} onSure={() => void uninstall()} />
      )}
      {order && <OrderDialog order={order} onChanged={changed} onClose={() => setOrder(undefined)} />}
    </div>
  );
}
