/**
 * The parts of a cluster on Redis: bus, cache and leases over two connections. When Redis is away the bus is this process only, the
 * cache is empty and no lease is given; nothing waits for it longer than its deadline.
 */
import { Redis, type RedisOptions } from 'ioredis';
import { createLocalBus } from './bus.ts';
import { cacheLimits } from './cache.ts';
import type { LeaseStore } from './lease.ts';
import { createReplayGuard, type Stamp } from './replay.ts';
import { placeOf, type Seal } from './seal.ts';
import type { Bus, ClusterLog, Owner, SharedCache } from './types.ts';

const commandMs = 2_000;
const clocksDifferMs = 30_000;

export interface RedisLinks {
  readonly commands: Redis;
  readonly subscriber: Redis;
  /** `{orrery-…}:`, one per server secret, so that two clusters on one Redis do not meet. */
  readonly prefix: string;
  close(): void;
}

export async function openRedis(options: RedisOptions, name: string, seal: Seal, log: ClusterLog): Promise<RedisLinks> {
  const shared: RedisOptions = {
    ...options,
    lazyConnect: true,
    connectTimeout: 5_000,
    retryStrategy: (times) => Math.min(times * 100, 2_000),
  };
  // No offline queue: a command while Redis is away fails at once instead of piling up.
  const commands = new Redis({ ...shared, enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: commandMs });
  const subscriber = new Redis({ ...shared, maxRetriesPerRequest: null });
  const links = [commands, subscriber];
  for (const link of links) link.on('error', quiet(log));
  await Promise.all(links.map((link) => link.connect().catch((error) => log.warn('Redis does not answer yet', { error: String(error) }))));
  return {
    commands,
    subscriber,
    prefix: `{orrery-${seal.hide(placeOf('prefix', name)).slice(0, 12)}}:`,
    close: () => links.forEach((link) => void link.disconnect()),
  };
}

/** One line a minute: a Redis that is away says so at every attempt. */
function quiet(log: ClusterLog): (error: Error) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (performance.now() - last < 60_000) return;
    last = performance.now();
    log.warn('Redis connection failed; it is tried again', { error: error.message });
  };
}

export async function createRedisBus(
  { commands, subscriber, prefix }: RedisLinks,
  member: string,
  seal: Seal,
  log: ClusterLog,
): Promise<Bus> {
  const local = createLocalBus(log);
  const channel = `${prefix}bus`;
  const judge = createReplayGuard();
  let count = 0;
  subscriber.on('messageBuffer', (_channel: Buffer, bytes: Buffer) => {
    const opened = seal.open(channel, bytes);
    if (!opened) return log.warn('A message on the bus was not ours and was dropped', { bytes: bytes.length });
    const { topic, message, ...stamp } = opened.value as Stamp & { topic: string; message: unknown };
    if (stamp.from === member) return;
    const freshness = judge(stamp);
    if (freshness === 'fresh') return local.publish(topic, message);
    log.warn(
      freshness === 'again'
        ? 'A message on the bus came a second time and was dropped'
        : 'A message on the bus was dropped: it is old, or the clocks of the instances differ by minutes',
      { from: stamp.from, topic },
    );
  });
  // Subscribing waits for the connection in the background when Redis is not there yet; ioredis does it anew after each reconnect.
  const subscribed = subscriber.subscribe(channel).catch((error) => log.warn('The bus could not be subscribed', { error: String(error) }));
  if (subscriber.status === 'ready') await subscribed;
  return {
    subscribe: local.subscribe,
    publish(topic, message) {
      local.publish(topic, message);
      commands
        .publish(channel, seal.seal(channel, { from: member, count: ++count, at: Date.now(), topic, message }))
        .catch((error) => log.warn('A message reached only this instance', { topic, error: String(error) }));
    },
  };
}

export function createRedisCache({ commands, prefix }: RedisLinks, seal: Seal, log: ClusterLog): SharedCache {
  const where = ({ plugin, orgId }: Owner, key: string): { place: string; name: string } => {
    const place = placeOf('cache', plugin, orgId, key);
    return { place, name: `${prefix}cache:${seal.hide(place)}` };
  };
  const miss = (error: unknown): undefined => void log.warn('The cache could not be reached', { error: String(error) });
  return {
    async get(owner, key) {
      const { place, name } = where(owner, key);
      const bytes = await commands.getBuffer(name).catch(miss);
      if (!bytes) return undefined;
      const opened = seal.open(place, bytes);
      if (!opened) log.warn('A cache entry was not ours and was dropped', { plugin: owner.plugin, orgId: owner.orgId });
      const { until = 0, value } = (opened?.value ?? {}) as { until?: number; value?: unknown };
      // Redis forgets it in time by itself. Who put it back, or kept it longer, is not believed; clocks may differ by a little.
      return until + clocksDifferMs > Date.now() ? value : undefined;
    },
    async set(owner, key, value, ttlMs) {
      const { place, name } = where(owner, key);
      const ms = Math.ceil(Math.min(ttlMs, cacheLimits.ttlMs));
      await commands.set(name, seal.seal(place, { until: Date.now() + ms, value }), 'PX', ms).catch(miss);
    },
    async delete(owner, key) {
      await commands.del(where(owner, key).name).catch(miss);
    },
  };
}

const take = `
if redis.call('EXISTS', KEYS[1]) == 1 then return nil end
local slot = ARGV[3]
if slot ~= '' then
  local last = redis.call('HGET', KEYS[2], 'slot')
  if last and tonumber(last) >= tonumber(slot) then return nil end
  redis.call('HSET', KEYS[2], 'slot', slot)
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return redis.call('HINCRBY', KEYS[2], 'fence', 1)`;
const renew = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0`;
const drop = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

export function createRedisLeaseStore({ commands, prefix }: RedisLinks): LeaseStore {
  return {
    async take(name, holder, ttlMs, slot) {
      const fence = await commands.eval(take, 2, `${prefix}lease:${name}`, `${prefix}fence:${name}`, holder, ttlMs, slot ?? '');
      return fence === null ? undefined : Number(fence);
    },
    renew: async (name, holder, ttlMs) => Number(await commands.eval(renew, 1, `${prefix}lease:${name}`, holder, ttlMs)) === 1,
    drop: async (name, holder) => void (await commands.eval(drop, 1, `${prefix}lease:${name}`, holder)),
  };
}
