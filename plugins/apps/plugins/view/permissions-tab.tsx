/** What it may do and what more it was refused; granted less or more by switches. Of one that is not here: what it would ask. */
import { Banner, Button, type PageProps } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import type { PluginInfo } from './api.ts';
import { Asks, grantedAtFirst } from './asks.tsx';
import { askLines } from './browse-view.tsx';
import { type ConsentView, changeInstalled, loadGrants, loadPreview, type Offer } from './catalog-api.ts';
import { Card, Holds } from './facts.tsx';
import { useLoaded } from './use-loaded.ts';

export function PermissionsTab({
  shell,
  id,
  plugin,
  offer,
  manages,
  onChanged,
}: Pick<PageProps, 'shell'> & {
  id: string;
  plugin: PluginInfo | undefined;
  offer: Offer | undefined;
  manages: boolean;
  onChanged(): void;
}): JSX.Element {
  const grants = useLoaded(manages && plugin ? () => loadGrants(id) : undefined, [id, plugin?.hash, plugin?.since]);
  const offersMore = manages && offer && (!plugin || offer.hasUpdate);
  const next = useLoaded(offersMore ? () => loadPreview(id) : undefined, [id, offer?.versions[0]?.version, plugin?.hash]);
  const wasRefused = Object.values(plugin?.usage.denials ?? {}).some((times) => times > 0);
  return (
    <div class="plug-stack">
      {plugin && grants.value ? (
        <Card title={t.may.title}>
          <Grants view={grants.value} shell={shell} id={id} onChanged={() => (grants.reload(), onChanged())} />
        </Card>
      ) : null}
      {plugin && (!grants.value || wasRefused) && <Holds plugin={plugin} />}
      {next.value && (
        <Card title={t.consent.nextTitle(next.value.version)}>
          {next.value.before && (
            <p>
              {t.consent.changes(
                next.value.version,
                next.value.before,
                next.value.asks.filter(({ isNew }) => isNew).length,
                next.value.removed.length,
              )}
            </p>
          )}
          <Asks view={next.value} granted={grantedAtFirst(next.value)} />
        </Card>
      )}
      {next.failure && <Banner tone="warn">{t.consent.previewFailed(next.failure.message)}</Banner>}
      {!plugin && offer && !manages && (
        <Card title={t.may.asks}>
          <ul>
            {askLines(offer.versions[0]?.capabilities ?? {}).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

function Grants({
  view,
  shell,
  id,
  onChanged,
}: { view: ConsentView; id: string; onChanged(): void } & Pick<PageProps, 'shell'>): JSX.Element {
  const [granted, setGranted] = useState(grantedAtFirst(view));
  const [busy, setBusy] = useState(false);
  useEffect(() => setGranted(grantedAtFirst(view)), [view]);
  const same = view.asks.every(({ key, granted: before }) => granted.has(key) === before);
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      await changeInstalled(id, 'grants', { grant: [...granted] });
      shell.toast({ kind: 'ok', text: t.consent.saved });
    } catch (error) {
      shell.toast({ kind: 'danger', text: error instanceof Error ? error.message : String(error) });
    }
    setBusy(false);
    onChanged();
  };
  return (
    <>
      <Asks view={view} granted={granted} onGranted={setGranted} />
      {view.asks.length > 0 && (
        <div class="plug-actions">
          <span class="o-sp o-t12 o-ter">{t.consent.restarts}</span>
          <Button kind="primary" disabled={same} busy={busy} onClick={() => void save()}>
            {t.consent.save}
          </Button>
        </div>
      )}
    </>
  );
}
