/**
 * Timers on Redis, kept by bullmq: delayed jobs, one worker an instance, stalled ones of a dead instance taken over in seconds.
 * Redis must keep its data (append-only file) for timers to outlive it. bullmq ignores a second job of a known id while
 * the first runs, so each gets a new id and a table says which one is current for a key.
 */
import { randomUUID } from 'node:crypto';
import type { RedisOptions } from 'ioredis';
import type { RedisLinks } from './redis.ts';
import { maxAttempts } from './retry.ts';
import { placeOf, type Seal } from './seal.ts';
import type { ClusterLog, Job, Jobs, Owner } from './types.ts';

const queueName = 'timers';
const forget = `if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then return redis.call('HDEL', KEYS[1], ARGV[1]) end return 0`;

export async function createRedisJobs(
  links: RedisLinks,
  options: RedisOptions,
  seal: Seal,
  log: ClusterLog,
): Promise<Jobs & AsyncDisposable> {
  const { Queue, Worker } = await import('bullmq');
  const { commands, prefix } = links;
  const current = `${prefix}timers-current`;
  const connection = { ...(options as Record<string, unknown>), maxRetriesPerRequest: null };
  const settings = { connection, prefix: `${prefix}queue` };
  const queue = new Queue(queueName, { ...settings, connection: { ...connection, enableOfflineQueue: false } });
  queue.on('error', (error) => log.warn('The queue of timers does not answer', { error: error.message }));

  const keyOf = (owner: Owner, key: string): string => seal.hide(placeOf('job', owner.plugin, owner.orgId, key));

  return {
    async at(job) {
      const key = keyOf(job, job.key);
      const id = `${key}.${randomUUID()}`;
      const before = await commands.hget(current, key);
      const body = seal.seal(placeOf('job', id), job).toString('base64');
      // Current first: a job that is due at once must not find itself superseded.
      await commands.hset(current, key, id);
      const options = {
        jobId: id,
        delay: Math.max(0, job.at - Date.now()),
        attempts: maxAttempts,
        backoff: { type: 'exponential', delay: 2_000 },
      };
      await queue.add('timer', { body }, { ...options, removeOnComplete: true, removeOnFail: true }).catch(async (error) => {
        await (before ? commands.hset(current, key, before) : commands.hdel(current, key));
        throw error;
      });
      if (before) await queue.remove(before);
    },

    async cancel(owner, key) {
      const id = await commands.hget(current, keyOf(owner, key));
      await commands.hdel(current, keyOf(owner, key));
      if (id) await queue.remove(id);
    },

    work(handler) {
      const worker = new Worker<{ body: string }>(
        queueName,
        async ({ id = '', data, attemptsMade }) => {
          const opened = seal.open(placeOf('job', id), Buffer.from(data.body, 'base64'));
          if (!opened) return log.warn('A timer was not ours and was dropped', { job: id });
          const job = opened.value as Job;
          const key = keyOf(job, job.key);
          if ((await commands.hget(current, key)) !== id) return;
          try {
            await handler(job);
          } catch (error) {
            log.warn('A timer failed', { plugin: job.plugin, job: id, attempts: attemptsMade + 1, error: String(error) });
            if (attemptsMade + 1 < maxAttempts) throw error;
          }
          await commands.eval(forget, 1, current, key, id);
        },
        { ...settings, concurrency: 20, lockDuration: 8_000, stalledInterval: 4_000, maxStalledCount: maxAttempts },
      );
      worker.on('error', (error) => log.warn('The worker of timers failed', { error: error.message }));
      return { [Symbol.asyncDispose]: () => worker.close() };
    },

    [Symbol.asyncDispose]: () => queue.close(),
  };
}
