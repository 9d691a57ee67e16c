/** A plugin made for Grafana, with a compiled backend, on a whole server: installed as it is, queried as Grafana's clients query it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { executableName } from '@orrery/plugin-sdk/manifest/executable';
import { createKey, readSigningKey, signFolder } from '@orrery/signing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { peerExecutable } from '../support/process-plugins.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const fixture = fileURLToPath(new URL('../fixtures/process-plugin/plugin.json', import.meta.url));
const id = 'tester-weather-datasource';
let home: string;
let server: RunningOrrery;

/** As its author would pack it: a plugin.json without a word about Orrery, and the executable. Here it is the peer written for tests. */
async function install(as: string, more: Record<string, unknown> = {}): Promise<void> {
  const folder = join(home, 'data/plugins', as);
  mkdirSync(folder, { recursive: true });
  const manifest = { ...(JSON.parse(readFileSync(fixture, 'utf8')) as object), id: as, ...more };
  writeFileSync(join(folder, 'plugin.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, executableName('gpx_weather', process.platform, process.arch)), peerExecutable(), { mode: 0o755 });
  await signFolder(folder, key, { level: 'community', org: 'tester', orgName: 'Tester', now: Date.now() });
}
let key: Awaited<ReturnType<typeof readSigningKey>>;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'orrery-process-plugin-'));
  const made = await createKey({ name: 'Tester' });
  key = await readSigningKey(made.privateKey);
  mkdirSync(join(home, 'data'), { recursive: true });
  writeFileSync(
    join(home, 'data/trust.json'),
    JSON.stringify({ keys: [{ name: 'Tester', publicKey: made.publicKey, levels: ['community'] }] }),
  );
  await install(id);
  await install('tester-weather-app', { type: 'app', name: 'Weather app' });
  await install('tester-stranger-datasource', { name: 'Stranger' });
  server = await startOrrery({
    home,
    patienceMs: 150_000,
    settings: { orrery: { allow_processes: `${id} tester-weather-app` }, [`plugin.${id}`]: { colour: 'blue' } },
  });
  await server.json(`/api/datasources`, {
    body: {
      ...{ name: 'Weather', type: id, uid: 'weather', access: 'proxy', url: 'https://weather.example' },
      jsonData: { station: 'north' },
      secureJsonData: { token: 'a-secret-token' },
    },
  });
}, 240_000);
afterAll(async () => {
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
});

interface Detail {
  readonly id: string;
  readonly state: string;
  readonly cause: string;
  readonly runtime: string;
  readonly asked: object;
  readonly granted: object;
  readonly confinement?: readonly { what: string; state: string; by: string }[];
}
const detail = async (of: string): Promise<Detail | undefined> =>
  (await server.json<{ plugins: Detail[] }>('/api/orrery/plugins')).plugins.find((one) => one.id === of);
const query = (kind: string): Promise<Record<string, never>> =>
  server.json('/api/ds/query', {
    body: { from: 'now-1h', to: 'now', queries: [{ refId: 'A', datasource: { uid: 'weather' }, kind, rows: 3 }] },
  });

