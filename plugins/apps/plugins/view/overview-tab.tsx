/** What it is, in its author's words, with its pictures and what it brings. */
import { languageOf, lazy, Loading, request } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from '../text/index.ts';
import type { PluginInfo } from './api.ts';
import { fileOf, type Offer } from './catalog-api.ts';
import { Brings, Card, Facts } from './facts.tsx';
import { useLoaded } from './use-loaded.ts';
import { number } from './words.ts';

export const Readme = lazy<{ text: string }>(async () => (await import('./readme.tsx')).Readme);
export const textAt = (path: string): Promise<string> => request(path, { accept: 'text/plain' }).then((answer) => answer.text());

export function OverviewTab({ id, plugin, offer }: { id: string; plugin: PluginInfo | undefined; offer: Offer | undefined }): JSX.Element {
  const path = plugin ? `/api/plugins/${encodeURIComponent(id)}/markdown/readme` : offer?.readme ? fileOf(offer, offer.readme) : undefined;
  const { value, failure } = useLoaded(path ? () => textAt(path) : undefined, [path, plugin?.hash]);
  const [newest] = offer?.versions ?? [];
  const facts: readonly (readonly [string, string])[] = [
    ...(offer?.category ? [[t.about.category, offer.category] as const] : []),
    ...(newest
      ? ([
          [t.about.published, new Date(newest.published).toLocaleDateString(languageOf())],
          [t.about.size, t.about.kilobytes(number(Math.ceil(newest.size / 1024)))],
          ...(newest.grafanaDependency ? [[t.about.fits, newest.grafanaDependency] as const] : []),
          ...(newest.dependencies.length > 0 ? [[t.about.needs, newest.dependencies.join(', ')] as const] : []),
        ] as const)
      : []),
  ];
  return (
    <div class="plug-two">
      <div>
        {offer && offer.screenshots.length > 0 && (
          <ul class="plug-pictures">
            {offer.screenshots.map(({ name, file }) => (
              <li key={file}>
                <img src={fileOf(offer, file)} alt={name} loading="lazy" />
              </li>
            ))}
          </ul>
        )}
        <section class="o-card plug-card" aria-label={t.about.readme}>
          {value ? <Readme text={value} /> : path && !failure && value === undefined ? <Loading shape="rows" /> : <p>{t.about.noReadme}</p>}
        </section>
      </div>
      <div>
        {facts.length > 0 && (
          <Card title={t.about.title}>
            <Facts facts={facts} />
            {(offer?.links ?? []).map(({ name, url }) => (
              <a key={url} href={url} target="_blank" rel="noopener noreferrer">
                {name}
              </a>
            ))}
          </Card>
        )}
        {plugin && <Brings plugin={plugin} />}
      </div>
    </div>
  );
}
