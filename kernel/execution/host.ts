/**
 * A host: its process, the threads in it, and the watch over both. A thread that stops beating, or a process that grew too large,
 * ends the process; calls that may be asked again are, the others fail with a name, and the plugin that did it is told apart.
 */
import { fail } from '@orrery/plugin-sdk';
import { type HostProcess, spawnHost } from './host-process.ts';
import { eachApart, leastBusy, type Placement } from './placement.ts';
import { Suspicion } from './suspicion.ts';
import { wallMsFor } from './thread/crowding.ts';
import { type LinkEvents, type OpenCall, ThreadLink } from './thread-link.ts';
import type { HostEvent, Runnable } from './types.ts';
import type { UseDesk } from './use-desk.ts';

export interface HostSettings {
  readonly name: string;
  readonly queryThreads: number;
  readonly workerSlots: number;
  readonly rssCapBytes: number;
  readonly idleMs: number;
  /** Each of its isolates in a thread of its own while it is called, as far as `queryThreads` go. */
  readonly apart?: boolean;
  /** How long it may take to end what runs in it, when it is stopped. */
  readonly endMs?: number;
  /** How long a thread may be silent while it loads; where no plugin's code runs, nothing is won by haste. */
  readonly loadMs?: number;
}

const watchMs = 100;
/** Turn limits were seen to take this much longer than asked on a busy machine. */
const silenceMarginMs = 1_900;
const startGraceMs = 10_000;
const mostRetries = 1;

export class Host {
  readonly name: string;
  readonly #settings: HostSettings;
  readonly #uses: UseDesk;
  readonly #events: LinkEvents;
  readonly #emit: (event: HostEvent) => void;
  readonly #links = new Map<number, ThreadLink>();
  readonly #workers = new Map<string, number>();
  readonly #suspicions = new Map<number, Suspicion>();
  readonly #retries = new WeakMap<OpenCall['options'], number>();
  readonly #placement: Placement;
  #process: HostProcess | undefined;
  #watch: NodeJS.Timeout | undefined;
  #inside: readonly number[] = [];
  #spawned = 0;
  #diedAt = 0;
  rss = 0;
  restarts = 0;

