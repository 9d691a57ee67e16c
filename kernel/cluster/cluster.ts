/**
 * What instances share, put together: on Redis when it is configured, otherwise in the process, with timers (and, on a database
 * server, leases) in the kernel's database.
 */
import { randomUUID } from 'node:crypto';
import type { RedisOptions } from 'ioredis';
import type { Database } from '../storage/types.ts';
import { createAnchoredLeaseStore } from './anchored-leases.ts';
import { createLocalBus } from './bus.ts';
import { createLocalCache } from './cache.ts';
import { createDatabaseJobs } from './database-jobs.ts';
import { createDatabaseClock, createDatabaseLeaseStore } from './database-leases.ts';
import { createLeases, createLocalLeaseStore } from './lease.ts';
import { createSeal } from './seal.ts';
import type { Cluster, ClusterLog } from './types.ts';

export interface ClusterOptions {
  /** Migrated. */
  readonly database: Database;
  readonly log: ClusterLog;
  /** The server's secret, the same on every instance: what goes to Redis is sealed with it. */
  readonly secret: string;
  /** Of `redisOptions`; absent for an instance that stands alone. */
  readonly redis?: RedisOptions;
  /** Keeps two clusters with the same secret apart on one Redis: `[remote_cache] prefix`. */
  readonly prefix?: string;
}

export async function createCluster(options: ClusterOptions): Promise<Cluster> {
  const { database, log, redis } = options;
  const member = randomUUID();
  const seal = createSeal(options.secret);
  if (redis) return onRedis(redis, member, options);

  const clock = createDatabaseClock(database);
  const store = database.dialect === 'sqlite' ? createLocalLeaseStore() : createDatabaseLeaseStore(database, clock);
  return {
    member,
    shared: false,
    bus: createLocalBus(log),
    cache: createLocalCache(),
    leases: createLeases(store, member, log),
    jobs: createDatabaseJobs(database, clock, seal, log),
    async [Symbol.asyncDispose]() {},
  };
}

async function onRedis(redis: RedisOptions, member: string, { database, log, secret, prefix = '' }: ClusterOptions): Promise<Cluster> {
  const seal = createSeal(secret);
  const { createRedisBus, createRedisCache, createRedisLeaseStore, openRedis } = await import('./redis.ts');
  const { createRedisJobs } = await import('./redis-jobs.ts');
  await using life = new AsyncDisposableStack();
  const links = await openRedis(redis, prefix, seal, log);
  life.defer(() => links.close());
  const jobs = life.use(await createRedisJobs(links, redis, seal, log));
  const bus = await createRedisBus(links, member, seal, log);
  const kept = life.move();
  return {
    member,
    shared: true,
    bus,
    jobs,
    cache: createRedisCache(links, seal, log),
    leases: createLeases(createAnchoredLeaseStore(createRedisLeaseStore(links), database), member, log),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