describe('a compiled backend, installed as it is', () => {
  test('runs as a process only where its id is listed, and says so where it is not', async () => {
    expect(await detail(id)).toMatchObject({ state: 'active', runtime: 'process', asked: { secrets: ['decrypt'] } });
    const stranger = await detail('tester-stranger-datasource');
    expect(stranger).toMatchObject({ state: 'refused', cause: expect.stringContaining('[orrery] allow_processes') });
  });

  test('tells how its process is held, also where it is not', async () => {
    const facts = (await detail(id))?.confinement ?? [];
    expect(facts.map(({ what }) => what)).toEqual([
      ...['user', 'privileges', 'memory', 'cpu', 'files', 'descriptors', 'environment', 'folder', 'reading', 'network'],
    ]);
    expect(facts.find(({ what }) => what === 'network')).toEqual({ what: 'network', state: 'open', by: 'platform' });
  });

  test('answers queries, resources and health as any data source', async () => {
    expect(await query('series')).toMatchObject({ results: { A: { status: 200, frames: [{ schema: { name: 'temperature' } }] } } });
    const response = await server.fetch('/api/datasources/uid/weather/resources/stations?a=1', { headers: { 'x-test': 'yes' } });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ method: 'GET', query: 'a=1', test: 'yes', cookie: '' });
    expect(await server.json('/api/datasources/uid/weather/health')).toMatchObject({ status: 'OK', message: 'The station north answers' });
  });

  test('sees secrets only when an administrator granted that', async () => {
    const token = async (): Promise<unknown> => {
      const { results } = (await query('who')) as unknown as {
        results: { A: { frames: { schema: { fields: { name: string }[] }; data: { values: unknown[][] } }[] } };
      };
      const [frame] = results.A.frames;
      return frame?.data.values[frame.schema.fields.findIndex(({ name }) => name === 'token')]?.[0];
    };
    expect((await detail(id))?.granted).toEqual({});
    expect(await token()).toBe('');
  });

  test('pushes its stream to a page', async () => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/orrery/live`, {
      headers: { cookie: server.cookie, origin: server.url },
    });
    const heard: { channel: string; data?: { data?: { values?: number[][] } }; error?: string }[] = [];
    socket.on('message', (text) => heard.push(JSON.parse(String(text))));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ subscribe: 'stream/weather/ticks' }));
    socket.send(JSON.stringify({ subscribe: 'stream/weather/secret' }));
    await expect
      .poll(() => heard.filter(({ channel, data }) => channel === 'stream/weather/ticks' && data).length, { timeout: 20_000 })
      .toBeGreaterThan(3);
    const numbers = heard.flatMap(({ channel, data }) => (channel === 'stream/weather/ticks' ? (data?.data?.values?.[0]?.[0] ?? []) : []));
    expect(numbers.slice(0, 3)).toEqual([0, 1, 2]);
    expect(heard.find(({ channel }) => channel === 'stream/weather/secret')?.error).toMatch(/PERMISSION_DENIED/);
    socket.close();
  });

  test('of an app answers where its clients look for it', async () => {
    const home = '/api/plugins/tester-weather-app';
    const echoed = await server.fetch(`${home}/resources/echo`, {
      method: 'POST',
      body: 'hello',
      headers: { 'content-type': 'text/plain' },
    });
    expect([echoed.status, await echoed.text()]).toEqual([201, 'hello']);
    const health = await server.fetch(`${home}/health`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ status: 'ERROR', message: 'No station is configured' });
    // What the organisation set for the app comes along with each call.
    await server.json(`${home}/settings`, { body: { enabled: true, jsonData: { station: 'south' } } });
    expect(await server.json(`${home}/health`)).toMatchObject({ status: 'OK', message: 'The station south answers' });
  });

  test('counts for itself, beside what is counted of it', async () => {
    for (const plugin of [id, 'tester-weather-app']) {
      const text = await (await server.fetch(`/api/plugins/${plugin}/metrics`)).text();
      expect(text).toContain('go_goroutines 7');
      expect(text).toMatch(new RegExp(`orrery_[a-z_]+\\{.*plugin="${plugin}"`));
    }
  });

  test('counts for itself, beside what is counted of it', async () => {
    for (const plugin of [id, 'tester-weather-app']) {
      const text = await (await server.fetch(`/api/plugins/${plugin}/metrics`)).text();
      expect(text).toContain('go_goroutines 7');
      expect(text).toMatch(new RegExp(`orrery_[a-z_]+\\{.*plugin="${plugin}"`));
    }
  });

  test('writes to the log of its plugin, and its environment has what is set for it', async () => {
    const { env } = (await (await server.fetch('/api/datasources/uid/weather/resources/inside')).json()) as { env: string[] };
    expect(env).toContain('GF_PLUGIN_COLOUR=blue');
    expect(env.filter((pair) => /SECRET|PASSWORD|ADMIN|^PATH=/.test(pair))).toEqual([]);
  });
});
