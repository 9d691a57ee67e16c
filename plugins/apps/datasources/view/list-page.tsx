import {
  Badge,
  Banner,
  Button,
  Chip,
  ErrorState,
  Icon,
  Input,
  Loading,
  Menu,
  NotConfigured,
  type PageProps,
  type Sorting,
  Status,
  Table,
  type TableColumn,
} from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { type Ladder, type Listed, loadList, loadProblems, paths, testSource } from './api.ts';
import { answerMs, brokenRung, rungInWords } from './ladder-words.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { SourceLogo } from './source-logo.tsx';

type Health = 'testing' | Ladder;
const atOnce = 4;
/** Up to so many are tested when the page opens; of more, somebody asks for it. */
const testedAtOpening = 20;

/** `/connections/datasources`: every source with how it is. */
export function ListPage({ shell, query }: PageProps): JSX.Element {
  const [sources, setSources] = useState<readonly Listed[]>();
  const [failure, setFailure] = useState<string>();
  const [health, setHealth] = useState<ReadonlyMap<string, Health>>(new Map());
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [sorting, setSorting] = useState<Sorting>({ by: 'name', descending: false });
  const [removing, setRemoving] = useState<Listed>();
  const words = query.get('q') ?? '';
  const onlyFailing = query.get('failing') !== null;

  const look = (change: Record<string, string | null>): void => {
    const next = new URLSearchParams(query);
    for (const [key, value] of Object.entries(change)) value === null ? next.delete(key) : next.set(key, value);
    shell.navigate(next.size > 0 ? `${paths.list}?${next}` : paths.list, { replace: true });
  };

  async function testAll(list: readonly Listed[]): Promise<void> {
    const queue = [...list];
    setHealth(new Map(list.map(({ uid }) => [uid, 'testing'])));
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const { uid } = next;
        const ladder = await testSource(uid).catch((error: Error): Ladder => ({ status: 'ERROR', message: error.message, rungs: [] }));
        setHealth((before) => new Map(before).set(uid, ladder));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }
  const load = (): void =>
    void loadList().then(
      (list) => {
        setSources(list);
        setFailure(undefined);
        if (list.length <= testedAtOpening) void testAll(list);
      },
      (error: Error) => setFailure(error.message),
    );
  useEffect(() => {
    shell.title(t.title);
    load();
    // Only those who may change sources are told what files say of them.
    loadProblems().then(
      (found) => setProblems(found.problems),
      () => {},
    );
    return shell.live('plugin/orrery-datasources-app/changes', load);
  }, []);

  if (failure && !sources) return <ErrorState page title={t.loadFailed} text={failure} onRetry={load} />;
  if (!sources) return <Loading shape="page" />;
  const failing = sources.filter(({ uid }) => isFailing(health.get(uid)));
  const shown = (onlyFailing ? failing : sources).filter(({ name, typeName, url }) =>
    `${name} ${typeName} ${url}`.toLowerCase().includes(words.toLowerCase()),
  );

  return (
    <div class="ds-page">
      <header class="ds-head">
        <div>
          <h1>{t.title}</h1>
          <p>{t.purpose}</p>
        </div>
        <Button kind="primary" icon="plus" onClick={() => shell.navigate(paths.add)}>
          {t.add}
        </Button>
      </header>
      {problems.length > 0 && <Problems problems={problems} />}
      {sources.length === 0 ? (
        <NotConfigured title={t.none} text={t.noneText} action={{ label: t.add, icon: 'plus', run: () => shell.navigate(paths.add) }} />
      ) : (
        <>
          <div class="ds-bar">
            <Input
              icon="search"
              aria-label={t.find}
              placeholder={t.find}
              value={words}
              onInput={(event) => look({ q: event.currentTarget.value || null })}
            />
            <Chip on={!onlyFailing} onClick={() => look({ failing: null })}>
              {t.all} {sources.length}
            </Chip>
            {failing.length > 0 && (
              <Chip on={onlyFailing} onClick={() => look({ failing: '' })}>
                <Icon name="unlink" size="xs" />
                {t.failing} {failing.length}
              </Chip>
            )}
            <Button kind="ghost" onClick={() => void testAll(sources)}>
              {t.testAll}
            </Button>
          </div>
          {shown.length === 0 ? (
            <NotConfigured
              icon="search"
              title={t.noMatch}
              text={t.noMatchText(words)}
              action={{ label: t.showAll, run: () => shell.navigate(paths.list, { replace: true }) }}
            />
          ) : (
            <div class="ds-table">
              <Table
                caption={t.title}
                columns={columns(health, {
                  open: (uid) => shell.navigate(paths.edit(uid)),
                  remove: setRemoving,
                  test: (one) => void testAll([one]),
                })}
                rows={shown}
                rowKey={({ uid }) => uid}
                sorting={sorting}
                onSort={setSorting}
              />
            </div>
          )}
        </>
      )}
      {removing && <RemoveDialog source={removing} shell={shell} onClose={() => setRemoving(undefined)} onRemoved={load} />}
    </div>
  );
}

