import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Manifest, Principal, Result } from '@orrery/plugin-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pluginPrincipal } from '../cluster/scheduler.ts';
import { clusterKinds, type TestCluster } from '../cluster/testing.ts';
import type { Cluster } from '../cluster/types.ts';
import type { Broker, Use } from '../execution/types.ts';
import type { Contribution, PluginRecord } from '../registry/types.ts';
import { cacheBroker, type RouteInvalidation, routeInvalidation } from './cache.ts';
import { eventLimits, eventsBroker } from './events.ts';
import { channelRule, createLiveHub, liveBroker } from './live.ts';
import { scheduleBroker } from './schedule.ts';
import { servicesBroker } from './services.ts';

interface Isolate {
  readonly heard: unknown[];
  use(granted: unknown, orgId?: number): Use;
  go(): void;
}

/** The kernel's view of one isolate of a plugin: what it emits into, and what is undone when it goes. */
function isolate(id: string): Isolate {
  const heard: unknown[] = [];
  const undo: (() => void)[] = [];
  const plugin = { key: `${id}@1.0.0#0`, id, level: 'core' } as const;
  return {
    heard,
    use: (granted, orgId = 1) => ({
      plugin,
      granted,
      orgId,
      principal: pluginPrincipal(id, orgId) as Principal,
      requestId: 'r',
      signal: new AbortController().signal,
      emit: (subscription, event) => heard.push({ subscription, event }),
      onGone: (end) => undo.push(end),
    }),
    go: () => {
      for (const end of undo.splice(0)) end();
    },
  };
}

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.failure.code);
const record = (id: string, orrery: Partial<Manifest['orrery']>, state: PluginRecord['state'] = 'active'): PluginRecord =>
  ({
    id,
    state,
    since: 0,
    cause: '',
    restarts: 0,
    package: { manifest: { id, orrery: { runtime: 'isolate', ...orrery } } },
  }) as unknown as PluginRecord;

