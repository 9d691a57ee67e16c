/**
 * Runs what plugins contribute at point `schedule`: at start, every so many seconds, or by cron in UTC. A contribution of the cluster runs
 * on one instance: whoever gets the lease of a slot first, so that the work spreads and a dead instance is missed for one lease
 * at most. None overlaps itself, and all end with their plugin.
 */
import { createHash } from 'node:crypto';
import { fail, ok, type Principal, type Result, unwrap } from '@orrery/plugin-sdk';
import type { ScheduleDeclaration } from '@orrery/plugin-sdk/contributions/schedule';
import { Cron } from 'croner';
import type { Contribution, Registry } from '../registry/types.ts';
import { backoffMs, maxAttempts } from './retry.ts';
import type { ClusterLog, Job, Jobs, Leases } from './types.ts';

export interface Run {
  readonly key: string;
  readonly plugin: string;
  readonly name: string;
  readonly principal: Principal;
  readonly orgId: number;
  readonly requestId: string;
  readonly signal: AbortSignal;
  /** The timer, when one calls and not the clock. */
  readonly job?: Job;
}

export interface SchedulerOptions {
  readonly registry: Pick<Registry, 'onContributions' | 'find' | 'contributions'>;
  readonly leases: Leases;
  readonly jobs: Jobs;
  readonly log: ClusterLog;
  /** Calls the plugin: `execution.call({ key, point: 'schedule', name, method: 'run' }, [], …)`. */
  run(run: Run): Promise<Result<unknown>>;
  /** Counted by plugin, name and outcome. */
  ran?(plugin: string, name: string, outcome: 'ok' | 'failed' | 'elsewhere'): void;
  /** Organisation of what the clock calls; 1, the first. */
  readonly orgId?: number;
}

/** The plugin itself, when no person is behind a call. */
export function pluginPrincipal(plugin: string, orgId: number): Principal {
  const identity = { key: `plugin:${plugin}`, id: 0, uid: plugin, login: plugin, name: plugin, email: '' };
  return Object.freeze({ kind: 'plugin', ...identity, orgId, orgRole: 'Admin', serverAdmin: false, via: 'schedule' });
}

export function startScheduler({ registry, leases, jobs, log, run, ran, orgId = 1 }: SchedulerOptions): AsyncDisposable {
  const entries = new Map<string, Entry>();
  const ending = new Map<string, Promise<void>>();
  const stopped = new AbortController();
  let runs = 0;

  async function call(contribution: Contribution, signal: AbortSignal, job?: Job): Promise<Result<unknown>> {
    const { key, plugin, name } = contribution;
    const org = job?.orgId ?? orgId;
    const requestId = `schedule-${(++runs).toString(36)}-${Date.now().toString(36)}`;
    const answer = await run({
      key,
      plugin,
      name,
      principal: pluginPrincipal(plugin, org),
      orgId: org,
      requestId,
      signal,
      ...(job && { job }),
    });
    ran?.(plugin, name, answer.ok ? 'ok' : 'failed');
    if (!answer.ok)
      log.error('Scheduled work failed', { plugin, schedule: name, code: answer.failure.code, error: answer.failure.message, requestId });
    return answer;
  }

  async function workSlot(contribution: Contribution, slot: number | undefined): Promise<Result<unknown>> {
    const { plugin, name } = contribution;
    if (declarationOf(contribution).runs === 'instance') return call(contribution, stopped.signal);
    const lease = await leases.acquire(`schedule/${plugin}/${name}`, slot === undefined ? {} : { slot });
    if (!lease) return ok(ran?.(plugin, name, 'elsewhere'));
    try {
      return await call(contribution, AbortSignal.any([stopped.signal, lease.signal]));
    } finally {
      await lease.release();
    }
  }

  function close(id: string): void {
    const entry = entries.get(id);
    if (!entry) return;
    entries.delete(id);
    const end = entry.stop().finally(() => {
      if (ending.get(id) === end) ending.delete(id);
    });
    ending.set(id, end);
  }

  function open(contribution: Contribution): void {
    const id = idOf(contribution);
    try {
      // The next version waits for the run of the one before, so that a swap is no overlap.
      entries.set(
        id,
        openEntry(contribution, (slot) => workSlot(contribution, slot), ending.get(id), log),
      );
    } catch (error) {
      log.error('A schedule cannot be understood and never runs', {
        plugin: contribution.plugin,
        schedule: contribution.name,
        error: String(error),
      });
    }
  }

  const leave = registry.onContributions(({ added, removed }) => {
    for (const contribution of removed.filter(isSchedule)) close(idOf(contribution));
    for (const contribution of added.filter(isSchedule)) open(contribution);
  });

  const worker = jobs.work(async (job) => {
    const contribution = registry.contributions('schedule').find(({ plugin, name }) => plugin === job.plugin && name === job.name);
    if (!contribution) throw new Error(`plugin ${job.plugin} does not run here now, or contributes no schedule '${job.name}'`);
    unwrap(await call(contribution, stopped.signal, job));
  });

  return {
    async [Symbol.asyncDispose]() {
      leave();
      stopped.abort();
      for (const id of [...entries.keys()]) close(id);
      await Promise.all(ending.values());
      await worker[Symbol.asyncDispose]();
    },
  };
}

