/**
 * Makes what runs here match what is desired. Called at start, when another instance says that something changed, and every so often
 * in case nobody could say. Also re-judges what runs: a key revoked while its plugins run stops them.
 */
import { fail, ok, type Result } from '@orrery/plugin-sdk';
import type { Registry, Verdict, VerifiedPackage } from '../registry/types.ts';
import { verdictInside } from '../signature/package.ts';
import type { Desired, DesiredState } from './desired.ts';
import type { Loader } from './loader.ts';
import type { Granting } from './resolve.ts';

export interface ReconcileParts {
  readonly registry: Registry;
  readonly loader: Loader;
  readonly desired: DesiredState;
  /** Packages found on disk, judged. */
  readonly onDisk: () => Promise<readonly VerifiedPackage[]>;
  readonly verify: (files: ReadonlyMap<string, Uint8Array>, source: string) => Promise<VerifiedPackage>;
  /** The verdict as of now: keys expire and are revoked. */
  readonly judge: (pkg: VerifiedPackage) => Promise<Verdict>;
  /** Never loaded: `[plugins] disable_plugins`. */
  readonly never: readonly string[];
  /** Plugins whose version somebody else decides on. */
  readonly elsewhere: (id: string) => boolean;
}

export interface Reconciler extends Granting {
  /** One pass at a time; a call during one asks for another. */
  reconcile(): Promise<void>;
  /** Work that changes what runs and what is desired, with no pass between the two. */
  alone<Value>(work: () => Promise<Value>): Promise<Value>;
  rejudge(): Promise<void>;
  /** Loads what lies on disk, whatever else is desired: for commands, which run nothing of what they install. */
  loadDisk(): Promise<void>;
}

export function createReconciler(parts: () => ReconcileParts, policy: Omit<Granting, 'recorded'>): Reconciler {
  let wanted = new Map<string, Desired>();
  const installed = new Map<string, string>();
  /** Found on disk at the pass before. */
  const onShelf = new Set<string>();
  /** Versions that could not be loaded here, so that the same one is not tried at every pass. */
  const failed = new Map<string, string>();
  let turn: Promise<unknown> = Promise.resolve();
  let pass: Promise<void> | undefined;
  let again = false;

  async function once(): Promise<void> {
    const { desired, loader, registry, onDisk, never, elsewhere } = parts();
    wanted = new Map((await desired.list()).map((row) => [row.id, row]));
    const found = await onDisk();
    const off = (id: string): boolean => never.includes(id) || wanted.get(id)?.enabled === false;

    await Promise.all(
      found
        .filter(({ id }) => !never.includes(id) && !elsewhere(id) && !wanted.get(id)?.hash)
        .map(async (pkg) => {
          if (off(pkg.id)) return loader.hold(pkg, 'Switched off by an administrator.');
          const here = registry.plugin(pkg.id);
          if (here?.package?.hash === pkg.hash && here.state !== 'disabled') return;
          if (failed.get(pkg.id) === pkg.hash && here?.state !== 'disabled') return;
          installed.delete(pkg.id);
          const loaded = await loader.load(pkg);
          if (loaded.ok || loaded.failure.retryable) failed.delete(pkg.id);
          else failed.set(pkg.id, pkg.hash);
        }),
    );
    const there = new Set(found.map(({ id }) => id));
    for (const id of onShelf) {
      if (there.has(id) || wanted.get(id)?.hash) continue;
      onShelf.delete(id);
      await loader.remove(id, 'Its folder is gone.');
    }
    for (const id of there) onShelf.add(id);
    for (const { id, hash, enabled } of wanted.values()) {
      if (!hash || never.includes(id) || elsewhere(id)) continue;
      const here = registry.plugin(id);
      if (!enabled) {
        if (here && here.state !== 'disabled') await loader.disable(id, 'Switched off by an administrator.');
        continue;
      }
      if (here?.package?.hash === hash && here.state !== 'disabled') {
        installed.set(id, hash);
        continue;
      }
      if (failed.get(id) === hash && here?.state !== 'disabled') continue;
      const kept = await desired.files(hash);
      const pkg = kept.ok ? await verified(id, kept.value, hash) : kept;
      const loaded = pkg.ok ? await loader.load(pkg.value) : pkg;
      if (!pkg.ok) await loader.miss(id, pkg.failure);
      if (loaded.ok || loaded.failure.retryable) failed.delete(id);
      else failed.set(id, hash);
      installed.set(id, hash);
    }
    for (const id of installed.keys()) {
      if (wanted.get(id)?.hash) continue;
      installed.delete(id);
      failed.delete(id);
      await loader.remove(id, 'Removed by an administrator.');
    }
  }

  /** What the store holds for a plugin, judged; one that is no package fails alone. */
  async function verified(id: string, files: ReadonlyMap<string, Uint8Array>, hash: string): Promise<Result<VerifiedPackage>> {
    const pkg = await parts()
      .verify(files, `store:${hash.slice(0, 12)}`)
      .catch((error: Error) => error);
    if (pkg instanceof Error) return fail('package/damaged', pkg.message);
    return pkg.id === id ? ok(pkg) : fail('package/exchanged', `The store holds a package of ${pkg.id} in its place.`);
  }

  function alone<Value>(work: () => Promise<Value>): Promise<Value> {
    const next = turn.then(work, work);
    turn = next.catch(() => undefined);
    return next;
  }

  return {
    ...policy,
    alone,
    recorded: (id) => wanted.get(id)?.granted,
    async reconcile() {
      if (pass) {
        again = true;
        return pass;
      }
      pass = (async () => {
        do {
          again = false;
          await alone(once);
        } while (again);
      })().finally(() => {
        pass = undefined;
      });
      return pass;
    },
    async loadDisk() {
      const { loader, onDisk } = parts();
      await Promise.all((await onDisk()).map((pkg) => loader.load(pkg)));
      await loader.settled();
    },
    async rejudge() {
      const { registry, loader, judge, never } = parts();
      const verdictOn = async (pkg: VerifiedPackage): Promise<Verdict | undefined> => {
        if (pkg.parent === undefined) return judge(pkg);
        // What lies inside of another package is judged with it.
        const around = registry.plugin(pkg.parent);
        const isOut = !around?.key && around?.state !== 'refused';
        return around?.package && !isOut ? verdictInside(await judge(around.package), pkg.id) : undefined;
      };
      for (const { id, state, package: pkg, key } of registry.plugins()) {
        if (!pkg) continue;
        if (!key) {
          // Refused for its signature, which may count again: a key was added, or what was taken back is no more.
          const isOff = state !== 'refused' || pkg.verdict.mayRun || never.includes(id) || wanted.get(id)?.enabled === false;
          const verdict = isOff ? undefined : await verdictOn(pkg);
          if (verdict?.mayRun) await loader.load({ ...pkg, verdict });
          continue;
        }
        const verdict = await verdictOn(pkg);
        if (!verdict) continue;
        if (!verdict.mayRun) await loader.refuse({ ...pkg, verdict });
        else if (verdict.level !== pkg.verdict.level) await loader.load({ ...pkg, verdict });
      }
    },
  };
}