const isFailing = (health: Health | undefined): boolean => health !== undefined && health !== 'testing' && health.status !== 'OK';

interface RowActions {
  open(uid: string): void;
  remove(source: Listed): void;
  test(source: Listed): void;
}

function columns(health: ReadonlyMap<string, Health>, { open, remove, test }: RowActions): readonly TableColumn<Listed>[] {
  const msOf = ({ uid }: Listed): number => {
    const found = health.get(uid);
    return (found && found !== 'testing' && answerMs(found)) || 0;
  };
  return [
    {
      id: 'name',
      label: t.columns.name,
      sort: (a, b) => a.name.localeCompare(b.name),
      cell: ({ uid, name, isDefault, readOnly, typeLogoUrl }) => (
        <span class="ds-name">
          <SourceLogo url={typeLogoUrl} />
          <a href={paths.edit(uid)}>{name}</a>
          {isDefault && <Badge>{t.isDefault}</Badge>}
          {readOnly && <Badge icon="lock">{t.fromFile}</Badge>}
        </span>
      ),
    },
    { id: 'type', label: t.columns.type, sort: (a, b) => a.typeName.localeCompare(b.typeName), cell: ({ typeName }) => typeName },
    {
      id: 'address',
      label: t.columns.address,
      cell: ({ url }) => (url ? <span class="ds-mono">{url}</span> : <span class="o-ter">{t.noAddress}</span>),
    },
    { id: 'health', label: t.columns.health, cell: ({ uid }) => <HealthCell health={health.get(uid)} /> },
    {
      id: 'answer',
      label: t.columns.answer,
      align: 'right',
      sort: (a, b) => msOf(a) - msOf(b),
      cell: (source) => (msOf(source) > 0 ? t.ladder.ms(Math.round(msOf(source))) : ''),
    },
    {
      id: 'actions',
      label: '',
      align: 'right',
      cell: (source) => (
        <Menu
          label={t.more(source.name)}
          class="o-btn o-ghost o-sm o-ico"
          items={[
            { label: t.open, icon: 'settings-2', run: () => open(source.uid) },
            { label: t.test, icon: 'rotate-cw', run: () => test(source) },
            ...(source.readOnly
              ? []
              : (['divider', { label: t.remove, icon: 'trash-2', danger: true, run: () => remove(source) }] as const)),
          ]}
        >
          <Icon name="ellipsis" size="s" />
        </Menu>
      ),
    },
  ];
}

function HealthCell({ health }: { health: Health | undefined }): JSX.Element {
  if (health === undefined) return <Status state="nodata">{t.untested}</Status>;
  if (health === 'testing') return <Status state="pending">{t.testing}</Status>;
  if (health.status === 'OK') return <Status state="ok">{t.healthy}</Status>;
  const broken = brokenRung(health);
  return (
    <span title={broken ? rungInWords(broken) : health.message}>
      <Status state="source">{broken ? `${t.failed}: ${t.ladder.steps[broken.step]}` : t.failed}</Status>
    </span>
  );
}

function Problems({ problems }: { problems: readonly string[] }): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <div class="ds-problems">
      <Banner tone="warn" role="status">
        {t.filesFailed(problems.length)}{' '}
        <Button kind="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t.filesHide : t.filesShow}
        </Button>
      </Banner>
      {open && (
        <ul>
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
