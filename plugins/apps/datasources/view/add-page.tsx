import { Banner, Button, ErrorState, Icon, Input, Loading, type PageProps, Segments } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { type FoundServer, findServers, loadList, loadTypes, paths, type SourceType } from './api.ts';
import { SourceEditor } from './source-editor.tsx';
import { SourceLogo } from './source-logo.tsx';

type Group = keyof typeof t.groups;
const groupOf = ({ category }: SourceType): Group =>
  Object.hasOwn(t.groups, category) && category !== 'all' ? (category as Group) : 'other';
const isAddress = (text: string): boolean => /^https?:\/\/[^\s/]+/i.test(text) || /^[\w.-]+:\d{2,5}(\/\S*)?$/.test(text);

/** The type's name, or the first of `Prometheus 2`, `Prometheus 3` … that no other source has. */
function freeName(name: string, taken: readonly string[]): string {
  for (let count = 1; ; count++) {
    const tried = count === 1 ? name : `${name} ${count}`;
    if (!taken.includes(tried)) return tried;
  }
}

/** `/connections/datasources/new`: which type; with `?type=`, its empty form. */
export function AddPage({ shell, query }: PageProps): JSX.Element {
  const [types, setTypes] = useState<readonly SourceType[]>();
  const [failure, setFailure] = useState<string>();
  const [words, setWords] = useState('');
  const [group, setGroup] = useState<Group>('all');
  const load = (): void =>
    void loadTypes().then(
      (list) => {
        setTypes([...list].sort((a, b) => a.name.localeCompare(b.name)));
        setFailure(undefined);
      },
      (error: Error) => setFailure(error.message),
    );
  useEffect(load, []);
  const [taken, setTaken] = useState<readonly string[]>();
  useEffect(
    () =>
      void loadList().then(
        (list) => setTaken(list.map(({ name }) => name)),
        () => setTaken([]),
      ),
    [],
  );
  const asked = query.get('type');
  const chosen = types?.find(({ type, plugin }) => type === asked || plugin === asked);
  useEffect(() => {
    if (!chosen) shell.title(t.add, [[t.title, paths.list]]);
  }, [chosen]);

  if (failure && !types) return <ErrorState page title={t.loadFailed} text={failure} onRetry={load} />;
  if (!types) return <Loading shape="page" />;
  if (chosen && !taken) return <Loading shape="page" />;
  if (chosen && taken)
    return (
      <SourceEditor key={chosen.type} shell={shell} type={chosen} address={query.get('url') ?? ''} name={freeName(chosen.name, taken)} />
    );

  const address = isAddress(words.trim()) ? words.trim() : '';
  const groups = (Object.keys(t.groups) as Group[]).filter((one) => one === 'all' || types.some((type) => groupOf(type) === one));
  const fits = ({ name, description, keywords, type }: SourceType): boolean =>
    `${name} ${type} ${description} ${keywords.join(' ')}`.toLowerCase().includes(words.trim().toLowerCase());
  const shown = types
    .filter((type) => group === 'all' || groupOf(type) === group)
    .filter((type) => (address ? type.reachesAddress : fits(type)));
  return (
    <div class="ds-page ds-narrow">
      <header class="ds-head">
        <div>
          <h1>{t.add}</h1>
          <p>{t.addText}</p>
        </div>
      </header>
      <Input
        size="lg"
        icon="search"
        aria-label={t.addFind}
        placeholder={t.addFind}
        value={words}
        spellcheck={false}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <Servers types={types} use={({ type, url }) => shell.navigate(paths.adding(type, url))} />
      <section class="ds-section" aria-labelledby="ds-types">
        <div class="ds-bar">
          <h2 id="ds-types">
            {t.types} <span class="o-cnt">{types.length}</span>
          </h2>
          {groups.length > 2 && (
            <Segments
              label={t.types}
              options={groups.map((value) => ({ value, label: t.groups[value] }))}
              value={group}
              onValue={(value: Group) => setGroup(value)}
            />
          )}
        </div>
        {address && <Banner tone="info">{t.withAddress(address)}</Banner>}
        {shown.length === 0 && <p class="o-ter">{t.typesNone(words)}</p>}
        <ul class="ds-types">
          {shown.map(({ type, name, description, logo }) => (
            <li key={type}>
              <a class="o-card ds-type" href={paths.adding(type, address)}>
                <SourceLogo url={logo} large />
                <span>
                  <b>{name}</b>
                  <small>{description}</small>
                </span>
                <Icon name="chevron-right" size="s" />
              </a>
            </li>
          ))}
        </ul>
        <p class="o-t12 o-ter ds-signed">
          <Icon name="shield-check" size="s" /> {t.signed}
        </p>
      </section>
    </div>
  );
}

/** Servers on this machine. Nobody looks before somebody asks. */
function Servers({ types, use }: { types: readonly SourceType[]; use(server: FoundServer): void }): JSX.Element {
  const [found, setFound] = useState<readonly FoundServer[]>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  async function look(): Promise<void> {
    setBusy(true);
    try {
      setFound(await findServers());
      setFailure(undefined);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }
  return (
    <section class="ds-section" aria-labelledby="ds-found" aria-busy={busy}>
      <div class="ds-bar">
        <h2 id="ds-found">{t.found}</h2>
        <Button icon="scan-search" busy={busy} onClick={() => void look()}>
          {busy ? t.looking : found ? t.lookAgain : t.look}
        </Button>
      </div>
      {failure && <Banner tone="danger">{t.lookFailed(failure)}</Banner>}
      {!found && !failure && <p class="o-t12 o-ter">{t.foundText}</p>}
      {found?.length === 0 && (
        <p class="o-t12 o-ter" role="status">
          {t.foundNone}
        </p>
      )}
      {found?.map((server) => {
        const type = types.find((one) => one.type === server.type || one.plugin === server.type);
        return (
          <div key={server.url} class={type ? 'o-card ds-type ds-found' : 'o-card ds-type'}>
            <SourceLogo url={type?.logo} large />
            <span>
              <b>{t.foundAt(server.name, server.version, server.url.replace(/^http:\/\//, ''))}</b>
              <small>{type ? t.foundIn(server.ms) : t.foundNoPlugin(server.name)}</small>
            </span>
            {type && (
              <Button kind="primary" onClick={() => use(server)}>
                {t.use}
              </Button>
            )}
          </div>
        );
      })}
    </section>
  );
}
