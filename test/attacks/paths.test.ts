/**
 * T01: ways out of a folder, at every door that takes a name or a path, against a whole server. Two proofs: nothing that lies outside is in any
 * answer, and no path that the server's process hands to its file system meanwhile comes from a request.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request as send } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { climbs } from '../support/climbs.ts';
import { type Publisher, startPublisher } from '../support/published.ts';
import { type Recorder, startRecorder } from '../support/recorder.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const canary = 'CANARY-OUTSIDE-5d21';
let publisher: Publisher;
let recorder: Recorder;
let server: RunningOrrery;
let home: string;
let list: string;
let hash: string;
let uid: string;

beforeAll(async () => {
  publisher = await startPublisher();
  await publisher.publish({ id: 'test-greeter-app' });
  recorder = await startRecorder();
  home = mkdtempSync(join(tmpdir(), 'orrery-home-'));
  list = join(home, 'touched.txt');
  writeFileSync(list, '');
  for (const place of [home, publisher.folder]) writeFileSync(join(place, 'canary.txt'), canary);
  for (const folder of ['plugins', 'data']) mkdirSync(join(home, folder));
  writeFileSync(join(home, 'data/trust.json'), publisher.trust);
  server = await startOrrery({
    home,
    env: { ORRERY_FS_SPY: list, NODE_OPTIONS: `--import=${new URL('../support/fs-spy.ts', import.meta.url).href}` },
    settings: {
      paths: { plugins: join(home, 'plugins') },
      'catalog.test': { path: publisher.catalog, keys: publisher.fingerprint },
    },
  });
  hash = /\/m\/([0-9a-f]{64})\//.exec(await (await server.fetch('/')).text())?.[1] ?? '';
  const { datasource } = await server.json<{ datasource: { uid: string } }>('/api/datasources', {
    body: { name: 'Recorder', type: 'prometheus', url: `${recorder.url}/base`, access: 'proxy' },
  });
  uid = datasource.uid;
}, 240_000);
afterAll(async () => {
  await server?.stop();
  await recorder?.[Symbol.asyncDispose]();
  publisher?.[Symbol.dispose]();
  rmSync(home, { recursive: true, force: true });
});

const agent = new Agent({ keepAlive: true, maxSockets: 16 });
const raw = (path: string): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const sent = send({ host: '127.0.0.1', port: server.port, path, agent, headers: { cookie: server.cookie } }, (response) => {
      let body = '';
      response.setEncoding('latin1').on('data', (piece) => (body += piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
/** As the file system was asked: where, since the last look. */
const touched = (): Set<string> => {
  const paths = readFileSync(list, 'utf8').split('\n').filter(Boolean);
  writeFileSync(list, '');
  return new Set(paths.map((line) => JSON.parse(line.slice(line.indexOf(' ') + 1)) as string));
};

/** Each with something that it does answer, so that the attempts meet a door that is open. `mild`: says nothing, or shows a page, for what it has not. */
const doors = (): readonly {
  readonly name: string;
  readonly base: string;
  readonly opens: string;
  readonly mild?: boolean;
  readonly share?: number;
}[] => [
  { name: 'module files', base: `/m/${hash}/`, opens: 'module.js' },
  { name: 'module files by a package', base: '/m/', opens: `${hash}/module.js` },
  { name: 'files of plugins', base: '/public/plugins/prometheus/', opens: 'img/logo.svg' },
  { name: 'plugins by their files', base: '/public/plugins/', opens: 'prometheus/img/logo.svg' },
  { name: 'public files', base: '/public/', opens: 'plugins/prometheus/img/logo.svg' },
  { name: 'documents of frames', base: '/frame/', opens: '', share: 2 },
  { name: 'texts of plugins', base: '/api/plugins/prometheus/markdown/', opens: 'README', mild: true, share: 2 },
  { name: 'files of catalogs', base: '/api/orrery/catalog/files/test/', opens: '', share: 4 },
  { name: 'catalogs', base: '/api/orrery/catalog/files/', opens: '', share: 4 },
  { name: 'plugins of catalogs', base: '/api/gnet/plugins/', opens: 'test-greeter-app', share: 8 },
  { name: 'the proxy of a source', base: `/api/datasources/proxy/uid/${uid}/`, opens: 'api/v1/labels', share: 2 },
  { name: 'resources of a source', base: `/api/datasources/uid/${uid}/resources/`, opens: 'api/v1/labels', share: 4 },
  { name: 'routes of plugins', base: '/api/plugin-proxy/orrery-dashboards-app/', opens: '', share: 8 },
  { name: 'metrics of plugins', base: '/metrics/plugins/', opens: 'prometheus', mild: true, share: 8 },
  { name: 'pages', base: '/d/', opens: 'x', mild: true, share: 8 },
];
const at = (scale: number): number => Math.max(1, Math.round(scale * (process.env.ORRERY_ATTACK_SCALE === '1' ? 0.01 : 1)));

describe('a way out of a folder', () => {
  test('leads nowhere, at any door, and asks nothing of the file system', async () => {
    const all = climbs(join(home, 'canary.txt'));
    expect(new Set(all).size).toBeGreaterThan(2_000);
    // What it opens by itself while nobody asks for anything odd: its folders are looked at every few seconds.
    for (const { base, opens } of doors()) if (opens) expect([base, (await raw(base + opens)).status]).toEqual([base, 200]);
    for (const path of ['/api/orrery/catalog/files/test/none.svg', '/api/gnet/plugins/nobody-has-this-app']) await raw(path);
    await sleep(11_000);
    const usual = touched();
    expect(usual.size).toBeGreaterThan(3);
    recorder.clear();

    let tried = 0;
    const counted: Record<string, number> = {};
    const wrong: string[] = [];
    for (const [turn, { name, base, mild, share = 1 }] of doors().entries()) {
      const every = at(share);
      const chosen = all.filter((_, index) => (index + turn) % every === 0);
      counted[name] = chosen.length;
      const left = [...chosen];
      await Promise.all(
        Array.from({ length: 16 }, async () => {
          for (let climb = left.pop(); climb !== undefined; climb = left.pop()) {
            const path = base + climb;
            tried++;
            const { status, body } = await raw(path);
            const answered = (status >= 300 && status < 500) || (mild && (body === '' || body.startsWith('<!doctype html>')));
            if (!answered || /CANARY|root:x:|"name": "orrery"|PGP SIGNED|SQLite format/.test(body)) wrong.push(`${status} ${path}`);
          }
        }),
      );
    }
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(15_000);
    console.log(
      `  ${tried} ways: ${Object.entries(counted)
        .map(([name, count]) => `${name} ${count}`)
        .join(', ')}`,
    );

    await sleep(6_000);
    expect([...touched()].filter((path) => !usual.has(path))).toEqual([]);
    for (const { url } of recorder.requests) {
      expect(url).toMatch(/^\/base\/api\/v1\//);
      let read = url;
      for (let once = 0; once < 4; once++)
        read = read.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
      expect(read).not.toMatch(/\.\.[/\\]/);
    }
  }, 300_000);

  test('is seen by the spy where there is one', async () => {
    const { readme } = await server.json<{ readme: string }>('/api/orrery/catalog/plugins/test-greeter-app');
    touched();
    expect((await server.fetch(`/api/orrery/catalog/files/test/${readme}`)).status).toBe(200);
    expect([...touched()]).toContainEqual(join(publisher.catalog, 'files', readme));
  });
});
