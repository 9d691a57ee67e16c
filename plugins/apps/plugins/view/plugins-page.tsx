import { Badge, Button, ErrorState, Input, Loading, type PageProps, type Sorting, Table, type TableColumn } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { changePlugin, type HostInfo, loadPlugins, type PluginInfo } from './api.ts';
import { bytes, cpu, inWords } from './words.ts';

const refreshMs = 5_000;

/** `/plugins`: states as they change, cost as it grows. */
export function PluginsPage({ shell }: PageProps): JSX.Element {
  const [plugins, setPlugins] = useState<readonly PluginInfo[]>();
  const [hosts, setHosts] = useState<readonly HostInfo[]>([]);
  const [failure, setFailure] = useState<string>();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<string>();
  const [sorting, setSorting] = useState<Sorting>({ by: 'name', descending: false });

  const load = (): void =>
    void loadPlugins().then(
      (answer) => {
        setPlugins(answer.plugins);
        setHosts(answer.hosts);
        setFailure(undefined);
      },
      (error: Error) => setFailure(error.message),
    );
  useEffect(() => {
    shell.title('Plugins');
    load();
    const timer = setInterval(() => document.visibilityState === 'visible' && load(), refreshMs);
    const end = shell.live('orrery/registry', load);
    return () => {
      clearInterval(timer);
      end();
    };
  }, []);

  async function change(id: string, what: 'enable' | 'disable' | 'restart'): Promise<void> {
    try {
      await changePlugin(id, what);
      shell.toast({ text: `${id}: ${what} done` });
    } catch (error) {
      shell.toast({ kind: 'danger', text: error instanceof Error ? error.message : String(error) });
    }
    load();
  }

  if (failure && !plugins) return <ErrorState page title="The plugins did not load" text={failure} onRetry={load} />;
  if (!plugins) return <Loading shape="rows" />;
  const shown = plugins.filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(words.toLowerCase()));
  const selected = plugins.find(({ id }) => id === chosen);
  const active = plugins.filter(({ state }) => state === 'active').length;
  return (
    <div class="plug-page">
      <header class="plug-head">
        <div>
          <h1>Plugins</h1>
          <p>
            {active} of {plugins.length} active.{' '}
            {hosts.map(({ name, rss, threads }) => `Host ${name}: ${bytes(rss)} in ${threads} threads`).join('. ')}
          </p>
        </div>
        <Input
          icon="search"
          aria-label="Find a plugin"
          placeholder="Find a plugin"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </header>
      <div class={selected ? 'plug-body plug-two' : 'plug-body'}>
        <Table
          caption="Plugins"
          columns={columns(setChosen)}
          rows={shown}
          rowKey={({ id }) => id}
          sorting={sorting}
          onSort={setSorting}
          isSelected={({ id }) => id === chosen}
        />
        {selected && <Detail plugin={selected} onChange={(what) => void change(selected.id, what)} onClose={() => setChosen(undefined)} />}
      </div>
    </div>
  );
}

const tones: Readonly<Record<string, 'ok' | 'warn' | 'danger' | undefined>> = {
  active: 'ok',
  degraded: 'warn',
  quarantined: 'danger',
  refused: 'danger',
};

function columns(choose: (id: string) => void): readonly TableColumn<PluginInfo>[] {
  return [
    {
      id: 'name',
      label: 'Plugin',
      sort: (a, b) => a.name.localeCompare(b.name),
      cell: ({ id, name, logo }) => (
        <button type="button" class="plug-name" onClick={() => choose(id)}>
          {logo && <img src={logo} alt="" width={20} height={20} />}
          <span>
            {name}
            <small>{id}</small>
          </span>
        </button>
      ),
    },
    {
      id: 'state',
      label: 'State',
      sort: (a, b) => a.state.localeCompare(b.state),
      cell: ({ state, cause }) => <State state={state} cause={cause} />,
    },
    {
      id: 'level',
      label: 'Signed as',
      sort: (a, b) => (a.level ?? '').localeCompare(b.level ?? ''),
      cell: ({ level }) => level ?? 'unknown',
    },
    {
      id: 'runtime',
      label: 'Runs in',
      sort: (a, b) => (a.runtime ?? '').localeCompare(b.runtime ?? ''),
      cell: ({ runtime }) => (runtime === 'none' ? 'page' : (runtime ?? '')),
    },
    {
      id: 'cpu',
      label: 'CPU',
      align: 'right',
      sort: (a, b) => a.usage.cpuMs - b.usage.cpuMs,
      cell: ({ usage }) => (usage.cpuMs > 0 ? cpu(usage.cpuMs) : ''),
    },
    {
      id: 'heap',
      label: 'Memory',
      align: 'right',
      sort: (a, b) => a.usage.heapBytes - b.usage.heapBytes,
      cell: ({ usage }) => (usage.heapBytes > 0 ? bytes(usage.heapBytes) : ''),
    },
    { id: 'version', label: 'Version', cell: ({ version }) => version },
  ];
}

function State({ state, cause }: { state: string; cause: string }): JSX.Element {
  const tone = tones[state];
  return (
    <span title={cause}>
      <Badge {...(tone && { tone })}>{state}</Badge>
    </span>
  );
}

function Detail({
  plugin,
  onChange,
  onClose,
}: {
  plugin: PluginInfo;
  onChange: (what: 'enable' | 'disable' | 'restart') => void;
  onClose: () => void;
}): JSX.Element {
  const { signature, state } = plugin;
  const asked = Object.keys(plugin.asked).filter((name) => !(name in plugin.granted));
  const off = state === 'disabled' || state === 'quarantined';
  return (
    <aside class="plug-detail" aria-label={plugin.name}>
      <h2>{plugin.name}</h2>
      <p>{plugin.description}</p>
      <p>
        <State state={state} cause={plugin.cause} /> {plugin.cause}
      </p>
      <h3>Signature</h3>
      <p>
        {signature.signedBy
          ? `Signed by ${signature.signedBy.orgName} with the key ${signature.signedBy.keyId}, as ${plugin.level}.`
          : 'Not signed.'}
        {signature.reason && ` ${signature.reason.message} ${signature.reason.remedy}`}
      </p>
      <h3>It may</h3>
      <ul>
        {inWords(plugin.granted).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {Object.keys(plugin.granted).length === 0 && <li>do nothing outside of itself</li>}
        {asked.length > 0 && <li>It asked for {asked.join(', ')} as well, which nobody granted.</li>}
      </ul>
      <h3>It contributes</h3>
      <ul>
        {Object.entries(plugin.contributes).map(([point, names]) => (
          <li key={point}>
            {point}: {names.join(', ')}
          </li>
        ))}
      </ul>
      <h3>Log</h3>
      {plugin.log.length === 0 ? (
        <p>It has written nothing since the start.</p>
      ) : (
        <pre class="plug-log">
          {plugin.log
            .slice(-50)
            .map(({ at, level, message }) => `${new Date(at).toLocaleTimeString()} ${level} ${message}`)
            .join('\n')}
        </pre>
      )}
      <div class="plug-actions">
        <Button icon="rotate-cw" onClick={() => onChange('restart')}>
          Restart
        </Button>
        <Button onClick={() => onChange(off ? 'enable' : 'disable')}>{off ? 'Switch on' : 'Switch off'}</Button>
        <Button kind="ghost" onClick={onClose}>
          Close
        </Button>
      </div>
    </aside>
  );
}
