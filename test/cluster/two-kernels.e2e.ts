/** Two kernels on one PostgreSQL and one Redis: one server to those who use it. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundleBackend } from '@orrery/plugin-sdk/build/backend';
import { loadSigningKey, readFolder, signFolder, writeArchive } from '@orrery/signing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const postgres = process.env.ORRERY_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const name = `orrery_cluster_${process.pid}`;
const url = new URL(postgres);
const env = {
  GF_DATABASE_TYPE: 'postgres',
  GF_DATABASE_HOST: url.host,
  GF_DATABASE_NAME: name,
  GF_DATABASE_USER: url.username,
  GF_DATABASE_PASSWORD: url.password,
  GF_SECURITY_SECRET_KEY: 'one-key-for-both-of-them',
  ORRERY_REDIS_URL: process.env.ORRERY_TEST_REDIS ?? 'redis://127.0.0.1:6379',
  GF_REMOTE_CACHE_PREFIX: `${name}:`,
};
let one: RunningOrrery;
let two: RunningOrrery;
let folder: string;

async function inPostgres(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres });
  await client.connect();
  await client.query(sql);
  await client.end();
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'orrery-cluster-'));
  await inPostgres(`CREATE DATABASE ${name}`);
  // A catalog that nobody answers for: nothing below may wait for one.
  const settings = { 'catalog.gone': { url: 'http://127.0.0.1:9/' } };
  one = await startOrrery({ env, settings });
  two = await startOrrery({ env, settings });
});
afterAll(async () => {
  await Promise.all([one?.stop(), two?.stop()]);
  await inPostgres(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  rmSync(folder, { recursive: true, force: true });
});

const onTwo = (path: string): Promise<Response> => fetch(two.url + path, { headers: { cookie: one.cookie } });

describe('two kernels', () => {
  test('know the same sessions and the same dashboards, also after each change', async () => {
    await one.json('/api/dashboards/db', { body: { dashboard: { uid: 'shared', title: 'One' } } });
    expect(((await (await onTwo('/api/dashboards/uid/shared')).json()) as { dashboard: { title: string } }).dashboard.title).toBe('One');
    await one.json('/api/dashboards/db', { body: { dashboard: { uid: 'shared', title: 'Two' }, overwrite: true } });
    await expect
      .poll(async () => ((await (await onTwo('/api/dashboards/uid/shared')).json()) as { dashboard: { title: string } }).dashboard.title)
      .toBe('Two');
  });

  test('tell a page of one what was changed on the other', async () => {
    const heard: unknown[] = [];
    const socket = new WebSocket(`${two.url.replace('http', 'ws')}/api/orrery/live`, { headers: { cookie: one.cookie, origin: two.url } });
    socket.on('message', (data) => heard.push(JSON.parse(String(data))));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ subscribe: 'plugin/orrery-dashboards-app/changes' }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await one.json('/api/dashboards/db', { body: { dashboard: { uid: 'heard', title: 'Heard' } } });
    await expect.poll(() => heard).toContainEqual({ channel: 'plugin/orrery-dashboards-app/changes', data: { uid: 'heard' } });
    socket.close();
  });

  test('both have what was installed once, run its job once between them, and both lose it again', async () => {
    const plugin = join(folder, 'counter');
    await run('mkdir', ['-p', plugin]);
    writeFileSync(
      join(folder, 'index.ts'),
      '// @ts-nocheck\nexport default { manifest: {}, activate: ({ storage }) => ({ schedule: { tick: async () => { await storage.table("tick").insert({ at: Date.now() }) } }, route: { count: async () => ({ body: { count: await storage.table("tick").count() } }) } }) };\n',
    );
    writeFileSync(join(plugin, 'backend.js'), await bundleBackend(join(folder, 'index.ts'), 'isolate'));
    writeFileSync(
      join(plugin, 'plugin.json'),
      JSON.stringify({
        id: 'test-counter-app',
        type: 'app',
        name: 'Counter',
        info: { version: '1.0.0' },
        orrery: {
          runtime: 'isolate',
          capabilities: { storage: { tables: { tick: { columns: { at: 'time' } } } } },
          contributes: {
            schedule: { tick: { when: { everySeconds: 1 } } },
            route: { count: { method: 'GET', path: '/api/test/count', rule: { signedIn: true } } },
          },
        },
      }),
    );
    await signFolder(plugin, await loadSigningKey(join(root, '.orrery/checkout-key.asc')), {
      level: 'commercial',
      org: 'test',
      orgName: 'Test',
      now: Date.now(),
    });
    const command = (args: string[]) =>
      run(process.execPath, [join(root, 'kernel/cli/orrery.ts'), 'plugins', ...args], { env: { ...process.env, ...env } });
    expect((await command(['install', plugin])).stdout).toContain('installed test-counter-app @ 1.0.0');
    const status = async (server: RunningOrrery): Promise<number> =>
      (await fetch(`${server.url}/api/test/count`, { headers: { cookie: one.cookie } })).status;
    for (const server of [one, two]) await expect.poll(() => status(server), { timeout: 15_000 }).toBe(200);

    const counted = async (): Promise<number> => (await one.json<{ count: number }>('/api/test/count')).count;
    const before = await counted();
    const began = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const slots = (Date.now() - began) / 1000;
    const ran = (await counted()) - before;
    // Once a slot, whoever runs it: never twice as often, and never not at all.
    expect(ran).toBeLessThanOrEqual(Math.ceil(slots) + 1);
    expect(ran).toBeGreaterThanOrEqual(Math.floor(slots) - 3);

    await command(['remove', 'test-counter-app']);
    for (const server of [one, two]) await expect.poll(() => status(server), { timeout: 15_000 }).toBe(404);
  });

  test('converge on what is installed, updated and taken back on either, with no catalog to ask', async () => {
    const source = (version: string): string =>
      `// @ts-nocheck\nexport default { manifest: {}, activate: () => ({ route: { say: async () => ({ body: { version: '${version}' } }), hold: async () => { await new Promise((done) => setTimeout(done, 100_000)); return { body: {} }; } } }) };\n`;
    const archive = async (version: string): Promise<Blob> => {
      const plugin = join(folder, `held-${version}`);
      await run('mkdir', ['-p', plugin]);
      writeFileSync(join(folder, 'held.ts'), source(version));
      writeFileSync(join(plugin, 'backend.js'), await bundleBackend(join(folder, 'held.ts'), 'isolate'));
      const route = (path: string) => ({ method: 'GET', path, rule: { signedIn: true } });
      const contributes = { route: { say: route('/api/test/say'), hold: route('/api/test/hold') } };
      const orrery = { runtime: 'isolate', limits: { wallMsPerCall: 120_000 }, contributes };
      writeFileSync(
        join(plugin, 'plugin.json'),
        JSON.stringify({ id: 'test-held-app', type: 'app', name: 'Held', info: { version }, orrery }),
      );
      const signer = { level: 'commercial', org: 'test', orgName: 'Test', now: Date.now() };
      await signFolder(plugin, await loadSigningKey(join(root, '.orrery/checkout-key.asc')), signer);
      return new Blob([new Uint8Array(await writeArchive('test-held-app', await readFolder(plugin)))]);
    };
    const post = (server: RunningOrrery, path: string, body: Blob | string): Promise<Response> =>
      fetch(server.url + path, {
        method: 'POST',
        body,
        headers: { cookie: one.cookie, origin: server.url, ...(typeof body === 'string' && { 'content-type': 'application/json' }) },
      });
    const get = (server: RunningOrrery, path: string): Promise<Response> => fetch(server.url + path, { headers: { cookie: one.cookie } });
    const says = async (server: RunningOrrery): Promise<unknown> => {
      const response = await get(server, '/api/test/say');
      return response.ok ? ((await response.json()) as { version: string }).version : response.status;
    };
    const until = async (what: () => Promise<boolean>, from: number): Promise<number> => {
      while (!(await what())) {
        if (Date.now() - from > 65_000) throw new Error('It did not come to that within 65 s.');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return Date.now() - from;
    };

    let began = Date.now();
    expect((await post(one, '/api/orrery/plugin-archives?grant=all', await archive('1.0.0'))).status).toBe(200);
    const installed = await until(async () => (await says(two)) === '1.0.0', began);
    began = Date.now();
    expect((await post(two, '/api/orrery/plugin-archives?grant=all', await archive('1.1.0'))).status).toBe(200);
    const updated = await until(async () => (await says(one)) === '1.1.0', began);

    // Calls that are under way when it is taken back end with it.
    const held = [one, two].map((server) => get(server, '/api/test/hold').then(({ status }) => ({ status, at: Date.now() })));
    await new Promise((resolve) => setTimeout(resolve, 500));
    began = Date.now();
    expect((await post(one, '/api/orrery/revocations', JSON.stringify({ subject: 'test-held-app', reason: 'leaks' }))).status).toBe(200);
    const here = await until(async () => (await says(one)) === 404, began);
    const there = await until(async () => (await says(two)) === 404, began);
    const ended = await Promise.all(held);
    expect([here < 5_000, there < 60_000]).toEqual([true, true]);
    expect(ended.map(({ status }) => status >= 400)).toEqual([true, true]);
    expect([(ended[0]?.at ?? 0) - began < 5_000, (ended[1]?.at ?? 0) - began < 60_000]).toEqual([true, true]);
    console.log(
      `the other instance: installed after ${installed} ms, updated after ${updated} ms; revoked here after ${here} ms, there after ${there} ms`,
    );
  });

  test('go on when one of them is killed', async () => {
    process.kill(one.pid, 'SIGKILL');
    expect((await onTwo('/api/dashboards/uid/shared')).status).toBe(200);
    expect(
      (
        await fetch(`${two.url}/api/dashboards/db`, {
          method: 'POST',
          headers: { cookie: one.cookie, origin: two.url, 'content-type': 'application/json' },
          body: '{"dashboard":{"title":"Still here"}}',
        })
      ).status,
    ).toBe(200);
  });
});
