import {
  Banner,
  Chip,
  Icon,
  Input,
  Menu,
  NotConfigured,
  type PageProps,
  type Sorting,
  Table,
  type TableColumn,
} from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { type Act, DisableDialog, menuOf } from './actions.tsx';
import { type Loaded, type PluginInfo, pathOf } from './api.ts';
import { Logo } from './logo.tsx';
import { levelOf, SignatureBadge } from './signature.tsx';
import { PluginState } from './state.tsx';
import type { Plugins, Rate } from './use-plugins.ts';
import { bytes, inWords, number, percent } from './words.ts';

type Filter = 'all' | 'notWell' | 'denied' | 'foreign';
const tests: Readonly<Record<Filter, (plugin: PluginInfo) => boolean>> = {
  all: () => true,
  notWell: ({ state }) => state !== 'active',
  denied: (plugin) => deniedBy(plugin) > 0,
  foreign: ({ level }) => level !== 'core',
};
const deniedBy = ({ usage }: PluginInfo): number => Object.values(usage.denials).reduce((sum, times) => sum + times, 0);

/** What is installed: states as they change, cost as it grows. */
export function InstalledView({
  shell,
  query,
  loaded,
  plugins: { failure, rates, change },
}: Pick<PageProps, 'shell' | 'query'> & { loaded: Loaded; plugins: Plugins }): JSX.Element {
  const [sorting, setSorting] = useState<Sorting>({ by: 'name', descending: false });
  const [disabling, setDisabling] = useState<PluginInfo>();
  const words = query.get('q') ?? '';
  const filter = (Object.hasOwn(tests, query.get('show') ?? '') ? query.get('show') : 'all') as Filter;
  const look = (next: { q?: string; show?: Filter }): void => {
    const made = new URLSearchParams({ ...Object.fromEntries(query), ...next });
    for (const [key, value] of [...made]) if (value === '' || value === 'all') made.delete(key);
    shell.navigate(made.size > 0 ? `/plugins?${made}` : '/plugins', { replace: true });
  };
  const { plugins } = loaded;
  const act: Act = {
    restart: (plugin) => void change(plugin, 'restart'),
    enable: (plugin) => void change(plugin, 'enable'),
    disable: setDisabling,
  };
  const searched = words.toLowerCase();
  const shown = plugins.filter(tests[filter]).filter((plugin) => searchable(plugin).includes(searched));
  const filters = (Object.keys(tests) as Filter[]).filter((one) => one === 'all' || one === filter || plugins.some(tests[one]));

  return (
    <>
      {failure && <Banner tone="warn">{t.stale(failure)}</Banner>}
      <Summary loaded={loaded} rates={rates} />
      <div class="plug-bar">
        <Input
          icon="search"
          aria-label={t.find}
          placeholder={t.find}
          value={words}
          onInput={(event) => look({ q: event.currentTarget.value })}
        />
        {filters.length > 1 &&
          filters.map((one) => (
            <Chip key={one} on={one === filter} onClick={() => look({ show: one })}>
              {t.filters[one]} {plugins.filter(tests[one]).length}
            </Chip>
          ))}
      </div>
      {shown.length === 0 ? (
        <NotConfigured
          icon="search"
          title={t.noMatch}
          text={t.noMatchText}
          action={{ label: t.showAll, run: () => shell.navigate('/plugins', { replace: true }) }}
        />
      ) : (
        <div class="plug-table">
          <Table
            caption={t.title}
            columns={columns(rates, act, (id) => shell.navigate(pathOf(id)))}
            rows={shown}
            rowKey={({ id }) => id}
            sorting={sorting}
            onSort={setSorting}
          />
        </div>
      )}
      {disabling && (
        <DisableDialog plugin={disabling} onClose={() => setDisabling(undefined)} onSure={() => void change(disabling, 'disable')} />
      )}
    </>
  );
}

function searchable(plugin: PluginInfo): string {
  const held = inWords(plugin.granted).flatMap(({ capability, words }) => [capability, ...words]);
  return [plugin.name, plugin.id, plugin.signature.signedBy?.orgName ?? '', t.levels[levelOf(plugin)], ...held].join(' ').toLowerCase();
}

