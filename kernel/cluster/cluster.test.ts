import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { unwrap } from '@orrery/plugin-sdk';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parseRedisUrl } from './redis-options.ts';
import { clusterKinds, type TestCluster } from './testing.ts';
import type { Cluster, Job } from './types.ts';

async function eventually(holds: () => boolean, ms = 5_000): Promise<void> {
  const end = performance.now() + ms;
  while (!holds() && performance.now() < end) await sleep(10);
  expect(holds()).toBe(true);
}

describe.each(clusterKinds())('a cluster on $kind', (kind) => {
  let test_: TestCluster;
  let one: Cluster;
  let two: Cluster;
  beforeAll(async () => {
    test_ = await kind.open();
    one = await test_.member();
    two = kind.several ? await test_.member() : one;
  }, 30_000);
  afterAll(() => test_?.[Symbol.asyncDispose](), 30_000);

  const timer = (key: string, at: number, data: unknown = null): Job => ({ plugin: 'a', orgId: 1, key, at, name: 'tick', data });

  describe('its bus', () => {
    test('delivers a message before publish returns, to all listeners, and nothing after a listener left', () => {
      const heard: unknown[] = [];
      const leave = one.bus.subscribe('t', (message) => heard.push(message));
      const leaveToo = one.bus.subscribe('t', (message) => heard.push(message));
      one.bus.publish('t', { n: 1 });
      leaveToo();
      one.bus.publish('t', { n: 2 });
      leave();
      one.bus.publish('t', { n: 3 });
      expect(heard).toEqual([{ n: 1 }, { n: 1 }, { n: 2 }]);
    });

    test('goes on past a listener that throws', () => {
      const heard: unknown[] = [];
      using_(
        one.bus.subscribe('x', () => {
          throw new Error('bug');
        }),
        one.bus.subscribe('x', (message) => heard.push(message)),
        () => one.bus.publish('x', 1),
      );
      expect(heard).toEqual([1]);
    });

    if (kind.redis)
      test('reaches the other instance once, and this one once', async () => {
        const heard: string[] = [];
        const ends = [one.bus.subscribe('both', (m) => heard.push(`one ${m}`)), two.bus.subscribe('both', (m) => heard.push(`two ${m}`))];
        one.bus.publish('both', 'hello');
        await eventually(() => heard.length === 2);
        await sleep(100);
        expect(heard.sort()).toEqual(['one hello', 'two hello']);
        for (const end of ends) end();
      });
  });

  describe('its cache', () => {
    const a1 = { plugin: 'a', orgId: 1 };
    let other: Cluster;
    beforeAll(() => {
      other = kind.redis ? two : one;
    });

    test('gives back what was set, until its time is over', async () => {
      await one.cache.set(a1, 'k', { n: [1, 2], bytes: new Uint8Array([1]) }, 60);
      expect(await other.cache.get(a1, 'k')).toEqual({ n: [1, 2], bytes: new Uint8Array([1]) });
      await sleep(90);
      expect(await other.cache.get(a1, 'k')).toBeUndefined();
    });

    test('keeps plugins and organisations apart', async () => {
      await one.cache.set(a1, 'mine', 'canary', 10_000);
      expect(await one.cache.get({ plugin: 'b', orgId: 1 }, 'mine')).toBeUndefined();
      expect(await one.cache.get({ plugin: 'a', orgId: 2 }, 'mine')).toBeUndefined();
      expect(await one.cache.get({ plugin: 'a', orgId: 1 }, 'mine')).toBe('canary');
      await one.cache.delete(a1, 'mine');
      expect(await other.cache.get(a1, 'mine')).toBeUndefined();
    });

    test('is not changed through an object that was put in or taken out', async () => {
      const value = { list: [1] };
      await one.cache.set(a1, 'object', value, 10_000);
      value.list.push(2);
      ((await one.cache.get(a1, 'object')) as typeof value).list.push(3);
      expect(await one.cache.get(a1, 'object')).toEqual({ list: [1] });
    });

    if (kind.redis)
      test('refuses an entry that was poisoned in Redis, and says so', async () => {
        const redis = new Redis(unwrap(parseRedisUrl(kind.redis ?? '')));
        const keys = async () => new Set((await redis.keys('{orrery-*}:cache:*')) as string[]);
        const before = await keys();
        await one.cache.set(a1, 'price', 1, 10_000);
        const [price = ''] = [...(await keys())].filter((key) => !before.has(key));
        await one.cache.set(a1, 'secret canary', 'canary-in-value', 10_000);
        const [canary = ''] = [...(await keys())].filter((key) => !before.has(key) && key !== price);

        // What lies there tells neither key nor value.
        expect(canary).not.toContain('canary');
        expect((await redis.getBuffer(canary))?.toString('latin1')).not.toContain('canary');

        const bytes = (await redis.getBuffer(price)) as Buffer;
        bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
        await redis.set(price, bytes);
        expect(await other.cache.get(a1, 'price')).toBeUndefined();
        // A sound entry moved to another key is as foreign as a changed one.
        await redis.set(price, (await redis.getBuffer(canary)) as Buffer);
        expect(await other.cache.get(a1, 'price')).toBeUndefined();
        expect(test_.lines.filter((line) => line.includes('cache entry was not ours')).length).toBe(2);
        redis.disconnect();
      });

    if (kind.redis)
      test('drops a forged message on the bus', async () => {
        const redis = new Redis(unwrap(parseRedisUrl(kind.redis ?? '')));
        const heard: unknown[] = [];
        const leave = one.bus.subscribe('forged', (message) => heard.push(message));
        const channels = (await redis.pubsub('CHANNELS', '{orrery-*}:bus')) as string[];
        for (const channel of channels) await redis.publish(channel, JSON.stringify({ from: 'x', topic: 'forged', message: 1 }));
        await eventually(() => test_.lines.some((line) => line.includes('message on the bus was not ours')));
        expect(heard).toEqual([]);
        leave();
        redis.disconnect();
      });
  });

  /** Somebody with the address of Redis, and without the secret. */
  const intruder = (): Redis => new Redis(unwrap(parseRedisUrl(kind.redis ?? '')));

  if (kind.redis)
    describe('against somebody who can read and write Redis', () => {
      let redis: Redis;
      beforeAll(() => {
        redis = intruder();
      });
      afterAll(() => redis.disconnect());

      test('hears a message once, though it is sent again', async () => {
        const heard: unknown[] = [];
        const leave = one.bus.subscribe('replayed', (message) => heard.push(message));
        const listener = intruder();
        const caught: [string, Buffer][] = [];
        listener.on('pmessageBuffer', (_pattern: Buffer, channel: Buffer, bytes: Buffer) => caught.push([channel.toString(), bytes]));
        await listener.psubscribe('{orrery-*}:bus');
        two.bus.publish('replayed', 'revoked');
        await eventually(() => caught.length > 0 && heard.length === 1);
        const once = [...caught];
        for (let again = 0; again < 3; again++) for (const [channel, bytes] of once) await redis.publish(channel, bytes);
        await eventually(() => test_.lines.some((line) => line.includes('came a second time')));
        await sleep(100);
        expect(heard).toEqual(['revoked']);
        two.bus.publish('replayed', 'next');
        await eventually(() => heard.length === 2);
        expect(heard).toEqual(['revoked', 'next']);
        leave();
        listener.disconnect();
      });

      test('believes no entry of the cache that was kept beyond its time', async () => {
        const keys = async () => new Set((await redis.keys('{orrery-*}:cache:*')) as string[]);
        const before = await keys();
        const owner = { plugin: 'a', orgId: 1 };
        const now = Date.now();
        await one.cache.set(owner, 'allowed', 'yes', 1_000);
        const [name = ''] = [...(await keys())].filter((key) => !before.has(key));
        await redis.persist(name);
        expect(await two.cache.get(owner, 'allowed')).toBe('yes');
        vi.spyOn(Date, 'now').mockReturnValue(now + 60_000);
        try {
          expect(await two.cache.get(owner, 'allowed')).toBeUndefined();
        } finally {
          vi.restoreAllMocks();
        }
        await redis.del(name);
      });

      test('works no slot a second time when its leases are taken away, and gives no fence twice', async () => {
        const first = await one.leases.acquire('paged', { slot: 41 });
        expect(first).toBeDefined();
        await first?.release();
        for (const key of (await redis.keys('{orrery-*}:fence:paged')) as string[]) await redis.del(key);
        for (const key of (await redis.keys('{orrery-*}:lease:paged')) as string[]) await redis.del(key);
        expect(await two.leases.acquire('paged', { slot: 41 })).toBeUndefined();
        const next = await two.leases.acquire('paged', { slot: 42 });
        expect(next?.fence).toBeGreaterThan(first?.fence ?? Number.POSITIVE_INFINITY);
        // Nor does a slot that was refused stay held.
        await next?.release();
        const free = await one.leases.acquire('paged', { slot: 43 });
        expect(free).toBeDefined();
        await free?.release();
      });

      test('tells a holder whose lease was given to somebody else', async () => {
        const held = await one.leases.acquire('stolen', { ttlMs: 3_000 });
        const [name = ''] = (await redis.keys('{orrery-*}:lease:stolen')) as string[];
        await redis.set(name, 'rogue', 'PX', 60_000);
        await eventually(() => held?.signal.aborted === true, 3_000);
        await redis.del(name);
      });

      test('runs no timer that nobody set, nor one that was set for another', async () => {
        const fired: unknown[] = [];
        await using _ = one.jobs.work(async (job) => void fired.push(job.data));
        const kept = async () => new Set((await redis.keys('{orrery-*}:queue:timers:*')) as string[]);
        const before = await kept();
        await one.jobs.at(timer('good', Date.now() + 60_000, 'good'));
        const [queue = ''] = [...(await kept())].filter((key) => !before.has(key));
        const { Queue } = await import('bullmq');
        const rogue = new Queue('timers', {
          connection: { ...unwrap(parseRedisUrl(kind.redis ?? '')) } as never,
          prefix: queue.slice(0, queue.indexOf(':timers:')),
        });
        const [good] = await rogue.getJobs(['delayed']);
        await rogue.add('timer', { body: Buffer.from('forged by nobody, and long enough to be a seal').toString('base64') });
        await rogue.add('timer', { body: good?.data.body }, { jobId: 'moved' });
        await eventually(() => test_.lines.filter((line) => line.includes('A timer was not ours')).length >= 2, 8_000);
        expect(fired).toEqual([]);
        await one.jobs.cancel({ plugin: 'a', orgId: 1 }, 'good');
        await rogue.close();
      }, 20_000);

      test('says nothing in it: no name, key, topic or value', async () => {
        await one.cache.set({ plugin: 'canary-plugin', orgId: 7 }, 'canary-key', { token: 'canary-value' }, 10_000);
        await one.jobs.at({ ...timer('canary-key', Date.now() + 60_000, 'canary-data'), plugin: 'canary-plugin' });
        const found: string[] = [];
        for (const key of (await redis.keys('{orrery-*}:*')) as string[]) {
          const kept = await redis.dumpBuffer(key);
          if (/canary/.test(`${key} ${kept?.toString('latin1')}`)) found.push(key);
        }
        expect(found).toEqual([]);
        await one.jobs.cancel({ plugin: 'canary-plugin', orgId: 1 }, 'canary-key');
      });
    });

  describe('its leases', () => {
    test('have one holder at a time, with a fence that grows', async () => {
      const first = await one.leases.acquire('work');
      expect(await two.leases.acquire('work')).toBeUndefined();
      await first?.release();
      const second = await two.leases.acquire('work');
      expect(second?.fence).toBeGreaterThan(first?.fence ?? Number.POSITIVE_INFINITY);
      await second?.release();
    });

    test('give a slot once', async () => {
      const won = await Promise.all([one, two, one, two].map(({ leases }) => leases.acquire('slotted', { slot: 7 })));
      expect(won.filter(Boolean)).toHaveLength(1);
      for (const lease of won) await lease?.release();
      expect(await two.leases.acquire('slotted', { slot: 7 })).toBeUndefined();
      expect(await two.leases.acquire('slotted', { slot: 6 })).toBeUndefined();
      const next = await two.leases.acquire('slotted', { slot: 8 });
      expect(next).toBeDefined();
      await next?.release();
    });

    if (kind.several)
      test('outlive their time while the holder does', async () => {
        const held = await one.leases.acquire('long', { ttlMs: 1_500 });
        await sleep(2_500);
        expect(held?.signal.aborted).toBe(false);
        expect(await two.leases.acquire('long', { ttlMs: 1_500 })).toBeUndefined();
        await held?.release();
      }, 10_000);

    if (kind.several)
      test('move within seconds when the holder is killed', async () => {
        const ttlMs = 2_000;
        const { section, folder } = test_.database;
        const argument = JSON.stringify({ section, folder, secret: test_.secret, redis: kind.redis, name: 'moving', ttlMs });
        const child = spawn(process.execPath, [fileURLToPath(new URL('lease-holder.fixture.ts', import.meta.url)), argument], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const [said] = await once(child.stdout, 'data');
        const { fence } = JSON.parse(String(said));
        expect(fence).toBe(1);
        expect(await one.leases.acquire('moving', { ttlMs })).toBeUndefined();

        child.kill('SIGKILL');
        await once(child, 'exit');
        const killed = performance.now();
        let lease = await one.leases.acquire('moving', { ttlMs });
        while (!lease && performance.now() - killed < 8_000) {
          await sleep(50);
          lease = await one.leases.acquire('moving', { ttlMs });
        }
        expect(lease?.fence).toBe(2);
        expect(performance.now() - killed).toBeLessThan(ttlMs + 1_500);
        await lease?.release();
      }, 30_000);
  });

  describe('its timers', () => {
    test('fire once in the cluster, with what was given', async () => {
      const fired: unknown[] = [];
      await using _one = one.jobs.work(async (job) => void fired.push(job));
      await using _two = two === one ? undefined : two.jobs.work(async (job) => void fired.push(job));
      await one.jobs.at(timer('now', Date.now() - 1, { panel: 7 }));
      await two.jobs.at(timer('soon', Date.now() + 300));
      await eventually(() => fired.length >= 2, 8_000);
      await sleep(300);
      expect(fired.map((job) => (job as Job).key).sort()).toEqual(['now', 'soon']);
      expect(fired.find((job) => (job as Job).key === 'now')).toMatchObject({ plugin: 'a', orgId: 1, name: 'tick', data: { panel: 7 } });
    }, 20_000);

    test('are replaced by their key, kept apart by organisation, and cancelled', async () => {
      const fired: Job[] = [];
      await one.jobs.at(timer('same', Date.now() + 200, 'first'));
      await two.jobs.at(timer('same', Date.now() + 300, 'second'));
      await two.jobs.at({ ...timer('same', Date.now() + 300, 'other organisation'), orgId: 2 });
      await one.jobs.at(timer('never', Date.now() + 200));
      await two.jobs.cancel({ plugin: 'a', orgId: 1 }, 'never');
      await using _ = two.jobs.work(async (job) => void fired.push(job));
      await eventually(() => fired.length >= 2, 8_000);
      await sleep(300);
      expect(fired.map(({ data }) => data).sort()).toEqual(['other organisation', 'second']);
    }, 20_000);

    test('may set themselves anew while they run', async () => {
      const fired: unknown[] = [];
      await using _ = one.jobs.work(async (job) => {
        fired.push(job.data);
        if (job.data === 1) await one.jobs.at(timer('again', Date.now() + 50, 2));
      });
      await one.jobs.at(timer('again', Date.now(), 1));
      await eventually(() => fired.length === 2, 8_000);
      expect(fired).toEqual([1, 2]);
    }, 20_000);

    test('that fail are asked again', async () => {
      const asked: number[] = [];
      await using _ = one.jobs.work(async () => {
        asked.push(performance.now());
        if (asked.length === 1) throw new Error('not yet');
      });
      await one.jobs.at(timer('failing', Date.now()));
      await eventually(() => asked.length === 2, 10_000);
      expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThan(1_900);
    }, 20_000);

    test('survive a restart of the instance that set them', async () => {
      const before = await test_.member();
      await before.jobs.at(timer('kept', Date.now() + 400));
      await before[Symbol.asyncDispose]();
      const after = await test_.member();
      const fired: string[] = [];
      await using _ = after.jobs.work(async ({ key }) => void fired.push(key));
      await eventually(() => fired.length === 1, 8_000);
      expect(fired).toEqual(['kept']);
    }, 20_000);
  });
});

function using_(first: () => void, second: () => void, work: () => void): void {
  work();
  first();
  second();
}
