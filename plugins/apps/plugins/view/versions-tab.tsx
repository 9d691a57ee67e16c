/** Every version on offer, and those that are kept here to go back to. */
import { Badge, Button, languageOf } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from '../text/index.ts';
import { fileOf, type Installation, type Offer } from './catalog-api.ts';
import { Card } from './facts.tsx';
import type { Order } from './order.tsx';
import { Readme, textAt } from './overview-tab.tsx';
import { useLoaded } from './use-loaded.ts';

export function VersionsTab({
  id,
  name,
  installed,
  offer,
  kept,
  onOrder,
}: {
  id: string;
  name: string;
  installed: string | undefined;
  offer: Offer | undefined;
  kept: Installation['kept'];
  /** Absent: who looks may not install. */
  onOrder?(order: Order): void;
}): JSX.Element {
  const { changelog } = offer ?? {};
  const path = offer && changelog ? fileOf(offer, changelog) : undefined;
  const { value } = useLoaded(path ? () => textAt(path) : undefined, [path]);
  const day = (date: string | number): string => new Date(date).toLocaleDateString(languageOf());
  const offers = offer?.versions ?? [];
  const place = offers.findIndex(({ version }) => version === installed);
  const only = kept.filter(({ version }) => !offers.some((one) => one.version === version));
  return (
    <div class="plug-stack">
      <Card title={t.versions.title}>
        <ul class="plug-versions">
          {offers.map(({ version, published, withdrawn, signedBy }, index) => (
            <li key={version}>
              <b class="o-tnum">{version}</b>
              <span>{day(published)}</span>
              <span>{(t.levels as Record<string, string>)[signedBy.level] ?? signedBy.level}</span>
              <span>
                {version === installed && (
                  <Badge tone="ok" icon="check">
                    {t.browse.installed}
                  </Badge>
                )}
                {withdrawn && (
                  <Badge tone="danger" icon="circle-x">
                    {t.versions.withdrawn(withdrawn)}
                  </Badge>
                )}
              </span>
              {onOrder && version !== installed && !withdrawn && (
                <Button size="sm" onClick={() => onOrder({ kind: 'install', id, name, version })}>
                  {installed === undefined ? t.browse.install : place >= 0 && index > place ? t.versions.downgrade : t.versions.update}
                </Button>
              )}
            </li>
          ))}
          {only.map(({ version, at }) => (
            <li key={version}>
              <b class="o-tnum">{version}</b>
              <span>{day(at)}</span>
              <span />
              <span>
                <Badge icon="save">{t.versions.kept}</Badge>
              </span>
              {onOrder && (
                <Button size="sm" onClick={() => onOrder({ kind: 'rollback', id, name, version })}>
                  {t.rollBack(version)}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Card>
      {value && (
        <section class="o-card plug-card" aria-label={t.versions.changelog}>
          <Readme text={value} />
        </section>
      )}
    </div>
  );
}
