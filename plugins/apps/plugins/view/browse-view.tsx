/** What the catalogs offer, beside what of it is here: searched, filtered, installed. */
import { Banner, Button, Checkbox, ErrorState, Icon, Input, Loading, NotConfigured, type PageProps } from '@orrery/plugin-sdk/ui';
import { capabilityWords } from '@orrery/plugin-sdk/manifest/ask-words/index';
import { languageOf } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from '../text/index.ts';
import { pathOf } from './api.ts';
import { type Catalog, type CatalogState, fileOf, type Offer } from './catalog-api.ts';
import { facets, matches, valuesOf } from './filter.ts';
import { Logo } from './logo.tsx';
import type { Order } from './order.tsx';
import { LevelBadge } from './signature.tsx';
import type { LoadedValue } from './use-loaded.ts';

const mostAsks = 2;

export function BrowseView({
  shell,
  query,
  catalog,
  onlyUpdates,
  onOrder,
}: Pick<PageProps, 'shell' | 'query'> & {
  catalog: LoadedValue<Catalog>;
  onlyUpdates: boolean;
  onOrder(order: Order): void;
}): JSX.Element {
  const { value, failure, reload } = catalog;
  if (!value && failure) return <ErrorState page title={t.browse.failed} text={failure.message} onRetry={reload} />;
  if (!value) return <Loading shape="rows" />;
  const offers = value.plugins.filter(({ hasUpdate, pending }) => !onlyUpdates || hasUpdate || pending);
  const shown = offers.filter((offer) => matches(offer, query));
  const go = (change: (made: URLSearchParams) => void): void => {
    const made = new URLSearchParams(query);
    change(made);
    shell.navigate(`/plugins?${made}`, { replace: true });
  };
  const clear = (): void => shell.navigate(`/plugins?view=${onlyUpdates ? 'updates' : 'browse'}`, { replace: true });
  const troubled = value.catalogs.filter(({ problem }) => problem);
  return (
    <>
      {troubled.map(({ uid, name, problem = '' }) => (
        <Banner key={uid} tone="warn" role="status">
          {t.browse.troubled(name, problem)}
        </Banner>
      ))}
      {!value.mayInstall && <Banner tone="info">{t.browse.mayNot}</Banner>}
      {offers.length === 0 ? (
        onlyUpdates ? (
          <NotConfigured icon="circle-check" title={t.browse.upToDate} text={t.browse.upToDateText} />
        ) : (
          <NotConfigured title={t.browse.empty} text={value.catalogs.length === 0 ? t.browse.noCatalog : t.browse.emptyText} />
        )
      ) : (
        <div class="plug-browse">
          <aside aria-label={t.browse.filters}>
            <Input
              icon="search"
              aria-label={t.browse.find(offers.length)}
              placeholder={t.browse.find(offers.length)}
              value={query.get('q') ?? ''}
              onInput={({ currentTarget }) => go((made) => (currentTarget.value ? made.set('q', currentTarget.value) : made.delete('q')))}
            />
            <div class="plug-facets">
              {facets.map(({ name, of }) => (
                <Facet
                  key={name}
                  title={t.browse.facets[name]}
                  values={[...Map.groupBy(offers, of)].map(([one, those]) => [one, those.length] as const)}
                  chosen={valuesOf(query, name)}
                  onChosen={(chosen) => go((made) => (chosen.length > 0 ? made.set(name, chosen.join(',')) : made.delete(name)))}
                />
              ))}
            </div>
          </aside>
          <section aria-label={t.browse.title}>
            <p class="plug-count" role="status">
              {t.browse.count(shown.length, offers.length)}
              {shown.length < offers.length && (
                <Button kind="ghost" size="sm" onClick={clear}>
                  {t.showAll}
                </Button>
              )}
            </p>
            {shown.length === 0 ? (
              <NotConfigured icon="search" title={t.noMatch} text={t.noMatchText} action={{ label: t.showAll, run: clear }} />
            ) : (
              <ul class="plug-cards">
                {shown.map((offer) => (
                  <Card key={offer.id} offer={offer} mayInstall={value.mayInstall} onOrder={onOrder} />
                ))}
              </ul>
            )}
            <Sources catalogs={value.catalogs} />
          </section>
        </div>
      )}
    </>
  );
}

