/**
 * The life of every plugin: discovered -> verified -> resolved -> active <-> degraded -> quarantined; disabled; removed.
 * Boot, install, update and a returned dependency take the same path, so nothing works only at start.
 * One change at a time for each plugin: a second request waits for the first.
 */
import { fail, ok, type Result } from '@orrery/plugin-sdk';
import type { TableDeclaration } from '@orrery/plugin-sdk';
import type { Execution } from '../execution/types.ts';
import type { WritableRegistry } from '../registry/registry.ts';
import type { PluginRecord, VerifiedPackage } from '../registry/types.ts';
import type { CapabilityRequests } from '@orrery/plugin-sdk/capabilities/index';
import { nestedIn } from './nested.ts';
import { type Granting, type Resolution, resolve, unmet } from './resolve.ts';

export interface LoaderParts {
  readonly registry: WritableRegistry;
  readonly execution: Execution;
  readonly granting: Granting;
  readonly ensureTables: (plugin: string, tables: Readonly<Record<string, TableDeclaration>>) => Promise<Result<void>>;
  readonly log: (level: 'info' | 'warn' | 'error', message: string, fields: Record<string, unknown>) => void;
  /** How long calls of an old version may go on beside the new one. */
  readonly drainMs: number;
}

export interface LoadOptions {
  /** What this load is granted, before anybody recorded it. */
  readonly granted?: Partial<CapabilityRequests> | undefined;
  /** A first version has to prove that it starts, too. */
  readonly probe?: boolean;
}