interface Entry {
  /** No run begins after this; the one at work is awaited. Ending it is the part of whoever stops the plugin. */
  stop(): Promise<void>;
}

function openEntry(
  contribution: Contribution,
  work: (slot: number | undefined) => Promise<Result<unknown>>,
  after: Promise<void> | undefined,
  log: ClusterLog,
): Entry {
  const { when } = declarationOf(contribution);
  const next = nextDue(when, idOf(contribution));
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = after;
  let attempts = 0;

  function wait(ms: number, then: () => void): void {
    if (stopped) return;
    timer = setTimeout(then, Math.max(ms, 0));
    timer.unref();
  }

  async function begin(slot: number | undefined): Promise<void> {
    const answer = await work(slot).catch((error) => {
      log.error('Scheduled work could not begin', { plugin: contribution.plugin, schedule: contribution.name, error: String(error) });
      return fail('schedule/unavailable', String(error), { retryable: true });
    });
    // Intervals come again by themselves; what runs once gets the retries of a timer.
    if (when === 'start' && !answer.ok && answer.failure.retryable && ++attempts < maxAttempts) wait(backoffMs(attempts), () => start());
    else plan();
  }

  function start(slot?: number): void {
    running = begin(slot);
  }

  function plan(): void {
    const due = next(Date.now());
    if (!due) return;
    const ms = due.at - Date.now();
    // Node's timers end at 24.8 days: far ones are planned again on the way.
    if (ms > dayMs) wait(dayMs, plan);
    else wait(ms, () => start(due.slot));
  }

  void Promise.resolve(after).then(() => (when === 'start' ? wait(0, () => start()) : plan()));

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

const dayMs = 86_400_000;

interface Due {
  readonly at: number;
  readonly slot: number;
}

/**
 * The first due time after a moment (epoch ms); none for work that runs only at start. Slots are the same on every instance;
 * the jitter is the contribution's own, so that intervals of many do not fall together.
 */
export function nextDue(when: ScheduleDeclaration['when'], id: string): (after: number) => Due | undefined {
  if (when === 'start') return () => undefined;
  if ('cron' in when) {
    const cron = new Cron(when.cron, { timezone: 'UTC', mode: '5-part', paused: true });
    return (after) => {
      const date = cron.nextRun(new Date(after));
      return date ? { at: date.getTime(), slot: Math.floor(date.getTime() / 1000) } : undefined;
    };
  }
  const interval = Math.max(1, when.everySeconds) * 1000;
  const jitter = createHash('sha256').update(id).digest().readUInt32BE() % Math.min(interval, 60_000);
  return (after) => {
    const slot = Math.floor((after - jitter) / interval) + 1;
    return { at: slot * interval + jitter, slot };
  };
}

function isSchedule({ point }: Contribution): boolean {
  return point === 'schedule';
}

function declarationOf({ declaration }: Contribution): ScheduleDeclaration {
  return declaration as ScheduleDeclaration;
}

function idOf({ plugin, name }: Contribution): string {
  return `${plugin}/${name}`;
}