function Summary({ loaded: { plugins, hosts, kernel }, rates }: { loaded: Loaded; rates: ReadonlyMap<string, Rate> }): JSX.Element {
  const { summary } = t;
  const active = plugins.filter(({ state }) => state === 'active').length;
  const others = [...Map.groupBy(plugins, ({ state }) => state)].filter(([state]) => state !== 'active');
  const hostBytes = hosts.reduce((sum, { rss }) => sum + rss, 0);
  const denied = plugins.filter((plugin) => deniedBy(plugin) > 0);
  const all = [...rates.values()];
  const sum = (of: (rate: Rate) => number): number => all.reduce((total, rate) => total + of(rate), 0);
  const measured = all.length > 0;
  const figures: [string, string, string][] = [
    [
      summary.active,
      summary.activeOf(active, plugins.length),
      others.length === 0
        ? summary.allWell
        : summary.others(
            others.map(([state, of]) => `${of.length} ${((t.states as Record<string, string>)[state] ?? state).toLowerCase()}`),
          ),
    ],
    [summary.cpu, measured ? percent(sum(({ cpu }) => cpu)) : '…', measured ? summary.cpuHint : summary.measuring],
    [summary.memory, bytes(hostBytes + kernel.rss), summary.memoryHint(bytes(kernel.rss), bytes(hostBytes))],
    [
      summary.calls,
      measured
        ? t.perSecond(
            number(
              sum(({ calls }) => calls),
              1,
            ),
          )
        : '…',
      summary.callsHint(number(plugins.reduce((total, { usage }) => total + usage.calls, 0))),
    ],
    [summary.denied, number(denied.reduce((total, plugin) => total + deniedBy(plugin), 0)), summary.deniedHint(denied.length)],
  ];
  return (
    <dl class="plug-sum">
      {figures.map(([label, value, hint]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <b class="o-tnum">{value}</b>
            <small>{hint}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function columns(rates: ReadonlyMap<string, Rate>, act: Act, open: (id: string) => void): readonly TableColumn<PluginInfo>[] {
  const cpuOf = ({ id }: PluginInfo): number => rates.get(id)?.cpu ?? 0;
  const callsOf = ({ id }: PluginInfo): number => rates.get(id)?.calls ?? 0;
  const onServer = ({ runtime }: PluginInfo): boolean => runtime !== 'none' && runtime !== undefined;
  const words = t.columns;
  return [
    {
      id: 'name',
      label: words.plugin,
      sort: (a, b) => a.name.localeCompare(b.name),
      cell: ({ id, name, version, logo }) => (
        <span class="plug-name">
          <Logo url={logo} size={18} />
          <a href={pathOf(id)}>{name}</a>
          <small>{version}</small>
        </span>
      ),
    },
    {
      id: 'signature',
      label: words.signature,
      sort: (a, b) => levelOf(a).localeCompare(levelOf(b)),
      cell: (plugin) => <SignatureBadge plugin={plugin} />,
    },
    { id: 'state', label: words.state, sort: (a, b) => a.state.localeCompare(b.state), cell: (plugin) => <PluginState {...plugin} /> },
    {
      id: 'runsIn',
      label: words.runsIn,
      sort: (a, b) => (a.runtime ?? '').localeCompare(b.runtime ?? ''),
      cell: ({ runtime = '' }) => <span class="o-sec">{(t.runtimes as Record<string, string>)[runtime] ?? runtime}</span>,
    },
    {
      id: 'cpu',
      label: words.cpu,
      align: 'right',
      sort: (a, b) => cpuOf(a) - cpuOf(b),
      cell: (plugin) => onServer(plugin) && rates.size > 0 && percent(cpuOf(plugin)),
    },
    {
      id: 'memory',
      label: words.memory,
      sort: (a, b) => a.usage.heapBytes - b.usage.heapBytes,
      cell: (plugin) => onServer(plugin) && <Memory plugin={plugin} />,
    },
    {
      id: 'calls',
      label: words.calls,
      align: 'right',
      sort: (a, b) => callsOf(a) - callsOf(b),
      cell: (plugin) => onServer(plugin) && rates.size > 0 && t.perSecond(number(callsOf(plugin), 1)),
    },
    {
      id: 'p95',
      label: words.p95,
      align: 'right',
      sort: (a, b) => a.usage.p95Ms - b.usage.p95Ms,
      cell: ({ usage }) => usage.calls > 0 && t.ms(number(usage.p95Ms, usage.p95Ms < 10 ? 1 : 0)),
    },
    {
      id: 'denied',
      label: words.denied,
      align: 'right',
      sort: (a, b) => deniedBy(a) - deniedBy(b),
      cell: (plugin) => <span class={deniedBy(plugin) > 0 ? 'o-danger' : 'o-ter'}>{number(deniedBy(plugin))}</span>,
    },
    {
      id: 'actions',
      label: '',
      align: 'right',
      cell: (plugin) => (
        <Menu label={t.more(plugin.name)} class="o-btn o-ghost o-sm o-ico" items={menuOf(plugin, act, () => open(plugin.id))}>
          <Icon name="ellipsis" size="s" />
        </Menu>
      ),
    },
  ];
}

/** Of what it may take at most. Nothing is loaded before the first call, and again when nobody called for a while. */
function Memory({ plugin: { usage } }: { plugin: PluginInfo }): JSX.Element | null {
  const { heapBytes, heapLimitBytes } = usage;
  if (heapBytes === 0) return null;
  return (
    <span class="plug-mem">
      <meter min={0} max={heapLimitBytes} high={heapLimitBytes * 0.8} optimum={0} value={heapBytes} aria-label={t.columns.memory} />
      <span>
        {bytes(heapBytes)}
        <span class="o-ter">{t.ofLimit(bytes(heapLimitBytes))}</span>
      </span>
    </span>
  );
}
