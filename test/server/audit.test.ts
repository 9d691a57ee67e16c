/**
 * T33: who did what is written down once, without secrets; whoever changes it afterwards is found out, by the server while it runs, by its
 * administrator and by a command that needs neither.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { run } from '@orrery/kernel/cli/audit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Asking, person, signIn } from '../support/people.ts';
import { type Publisher, startPublisher } from '../support/published.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const canary = 'canary-7f3a91';
let publisher: Publisher;
let server: RunningOrrery;
let home: string;
let viewer: Asking;
let admin: Asking;

beforeAll(async () => {
  publisher = await startPublisher();
  await publisher.publish({ version: '1.0.0' }, { version: '1.1.0' });
  home = mkdtempSync(join(tmpdir(), 'orrery-home-'));
  mkdirSync(join(home, 'data'));
  writeFileSync(join(home, 'data/trust.json'), publisher.trust);
  server = await startOrrery({ home, settings: { 'catalog.test': { path: publisher.catalog, keys: publisher.fingerprint } } });
  viewer = await person(server, 'vic');
  admin = await person(server, 'ada', 'Admin');
}, 240_000);
afterAll(async () => {
  await server?.stop();
  publisher?.[Symbol.dispose]();
  rmSync(home, { recursive: true, force: true });
});

interface Recorded {
  readonly sequence: number;
  readonly requestId: string;
  readonly principal: string;
  readonly action: string;
  readonly scope: string;
  readonly outcome: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
const records = async (): Promise<readonly Recorded[]> =>
  (await server.json<{ records: Recorded[] }>('/api/orrery/audit?limit=1000')).records;
/** What is written of a request: soon after its answer, where nobody waits for it. */
const ofRequest = async (id: string | null): Promise<readonly Recorded[]> => {
  const found = async () => (await records()).filter(({ requestId }) => requestId === id);
  await expect.poll(async () => (await found()).length, { timeout: 5_000 }).toBeGreaterThan(0);
  return found();
};
interface Found {
  readonly ok: boolean;
  readonly checked: number;
  readonly head?: string;
  readonly brokenAt?: number;
  readonly cause?: string;
}
const verify = (head = ''): Promise<Found> => server.json<Found>(`/api/orrery/audit/verify${head && `?head=${head}`}`);
async function command(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const code = await run([...args, '--homepath', home, '--config', join(home, 'test.ini')], {
    out: (text) => void (said.out += `${text}\n`),
    err: (text) => void (said.err += `${text}\n`),
    cwd: home,
    env: { ...process.env },
  });
  return { code, ...said };
}
const inDatabase = <Value>(work: (database: DatabaseSync) => Value): Value => {
  const database = new DatabaseSync(join(home, 'data/orrery.db'), { timeout: 20_000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
};

describe('the audit trail', () => {
  test('has each change once, and each refusal once, under the id that its answer names', async () => {
    const send = (as: 'admin' | 'viewer', method: string, path: string, body?: object) =>
      as === 'admin'
        ? server.fetch(path, { method, headers: { 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) })
        : viewer(path, { method, ...(body && { body }) });
    const changes: readonly [method: string, path: string, body?: object][] = [
      ['POST', '/api/folders', { uid: 'audited', title: 'Audited' }],
      ['PUT', '/api/folders/audited', { title: 'Renamed', overwrite: true }],
      ['POST', '/api/dashboards/db', { dashboard: { uid: 'audited', title: 'Audited', panels: [] }, folderUid: 'audited' }],
      ['POST', '/api/datasources', { uid: 'audited', name: 'Audited', type: 'prometheus', url: 'http://127.0.0.1:1', access: 'proxy' }],
      ['DELETE', '/api/datasources/uid/audited'],
      ['DELETE', '/api/dashboards/uid/audited'],
      ['DELETE', '/api/folders/audited'],
      ['POST', '/api/serviceaccounts', { name: 'audited', role: 'Viewer' }],
      ['POST', '/api/admin/users', { login: 'audited', email: 'audited@acme.example', password: 'a-password-of-12' }],
      ['POST', '/api/orgs', { name: 'Audited' }],
    ];
    for (const [method, path, body] of changes) {
      for (const as of ['viewer', 'admin'] as const) {
        const answer = await send(as, method, path, body);
        const found = await ofRequest(answer.headers.get('x-request-id'));
        expect([as, method, path, answer.status, found.map(({ outcome }) => outcome)]).toEqual([
          as,
          method,
          path,
          as === 'viewer' ? 403 : answer.status,
          [as === 'viewer' ? 'denied' : 'done'],
        ]);
      }
    }
  }, 60_000);

  test('has what becomes of plugins, by whom, and who was not let', async () => {
    const id = 'test-greeter-app';
    const change = (path: string, body: object = {}) => server.json(`/api/orrery/plugins/${id}/${path}`, { body });
    await change('install', { version: '1.0.0' });
    await change('install', { version: '1.1.0' });
    await change('disable');
    await change('enable');
    await change('restart');
    await change('rollback');
    await change('uninstall');
    const mine = (await records()).filter(({ scope }) => scope === `plugins:id:${id}`).toReversed();
    const of = (action: string): readonly Recorded[] => mine.filter((one) => one.action === action);
    for (const [action, count] of Object.entries({
      'plugins:install': 2,
      'plugins:disable': 1,
      'plugins:enable': 1,
      'plugins:restart': 1,
      'plugins:roll-back': 1,
      'plugins:uninstall': 1,
      'plugins:disabled': 1,
      'plugins:removed': 1,
    }))
      expect([action, of(action).length]).toEqual([action, count]);
    for (const action of ['plugins:install', 'plugins:uninstall', 'plugins:disable'])
      expect(of(action)[0]?.principal).toMatch(/^user:\d+$/);
    expect(of('plugins:active').length).toBeGreaterThanOrEqual(4);
    expect(of('plugins:grant')[0]?.detail).toMatchObject({ version: '1.0.0' });

    for (const [method, path, action] of [
      ['GET', '/api/orrery/plugins', 'plugins:write'],
      ['GET', '/api/orrery/revocations', 'plugins:install'],
      ['GET', '/api/orrery/audit', 'audit:read'],
      ['GET', '/api/orrery/audit/verify', 'audit:read'],
      ['GET', '/api/admin/settings', 'settings:read'],
      ['POST', `/api/orrery/plugins/${id}/install`, 'plugins:install'],
      ['POST', '/api/orrery/plugins/prometheus/disable', 'plugins:disable'],
    ] as const) {
      const { status, headers } = await viewer(path, { method, ...(method === 'POST' && { body: {} }) });
      expect([path, status]).toEqual([path, 403]);
      expect(await ofRequest(headers.get('x-request-id'))).toMatchObject([
        { action, outcome: 'denied', principal: expect.stringMatching(/^user:/) },
      ]);
    }
    // Another site's page, with the administrator's own session.
    const elsewhere = await server.fetch('/api/orrery/plugins/prometheus/disable', {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    });
    expect(await ofRequest(elsewhere.headers.get('x-request-id'))).toMatchObject([{ action: 'origin', outcome: 'denied' }]);
    // It is for who runs the server, not for who runs an organisation of it.
    expect((await admin('/api/orrery/audit')).status).toBe(403);
  }, 60_000);

  test('has no secret in it, wherever one was given', async () => {
    const { datasource } = await server.json<{ datasource: { uid: string } }>('/api/datasources', {
      body: {
        name: 'With secrets',
        type: 'prometheus',
        url: 'http://127.0.0.1:1',
        access: 'proxy',
        basicAuthUser: 'x',
        secureJsonData: { basicAuthPassword: canary, httpHeaderValue1: canary },
      },
    });
    await server.fetch(`/api/datasources/uid/${datasource.uid}`, { method: 'DELETE' });
    await server.json('/api/admin/users', { body: { login: 'secretive', email: 's@acme.example', password: canary } });
    await signIn(server, 'secretive', canary);
    await fetch(`${server.url}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ user: 'secretive', password: `wrong-${canary}` }),
    });
    const account = await server.json<{ id: number }>('/api/serviceaccounts', { body: { name: 'secretive', role: 'Viewer' } });
    const { key } = await server.json<{ key: string }>(`/api/serviceaccounts/${account.id}/tokens`, { body: { name: 'one' } });
    const made = await server.json<{ key: string; deleteKey: string }>('/api/snapshots', {
      body: { dashboard: { title: 'S', panels: [] }, name: 'S' },
    });
    // A key that stands in an address: by a link, which is a change as well.
    const removed = await fetch(`${server.url}/api/snapshots-delete/${made.deleteKey}`);
    expect(removed.status).toBe(200);
    expect(await ofRequest(removed.headers.get('x-request-id'))).toMatchObject([
      { outcome: 'done', detail: { path: '/api/snapshots-delete/:deleteKey' } },
    ]);
    await server.fetch(`/api/snapshots/${made.key}`, { method: 'DELETE' });
    const all = JSON.stringify(inDatabase((database) => database.prepare('SELECT * FROM k_audit').all()));
    for (const secret of [canary, key, made.deleteKey, made.key, server.cookie.split('=')[1] as string])
      expect([secret, all.includes(secret)]).toEqual([secret, false]);
  }, 60_000);
});

describe('whoever changes it', () => {
  /** As somebody with the file would: the server goes on meanwhile. */
  const changed = async (work: (database: DatabaseSync) => void): Promise<Found> => {
    const kept = inDatabase((database) =>
      ['k_audit', 'k_audit_head', 'k_audit_tail'].map((table) => [table, database.prepare(`SELECT * FROM ${table}`).all()] as const),
    );
    inDatabase(work);
    const found = await verify();
    inDatabase((database) => {
      database.exec('BEGIN');
      for (const [table, rows] of kept) {
        database.exec(`DELETE FROM ${table}`);
        for (const row of rows) {
          const names = Object.keys(row);
          database
            .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
            .run(...(Object.values(row) as never[]));
        }
      }
      database.exec('COMMIT');
    });
    return found;
  };

  test('is found out by the administrator: a record removed, altered, moved, the end cut off', async () => {
    const whole = await verify();
    expect(whole).toMatchObject({ ok: true, head: expect.stringMatching(/^\d+:[0-9a-f]{64}$/) });
    expect(whole.checked).toBeGreaterThan(40);
    expect(await changed((database) => database.exec('DELETE FROM k_audit WHERE sequence = 20'))).toMatchObject({
      ok: false,
      brokenAt: 20,
    });
    expect(await changed((database) => database.exec("UPDATE k_audit SET principal = 'user:9' WHERE sequence = 21"))).toMatchObject({
      ok: false,
      brokenAt: 21,
    });
    expect(
      await changed((database) =>
        database.exec(
          'UPDATE k_audit SET sequence = -1 WHERE sequence = 22; UPDATE k_audit SET sequence = 22 WHERE sequence = 23; UPDATE k_audit SET sequence = 23 WHERE sequence = -1',
        ),
      ),
    ).toMatchObject({ ok: false, brokenAt: 22 });
    expect(await changed((database) => database.exec('DELETE FROM k_audit WHERE sequence > 25'))).toMatchObject({
      ok: false,
      brokenAt: 26,
    });
    expect(
      await changed((database) =>
        database.exec("DELETE FROM k_audit; DELETE FROM k_audit_head; UPDATE k_audit_tail SET sequence = 0, hash = '', mac = ''"),
      ),
    ).toMatchObject({ ok: false, brokenAt: 1 });
    expect((await verify()).ok).toBe(true);
    expect((await server.fetch('/api/orrery/audit/verify?head=1')).status).toBe(400);
  }, 60_000);

  test('is found out by the command, with no server, and by a head that was written down elsewhere', async () => {
    const { head = '' } = await verify();
    await server.stop();
    const [earlier] = inDatabase((database) => database.prepare('SELECT * FROM k_audit_tail').all());
    const sound = await command('verify', '--head', head);
    expect([sound.code, sound.err]).toEqual([0, '']);
    expect(sound.out).toMatch(/^sound: \d+ records, up to \d+:[0-9a-f]{64}\n$/);
    expect(JSON.parse((await command('ls', '--limit', '1')).out)).toMatchObject({ sequence: expect.any(Number), hash: expect.any(String) });
    expect((await command('verify', '--head', 'nonsense')).code).toBe(2);

    // The whole put back to an earlier day: sound in itself, and known not to be all.
    const [, sequence = '0', hash = ''] = /up to (\d+):(\w+)/.exec(sound.out) ?? [];
    server = await startOrrery({ home, settings: { 'catalog.test': { path: publisher.catalog, keys: publisher.fingerprint } } });
    const { head: later = '' } = await verify();
    await server.stop();
    inDatabase((database) => {
      database.prepare('DELETE FROM k_audit WHERE sequence > ?').run(Number(sequence));
      database.prepare('DELETE FROM k_audit_head WHERE sequence > ?').run(Number(sequence));
      database
        .prepare('UPDATE k_audit_tail SET sequence = ?, hash = ?, mac = ?')
        .run(Number(sequence), hash, (earlier as { mac: string }).mac);
    });
    expect((await command('verify')).code).toBe(0);
    const held = await command('verify', '--head', later);
    expect([held.code, held.err]).toEqual([1, expect.stringMatching(/^broken: records after \d+ were removed: \d+ was known before/)]);
    inDatabase((database) => database.exec("UPDATE k_audit SET action = 'x' WHERE sequence = 3"));
    expect((await command('verify')).err).toContain('broken: record 3 was changed');
  }, 60_000);

  test('while it runs is told in the log, and in the trail itself', async () => {
    server = await startOrrery({ home, settings: { 'catalog.test': { path: publisher.catalog, keys: publisher.fingerprint } } });
    await server.json('/api/folders', { body: { uid: 'before', title: 'Before' } });
    inDatabase((database) => {
      const { sequence } = database.prepare('SELECT sequence FROM k_audit_tail').get() as { sequence: number };
      database.prepare('DELETE FROM k_audit WHERE sequence = ?').run(sequence);
      const before = database.prepare('SELECT sequence, hash FROM k_audit WHERE sequence = ?').get(sequence - 1) as {
        sequence: number;
        hash: string;
      };
      database.prepare('UPDATE k_audit_tail SET sequence = ?, hash = ?').run(before.sequence, before.hash);
    });
    await server.json('/api/folders', { body: { uid: 'after', title: 'After' } });
    expect(await records()).toContainEqual(expect.objectContaining({ action: 'audit:broken', outcome: 'failed', principal: 'kernel' }));
    expect(server.said()).toContain('The audit trail was changed from outside');
  }, 60_000);
});