export interface Loader {
  /** Brings a verified package in: first start, or the change of a running plugin to this version. */
  load(pkg: VerifiedPackage, options?: LoadOptions): Promise<Result<PluginRecord>>;
  /** Known, but not to be started. */
  hold(pkg: VerifiedPackage, cause: string): Promise<void>;
  /** Its signature no longer holds: out of service at once. */
  refuse(pkg: VerifiedPackage): Promise<void>;
  /** What should run cannot be had as it was: told in its place, or beside the version that serves. */
  miss(id: string, failure: { readonly code: string; readonly message: string }): Promise<void>;
  disable(id: string, cause: string): Promise<void>;
  enable(id: string): Promise<Result<PluginRecord>>;
  restart(id: string): Promise<Result<PluginRecord>>;
  remove(id: string, cause: string): Promise<void>;
  /** Takes it out of service and says why; a person or a new version brings it back. */
  quarantine(id: string, cause: string): Promise<void>;
  /** What the version behind this key was granted, for those who act in its name. */
  granted(key: string): Readonly<Record<string, unknown>> | undefined;
  /** When no change of any plugin is under way, and whoever waited for another has started or still has to wait. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export function createLoader({ registry, execution, granting, ensureTables, log, drainMs }: LoaderParts): Loader {
  const resolutions = new Map<string, Resolution>();
  const queues = new Map<string, Promise<unknown>>();
  const draining = new Set<Promise<void>>();
  let stopped = false;
  let changes = 0;
  let considering: Promise<void> = Promise.resolve();

  const endWatch = registry.onContributions(({ added, removed }) => {
    const services = [...added, ...removed].some(({ point }) => point === 'service');
    if (!services || stopped) return;
    changes++;
    considering = considering.then(reconsider);
  });

  function inTurn<Value>(id: string, work: () => Promise<Value>): Promise<Value> {
    changes++;
    const turn = (queues.get(id) ?? Promise.resolve()).then(work, work);
    queues.set(
      id,
      turn.then(
        () => undefined,
        () => undefined,
      ),
    );
    return turn;
  }

  function refuse(pkg: VerifiedPackage, failure: { code: string; message: string }): Result<PluginRecord> {
    const running = registry.plugin(pkg.id);
    const serving = running?.key !== undefined && (running.state === 'active' || running.state === 'degraded');
    log('error', `${pkg.id} ${pkg.version} is not loaded: ${failure.message}`, { plugin: pkg.id, code: failure.code, source: pkg.source });
    // A version that is refused never takes down the one that serves.
    if (!serving) registry.move(pkg.id, 'refused', failure.message, { package: pkg });
    return { ok: false, failure: { code: failure.code, message: failure.message, retryable: false } };
  }

  async function start(pkg: VerifiedPackage, options: LoadOptions = {}): Promise<Result<PluginRecord>> {
    const before = registry.plugin(pkg.id);
    if (!pkg.verdict.mayRun) {
      const { code, message, remedy } = pkg.verdict.reason ?? {
        code: 'signature/invalid',
        message: 'Its signature was refused.',
        remedy: '',
      };
      return refuse(pkg, { code, message: `${message} ${remedy}`.trim() });
    }
    const fresh = !before?.key;
    if (fresh) registry.move(pkg.id, 'verified', `Signed as ${pkg.verdict.level}.`, { package: pkg });
    const { granted } = options;
    const resolved = resolve(
      pkg,
      granted ? { ...granting, recorded: (id) => (id === pkg.id ? granted : granting.recorded(id)) } : granting,
    );
    if (!resolved.ok) return refuse(pkg, resolved.failure);

    const missing = unmet(pkg.manifest, registry.contributions('service'));
    if (missing.length > 0) {
      if (fresh) registry.move(pkg.id, 'verified', `Waits for ${missing.join(', ')}.`, { package: pkg });
      return fail('plugin/waits', `${pkg.id} needs ${missing.join(' and ')}, which no active plugin provides.`, { retryable: true });
    }
    return activate(pkg, resolved.value, fresh ? undefined : before, options.probe);
  }

  async function activate(
    pkg: VerifiedPackage,
    next: Resolution,
    before: PluginRecord | undefined,
    probe = false,
  ): Promise<Result<PluginRecord>> {
    const restarting = before?.key === next.key;
    if (restarting) await takeOut(before, 0);
    if (!before) registry.move(pkg.id, 'resolved', 'Capabilities granted, contributions checked.');

    const { storage } = next.granted as { storage?: { tables: Record<string, TableDeclaration> } };
    if (storage) {
      const tables = await ensureTables(pkg.id, storage.tables);
      if (!tables.ok) return refuse(pkg, tables.failure);
    }
    if (next.runnable) {
      execution.add(next.runnable);
      // The first version starts at its first call; a new one has to prove that it starts before it takes over.
      const probed = before || probe ? await execution.probe(next.key) : ok(undefined);
      if (!probed.ok) {
        await execution.remove(next.key, 0);
        if (restarting) registry.move(pkg.id, 'degraded', probed.failure.message);
        return refuse(pkg, { code: 'plugin/start-failed', message: `It did not start: ${probed.failure.message}` });
      }
    }
    resolutions.set(next.key, next);
    const taken = registry.contribute(pkg.id, next.contributions);
    const clash = taken.map(({ point, name }) => `${point} "${name}"`).join(', ');
    registry.move(pkg.id, 'active', clash ? `Active; ${clash} belongs to another plugin.` : 'Active.', {
      package: pkg,
      key: next.key,
      restarts: 0,
    });
    if (before?.key && !restarting) drain(before.key);
    const record = registry.plugin(pkg.id);
    return record ? ok(record) : fail('plugin/missing', `${pkg.id} went away while it was starting.`);
  }

  function drain(key: string): void {
    const gone = execution.remove(key, drainMs).finally(() => {
      resolutions.delete(key);
      draining.delete(gone);
    });
    draining.add(gone);
  }

  async function takeOut(record: PluginRecord, drainFor: number): Promise<void> {
    registry.contribute(record.id, []);
    if (!record.key) return;
    await execution.remove(record.key, drainFor);
    resolutions.delete(record.key);
  }

  /** What a package holds besides itself comes with it; a version that no longer holds one takes it away. */
  async function loadNested(pkg: VerifiedPackage): Promise<void> {
    if (pkg.parent) return;
    const inside = nestedIn(pkg);
    const ids = new Set<string>();
    for (const one of inside) {
      if (!one.ok) {
        log('error', `A plugin inside of ${pkg.id} is left out: ${one.failure.message}`, { plugin: pkg.id, code: one.failure.code });
        continue;
      }
      const there = registry.plugin(one.value.id)?.package;
      if (there && there.parent !== pkg.id) {
        log('warn', `${one.value.id} is there already; the one inside of ${pkg.id} is left out.`, { plugin: pkg.id });
        continue;
      }
      ids.add(one.value.id);
      // Taken back by itself since this package was judged: whoever judges it anew brings it back.
      const isTakenBack = there && !there.verdict.mayRun && there.hash === one.value.hash;
      await inTurn(one.value.id, () => start(isTakenBack ? there : one.value));
    }
    for (const { id, package: other } of registry.plugins())
      if (other?.parent === pkg.id && !ids.has(id))
        await inTurn(id, () => outOfService(id, 'removed', `${pkg.id} ${pkg.version} does not hold it any more.`));
  }
  async function withNested(id: string, work: (id: string) => Promise<void>): Promise<void> {
    const inside = registry.plugins().filter(({ package: pkg }) => pkg?.parent === id);
    await Promise.all([id, ...inside.map((one) => one.id)].map(work));
  }

