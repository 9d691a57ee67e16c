/**
 * The transaction of installing: find, fetch, check, verify, what it needs, consent, keep, start beside, take over, record. What fails leaves
 * everything as it was: the version before was never stopped, because the new one has to stand on its own feet before it gets a call.
 */
import { fail, ok, type Result } from '@orrery/plugin-sdk';
import { chooseVersion } from '@orrery/plugin-sdk/manifest/compatible';
import type { Desired, DesiredState, InstallRecord } from '../loader/desired.ts';
import type { Loader } from '../loader/loader.ts';
import type { Reconciler } from '../loader/reconcile.ts';
import type { Registry, VerifiedPackage } from '../registry/types.ts';
import type { Arrived } from './arrived.ts';
import { consentView, granting, isBelow, keysGrantedBy, type Standing } from './consent.ts';
import type { Sources } from './sources.ts';
import type { ArchiveOrder, Consent, ConsentView, Installed, Installer, InstallOrder, NamedOrder, Progress } from './types.ts';
import { checkHash, unpack, type UnpackParts } from './unpack.ts';

export interface InstallerParts extends UnpackParts {
  readonly registry: Registry;
  readonly loader: Pick<Loader, 'load' | 'remove' | 'restart'>;
  readonly desired: DesiredState;
  readonly reconciler: Pick<Reconciler, 'alone' | 'reconcile'>;
  readonly sources: Sources;
  readonly host: { readonly grafana: string; readonly platform: string };
  /** False where no plugin runs: what is installed starts on the servers. */
  readonly starts: boolean;
  /** Tells the other instances. */
  readonly changed: (id: string) => void;
  readonly audit: (entry: {
    readonly by: string;
    readonly action: string;
    readonly id: string;
    readonly outcome: 'done' | 'failed';
    readonly detail: Record<string, unknown>;
  }) => Promise<void>;
}

const done = (result: Result<unknown>): 'done' | 'failed' => (result.ok ? 'done' : 'failed');