describe.each(clusterKinds().filter(({ kind, redis }) => kind === 'sqlite' || redis))('on $kind', (kind) => {
  let cluster: TestCluster;
  let one: Cluster;
  let two: Cluster;
  beforeAll(async () => {
    cluster = await kind.open();
    one = await cluster.member();
    two = kind.redis ? await cluster.member() : one;
  }, 30_000);
  afterAll(() => cluster?.[Symbol.asyncDispose]());
  const settle = () => sleep(kind.redis ? 80 : 0);

  describe('the cache of a plugin', () => {
    test('is seen on every instance, and by no other organisation or plugin', async () => {
      const [here, there] = [cacheBroker(one), cacheBroker(two)];
      const a = isolate('a');
      expect(await here('set', ['k', 'canary', 10_000], a.use(true, 1))).toEqual({ ok: true, value: undefined });
      expect(await there('get', ['k'], a.use(true, 1))).toEqual({ ok: true, value: 'canary' });
      expect(await there('get', ['k'], a.use(true, 2))).toEqual({ ok: true, value: undefined });
      expect(await there('get', ['k'], isolate('b').use(true, 1))).toEqual({ ok: true, value: undefined });
    });

    test('cannot be reached over a key that was built to look like another owner', async () => {
      const here = cacheBroker(one);
      await here('set', ['secret', 'canary', 10_000], isolate('a').use(true, 1));
      for (const [id, orgId, key] of [
        ['a', 11, 'secret'],
        ['a",1', 1, 'secret'],
        ['b', 1, '1,"secret"'],
        ['b', 1, 'a\u00001\u0000secret'],
      ] as const) {
        expect(await here('get', [key], isolate(id).use(true, orgId))).toEqual({ ok: true, value: undefined });
      }
    });

    test.each([
      ['get', [''], 'cache/key'],
      ['get', ['x'.repeat(513)], 'cache/key'],
      ['set', ['k', 1], 'cache/ttl'],
      ['set', ['k', 'x'.repeat(2 << 20), 1_000], 'cache/too-large'],
      ['flush', ['k'], 'capability/no-method'],
    ])('refuses %s %#', async (method, args, code) => {
      expect(codeOf(await cacheBroker(one)(method, args, isolate('a').use(true)))).toBe(code);
    });

    test('tells every instance which answers of its routes to forget', async () => {
      const heard: RouteInvalidation[] = [];
      const leave = two.bus.subscribe(routeInvalidation, (message) => heard.push(message as RouteInvalidation));
      await cacheBroker(one)('invalidate', ['boards'], isolate('a').use(true, 3));
      await settle();
      expect(heard).toEqual([{ plugin: 'a', orgId: 3, routeKey: 'boards' }]);
      leave();
    });

    test('forgets answers in another organisation for core plugins only', async () => {
      const heard: RouteInvalidation[] = [];
      const leave = two.bus.subscribe(routeInvalidation, (message) => heard.push(message as RouteInvalidation));
      const use = isolate('a').use(true, 3);
      const guest: Use = { ...use, plugin: { ...use.plugin, level: 'community' } };
      expect(codeOf(await cacheBroker(one)('invalidate', ['boards', 4], guest))).toBe('capability/denied');
      await cacheBroker(one)('invalidate', ['boards', 4], use);
      await settle();
      expect(heard).toEqual([{ plugin: 'a', orgId: 4, routeKey: 'boards' }]);
      leave();
    });
  });

  describe('events', () => {
    const granted = { publish: ['saved'], subscribe: ['saved'] };

    test('reach subscribers on every instance, in the organisation they were published in and no other', async () => {
      const [here, there] = [eventsBroker(one.bus), eventsBroker(two.bus)];
      const [first, second, elsewhere, all] = [isolate('a'), isolate('b'), isolate('b'), isolate('c')];
      await here('subscribe', ['saved', 1], first.use(granted, 1));
      await there('subscribe', ['saved', 2], second.use(granted, 1));
      await there('subscribe', ['saved', 3], elsewhere.use(granted, 2));
      await there('subscribe', ['saved', 4], all.use(granted, 0));
      await here('publish', ['saved', { uid: 'x' }], first.use(granted, 1));
      await settle();
      const event = { topic: 'saved', data: { uid: 'x' }, orgId: 1, plugin: 'a' };
      expect(first.heard).toEqual([{ subscription: 1, event }]);
      expect(second.heard).toEqual([{ subscription: 2, event }]);
      expect(elsewhere.heard).toEqual([]);
      expect(all.heard).toEqual([{ subscription: 4, event }]);
      for (const each of [first, second, elsewhere, all]) each.go();
    });

    test('of topics that were not declared and granted are refused, both ways', async () => {
      const broker = eventsBroker(one.bus);
      const a = isolate('a');
      expect(codeOf(await broker('publish', ['other', 1], a.use(granted)))).toBe('events/undeclared');
      expect(codeOf(await broker('subscribe', ['other', 1], a.use(granted)))).toBe('events/undeclared');
      expect(codeOf(await broker('publish', ['saved', 1], a.use({ subscribe: ['saved'] })))).toBe('events/undeclared');
      expect(codeOf(await broker('subscribe', ['saved', 1], a.use(undefined)))).toBe('events/undeclared');
      expect(codeOf(await broker('publish', ['saved', 'x'.repeat(eventLimits.bytes)], a.use(granted)))).toBe('events/too-large');
    });

    test('end with their isolate, or by its own ticket, but never by another plugin', async () => {
      const broker = eventsBroker(one.bus);
      const [a, b] = [isolate('a'), isolate('b')];
      const ticket = (await broker('subscribe', ['saved', 1], a.use(granted))) as { ok: true; value: number };
      await broker('unsubscribe', [ticket.value], b.use(granted));
      await broker('publish', ['saved', 1], b.use(granted));
      expect(a.heard).toHaveLength(1);
      await broker('unsubscribe', [ticket.value], a.use(granted));
      await broker('publish', ['saved', 2], b.use(granted));
      expect(a.heard).toHaveLength(1);

      await broker('subscribe', ['saved', 2], a.use(granted));
      a.go();
      await broker('publish', ['saved', 3], b.use(granted));
      expect(a.heard).toHaveLength(1);
    });

    test('cannot be subscribed without end', async () => {
      const broker = eventsBroker(one.bus);
      const a = isolate('a');
      for (let at = 0; at < eventLimits.subscriptions; at++) await broker('subscribe', ['saved', at], a.use(granted));
      expect(codeOf(await broker('subscribe', ['saved', 0], a.use(granted)))).toBe('events/limit');
      a.go();
      expect(codeOf(await broker('subscribe', ['saved', 0], a.use(granted)))).toBe('ok');
    });
  });

  describe('live channels', () => {
    const granted = { news: { action: 'a:read' } };

    test('reach listeners of the same organisation on every instance', async () => {
      const [here, there] = [createLiveHub(one.bus), createLiveHub(two.bus)];
      const heard: unknown[] = [];
      const leave = [
        there.subscribe(1, 'plugin/a/news', (data) => heard.push(data)),
        there.subscribe(2, 'plugin/a/news', () => heard.push('leak')),
        there.subscribe(1, 'plugin/b/news', () => heard.push('leak')),
      ];
      expect(codeOf(await liveBroker(here)('publish', ['news', { n: 1 }], isolate('a').use(granted, 1)))).toBe('ok');
      await settle();
      expect(heard).toEqual([{ n: 1 }]);
      for (const end of leave) end();
    });

    test('of another organisation are reached by core plugins only', async () => {
      const hub = createLiveHub(one.bus);
      const heard: unknown[] = [];
      const leave = hub.subscribe(2, 'plugin/a/news', (data) => heard.push(data));
      const use = isolate('a').use(granted, 1);
      const guest: Use = { ...use, plugin: { ...use.plugin, level: 'community' } };
      expect(codeOf(await liveBroker(hub)('publish', ['news', 'no', 2], guest))).toBe('capability/denied');
      expect(codeOf(await liveBroker(hub)('publish', ['news', 'yes', 2], use))).toBe('ok');
      await settle();
      expect(heard).toEqual(['yes']);
      leave();
    });

    test.each(['other', '../b/news', 'toString', '__proto__', ''])('that were not declared are refused: %o', async (channel) => {
      expect(codeOf(await liveBroker(createLiveHub(one.bus))('publish', [channel, 1], isolate('a').use(granted)))).toBe('live/undeclared');
    });

    test('have the rule of their declaration while the plugin runs, and otherwise do not exist', () => {
      const records = [record('a', { capabilities: { live: granted } }), record('off', { capabilities: { live: granted } }, 'disabled')];
      const registry = { plugin: (id: string) => records.find((each) => each.id === id) };
      expect(channelRule(registry, 'plugin/a/news')).toEqual({ action: 'a:read' });
      for (const channel of ['plugin/a/other', 'plugin/a/toString', 'plugin/off/news', 'plugin/none/news', 'ds/a/news', ''])
        expect(channelRule(registry, channel)).toBeUndefined();
    });
  });

  describe('timers of a plugin', () => {
    const registry = { plugin: (id: string) => record(id, { contributes: { schedule: { tick: { when: 'start' } } } }) };

    test('belong to the organisation that set them', async () => {
      const broker = scheduleBroker({ jobs: one.jobs, registry, log: { warn() {} } });
      const plugin = `a-${randomUUID()}`;
      const a = isolate(plugin);
      const at = Date.now() + 150;
      for (const orgId of [1, 2]) expect(codeOf(await broker('at', ['k', at, 'tick', { orgId }], a.use(true, orgId)))).toBe('ok');
      await broker('cancel', ['k'], a.use(true, 2));
      const fired: unknown[] = [];
      await using _ = two.jobs.work(async ({ plugin: whose, orgId, data }) => void (whose === plugin && fired.push([orgId, data])));
      await sleep(900);
      expect(fired).toEqual([[1, { orgId: 1 }]]);
    });

    test.each([
      ['at', ['k', Date.now(), 'unknown'], 'schedule/undeclared'],
      ['at', ['k', Date.now(), 'toString'], 'schedule/undeclared'],
      ['at', ['k', Number.NaN, 'tick'], 'schedule/time'],
      ['at', ['k', Date.now() + 400 * 86_400_000, 'tick'], 'schedule/time'],
      ['at', ['k', Date.now(), 'tick', 'x'.repeat(33 << 10)], 'schedule/too-large'],
      ['at', ['', Date.now(), 'tick'], 'schedule/key'],
    ])('are refused: %s %#', async (method, args, code) => {
      expect(codeOf(await scheduleBroker({ jobs: one.jobs, registry, log: { warn() {} } })(method, args, isolate('a').use(true)))).toBe(
        code,
      );
    });

    test('are refused as retryable while their store is away', async () => {
      const away = { at: () => Promise.reject(new Error('away')), cancel: () => Promise.reject(new Error('away')) };
      const answer = await scheduleBroker({ jobs: away, registry, log: { warn() {} } })(
        'at',
        ['k', Date.now(), 'tick'],
        isolate('a').use(true),
      );
      expect(answer).toMatchObject({ ok: false, failure: { code: 'schedule/unavailable', retryable: true } });
    });
  });
});

