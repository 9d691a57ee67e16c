/** The composition root: the one place where the parts of the kernel are put together. */
import { join } from 'node:path';
import { fail, type Instance, ok, type Principal, type Result, unwrap } from '@orrery/plugin-sdk';
import { createAudit } from './access/audit.ts';
import { createAccess } from './access/decide.ts';
import { createLineages } from './access/lineage.ts';
import { createSessions } from './access/sessions.ts';
import { cacheBroker } from './capabilities/cache.ts';
import { busTopic, eventsBroker } from './capabilities/events.ts';
import { identityBroker, rightsChanged } from './capabilities/identity.ts';
import { instancesBroker } from './capabilities/instances.ts';
import { createLiveHub, liveBroker } from './capabilities/live.ts';
import { provisioningBroker } from './capabilities/provisioning.ts';
import { scheduleBroker } from './capabilities/schedule.ts';
import { secretsBroker } from './capabilities/secrets.ts';
import { servicesBroker } from './capabilities/services.ts';
import { settingsBroker } from './capabilities/settings.ts';
import { storageBroker } from './capabilities/storage.ts';
import { createCluster } from './cluster/cluster.ts';
import { redisOptions } from './cluster/redis-options.ts';
import { pluginPrincipal, startScheduler } from './cluster/scheduler.ts';
import type { Config } from './config/config.ts';
import type { Environment } from './config/expand.ts';
import { unread } from './config/unread.ts';
import { createDispatch } from './dispatch.ts';
import { createExecution } from './execution/execution.ts';
import { processPolicy } from './execution/process/policy.ts';
import type { Broker, Use } from './execution/types.ts';
import { createHttp } from './http/app.ts';
import { nobody } from './http/authenticate.ts';
import { openClaim } from './http/claim.ts';
import { listItem } from './http/plugin-json.ts';
import { pluginGrant } from './instances/egress.ts';
import { createInstances } from './instances/instances.ts';
import { ownStores } from './instances/own-stores.ts';
import { openDesiredState } from './loader/desired.ts';
import { createDevelop } from './loader/develop.ts';
import { findPlugins } from './loader/discover.ts';
import { createLoader } from './loader/loader.ts';
import { createReconciler } from './loader/reconcile.ts';
import { supervise } from './loader/supervise.ts';
import { observeCalls } from './observe/calls.ts';
import { LogTail } from './observe/log-tail.ts';
import { createObserve } from './observe/observe.ts';
import { createRegistry } from './registry/registry.ts';
import type { VerifiedPackage } from './registry/types.ts';
import { judge, readPackage, type SignaturePolicy, verifyPackage } from './signature/package.ts';
import { createTrustSource } from './signature/trust-files.ts';
import { rootKeys } from './storage/key.ts';
import { migrate } from './storage/migrate.ts';
import { openDatabase } from './storage/open.ts';
import { databaseOptions } from './storage/options.ts';
import { ensureTables } from './storage/plugin-tables.ts';
import { createSecrets } from './storage/secrets.ts';

export interface KernelOptions {
  readonly config: Config;
  readonly env: Environment;
  readonly version: string;
  readonly commit: string;
  /** Folders of packages that came with this kernel. */
  readonly bundled: readonly string[];
  readonly trustFiles: readonly string[];
}
export interface Kernel {
  readonly url: string;
  /** The code of the claim link, while nobody owns the server. */
  readonly claimCode: string | undefined;
  readonly plugins: {
    readonly active: number;
    readonly others: readonly { readonly id: string; readonly state: string; readonly cause: string }[];
  };
  stop(): Promise<void>;
}

const bus = { instances: 'kernel.instances', sessions: 'kernel.sessions', desired: 'kernel.desired' } as const;
const reconcileMs = 5_000;
const rejudgeMs = 2_000;
const ownerMs = 10_000;

