/**
 * The hosts as the rest of the kernel sees them: plugins are added and removed, calls go in, answers, failures and events come out.
 * No plugin code runs in this process.
 */
import { fail, type Principal, type Result } from '@orrery/plugin-sdk';
import type { ConfinementFact } from '@orrery/plugin-sdk/bridge/messages';
import { Host, type HostSettings } from './host.ts';
import { createHosting, type ProcessPolicy } from './process/hosting.ts';
import type { LinkEvents } from './thread-link.ts';
import { createTogether } from './together.ts';
import type { Answer, Broker, CallOptions, CallTarget, Execution, HostEvent, Runnable } from './types.ts';
import { createUseDesk } from './use-desk.ts';

export interface ExecutionSettings {
  readonly queryThreads: number;
  readonly workerSlots: number;
  readonly rssCapBytes: number;
  /** Code without a call for so long is dropped; pinned plugins stay. */
  readonly idleMs: number;
}
export interface ExecutionParts {
  readonly brokers: ReadonlyMap<string, Broker>;
  readonly settings?: Partial<ExecutionSettings>;
  /** Who a plugin is when nobody called it. */
  readonly asItself: (plugin: string) => Principal;
  readonly onLog?: LinkEvents['logged'];
  readonly onMetric?: LinkEvents['metric'];
  readonly onSpan?: LinkEvents['span'];
  /** Without it, no process is ever started. */
  readonly processes?: ProcessPolicy;
}

const standard: ExecutionSettings = { queryThreads: 2, workerSlots: 12, rssCapBytes: 768 << 20, idleMs: 120_000 };
/** So many strangers are called at once without sharing a thread; threads are begun when they are needed. */
const guestThreads = 2;
/** So many processes share the host that speaks with them; the next get a further one. */
const processSlots = 8;
/** It holds their executables, to start them again. */
const processHostBytes = 1_536 << 20;
const processEndMs = 5_000;
const processLoadMs = 60_000;
/** What costs a plugin its good name: memory, hangs, a process that died. A turn that took too long costs its call. */
const guilty = new Set([
  'plugin/heap-limit',
  'plugin/cpu-limit',
  'plugin/process-died',
  'plugin/start-failed',
  'plugin/slow-handshake',
  'plugin/handshake',
]);
const backOffMs = { first: 1_000, most: 60_000 };