  /** Something was provided or taken away: start who waited, hold who lost what it needs. */
  async function reconsider(): Promise<void> {
    for (const record of registry.plugins()) {
      if (!record.package) continue;
      const missing = unmet(record.package.manifest, registry.contributions('service'));
      const serving = record.state === 'active' || record.state === 'degraded';
      if (missing.length === 0 && record.state === 'verified' && !record.key) {
        await inTurn(record.id, async () => {
          // It may have been started while this waited for its turn.
          const now = registry.plugin(record.id);
          if (now?.package && now.state === 'verified' && !now.key) await start(now.package);
        });
      } else if (missing.length > 0 && serving) {
        await inTurn(record.id, async () => {
          await takeOut(record, drainMs);
          registry.move(record.id, 'verified', `Waits for ${missing.join(', ')}.`, { key: undefined });
        });
      }
    }
  }

  async function outOfService(id: string, to: 'disabled' | 'quarantined' | 'removed', cause: string): Promise<void> {
    const record = registry.plugin(id);
    if (!record) return;
    await takeOut(record, to === 'removed' ? drainMs : 0);
    registry.move(id, to, cause, { key: undefined });
  }

  return {
    async load(pkg, options) {
      const loaded = await inTurn(pkg.id, () => start(pkg, options));
      if (loaded.ok) await loadNested(pkg);
      return loaded;
    },
    hold: (pkg, cause) =>
      inTurn(pkg.id, async () => {
        if (registry.plugin(pkg.id)?.state === 'disabled') return;
        await outOfService(pkg.id, 'disabled', cause);
        registry.move(pkg.id, 'disabled', cause, { package: pkg });
      }),
    refuse: (pkg) =>
      inTurn(pkg.id, async () => {
        await outOfService(pkg.id, 'disabled', 'Its signature no longer holds.');
        await start(pkg);
      }),
    miss: (id, { code, message }) =>
      inTurn(id, async () => {
        log('error', `${id} is not loaded: ${message}`, { plugin: id, code });
        const here = registry.plugin(id);
        if (here?.key) registry.move(id, here.state, `${message} Version ${here.package?.version} goes on.`);
        else registry.move(id, 'refused', message);
      }),
    async disable(id, cause) {
      await withNested(id, (one) => inTurn(one, () => outOfService(one, 'disabled', cause)));
    },
    async remove(id, cause) {
      await withNested(id, (one) => inTurn(one, () => outOfService(one, 'removed', cause)));
    },
    quarantine: (id, cause) => inTurn(id, () => outOfService(id, 'quarantined', cause)),
    async enable(id) {
      const enabled = await again(id);
      // What went with it comes back with it.
      if (enabled.ok && enabled.value.package) await loadNested(enabled.value.package);
      return enabled;
    },
    restart: (id) => again(id),
    granted: (key) => resolutions.get(key)?.granted,
    async settled() {
      for (let seen = -1; seen !== changes; ) {
        seen = changes;
        await Promise.all(queues.values());
        await considering;
      }
    },
    async stop() {
      stopped = true;
      endWatch();
      await Promise.all(queues.values());
      await Promise.all(draining);
    },
  };

  function again(id: string): Promise<Result<PluginRecord>> {
    return inTurn(id, async () => {
      const pkg = registry.plugin(id)?.package;
      return pkg ? start(pkg) : fail('plugin/missing', `There is no plugin "${id}". GET /api/plugins lists those that are here.`);
    });
  }
}
