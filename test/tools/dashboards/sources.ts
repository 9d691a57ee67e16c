/** The data sources of the trial: TestData always and as default; Prometheus, with a past that answers the dashboards' queries, where it is installed. */
import { existsSync } from 'node:fs';
import { startPrometheus } from '../../support/prometheus.ts';
import type { RunningOrrery } from '../../support/server.ts';
import type { DashboardFile, SourceReference } from './files.ts';
import { historyFor } from './history.ts';
import { wantedBy } from './selectors.ts';
import { type Present, standInUid } from './stand-ins.ts';

/** Starts the peers that this machine has. */
export async function startPeers(
  life: AsyncDisposableStack,
  dashboards: readonly DashboardFile[],
): Promise<{ readonly prometheus?: string; readonly missing: string[] }> {
  if (!['/usr/bin/prometheus', '/usr/local/bin/prometheus'].some((path) => existsSync(path))) return { missing: ['Prometheus'] };
  const history = historyFor(dashboards.map(wantedBy));
  const prometheus = life.use(await startPrometheus(history ? { history } : {}));
  return { prometheus: prometheus.url, missing: [] };
}

/** Makes a source for every reference that can be served. */
export async function makeSources(
  orrery: RunningOrrery,
  references: readonly SourceReference[],
  prometheus: string | undefined,
): Promise<void> {
  await make(orrery, { name: 'TestData', uid: standInUid, type: 'grafana-testdata-datasource', isDefault: true });
  if (prometheus)
    await make(orrery, {
      name: 'Prometheus',
      uid: 'trial-prometheus',
      type: 'prometheus',
      url: prometheus,
      jsonData: { timeInterval: '1m' },
    });
  for (const { uid, type } of references) {
    if (type === 'prometheus' && !prometheus) continue;
    const url = type === 'prometheus' ? { url: prometheus, jsonData: { timeInterval: '1m' } } : {};
    // Old dashboards name a source, newer ones its uid: this one answers to both.
    await make(orrery, { name: uid, uid: /^[\w-]{1,40}$/.test(uid) ? uid : undefined, type, ...url });
  }
}

/** What the server can ask. */
export async function presentIn(orrery: RunningOrrery): Promise<Present> {
  const read = async (path: string): Promise<Readonly<Record<string, string>>[]> => (await orrery.fetch(path)).json();
  const [plugins, sources] = await Promise.all([read('/api/plugins?type=datasource'), read('/api/datasources')]);
  return {
    // A name of earlier days that TestData answers to, as well.
    types: new Set(['testdata', ...plugins.map(({ id }) => id ?? '')]),
    sources: new Set(sources.flatMap(({ uid, name }) => [uid ?? '', name ?? ''])),
  };
}

async function make(orrery: RunningOrrery, body: object): Promise<void> {
  const response = await orrery.fetch('/api/datasources', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ access: 'proxy', ...body }),
  });
  // A name that stands already answers just as well.
  if (!response.ok && response.status !== 409) throw new Error(`POST /api/datasources: ${response.status} ${await response.text()}`);
}