function Facet({
  title,
  values,
  chosen,
  onChosen,
}: {
  title: string;
  values: readonly (readonly [string, number])[];
  chosen: readonly string[];
  onChosen(chosen: readonly string[]): void;
}): JSX.Element | null {
  if (values.length < 2 && chosen.length === 0) return null;
  const names = { ...t.browse.kinds, ...t.levels, ...t.browse.statuses } as Record<string, string>;
  return (
    <fieldset>
      <legend>{title}</legend>
      {values
        .toSorted(([a], [b]) => (names[a] ?? a).localeCompare(names[b] ?? b))
        .map(([value, count]) => (
          <div key={value}>
            <Checkbox
              label={names[value] ?? value}
              checked={chosen.includes(value)}
              onValue={(on) => onChosen(on ? [...chosen, value] : chosen.filter((one) => one !== value))}
            />
            <span class="o-cnt">{count}</span>
          </div>
        ))}
    </fieldset>
  );
}

export function askLines(capabilities: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(capabilities).flatMap(([name, scope]) => capabilityWords(name, scope, languageOf()));
}

function Card({ offer, mayInstall, onOrder }: { offer: Offer; mayInstall: boolean; onOrder(order: Order): void }): JSX.Element {
  const { id, name, installed, hasUpdate, pending } = offer;
  const [newest] = offer.versions;
  const level = newest?.signedBy.level ?? 'unknown';
  const asks = askLines(newest?.capabilities ?? {});
  const stopped = installed?.state === 'quarantined' || installed?.state === 'refused';
  return (
    <li class={`o-card plug-offer ${stopped ? 'plug-stopped' : ''}`}>
      <header>
        <span class="plug-logo">
          <Logo url={offer.logo ? fileOf(offer, offer.logo) : ''} size={22} />
        </span>
        <div>
          <h2>
            <a href={pathOf(id)}>{name}</a>
          </h2>
          <small>{[offer.author, (t.browse.kinds as Record<string, string>)[offer.type] ?? offer.type].filter(Boolean).join(', ')}</small>
        </div>
        <LevelBadge level={level} />
      </header>
      <p title={offer.description}>{offer.description}</p>
      <ul>
        {stopped ? (
          <li class="o-danger">
            <Icon name="circle-x" size="s" /> {(t.states as Record<string, string>)[installed.state] ?? installed.state}
          </li>
        ) : asks.length === 0 ? (
          <li>
            <Icon name="wifi-off" size="s" /> <span>{t.may.nothing}</span>
          </li>
        ) : (
          asks.slice(0, mostAsks).map((words, index) => (
            <li key={words}>
              <Icon name="plug" size="s" />{' '}
              <span>{index === mostAsks - 1 && asks.length > mostAsks ? t.browse.more(words, asks.length - mostAsks) : words}</span>
            </li>
          ))
        )}
      </ul>
      <footer>
        <span class="o-tnum">{installed?.version ?? newest?.version}</span>
        {stopped ? (
          <a class="o-btn o-sm" href={pathOf(id)}>
            {t.browse.why}
          </a>
        ) : pending ? (
          mayInstall && (
            <Button size="sm" kind="primary" onClick={() => onOrder({ kind: 'approve', id, name })}>
              {t.browse.review(pending)}
            </Button>
          )
        ) : installed && !hasUpdate ? (
          <span class="plug-here">
            <Icon name="check" size="s" /> {t.browse.installed}
          </span>
        ) : (
          mayInstall && (
            <Button size="sm" {...(installed && { kind: 'primary' as const })} onClick={() => onOrder({ kind: 'install', id, name })}>
              {installed ? t.browse.update(newest?.version ?? '') : t.browse.install}
            </Button>
          )
        )}
      </footer>
    </li>
  );
}

/** Who says so, and until when it counts. */
function Sources({ catalogs }: { catalogs: readonly CatalogState[] }): JSX.Element {
  const day = (date: string): string => new Date(date).toLocaleDateString(languageOf());
  return (
    <ul class="plug-sources">
      {catalogs.flatMap(({ uid, name, facts }) =>
        facts
          ? [
              <li key={uid}>
                <Icon name={facts.signedBy ? 'shield-check' : 'shield-question-mark'} size="s" />{' '}
                {facts.signedBy ? t.browse.signed(name, facts.signedBy, day(facts.issued), day(facts.expires)) : t.browse.unsigned(name)}
              </li>,
            ]
          : [],
      )}
    </ul>
  );
}