describe('a service', () => {
  const provider = {
    plugin: 'p',
    version: '1.0.0',
    key: 'p@1.0.0#0',
    level: 'core',
    point: 'service',
    name: 'directory',
    declaration: { version: '2.3.0' },
  } as Contribution;
  const registryWith = (consumes: Record<string, string>, service: Contribution | undefined = provider) => ({
    find: (point: string, name: string) => (point === 'service' && name === service?.name ? service : undefined),
    plugin: (id: string) => record(id, { consumes }),
  });
  const asked: unknown[][] = [];
  const broker = (consumes: Record<string, string>, answer: Result<unknown> = { ok: true, value: 7 }, service?: Contribution): Broker =>
    servicesBroker({
      registry: registryWith(consumes, service),
      callService: async (...args) => {
        asked.push(args);
        return answer;
      },
    });

  test('is called at its provider, with the principal and organisation of the caller', async () => {
    const use = isolate('a').use(undefined, 4);
    expect(await broker({ directory: '^2.1.0' })('call', ['directory', 'find', { id: 1 }], use)).toEqual({ ok: true, value: 7 });
    expect(asked.at(-1)).toEqual(['p@1.0.0#0', 'directory', 'find', { id: 1 }, use]);
  });

  test('that is only welcome is called when it is there, and missing is an answer', async () => {
    const welcome = (name: string): Broker =>
      servicesBroker({
        registry: { ...registryWith({}), plugin: (id: string) => record(id, { mayConsume: { [name]: '^2.0.0' } }) },
        callService: async () => ({ ok: true, value: 7 }),
      });
    const use = isolate('a').use(undefined);
    expect(await welcome('directory')('call', ['directory', 'find'], use)).toEqual({ ok: true, value: 7 });
    expect(codeOf(await welcome('preferences')('call', ['preferences', 'find'], use))).toBe('service/missing');
  });

  test('that answers with a result is answered with that result, not with a result of a result', async () => {
    const failed = { ok: false, failure: { code: 'directory/missing', message: 'no', retryable: false } } as const;
    expect(
      await broker({ directory: '*' }, { ok: true, value: failed })('call', ['directory', 'find'], isolate('a').use(undefined)),
    ).toEqual(failed);
    expect(
      await broker({ directory: '*' }, { ok: true, value: { ok: true, value: 1 } })(
        'call',
        ['directory', 'find'],
        isolate('a').use(undefined),
      ),
    ).toEqual({ ok: true, value: 1 });
  });

  test.each([
    [{}, 'directory', 'service/undeclared'],
    [{ other: '*' }, 'toString', 'service/undeclared'],
    [{ missing: '*' }, 'missing', 'service/missing'],
    [{ directory: '^3.0.0' }, 'directory', 'service/version'],
  ])('is refused with %o for %s', async (consumes: Record<string, string>, contract, code) => {
    expect(codeOf(await broker(consumes)('call', [contract, 'find'], isolate('a').use(undefined)))).toBe(code);
  });
});
