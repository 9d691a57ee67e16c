/**
 * The life of plugins on this instance, put together: where packages lie, whom they are signed by, what is desired, and the loader that makes
 * the one follow from the other, at start, at every change, and when trust is taken back.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Result, unwrap } from '@orrery/plugin-sdk';
import type { Bus } from '../cluster/types.ts';
import type { Config } from '../config/config.ts';
import type { Execution } from '../execution/types.ts';
import type { Logger } from '../observe/types.ts';
import type { WritableRegistry } from '../registry/registry.ts';
import type { VerifiedPackage } from '../registry/types.ts';
import { judge, readPackage, type SignaturePolicy, verifyPackage } from '../signature/package.ts';
import { openRevocations, type Revocations } from '../signature/revocations.ts';
import { createTrustSource } from '../signature/trust-files.ts';
import { ensureTables } from '../storage/plugin-tables.ts';
import type { Database } from '../storage/types.ts';
import { type DesiredState, openDesiredState } from './desired.ts';
import { createDevelop, type Develop } from './develop.ts';
import { findPlugins } from './discover.ts';
import { createLoader, type Loader } from './loader.ts';
import { createReconciler, type Reconciler } from './reconcile.ts';

export const desiredTopic = 'kernel.desired';
const trustTopic = 'kernel.trust';
const reconcileMs = 5_000;
const rejudgeMs = 2_000;
const readAtOnce = 8;

export interface LifeParts {
  readonly config: Config;
  readonly database: Database;
  readonly registry: WritableRegistry;
  readonly execution: Execution;
  readonly bus: Bus;
  readonly log: (name: string) => Logger;
  /** Folders of packages that came with this kernel. */
  readonly bundled: readonly string[];
  readonly trustFiles: readonly string[];
  /** Which of the packages on disk are loaded at all. */
  readonly only?: ((pkg: VerifiedPackage) => boolean) | undefined;
  /** A folder of a plugin is no package, or stands where another one is: somebody put it there. */
  readonly leftOut?: (folder: string, failure: { readonly code: string; readonly message: string }) => void;
}
export interface PluginLife extends AsyncDisposable {
  readonly desired: DesiredState;
  readonly loader: Loader;
  readonly develop: Develop;
  readonly reconciler: Reconciler;
  readonly revocations: Revocations;
  readonly policy: () => Promise<SignaturePolicy>;
  readonly verify: (files: ReadonlyMap<string, Uint8Array>, source: string) => Promise<VerifiedPackage>;
  /** What was taken back takes effect here at once, on other instances as soon as they hear of it. */
  trustChanged(): Promise<void>;
  /** From now on it follows what changes. */
  follow(): void;
}

