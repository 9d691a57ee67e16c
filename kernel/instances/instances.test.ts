import type { Instance } from '@orrery/plugin-sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { instancesBroker } from '../capabilities/instances.ts';
import type { Use } from '../execution/types.ts';
import type { Contribution } from '../registry/types.ts';
import { keyFromText } from '../storage/key.ts';
import { createSecrets } from '../storage/secrets.ts';
import { databases, type TestDatabase } from '../storage/testing.ts';
import { createInstances, type InstanceStore } from './instances.ts';

const contributions = [
  {
    plugin: 'clock',
    name: 'clock',
    point: 'source',
    key: 'clock@1#0',
    level: 'core',
    version: '1',
    declaration: { headers: { 'X-Clock': '{{ .JsonData.zone }}' } },
  },
  { plugin: 'dice', name: 'dice', point: 'source', key: 'dice@1#0', level: 'community', version: '1', declaration: {} },
] satisfies Contribution[];
const registry = {
  contributions: (point: string) => contributions.filter((each) => each.point === point),
  find: (point: string, name: string) => contributions.find((each) => each.point === point && each.name === name),
};
const config = { timeoutMs: 30_000, maxResponseBytes: 1_000 };

describe.each(databases())('instances on $kind', (server) => {
  let database: TestDatabase;
  let store: InstanceStore;
  const told: number[] = [];
  const make = async (orgId: number, name: string, more = {}) => store.create(orgId, 'source', { contribution: 'clock', name, ...more });
  beforeAll(async () => {
    database = await server.open();
    const secrets = createSecrets(database, [await keyFromText('k')]);
    store = createInstances({ database, secrets, registry, onChange: (orgId) => told.push(orgId) });
  });
  afterAll(() => database.drop());
  beforeEach(() => void (told.length = 0));

  test('are what was saved, without the values of their secrets', async () => {
    const made = await make(1, 'One', {
      uid: 'one',
      url: 'http://h:9090',
      settings: { a: { b: 1 } },
      secrets: { password: 'hidden word' },
    });
    expect(made).toMatchObject({
      point: 'source',
      contribution: 'clock',
      plugin: 'clock',
      uid: 'one',
      orgId: 1,
      name: 'One',
      url: 'http://h:9090',
      settings: { a: { b: 1 } },
      secretNames: ['password'],
      readOnly: false,
      isDefault: false,
      version: 1,
    });
    expect(JSON.stringify(await store.list(1, 'source'))).not.toContain('hidden word');
    expect(await store.secrets(made)).toEqual({ password: 'hidden word' });
    for (const by of [{ uid: 'one' }, { id: made.id }, { name: 'One' }]) expect(await store.get(1, 'source', by)).toEqual(made);
    expect(told).toEqual([1]);
  });

  test('keep secrets that are not given, remove those that are null, and count versions', async () => {
    const made = await make(1, 'Two', { secrets: { a: '1', b: '2' } });
    const next = await store.update(1, 'source', made.uid, 1, { contribution: 'clock', name: 'Two b', secrets: { a: null, c: '3' } });
    expect(next).toMatchObject({ id: made.id, name: 'Two b', version: 2, secretNames: ['b', 'c'] });
    expect(await store.secrets(next)).toEqual({ b: '2', c: '3' });
    await expect(store.update(1, 'source', made.uid, 1, { contribution: 'clock', name: 'x' })).rejects.toMatchObject({
      failure: { code: 'instance/version', detail: { found: 2 } },
    });
    expect(await store.update(1, 'source', made.uid, undefined, { contribution: 'clock', name: 'Two c', uid: 'moved' })).toMatchObject({
      uid: 'moved',
      version: 3,
    });
    expect(await store.secrets((await store.get(1, 'source', { uid: 'moved' }))!)).toEqual({ b: '2', c: '3' });
  });

  test('refuse a name or uid twice in an organisation, not in two', async () => {
    await make(1, 'Same', { uid: 'same' });
    await expect(make(1, 'Same')).rejects.toMatchObject({ failure: { code: 'instance/conflict' } });
    await expect(make(1, 'Other', { uid: 'same' })).rejects.toMatchObject({ failure: { code: 'instance/conflict' } });
    await make(2, 'Same', { uid: 'same' });
  });

  test('of one organisation are nothing to another', async () => {
    const made = await make(3, 'Mine', { uid: 'mine', secrets: { s: 'x' } });
    expect(await store.get(4, 'source', { uid: 'mine' })).toBeUndefined();
    expect(await store.get(4, 'source', { id: made.id })).toBeUndefined();
    expect(await store.list(4, 'source')).toEqual([]);
    await expect(store.update(4, 'source', 'mine', undefined, { contribution: 'clock', name: 'y' })).rejects.toMatchObject({
      failure: { code: 'instance/missing' },
    });
    await expect(store.delete(4, 'source', 'mine')).rejects.toMatchObject({ failure: { code: 'instance/missing' } });
    expect(await store.secrets({ ...made, orgId: 4 } as Instance)).toEqual({});
  });

  test('have one default for each point and organisation, even when ten are made it at once', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, (_, at) => make(5, `d${at}`)));
    await Promise.all(
      all.map((each) =>
        store.update(5, 'source', each.uid, undefined, { contribution: 'clock', name: each.name, isDefault: true }).catch(() => undefined),
      ),
    );
    expect((await store.list(5, 'source')).filter((each) => each.isDefault)).toHaveLength(1);
  });

  test('that files own are changed by files only', async () => {
    const made = await make(1, 'Filed', { readOnly: true });
    await expect(store.update(1, 'source', made.uid, undefined, { contribution: 'clock', name: 'n' })).rejects.toMatchObject({
      failure: { code: 'instance/read-only' },
    });
    await expect(store.delete(1, 'source', made.uid)).rejects.toMatchObject({ failure: { code: 'instance/read-only' } });
    await store.update(1, 'source', made.uid, undefined, { contribution: 'clock', name: 'Filed', readOnly: false });
    await store.delete(1, 'source', made.uid);
    expect(await store.get(1, 'source', { uid: made.uid })).toBeUndefined();
    expect(await database.rows('SELECT id FROM k_secret WHERE owner = ?', [`instance:${made.id}`])).toEqual([]);
  });

  test('leave nothing when their secrets cannot be stored', async () => {
    await expect(make(6, 'Half', { secrets: { ['n'.repeat(191)]: 'x' } })).rejects.toMatchObject({ failure: { code: 'instance/invalid' } });
    expect(await store.list(6, 'source')).toEqual([]);
  });

  test('of a contribution nobody makes are refused', async () => {
    await expect(store.create(1, 'source', { contribution: '__proto__', name: 'x' })).rejects.toMatchObject({
      failure: { code: 'instance/unknown-contribution' },
    });
  });

  test('keep no key named __proto__', async () => {
    const made = await make(1, 'Proto', { settings: JSON.parse('{"__proto__":{"admin":true},"x":{"__proto__":{"admin":true}}}') });
    expect(JSON.stringify(made.settings)).toBe('{"x":{}}');
    expect((Object.assign({}, made.settings) as { admin?: boolean }).admin).toBeUndefined();
  });

  test('changed by another kernel are seen when it says so, and soon after when it cannot', async () => {
    const secrets = createSecrets(database, [await keyFromText('k')]);
    const slow = createInstances({ database, secrets, registry });
    const quick = createInstances({ database, secrets, registry, staleMs: 30 });
    const made = await make(7, 'Before');
    for (const each of [slow, quick]) expect(await each.list(7, 'source')).toHaveLength(1);
    await store.update(7, 'source', made.uid, 1, { contribution: 'clock', name: 'After' });
    expect((await slow.list(7, 'source'))[0]!.name).toBe('Before');
    slow.invalidate(7);
    expect((await slow.list(7, 'source'))[0]!.name).toBe('After');
    await expect.poll(async () => (await quick.list(7, 'source'))[0]!.name).toBe('After');
  });

  test('get their headers from the declaration, their settings and their secrets', async () => {
    const made = await make(8, 'Grant', {
      url: 'http://10.0.0.5:9090/base',
      settings: { zone: 'UTC', basicAuth: true, basicAuthUser: 'u' },
      secrets: { basicAuthPassword: 'p' },
    });
    expect(await store.egressGrant(made, ['instance'], config)).toMatchObject({
      ok: true,
      value: {
        origins: ['http://10.0.0.5:9090'],
        trusted: ['10.0.0.5:9090'],
        instance: { headers: { 'X-Clock': 'UTC', Authorization: `Basic ${btoa('u:p')}` } },
      },
    });
  });

  describe('through the capability', () => {
    const use = (orgId: number, granted: unknown, level = 'community') => ({ plugin: { id: 'p', key: 'p', level }, orgId, granted }) as Use;
    const asked: unknown[] = [];
    const broker = () =>
      instancesBroker(
        store,
        async (instance, method, argument) => ({ ok: true, value: asked.push([instance.uid, method, argument]) }),
        () => ({ about: {}, reachesInstance: false }),
        { aliases: () => new Map(), fileOf: () => undefined },
      );
    test('need the right that was granted for that point', async () => {
      const made = await make(9, 'Cap', { uid: 'cap' });
      const all = use(9, { source: ['read', 'write', 'call'] });
      expect(await broker()('list', [{}, 'source'], all)).toEqual({ ok: true, value: [made] });
      expect(await broker()('get', [{}, 'source', { uid: 'cap' }], all)).toEqual({ ok: true, value: made });
      expect(await broker()('call', [{}, 'source', 'cap', 'query', { a: 1 }], all)).toMatchObject({ ok: true });
      expect(asked).toEqual([['cap', 'query', { a: 1 }]]);
      expect(await broker()('contributions', [{}, 'source'], all)).toMatchObject({
        value: [
          { plugin: 'clock', name: 'clock' },
          { plugin: 'dice', name: 'dice' },
        ],
      });
      for (const [method, granted] of [
        ['list', { source: ['write', 'call'] }],
        ['create', { source: ['read'] }],
        ['delete', { source: ['read', 'call'] }],
        ['call', { source: ['read'] }],
        ['list', { other: ['read'] }],
        ['list', undefined],
        ['toString', { source: ['read'] }],
      ] as const) {
        expect(await broker()(method, [{}, 'source', 'cap'], use(9, granted)), method).toMatchObject({
          ok: false,
          failure: { code: 'capability/denied' },
        });
      }
    });
    test('of another organisation are for core plugins only', async () => {
      await make(10, 'Far', { uid: 'far' });
      expect(await broker()('list', [{ orgId: 10 }, 'source'], use(9, { source: ['read'] }))).toMatchObject({
        failure: { code: 'capability/denied' },
      });
      expect(await broker()('list', [{ orgId: 10 }, 'source'], use(9, { source: ['read'] }, 'core'))).toMatchObject({
        value: [{ uid: 'far' }],
      });
      expect(await broker()('get', [{}, 'source', { uid: 'far' }], use(9, { source: ['read'] }))).toEqual({ ok: true, value: undefined });
    });
  });
});