export function createInstaller(parts: InstallerParts): Installer {
  const { registry, loader, desired, reconciler, sources, host, starts, changed, audit, verify } = parts;

  const rowOf = async (id: string): Promise<Desired | undefined> => (await desired.list()).find((row) => row.id === id);

  /** What is here: what runs, or what is installed where nothing runs. */
  async function standing(id: string): Promise<Standing & { readonly row?: Desired }> {
    const row = await rowOf(id);
    const running = registry.plugin(id)?.package;
    const files = !running && row?.hash ? await desired.files(row.hash) : undefined;
    const before = running ?? (files?.ok ? await verify(files.value, 'store').catch(() => undefined) : undefined);
    return { before, recorded: row?.granted, ...(row && { row }) };
  }

  async function decide(view: ConsentView, consent: Consent): Promise<readonly string[] | 'no' | undefined> {
    if (consent === 'all') return keysGrantedBy(view);
    if (consent === 'nobody') return view.needsDecision ? undefined : keysGrantedBy(view);
    if ('keys' in consent) return view.asks.map(({ key }) => key).filter((key) => consent.keys.includes(key));
    return consent.person(view);
  }

  /** With the package at hand; `along` guards against plugins that need each other. */
  async function bringIn(
    pkg: VerifiedPackage,
    order: InstallOrder & { readonly origin: string },
    along: ReadonlySet<string>,
  ): Promise<Result<Installed>> {
    const { by, origin, consent } = order;
    const tell = (stage: Progress['stage']): void => order.progress?.({ stage, plugin: pkg.id, version: pkg.version });
    if (registry.plugin(pkg.id)?.package?.parent)
      return fail('install/nested', `${pkg.id} is part of ${registry.plugin(pkg.id)?.package?.parent} and comes with it.`, {
        detail: { status: 409 },
      });

    // Decided before anything is brought along: who says no has changed nothing.
    const here = await standing(pkg.id);
    // What the release signed keeps what people made, and secrets: nobody else's code gets them by taking its name.
    if (here.before?.verdict.level === 'core' && isBelow(pkg.verdict.level, 'core'))
      return fail(
        'install/core',
        `${pkg.id} ${here.before.version} is part of this server; a package signed as ${pkg.verdict.level} cannot take its place. Give yours an id of its own.`,
        { detail: { status: 403 } },
      );
    const view = consentView(pkg, here);
    const keys = await decide(view, consent);
    if (keys === 'no')
      return fail('install/declined', `${view.name} ${pkg.version} was declined; nothing was changed.`, { detail: { status: 409 } });
    if (!keys) return suspend(pkg, order, here, view);

    tell('dependencies');
    const dependencies: string[] = [];
    for (const { id } of pkg.manifest.dependencies?.plugins ?? []) {
      if (along.has(id) || id === pkg.id || registry.plugin(id) || (await rowOf(id))?.hash) continue;
      // What was granted to one plugin, piece by piece, says nothing about another: that one is asked for by itself.
      const own: Consent = typeof consent === 'object' && 'keys' in consent ? 'nobody' : consent;
      const needed = await install({ ...order, id, version: undefined, catalog: undefined, consent: own }, new Set([...along, pkg.id]));
      if (!needed.ok)
        return fail(needed.failure.code, `${pkg.id} needs ${id}, which could not be installed. ${needed.failure.message}`, {
          detail: needed.failure.detail ?? {},
        });
      dependencies.push(id, ...needed.value.dependencies);
    }

    tell('consent');
    // A trusted plugin that gets everything needs no record: its level says so, also for what nobody thought of yet.
    const everything = keys.length === view.asks.length;
    const granted =
      everything && here.recorded === undefined && ['core', 'commercial'].includes(pkg.verdict.level) ? undefined : granting(pkg, keys);

    if (order.signal?.aborted) return fail('install/cancelled', 'It was called off; nothing was changed.');
    return reconciler.alone(async () => {
      tell(starts ? 'start' : 'stage');
      if (starts) {
        const loaded = await loader.load(pkg, { granted: granted ?? here.recorded, probe: true });
        if (!loaded.ok) {
          if (!here.before) await loader.remove(pkg.id, `It could not be installed: ${loaded.failure.message}`);
          return fail(
            loaded.failure.code,
            `${pkg.id} ${pkg.version} is not installed. ${loaded.failure.message}${here.before ? ` Version ${here.before.version} goes on.` : ''}`,
            { detail: { status: 422 } },
          );
        }
      }
      tell('record');
      const record: InstallRecord = { by, origin, ...(granted && { granted }) };
      try {
        await desired.install(pkg, record);
      } catch (error) {
        // What nobody recorded must not run on: at the next start it would be gone.
        if (starts && here.before) await loader.load(here.before, { granted: here.recorded });
        else if (starts) await loader.remove(pkg.id, 'It could not be recorded.');
        return fail(
          'install/not-recorded',
          `${pkg.id} could not be recorded, and nothing was changed: ${error instanceof Error ? error.message : String(error)}`,
          { detail: { status: 503 } },
        );
      }
      changed(pkg.id);
      await audit({
        by,
        action: 'plugins:grant',
        id: pkg.id,
        outcome: 'done',
        detail: { version: pkg.version, granted: keys, refused: view.asks.map(({ key }) => key).filter((key) => !keys.includes(key)) },
      });
      tell('done');
      return ok({
        id: pkg.id,
        version: pkg.version,
        ...(here.before && { before: here.before.version }),
        level: pkg.verdict.level,
        dependencies,
      });
    });
  }

  /** It waits for somebody who may decide. */
  async function suspend(
    pkg: VerifiedPackage,
    { by, origin }: { readonly by: string; readonly origin: string },
    here: Standing,
    view: ConsentView,
  ): Promise<Result<never>> {
    await desired.suspend(pkg, { by, origin });
    changed(pkg.id);
    await audit({
      by,
      action: 'plugins:suspend',
      id: pkg.id,
      outcome: 'done',
      detail: { version: pkg.version, origin, asks: view.asks.filter(({ isNew }) => isNew).map(({ key }) => key) },
    });
    const goesOn = here.before ? ` Version ${here.before.version} goes on until then.` : '';
    return fail('plugin/consent-needed', `${view.name} ${pkg.version} asks for more than was granted, and waits for a decision.${goesOn}`, {
      detail: { status: 409, consent: view },
    });
  }

  async function audited(
    action: string,
    id: string,
    by: string,
    detail: Record<string, unknown>,
    work: () => Promise<Result<Installed>>,
  ): Promise<Result<Installed>> {
    const result = await work();
    const told = result.ok
      ? { version: result.value.version, before: result.value.before }
      : { code: result.failure.code, message: result.failure.message };
    await audit({ by, action, id: result.ok ? result.value.id : id, outcome: done(result), detail: { ...detail, ...told } });
    return result;
  }

  function install(order: NamedOrder, along: ReadonlySet<string> = new Set()): Promise<Result<Installed>> {
    return audited('plugins:install', order.id, order.by, { asked: order.version ?? 'newest' }, async () => {
      order.progress?.({ stage: 'find', plugin: order.id });
      const offered = await sources.find(order.id, order.catalog);
      if (!offered.ok) return offered;
      const { catalog, plugin } = offered.value;
      const chosen = chooseVersion(plugin, order.version, host);
      if (!chosen.ok) return chosen;
      const { version, sha256 } = chosen.value;
      const here = await standing(plugin.id);
      const runs = here.before?.version === version && registry.plugin(plugin.id)?.state !== 'quarantined';
      if (!order.again && runs)
        return fail('install/already', `${plugin.id} ${version} is installed already.`, { detail: { status: 409, version } });

      const fetched = await sources.fetch(offered.value, chosen.value, order.signal, (received, total) =>
        order.progress?.({ stage: 'fetch', plugin: plugin.id, version, received, total }),
      );
      if (!fetched.ok) return fetched;
      await using archive = fetched.value;
      const origin = `catalog:${catalog}`;
      return await check(
        archive,
        { source: `the catalog "${catalog}"`, sha256, ids: [plugin.id, order.id], version },
        { ...order, origin },
        along,
      );
    });
  }

  async function check(
    archive: Arrived,
    expected: Parameters<typeof unpack>[1],
    order: InstallOrder & { readonly origin: string },
    along: ReadonlySet<string> = new Set(),
  ): Promise<Result<Installed>> {
    const plugin = expected.ids?.[0] ?? '';
    order.progress?.({ stage: 'check', plugin });
    const hash = checkHash(archive.sha256, expected);
    if (!hash.ok) return hash;
    order.progress?.({ stage: 'verify', plugin });
    const pkg = await unpack(archive.file, expected, parts);
    return pkg.ok ? bringIn(pkg.value, order, along) : pkg;
  }

  async function obtain(
    id: string,
    version?: string,
    catalog?: string,
    progress?: InstallOrder['progress'],
  ): Promise<Result<VerifiedPackage>> {
    const offered = await sources.find(id, catalog);
    if (!offered.ok) return offered;
    const { plugin } = offered.value;
    const chosen = chooseVersion(plugin, version, host);
    if (!chosen.ok) return chosen;
    const source = `the catalog "${offered.value.catalog}"`;
    const told = (received: number, total: number): void =>
      progress?.({ stage: 'fetch', plugin: plugin.id, version: chosen.value.version, received, total });
    const fetched = await sources.fetch(offered.value, chosen.value, undefined, told);
    if (!fetched.ok) return fetched;
    await using archive = fetched.value;
    const expected = { source, sha256: chosen.value.sha256, ids: [plugin.id, id], version: chosen.value.version };
    const hash = checkHash(archive.sha256, expected);
    return hash.ok ? await unpack(archive.file, expected, parts) : hash;
  }

  async function stored(id: string, hash: string): Promise<Result<VerifiedPackage>> {
    const files = await desired.files(hash);
    if (!files.ok)
      return files.failure.code === 'package/missing'
        ? fail('install/not-kept', `The package of ${id} is not kept any more. Install it from a catalog.`, { detail: { status: 404 } })
        : fail(files.failure.code, `${id}: ${files.failure.message}`, { detail: { status: 422 } });
    const pkg = await verify(files.value, `store:${hash.slice(0, 12)}`);
    if (pkg.id !== id)
      return fail('package/exchanged', `The store holds a package of ${pkg.id} in the place of ${id}.`, { detail: { status: 422 } });
    if (pkg.verdict.mayRun) return ok(pkg);
    const { code = 'signature/invalid', message = '', remedy = '' } = pkg.verdict.reason ?? {};
    return fail(code, `${message} ${remedy}`.trim(), { detail: { status: 422 } });
  }

  return {
    offers: sources.offers,
    find: sources.find,
    choose: ({ plugin }, version) => chooseVersion(plugin, version, host),
    file: sources.file,
    async archive(offered, version, signal) {
      const fetched = await sources.fetch(offered, version, signal, () => {});
      if (!fetched.ok) return fetched;
      const hash = checkHash(fetched.value.sha256, { source: `the catalog "${offered.catalog}"`, sha256: version.sha256 });
      if (!hash.ok) await fetched.value[Symbol.asyncDispose]();
      return hash.ok ? fetched : hash;
    },
    install: (order) => install(order),
    installArchive: (order: ArchiveOrder) =>
      audited('plugins:install', order.id ?? '', order.by, { source: order.source }, () =>
        check(
          order.archive,
          { source: order.source, sha256: order.sha256, ...(order.id && { ids: [order.id] }) },
          { ...order, origin: order.source },
        ),
      ),
    obtain,
    async preview(id, version, catalog) {
      const pkg = await obtain(id, version, catalog);
      return pkg.ok ? ok(consentView(pkg.value, await standing(pkg.value.id))) : pkg;
    },
    async approve(id, order, version) {
      const waiting = (await desired.pending()).find((one) => one.id === id);
      if (!waiting) return fail('plugin/nothing-pending', `Nothing of ${id} waits for a decision.`, { detail: { status: 404 } });
      // Another came while somebody read what the one before asks for.
      if (version && version !== waiting.version)
        return fail('plugin/other-pending', `Version ${waiting.version} of ${id} waits for a decision, and no longer ${version}.`, {
          detail: { status: 409, version: waiting.version },
        });
      return audited('plugins:approve', id, order.by, { version: waiting.version }, async () => {
        const pkg = await stored(id, waiting.hash);
        return pkg.ok ? bringIn(pkg.value, { ...order, origin: waiting.origin }, new Set()) : pkg;
      });
    },
    async waiting(id) {
      const waiting = (await desired.pending()).find((one) => one.id === id);
      if (!waiting) return ok(undefined);
      const pkg = await stored(id, waiting.hash);
      return pkg.ok ? ok(consentView(pkg.value, await standing(id))) : pkg;
    },
    async decline(id, by) {
      const waiting = (await desired.pending()).find((one) => one.id === id);
      if (!waiting) return fail('plugin/nothing-pending', `Nothing of ${id} waits for a decision.`, { detail: { status: 404 } });
      await desired.settle(id);
      changed(id);
      await audit({ by, action: 'plugins:decline', id, outcome: 'done', detail: { version: waiting.version } });
      return ok(undefined);
    },
    async grant(id, keys, by) {
      const pkg = registry.plugin(id)?.package;
      if (!pkg || pkg.parent)
        return fail('plugin/missing', `There is no plugin "${id}" to grant something to.`, { detail: { status: 404 } });
      const granted = granting(pkg, keys);
      const result = await reconciler.alone(async () => {
        const loaded = await loader.load(pkg, { granted });
        if (loaded.ok) await desired.set(id, { granted }, by);
        return loaded;
      });
      if (result.ok) changed(id);
      await audit({ by, action: 'plugins:grant', id, outcome: done(result), detail: { granted: keys } });
      return result.ok ? ok(undefined) : result;
    },
    async rollBack(id, version, order) {
      const row = await rowOf(id);
      const kept = (await desired.kept(id)).filter(({ hash }) => hash !== row?.hash);
      const found = version ? kept.find((one) => one.version === version) : kept[0];
      if (!found)
        return fail('install/not-kept', version ? `Version ${version} of ${id} is not kept.` : `No earlier version of ${id} is kept.`, {
          detail: { status: 404 },
        });
      return audited('plugins:roll-back', id, order.by, { version: found.version }, async () => {
        const pkg = await stored(id, found.hash);
        return pkg.ok ? bringIn(pkg.value, { ...order, origin: row?.origin ?? '' }, new Set()) : pkg;
      });
    },
    async uninstall(id, by) {
      const row = await rowOf(id);
      const parent = registry.plugin(id)?.package?.parent;
      if (parent) return fail('install/nested', `${id} is part of ${parent} and goes with it.`, { detail: { status: 409 } });
      if (!row?.hash) {
        return registry.plugin(id)
          ? fail('install/bundled', `${id} came with this server and cannot be removed. It can be switched off.`, {
              detail: { status: 403 },
            })
          : fail('install/not-installed', `There is no plugin "${id}" installed.`, { detail: { status: 404 } });
      }
      await reconciler.alone(async () => {
        await desired.uninstall(id);
        if (starts) await loader.remove(id, 'Removed by an administrator.');
      });
      changed(id);
      await audit({ by, action: 'plugins:uninstall', id, outcome: 'done', detail: { version: row.version } });
      // What it took the place of comes back.
      if (starts) await reconciler.reconcile();
      return ok(undefined);
    },
    viewOf: async (pkg) => consentView(pkg, await standing(pkg.id)),
  };
}