export function createExecution({ brokers, settings, asItself, onLog, onMetric, onSpan, processes }: ExecutionParts): Execution {
  const chosen = { ...standard, ...settings };
  const plugins = new Map<string, Runnable>();
  const listeners = new Set<(event: HostEvent) => void>();
  const asleep = new Map<string, { until: number; wait: number }>();
  const together = createTogether();

  const emit = (event: HostEvent): void => {
    if (event.kind === 'crash' && event.guilty) {
      const wait = Math.min((asleep.get(event.key)?.wait ?? backOffMs.first / 2) * 2, backOffMs.most);
      asleep.set(event.key, { until: Date.now() + wait, wait });
    }
    for (const listener of listeners) listener(event);
  };
  const uses = createUseDesk(brokers, asItself, emit);
  const events: LinkEvents = {
    crashed: (key, code, cause) => emit({ kind: 'crash', key, cause, guilty: guilty.has(code) }),
    logged: (message) => onLog?.(message),
    metric: (message) => onMetric?.(message),
    span: (message, call) => onSpan?.(message, call),
    denied: (message, call) =>
      emit({
        kind: 'denied',
        key: message.key,
        capability: message.code.startsWith('fetch/') ? 'fetch' : 'capability',
        code: message.code,
        message: message.message,
        principal: call?.options.principal ?? asItself(message.key.split('@')[0] ?? ''),
        requestId: call?.options.requestId ?? '',
      }),
  };
  const make = (name: string, extra: Partial<HostSettings>): Host => new Host({ name, ...chosen, ...extra }, uses, events, emit);
  const core = make('core', {});
  const guest = make('guest', { queryThreads: guestThreads, workerSlots: 2, apart: true });
  const processHost = make('process', {
    queryThreads: 0,
    workerSlots: processSlots,
    endMs: processEndMs,
    loadMs: processLoadMs,
    rssCapBytes: Math.max(chosen.rssCapBytes, processHostBytes),
  });
  const hosts = [core, guest, processHost];
  const hosting = processes && createHosting(processes);
  const facts = new Map<string, readonly ConfinementFact[]>();
  const workerHosts = new Map<string, Host>();

  function hostOf(plugin: Runnable): Host {
    const trusted = plugin.level === 'core' || plugin.level === 'commercial';
    const home = plugin.runtime === 'process' ? processHost : trusted ? core : guest;
    if (plugin.runtime === 'isolate') return home;
    const known = workerHosts.get(plugin.key);
    if (known) return known;
    const same = hosts.filter(({ name }) => name === home.name || name.startsWith(`${home.name}-`));
    let host = same.find(({ hasRoom }) => hasRoom);
    if (!host) hosts.push((host = home.another(`${home.name}-${same.length + 1}`)));
    workerHosts.set(plugin.key, host);
    return host;
  }

  /** A further host goes with its last worker. */
  function releaseWorker(key: string): void {
    const host = workerHosts.get(key);
    workerHosts.delete(key);
    if (!host || host === core || host === guest || host === processHost || host.workers > 0) return;
    hosts.splice(hosts.indexOf(host), 1);
    void host.stop();
  }

  function call(target: CallTarget, args: readonly unknown[], options: CallOptions): Promise<Result<Answer>> {
    const plugin = plugins.get(target.key);
    const name = target.key.split('@')[0];
    if (!plugin) return Promise.resolve(fail('plugin/missing', `${name} is not running.`, { retryable: true }));
    const sleeping = asleep.get(target.key);
    if (sleeping && sleeping.until > Date.now()) {
      return Promise.resolve(
        fail('plugin/backing-off', `${name} crashed and rests for ${Math.ceil((sleeping.until - Date.now()) / 1000)} s more.`, {
          retryable: true,
        }),
      );
    }
    const link = hostOf(plugin).linkFor(plugin);
    if (!link)
      return Promise.resolve(fail('plugin/busy', 'Every worker thread is taken. Raise [orrery] worker_slots.', { retryable: true }));
    const wall = Math.min(options.wallMs ?? plugin.limits.wallMsPerCall, plugin.limits.wallMsPerCall);
    return new Promise((settle) => link.call({ target, args, options, sent: Date.now(), settle }, Date.now() + wall));
  }

  return {
    add(given) {
      const plan = given.runtime === 'process' ? hosting?.plan(given.key, given.id) : undefined;
      const plugin = plan ? { ...given, process: plan.load } : given;
      if (plan) facts.set(plugin.key, plan.facts);
      plugins.set(plugin.key, plugin);
      hostOf(plugin).remember(plugin);
    },
    async remove(key, drainMs) {
      const plugin = plugins.get(key);
      if (!plugin) return;
      plugins.delete(key);
      asleep.delete(key);
      const host = hostOf(plugin);
      const until = Date.now() + drainMs;
      while (host.openOf(key) > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
      host.forget(key);
      facts.delete(key);
      hosting?.forget(key);
      releaseWorker(key);
    },
    call(target, args, options) {
      const { coalesceKey } = options;
      if (coalesceKey === undefined) return call(target, args, options);
      return together(coalesceKey, options.signal, (signal) => call(target, args, { ...options, signal }));
    },
    async probe(key) {
      const plugin = plugins.get(key);
      const link = plugin && hostOf(plugin).linkFor(plugin);
      return link ? link.probe(key) : fail('plugin/missing', `${key} is not running.`);
    },
    usage: () => hosts.flatMap((host) => host.links.flatMap(({ usage }) => usage.map((one) => ({ ...one, host: host.name })))),
    hosts: () => hosts.filter(({ pid }) => pid > 0).map(({ name, pid, rss, restarts, threads }) => ({ name, pid, rss, restarts, threads })),
    confinement: (key) => facts.get(key),
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async stop() {
      await Promise.all(hosts.map((host) => host.stop()));
      listeners.clear();
    },
  };
}