export function createPluginLife({
  config,
  database,
  registry,
  execution,
  bus,
  log,
  bundled,
  trustFiles,
  only,
  leftOut = () => {},
}: LifeParts): PluginLife {
  const own = log('kernel');
  const undo = new AsyncDisposableStack();
  const desired = openDesiredState(database);
  const revocations = openRevocations(database);
  const trust = createTrustSource(
    [...trustFiles, config.get('orrery', 'trust_store') || join(config.path('data'), 'trust.json')],
    (problem) => own.error(problem),
  );
  const policy = async (): Promise<SignaturePolicy> => ({
    rootUrl: config.get('server', 'root_url'),
    allowUnsigned: config.list('plugins', 'allow_loading_unsigned_plugins'),
    trust: await revocations.applied(await trust.current()),
    now: new Date(),
  });
  const verify = async (files: ReadonlyMap<string, Uint8Array>, source: string) =>
    unwrap(await verifyPackage(files, source, await policy()));
  const packagesOnDisk = diskPackages();

  const reconciler = createReconciler(
    () => ({
      registry,
      loader,
      desired,
      onDisk: packagesOnDisk,
      verify,
      judge: async (pkg) => judge(pkg, await policy()),
      never: config.list('plugins', 'disable_plugins'),
      elsewhere: (id) => develop.has(id),
    }),
    {
      workers: config.list('orrery', 'allow_workers'),
      processes: config.list('orrery', 'allow_processes'),
      authProviders: config.list('orrery', 'allow_auth_providers'),
      grafana: config.get('orrery', 'grafana_version'),
    },
  );
  const loader = createLoader({
    registry,
    execution,
    granting: { ...reconciler, recorded: (id) => develop.grants(id) ?? reconciler.recorded(id) },
    ensureTables: (plugin, tables) => ensureTables(database, plugin, tables),
    drainMs: config.durationMs('orrery', 'drain', 10_000),
    log: (level, message, fields) => log('loader')[level](message, fields),
  });
  undo.defer(() => loader.stop());
  const develop = createDevelop({
    folders: config.list('orrery', 'develop'),
    read: async (folder) => readPackage(folder, await policy()),
    load: loader.load,
  });
  undo.defer(() => develop.stop());

  /** What came with the kernel stays as it is while it runs; the administrator's folder is read again when something in it changed. */
  function diskPackages(): () => Promise<VerifiedPackage[]> {
    const own = config.path('plugins');
    let stamp: string | undefined;
    let found: Promise<VerifiedPackage[]> = Promise.resolve([]);
    return async () => {
      const now = await stampOf(own);
      if (now !== stamp) {
        found = packagesIn([...bundled, own]);
        stamp = now;
      }
      return found;
    };
  }

  async function packagesIn(roots: readonly string[]): Promise<VerifiedPackage[]> {
    const found = new Map<string, VerifiedPackage>();
    const asOf = await policy();
    const all = (await Promise.all(roots.map((root) => findPlugins(root)))).flat();
    const read: Result<VerifiedPackage>[] = [];
    // A few at a time: all at once, what is read to be hashed would lie in memory together, and leave holes where it was.
    const folders = all.entries();
    const reader = async (): Promise<void> => {
      for (const [at, folder] of folders) read[at] = await readPackage(folder, asOf);
    };
    await Promise.all(Array.from({ length: readAtOnce }, reader));
    for (const [index, result] of read.entries()) {
      if (!result.ok) {
        own.error(`A package is left out: ${result.failure.message}`, { code: result.failure.code });
        leftOut(all[index] ?? '', result.failure);
      } else if (found.has(result.value.id)) {
        const message = `${result.value.id} is there twice; ${result.value.source} is left out.`;
        own.warn(message);
        leftOut(result.value.source, { code: 'package/twice', message });
      } else if (!only || only(result.value)) found.set(result.value.id, result.value);
    }
    return [...found.values()];
  }

  async function rejudgeIfChanged(): Promise<void> {
    if ((await trust.changed()) || (await revocations.changed())) await reconciler.rejudge();
  }

  return {
    desired,
    loader,
    develop,
    reconciler,
    revocations,
    policy,
    verify,
    async trustChanged() {
      await reconciler.rejudge();
      bus.publish(trustTopic, null);
    },
    follow() {
      const failed = (what: string) => (error: Error) => own.error(`${what}; what runs goes on`, { error: error.message });
      const again = (): void => void reconciler.reconcile().catch(failed('Desired state could not be read'));
      const rejudge = (): void => void reconciler.rejudge().catch(failed('Signatures could not be judged anew'));
      undo.defer(bus.subscribe(desiredTopic, again));
      undo.defer(bus.subscribe(trustTopic, rejudge));
      const timers = [
        setInterval(again, reconcileMs),
        setInterval(() => void rejudgeIfChanged().catch(failed('Trust could not be read')), rejudgeMs),
        setInterval(rejudge, 60_000),
      ];
      undo.defer(() => timers.forEach(clearInterval));
    },
    [Symbol.asyncDispose]: () => undo.disposeAsync(),
  };
}

/** Of the manifests below a folder: a plugin that is put there, exchanged or taken away changes it. */
async function stampOf(root: string): Promise<string> {
  const folders = await findPlugins(root);
  const each = await Promise.all(
    folders.flatMap((folder) =>
      ['MANIFEST.txt', 'plugin.json'].map((name) =>
        stat(join(folder, name)).then(
          ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
          () => '',
        ),
      ),
    ),
  );
  return [...folders, ...each].join('\n');
}
