/** Provisioning files of data sources, with what a reload does to a running server. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

let home: string;
let folder: string;
let server: RunningOrrery;
const secret = '0042';
const uidOf = (name: string): string => `P${createHash('sha256').update(name).digest('hex').slice(0, 16).toUpperCase()}`;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'orrery-provisioning-'));
  folder = join(home, 'conf/provisioning/datasources');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(home, 'token'), `  ${secret}-from-file \n`);
  write('b.yaml', 'apiVersion: 1\ndatasources:\n  - { name: Started, type: testdata }\n');
  server = await startOrrery({ home, patienceMs: 150_000, env: { SHARDS: '3', PIN: secret, HOST: 'metrics.example', SWITCH: 'true' } });
}, 240_000);
afterAll(async () => {
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  writeFileSync(join(folder, file), text);
}
function remove(file: string): void {
  rmSync(join(folder, file), { force: true });
}
async function reload(): Promise<readonly [number, string]> {
  const response = await server.fetch('/api/admin/provisioning/datasources/reload', { method: 'POST' });
  return [response.status, ((await response.json()) as { message: string }).message];
}
const get = async (uid: string, headers: Record<string, string> = {}): Promise<Record<string, unknown> | undefined> => {
  const response = await server.fetch(`/api/datasources/uid/${uid}`, { headers });
  return response.ok ? ((await response.json()) as Record<string, unknown>) : undefined;
};
const named = (name: string) => server.json<Record<string, unknown>>(`/api/datasources/name/${encodeURIComponent(name)}`);

describe('a file', () => {
  test('is applied at the start, with a uid that follows from the name', async () => {
    expect(await named('Started')).toMatchObject({ uid: uidOf('Started'), readOnly: true });
  });
  test('is expanded in its values, not in its keys, and texts stay texts', async () => {
    write(
      'a.yaml',
      [
        'apiVersion: 1',
        'datasources:',
        '  - name: Expanded',
        '    uid: expanded',
        '    type: prometheus',
        '    url: http://${HOST}:9090',
        '    editable: $SWITCH',
        '    basicAuthUser: $PIN',
        '    jsonData: { $HOST: kept, shards: $SHARDS, price: $$5, pin: $PIN }',
        `    secureJsonData: { basicAuthPassword: $PIN, httpHeaderValue1: "$__file{${join(home, 'token')}}" }`,
        '',
      ].join('\n'),
    );
    expect(await reload()).toEqual([200, 'Datasources config reloaded']);
    expect(await get('expanded')).toMatchObject({
      url: 'http://metrics.example:9090',
      readOnly: false,
      basicAuthUser: secret,
      jsonData: { $HOST: 'kept', shards: 3, price: '$5', pin: secret },
      secureJsonFields: { basicAuthPassword: true, httpHeaderValue1: true },
    });
  });
  test('in the keys of older versions is read with a warning', async () => {
    write(
      'old.yaml',
      'datasources:\n  - { name: Older, type: prometheus, org_id: 1, basic_auth: true, basic_auth_user: u, json_data: { snake_case: 1 } }\n',
    );
    expect((await reload())[0]).toBe(200);
    expect(await named('Older')).toMatchObject({ basicAuth: true, basicAuthUser: 'u', jsonData: { snake_case: 1 } });
    expect(server.said()).toMatch(/old\.yaml: it is written in the keys of before apiVersion: 1/);
    remove('old.yaml');
  });
  test('that is broken is told with its name, and keeps what it brought; the rest goes on', async () => {
    write('broken.yaml', 'apiVersion: 1\ndatasources:\n  - { name: Kept for now, type: testdata }\n');
    expect((await reload())[0]).toBe(200);
    write('broken.yaml', 'datasources: [ {name: broken\n');
    write(
      'later.yaml',
      'apiVersion: 1\ndatasources:\n  - { name: Goes on, type: testdata }\n  - { type: testdata }\n  - { name: No such, type: nobody }\n',
    );
    const [status, message] = await reload();
    expect(status).toBe(500);
    expect(message).toContain('broken.yaml');
    expect(message).toContain('later.yaml: datasources[1]: it has no name.');
    expect(message).toContain('later.yaml: datasources[2] "No such": no active plugin provides the type "nobody"');
    expect(await named('Goes on')).toMatchObject({ readOnly: true });
    expect(await named('Kept for now')).toMatchObject({ readOnly: true });
    expect(await server.json('/api/orrery/datasource-provisioning')).toMatchObject({
      problems: expect.arrayContaining([expect.stringContaining('broken.yaml')]),
    });
    expect(await (await server.fetch('/metrics')).text()).toMatch(/orrery_plugin_provisioning_problems\{[^}]*kind="datasources"[^}]*\} 3/);
    for (const file of ['broken.yaml', 'later.yaml']) remove(file);
  });
  test('for an older version than what is stored is left alone', async () => {
    write(
      'v.yaml',
      'apiVersion: 1\ndatasources:\n  - { name: Versioned, uid: versioned, type: prometheus, url: http://one, version: 1, editable: true }\n',
    );
    await reload();
    for (const url of ['http://two', 'http://three'])
      await server.json('/api/datasources/uid/versioned', { method: 'PUT', body: { name: 'Versioned', type: 'prometheus', url } });
    await reload();
    expect(await get('versioned')).toMatchObject({ url: 'http://three' });
    expect(server.said()).toMatch(/v\.yaml: datasources\[0\] .{0,3}Versioned.{0,3}: version 1 is older/);
    write(
      'v.yaml',
      'apiVersion: 1\ndatasources:\n  - { name: Versioned, uid: versioned, type: prometheus, url: http://four, version: 99, editable: true }\n',
    );
    await reload();
    expect(await get('versioned')).toMatchObject({ url: 'http://four' });
    remove('v.yaml');
  });
});

describe('deletions', () => {
  test('come before what the file brings, and take what is not there in silence', async () => {
    write('d.yaml', 'apiVersion: 1\ndatasources:\n  - { name: To delete, uid: to-delete, type: testdata }\n');
    await reload();
    write('d.yaml', 'apiVersion: 1\ndeleteDatasources:\n  - { name: To delete, orgId: 1 }\n  - { name: Never was }\n');
    expect((await reload())[0]).toBe(200);
    expect(await get('to-delete')).toBeUndefined();
    remove('d.yaml');
  });
  test('by pruning take what was marked so and stands in no file any more, and nothing else', async () => {
    write(
      'p.yaml',
      'apiVersion: 1\nprune: true\ndatasources:\n  - { name: Pruned, uid: pruned, type: testdata }\n  - { name: Stays, uid: stays, type: testdata }\n',
    );
    write('q.yaml', 'apiVersion: 1\ndatasources:\n  - { name: Unmarked, uid: unmarked, type: testdata }\n');
    await reload();
    write('p.yaml', 'apiVersion: 1\nprune: true\ndatasources:\n  - { name: Stays, uid: stays, type: testdata }\n');
    remove('q.yaml');
    await reload();
    expect(await get('pruned')).toBeUndefined();
    expect(await get('stays')).toBeDefined();
    expect(await get('unmarked')).toBeDefined();
    // While a file cannot be read, nobody knows what it names.
    write('p.yaml', 'prune: true\ndatasources: [\n');
    await reload();
    expect(await get('stays')).toBeDefined();
    remove('p.yaml');
    await reload();
    expect(await get('stays')).toBeUndefined();
  });
});

describe('organisations', () => {
  test('are named by number or by name, and have to be there', async () => {
    const { orgId } = await server.json<{ orgId: number }>('/api/orgs', { body: { name: 'Second' } });
    write(
      'o.yaml',
      `apiVersion: 1\ndatasources:\n  - { name: By number, uid: by-number, type: testdata, orgId: ${orgId} }\n  - { name: By name, uid: by-name, type: testdata, orgName: Second }\n  - { name: Nowhere, type: testdata, orgId: 999 }\n`,
    );
    const [status, message] = await reload();
    expect([status, message]).toEqual([500, expect.stringContaining('failed to provision "Nowhere" data source: organization not found')]);
    const there = { 'x-grafana-org-id': String(orgId) };
    for (const uid of ['by-number', 'by-name']) {
      expect(await get(uid, there)).toBeDefined();
      expect(await get(uid)).toBeUndefined();
    }
    remove('o.yaml');
  });
  test('have one default each', async () => {
    write(
      'e.yaml',
      'apiVersion: 1\ndatasources:\n  - { name: One, type: testdata, isDefault: true }\n  - { name: Two, type: testdata, isDefault: true }\n',
    );
    const [status, message] = await reload();
    expect([status, message]).toEqual([500, expect.stringContaining('Only one datasource per organization can be marked as default')]);
    remove('e.yaml');
  });
});

describe('correlations of a file', () => {
  test('may lead to sources that come later, replace those it brought before, and are kept from the API', async () => {
    const file = (label: string): string =>
      `apiVersion: 1\ndatasources:\n  - name: Source\n    uid: source\n    type: testdata\n    correlations:\n      - { targetUID: target, label: ${label}, type: query, config: { field: pod, target: { expr: '{pod="$\${pod}"}' } } }\n  - { name: Target, uid: target, type: testdata }\n`;
    write('c.yaml', file('one'));
    expect(await reload()).toEqual([200, 'Datasources config reloaded']);
    write('c.yaml', file('two'));
    await reload();
    const found = await server.json<{ uid: string; label: string; provisioned: boolean }[]>('/api/datasources/uid/source/correlations');
    expect(found).toMatchObject([{ label: 'two', provisioned: true, config: { target: { expr: '{pod="${pod}"}' } } }]);
    const gone = await server.fetch(`/api/datasources/uid/source/correlations/${found[0]?.uid}`, { method: 'DELETE' });
    expect([gone.status, await gone.json()]).toEqual([403, { message: 'Data source is read only' }]);
    write('c.yaml', file('three').replace('targetUID: target', 'targetUID: nobody'));
    expect((await reload())[1]).toContain('correlations[0]: its target "nobody" does not exist.');
    remove('c.yaml');
  });
});