export async function startKernel({ config, env, version, commit, bundled, trustFiles }: KernelOptions): Promise<Kernel> {
  await using life = new AsyncDisposableStack();
  const setting = (section: string, key: string): string => config.get(section, key);
  const observe = life.use(
    await createObserve({ setting, logs: config.path('logs'), env, version: config.get('orrery', 'grafana_version'), commit }),
  );
  const log = observe.log('kernel');
  for (const warning of config.warnings) log.warn(warning);

  const keys = await rootKeys({
    secretKey: config.get('security', 'secret_key'),
    dataPath: config.path('data'),
    log: (_level, message) => log.warn(message),
  });
  const stored = databaseOptions(config.section('database'), config.path('data'));
  const database = await openDatabase(stored);
  life.defer(() => database.close());
  await migrate(database);
  const redis = unwrap(redisOptions((section, key) => config.get(section, key) || undefined));
  const prefix = config.get('remote_cache', 'prefix');
  const cluster = life.use(
    await createCluster({
      database,
      log: observe.log('cluster'),
      secret: keys[0].derive('cluster').toString('base64'),
      ...(redis && { redis }),
      ...(prefix && { prefix }),
    }),
  );

  const registry = createRegistry();
  const lineages = createLineages({
    registry,
    onEvent: (topic, heard) => cluster.bus.subscribe(busTopic(topic), heard),
    ask: async ({ key, name }, scopes, orgId) => {
      const answer = await dispatch.call({ key, point: 'lineage', name, method: 'lineage' }, [{ scopes, orgId }], {
        principal: nobody,
        orgId,
        requestId: 'lineage',
        idempotent: true,
      });
      if (answer.ok && Array.isArray(answer.value.value)) return answer.value.value;
      observe.log('access').error('Nobody could say where these stand; they are closed until somebody can', {
        scopes: scopes.slice(0, 5),
        cause: answer.ok ? 'no list' : answer.failure.message,
      });
      return undefined;
    },
  });
  life.defer(() => lineages.stop());
  life.defer(cluster.bus.subscribe(rightsChanged, () => lineages.forget()));
  const access = createAccess(registry, lineages);
  life.defer(() => access.stop());
  const audit = createAudit({ database, keys: [keys[0].derive('audit'), ...keys.slice(1).map((key) => key.derive('audit'))] });
  const sessions = createSessions({
    database,
    config: {
      idleMs: config.durationMs('auth', 'login_maximum_inactive_lifetime_duration', 7 * 86_400_000),
      absoluteMs: config.durationMs('auth', 'login_maximum_lifetime_duration', 30 * 86_400_000),
      rotateMs: config.int('auth', 'token_rotation_interval_minutes', 10) * 60_000,
    },
    onClose: (userId) => cluster.bus.publish(bus.sessions, userId),
  });
  life.defer(cluster.bus.subscribe(bus.sessions, (userId) => sessions.forget(userId as number)));
  const secrets = createSecrets(database, keys);
  const instances = createInstances({ database, secrets, registry, onChange: (orgId) => cluster.bus.publish(bus.instances, orgId) });
  life.defer(cluster.bus.subscribe(bus.instances, (orgId) => instances.invalidate(orgId as number)));
  const claim = await openClaim(database);
  const live = createLiveHub(cluster.bus);
  const tail = new LogTail();

  const brokers = new Map<string, Broker>();
  const asItself = (plugin: string): Principal => pluginPrincipal(plugin, 1);
  const execution = createExecution({
    brokers,
    asItself,
    settings: {
      queryThreads: config.int('orrery', 'query_threads', 2),
      workerSlots: config.int('orrery', 'worker_slots', 12),
      rssCapBytes: config.int('orrery', 'host_memory_mb', 768) << 20,
      idleMs: config.durationMs('orrery', 'idle_unload', 120_000),
    },
    processes: processPolicy(config, env),
    onLog: ({ key, level, message, fields }) => {
      const plugin = idOf(key);
      tail.add(plugin, level, message);
      observe.log(`plugin.${plugin}`)[level](message, fields);
    },
    onMetric: ({ key, kind, name, value, labels }) => void observe.metrics.own(idOf(key), kind, name, value, labels),
    onSpan: ({ name, start, end, attributes, failed, parent }) =>
      observe.tracer.record(parent, { name, start, end, ...(attributes && { attributes }), ...(failed && { failed }) }),
  });
  life.defer(() => execution.stop());

  const urlOfSetting = (origin: string): URL[] => {
    const [, section = '', key = ''] = /^setting:(.*):(\w+)$/.exec(origin) ?? [];
    const urls = key ? config.list(section, key).flatMap((text) => URL.parse(text) ?? []) : [];
    return urls.filter(({ protocol }) => /^https?:$/.test(protocol));
  };
  const desired = openDesiredState(database);
  const reconciler = createReconciler(() => reconcileParts, {
    workers: config.list('orrery', 'allow_workers'),
    processes: config.list('orrery', 'allow_processes'),
  });
  const loader = createLoader({
    registry,
    execution,
    granting: { ...reconciler, recorded: (id) => develop.grants(id) ?? reconciler.recorded(id) },
    ensureTables: (plugin, tables) => ensureTables(database, plugin, tables),
    drainMs: config.durationMs('orrery', 'drain', 10_000),
    log: (level, message, fields) => observe.log('loader')[level](message, fields),
  });
  life.defer(() => loader.stop());
  const develop = createDevelop({
    folders: config.list('orrery', 'develop'),
    read: async (folder) => readPackage(folder, await policy()),
    load: loader.load,
  });
  life.defer(() => develop.stop());

  const egressConfig = {
    timeoutMs: config.int('dataproxy', 'timeout', 30) * 1000,
    maxResponseBytes: config.int('dataproxy', 'response_limit', 0) || 256 << 20,
    whitelist: config.list('security', 'data_source_proxy_whitelist'),
    metadata: config.bool('orrery', 'allow_metadata_addresses'),
    never: await ownStores([stored, redis]),
  };
  const dispatch = createDispatch({
    registry,
    execution,
    granted: loader.granted,
    instanceOf: (point, uid, orgId) => instances.get(orgId, point, { uid }),
    observe: observeCalls(observe),
    egress: async (key, granted, instance) => {
      const core = registry.plugin(idOf(key))?.package?.verdict.level === 'core';
      const configured = granted.flatMap((origin) => urlOfSetting(origin));
      const grant = instance
        ? await instances.egressGrant(instance, granted as never, egressConfig)
        : ok(pluginGrant(granted, { core, configured }, egressConfig));
      if (!grant.ok) log.warn(`The data source ${instance?.name} cannot be reached: ${grant.failure.message}`, { uid: instance?.uid });
      return grant;
    },
  });

  brokers.set('storage', storageBroker(database));
  brokers.set('secrets', secretsBroker(secrets));
  brokers.set('cache', cacheBroker(cluster));
  brokers.set('events', eventsBroker(cluster.bus));
  brokers.set('live', liveBroker(live));
  brokers.set('schedule', scheduleBroker({ jobs: cluster.jobs, registry, log: observe.log('schedule') }));
  brokers.set('identity', identityBroker({ access, sessions, claimed: (by) => claim.settle(by), bus: cluster.bus }));
  brokers.set('settings', settingsBroker(config));
  brokers.set('provisioning', provisioningBroker({ folder: config.path('provisioning'), homePath: config.homePath, env }));
  brokers.set('services', servicesBroker({ registry, callService: dispatch.callService }));
  brokers.set(
    'instances',
    instancesBroker(
      instances,
      async (instance: Instance, method: string, argument: unknown, use: Use) => {
        const answer = await dispatch.callInstance(instance.point, instance.uid, method, argument === undefined ? [] : [argument], {
          principal: use.principal,
          orgId: instance.orgId,
          requestId: use.requestId,
          signal: use.signal,
          ...(use.traceparent && { traceparent: use.traceparent }),
        });
        return answer.ok ? ok(answer.value.value) : answer;
      },
      (plugin) => {
        const record = registry.plugin(plugin);
        const about = record?.package ? listItem(record) : { id: plugin, name: plugin };
        return { about, reachesInstance: record?.package?.manifest.orrery.capabilities?.fetch?.includes('instance') === true };
      },
    ),
  );

  life.defer(supervise({ registry, loader, execution }));
  life.defer(
    execution.onEvent((event) => {
      if (event.kind === 'denied') {
        observe.metrics.denial(idOf(event.key), event.capability);
        log.warn(event.message, { plugin: idOf(event.key), code: event.code, requestId: event.requestId });
        void audit.record({
          requestId: event.requestId,
          principal: `plugin:${idOf(event.key)}`,
          orgId: event.principal.orgId,
          action: `capability:${event.capability}`,
          scope: '',
          outcome: 'denied',
          detail: { code: event.code, message: event.message, caller: event.principal.key },
        });
      } else if (event.kind === 'crash') {
        observe.metrics.restart(idOf(event.key));
        log.error(`${idOf(event.key)} was stopped: ${event.cause}`, { plugin: idOf(event.key) });
      } else if (event.kind === 'fault') {
        log.error('A capability failed', {
          plugin: idOf(event.key),
          capability: event.capability,
          method: event.method,
          error: event.error instanceof Error ? event.error.stack : String(event.error),
        });
      } else
        log[event.state === 'killed' ? 'error' : 'info'](
          `host ${event.host} ${event.state}: ${event.cause}`,
          event.ms === undefined ? {} : { ms: event.ms },
        );
    }),
  );
  life.defer(
    registry.onState(({ id, version: of, from, to, cause }) => {
      observe.log('loader').info(`${id} ${of}: ${from ?? 'new'} -> ${to}`, { cause });
      if (to === 'verified' || to === 'resolved') return;
      void audit.record({
        requestId: 'lifecycle',
        principal: 'kernel',
        orgId: 0,
        action: `plugins:${to}`,
        scope: `plugins:id:${id}`,
        outcome: 'done',
        detail: { version: of, from, cause },
      });
    }),
  );
  observe.metrics.watch({ plugins: () => registry.plugins(), usage: () => execution.usage(), hosts: () => execution.hosts() });

  const trust = createTrustSource(
    [
      ...trustFiles,
      ...(config.get('orrery', 'trust_store') ? [config.get('orrery', 'trust_store')] : [join(config.path('data'), 'trust.json')]),
    ],
    (problem) => log.error(problem),
  );
  const policy = async (): Promise<SignaturePolicy> => ({
    rootUrl: config.get('server', 'root_url'),
    allowUnsigned: config.list('plugins', 'allow_loading_unsigned_plugins'),
    trust: await trust.current(),
    now: new Date(),
  });
  async function packagesOnDisk(): Promise<VerifiedPackage[]> {
    const folders = (await Promise.all([...bundled, config.path('plugins')].map((root) => findPlugins(root)))).flat();
    const asOf = await policy();
    const read = await Promise.all(folders.map((folder) => readPackage(folder, asOf)));
    const found = new Map<string, VerifiedPackage>();
    for (const result of read) {
      if (!result.ok) log.error(`A package is left out: ${result.failure.message}`, { code: result.failure.code });
      else if (found.has(result.value.id)) log.warn(`${result.value.id} is there twice; ${result.value.source} is left out.`);
      else found.set(result.value.id, result.value);
    }
    return [...found.values()];
  }
  let onDisk: Promise<VerifiedPackage[]> | undefined;
  const reconcileParts = {
    registry,
    loader,
    desired,
    onDisk: () => (onDisk ??= packagesOnDisk()),
    verify: async (files: Map<string, Uint8Array>, source: string) => unwrap(await verifyPackage(files, source, await policy())),
    judge: async (pkg: VerifiedPackage) => judge(pkg, await policy()),
    never: config.list('plugins', 'disable_plugins'),
    elsewhere: develop.has,
    log: (message: string, fields: Record<string, unknown>) => log.error(message, fields),
  };
  await develop.start();
  await reconciler.reconcile();
  await loader.settled();
  const asked = registry.plugins().map(({ package: pkg }) => pkg?.manifest.orrery.capabilities ?? {});
  const warnings = await unread(config, {
    settings: asked.flatMap(({ settings = [] }) => settings),
    provisioning: asked.flatMap(({ provisioning = [] }) => provisioning),
  });
  for (const warning of warnings) log.warn(warning);

  const change = (work: (id: string, by: Principal) => Promise<Result<unknown>>) => async (id: string, by: Principal) => {
    const result = await work(id, by);
    cluster.bus.publish(bus.desired, id);
    return result;
  };
  const http = createHttp({
    config,
    registry,
    dispatch,
    execution,
    access,
    sessions,
    audit,
    observe,
    live,
    claim,
    bus: cluster.bus,
    version,
    commit,
    instanceOf: (point, uid, orgId) => instances.get(orgId, point, { uid }),
    pingDatabase: () => database.ping(2_000),
    granted: loader.granted,
    logTail: (plugin) => tail.of(plugin),
    develop,
    plugins: {
      enable: change(async (id, by) => {
        await desired.set(id, { enabled: true }, by.key);
        return loader.enable(id);
      }),
      disable: change(async (id, by) => {
        if (registry.plugin(id)?.package?.manifest.orrery.contributes?.shell)
          return fail('plugin/needed', 'The pages need this plugin; it cannot be switched off from them.', { detail: { status: 409 } });
        await desired.set(id, { enabled: false }, by.key);
        await loader.disable(id, `Switched off by ${by.login}.`);
        return ok(undefined);
      }),
      restart: (id) => loader.restart(id),
    },
  });
  life.use(
    startScheduler({
      registry,
      leases: cluster.leases,
      jobs: cluster.jobs,
      log: observe.log('schedule'),
      ran: (plugin, name, outcome) => observe.metrics.schedule(plugin, name, outcome),
      run: ({ key, name, principal, orgId, requestId, signal, job }) =>
        dispatch.call({ key, point: 'schedule', name, method: 'run' }, job ? [job.data] : [], { principal, orgId, requestId, signal }),
    }),
  );
  // Configured credentials make the owner before anybody can knock.
  const until = Date.now() + ownerMs;
  while (claim.unclaimed && config.get('security', 'admin_password') && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const listen = config.get('orrery', 'listen') || config.get('server', 'http_addr');
  const { url } = await http.listen(
    listen || (claim.unclaimed && !inContainer(env) ? '127.0.0.1' : undefined),
    config.int('server', 'http_port', 3000),
  );
  life.defer(() => http.close());

  const again = (): void =>
    void reconciler
      .reconcile()
      .catch((error: Error) => log.error('Desired state could not be read; what runs goes on', { error: error.message }));
  life.defer(cluster.bus.subscribe(bus.desired, again));
  const timers = [
    setInterval(again, reconcileMs),
    setInterval(() => void trust.changed().then((changed) => (changed ? reconciler.rejudge() : undefined)), rejudgeMs),
    setInterval(() => void reconciler.rejudge(), 60_000),
    setInterval(() => void sessions.sweep(), 3_600_000),
  ];
  life.defer(() => timers.forEach(clearInterval));

  const kept = life.move();
  const all = registry.plugins();
  return {
    url,
    claimCode: claim.unclaimed ? claim.newCode() : undefined,
    plugins: {
      active: all.filter(({ state }) => state === 'active').length,
      others: all.filter(({ state }) => state !== 'active').map(({ id, state, cause }) => ({ id, state, cause })),
    },
    stop: () => kept.disposeAsync(),
  };
}

function idOf(key: string): string {
  return key.slice(0, key.lastIndexOf('@'));
}

function inContainer(env: Environment): boolean {
  return Boolean(env.KUBERNETES_SERVICE_HOST ?? env.container ?? env.GF_PATHS_HOME);
}