  constructor(settings: HostSettings, uses: UseDesk, events: LinkEvents, emit: (event: HostEvent) => void) {
    this.name = settings.name;
    this.#settings = settings;
    this.#uses = uses;
    this.#placement = (settings.apart ? eachApart : leastBusy)(settings.queryThreads);
    this.#events = {
      ...events,
      crashed: (key, code, cause) => {
        if (code === 'plugin/turn-limit') this.#placement.ranOver(key);
        events.crashed(key, code, cause);
      },
    };
    this.#emit = emit;
  }

  /** One more of the same kind, for workers only. */
  another(name: string): Host {
    return new Host({ ...this.#settings, name, queryThreads: 0 }, this.#uses, this.#events, this.#emit);
  }
  get pid(): number {
    return this.#process?.pid ?? 0;
  }
  get threads(): number {
    return this.#links.size;
  }
  get links(): readonly ThreadLink[] {
    return [...this.#links.values()];
  }

  /** Spawned at the first need, or earlier by those who know that there will be one. */
  start(): HostProcess {
    if (this.#process) return this.#process;
    const { name, queryThreads, workerSlots } = this.#settings;
    const process = spawnHost(name, queryThreads + 1 + workerSlots, {
      onBeat: (rss, inside) => {
        if (this.#process !== process) return;
        this.rss = rss;
        this.#inside = inside;
      },
      onExit: (cause, fromOutside) => this.#process === process && this.#died(cause, fromOutside),
    });
    this.#process = process;
    this.#spawned = Date.now();
    this.#watch = setInterval(() => this.#look(), watchMs);
    this.#emit({ kind: 'host', host: name, state: 'started', cause: this.restarts > 0 ? 'started anew' : 'first need' });
    return process;
  }

  /** The thread for a call of this plugin: its own for workers, for isolates what `placement.ts` says. */
  linkFor(plugin: Runnable): ThreadLink | undefined {
    const slot = this.#slotFor(plugin);
    if (slot === undefined) return undefined;
    const link = this.#link(slot, plugin.runtime === 'isolate' ? 'isolates' : 'worker');
    link.load(plugin, plugin.placement === 'pinned' ? 0 : this.#settings.idleMs);
    return link;
  }

  /** Threads where this plugin was loaded. */
  unload(key: string): void {
    for (const link of this.#links.values()) link.unload(key);
    const slot = this.#workers.get(key);
    if (slot === undefined) return;
    this.#workers.delete(key);
    this.#links.get(slot)?.close();
    this.#links.delete(slot);
    // A slot's channel serves one thread in its life; when they run out, another host takes the next worker.
    this.#used.add(slot);
  }
  /** Whether a worker could begin here. */
  get hasRoom(): boolean {
    return this.#used.size + this.#workers.size < this.#settings.workerSlots;
  }
  get workers(): number {
    return this.#workers.size;
  }
  readonly #used = new Set<number>();

  openOf(key: string): number {
    return this.links.reduce((sum, link) => sum + link.openOf(key), 0);
  }

  async stop(): Promise<void> {
    clearInterval(this.#watch);
    const process = this.#process;
    this.#process = undefined;
    for (const link of this.#links.values()) {
      for (const call of link.close()) call.settle(fail('host/died', 'The server is stopping.', { retryable: true }));
    }
    this.#links.clear();
    this.#workers.clear();
    await process?.end(this.#settings.endMs ?? 0);
  }

  #slotFor(plugin: Runnable): number | undefined {
    const { queryThreads, workerSlots } = this.#settings;
    if (plugin.runtime !== 'isolate') {
      const known = this.#workers.get(plugin.key);
      if (known !== undefined) return known;
      for (let slot = queryThreads + 1; slot < queryThreads + 1 + workerSlots; slot++) {
        if (this.#used.has(slot) || [...this.#workers.values()].includes(slot)) continue;
        this.#workers.set(plugin.key, slot);
        return slot;
      }
      return undefined;
    }
    return this.#placement.slotFor(plugin, (slot) => this.#links.get(slot));
  }

  #link(slot: number, kind: 'isolates' | 'worker'): ThreadLink {
    const known = this.#links.get(slot);
    if (known) return known;
    const link = new ThreadLink(this.start().open(slot, kind), kind, this.#uses, this.#events);
    this.#links.set(slot, link);
    return link;
  }

  #look(): void {
    const now = Date.now();
    for (const [slot, link] of this.#links) {
      // A thread for a worker or a process loads what these need first, and beats when it has.
      const fresh =
        link.kind === 'worker'
          ? now - link.since < (this.#settings.loadMs ?? startGraceMs)
          : now - this.#spawned < startGraceMs && link.lastBeat < this.#spawned + startGraceMs && link.usage.length === 0;
      const silence = now - link.lastBeat;
      // By the same clock as the thread ends a turn: it comes first, and costs only the call.
      const allowed = fresh ? startGraceMs : wallMsFor(link.longestTurnMs) + silenceMarginMs;
      if (silence <= allowed) this.#suspicions.delete(slot);
      else if (!this.#suspicions.has(slot)) this.#suspicions.set(slot, new Suspicion(this.pid));
      else if (this.#suspicions.get(slot)?.confirmed) return this.#end(`thread ${slot} did not beat for ${silence} ms`);
    }
    const { rssCapBytes } = this.#settings;
    if (this.rss > rssCapBytes)
      this.#end(`it grew to ${Math.round(this.rss / (1 << 20))} MB, above its cap of ${Math.round(rssCapBytes / (1 << 20))} MB`);
  }

  #end(cause: string): void {
    this.#process?.kill();
    this.#died(cause);
  }

  #died(cause: string, fromOutside = false): void {
    const guilty = this.#guilty(fromOutside);
    clearInterval(this.#watch);
    this.#process = undefined;
    this.#diedAt = performance.now();
    this.restarts++;
    this.rss = 0;
    const children = this.links.flatMap(({ usage }) => usage.flatMap(({ pid }) => pid ?? []));
    const open = [...this.#links.values()].flatMap((link) => link.close());
    for (const pid of children) endGroup(pid);
    this.#links.clear();
    this.#workers.clear();
    this.#suspicions.clear();
    this.#placement.clear();
    this.#used.clear();
    this.#emit({ kind: 'host', host: this.name, state: 'killed', cause });
    for (const key of guilty) this.#emit({ kind: 'crash', key, cause: `Its host ${cause}.`, guilty: true });
    for (const call of open) this.#again(call, guilty, cause);
    if (open.length > 0) {
      const ms = Math.round(performance.now() - this.#diedAt);
      this.#emit({ kind: 'host', host: this.name, state: 'serving', cause: 'open calls were asked again or failed', ms });
    }
  }

  /** Idempotent calls of the innocent are asked once more; the caller sees a slower answer and no failure. */
  #again(call: OpenCall, guilty: ReadonlySet<string>, cause: string): void {
    const { target, options, stream } = call;
    const died = fail('host/died', `The host of ${target.key.split('@')[0]} ${cause}. Try again.`, { retryable: true });
    if (stream) return void stream.destroy(Object.assign(new Error(died.failure.message), { failure: died.failure }));
    const tries = this.#retries.get(options) ?? 0;
    const plugin = this.#plugins.get(target.key);
    if (!options.idempotent || guilty.has(target.key) || tries >= mostRetries || !plugin) return call.settle(died);
    this.#retries.set(options, tries + 1);
    const link = this.linkFor(plugin);
    if (!link) return call.settle(died);
    link.call({ target, args: call.args, options, sent: Date.now(), settle: call.settle }, Date.now() + plugin.limits.wallMsPerCall);
  }
  readonly #plugins = new Map<string, Runnable>();
  remember(plugin: Runnable): void {
    this.#plugins.set(plugin.key, plugin);
  }
  forget(key: string): void {
    this.#plugins.delete(key);
    this.#placement.forget(key);
    this.unload(key);
  }

  /**
   * Whose code the threads were in when they were last seen; else the only plugin, or the latest, with an open call. The latter is
   * a guess, which is not made when somebody killed the host: five kills would put an innocent plugin into quarantine.
   */
  #guilty(fromOutside: boolean): ReadonlySet<string> {
    const inside = [...this.#links].flatMap(([slot, link]) => {
      const key = link.keyAt(this.#inside[slot] ?? -1);
      return key && link.openOf(key) > 0 ? [key] : [];
    });
    if (inside.length > 0) return new Set(inside);
    if (fromOutside) return new Set();
    const latest = this.links.flatMap(({ openCalls }) => openCalls).sort((a, b) => b.sent - a.sent)[0];
    return new Set(latest ? [latest.target.key] : []);
  }
}

/** Processes of a host that died before it could end them; each leads a group of its own. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It went with its host.
  }
}
