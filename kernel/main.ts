/** The composition root: the one place where the parts of the kernel are put together. */
import { type Instance, ok, type Principal, unwrap } from '@orrery/plugin-sdk';
import { createAudit } from './access/audit.ts';
import { headText } from './access/audit-head.ts';
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
import { shelfBroker } from './capabilities/shelf.ts';
import { storageBroker } from './capabilities/storage.ts';
import { trustBroker } from './capabilities/trust.ts';
import { createCluster } from './cluster/cluster.ts';
import { redisOptions } from './cluster/redis-options.ts';
import { pluginPrincipal } from './cluster/scheduler.ts';
import type { Config } from './config/config.ts';
import type { Environment } from './config/expand.ts';
import { createDispatch } from './dispatch.ts';
import { openDoors } from './doors.ts';
import { createExecution } from './execution/execution.ts';
import { processPolicy } from './execution/process/policy.ts';
import type { Broker, Use } from './execution/types.ts';
import { nobody } from './http/authenticate.ts';
import { openClaim } from './http/claim.ts';
import { listItem } from './http/plugin-json.ts';
import { pluginGrant } from './instances/egress.ts';
import { catalogInstances, configuredCatalogs } from './installer/catalogs.ts';
import { createInstaller } from './installer/installer.ts';
import { catalogPoint, createSources } from './installer/sources.ts';
import { createInstances } from './instances/instances.ts';
import { ownStores } from './instances/own-stores.ts';
import { createPluginLife, desiredTopic } from './loader/life.ts';
import { supervise } from './loader/supervise.ts';
import { observeCalls } from './observe/calls.ts';
import { LogTail } from './observe/log-tail.ts';
import { createObserve } from './observe/observe.ts';
import { createRegistry } from './registry/registry.ts';
import type { VerifiedPackage } from './registry/types.ts';
import { rootKeys } from './storage/key.ts';
import { migrate } from './storage/migrate.ts';
import { openDatabase } from './storage/open.ts';
import { logStates } from './state-log.ts';
import { databaseOptions } from './storage/options.ts';
import { createSecrets } from './storage/secrets.ts';

export interface KernelOptions {
  readonly config: Config;
  readonly env: Environment;
  readonly version: string;
  readonly commit: string;
  /** Folders of packages that came with this kernel. */
  readonly bundled: readonly string[];
  readonly trustFiles: readonly string[];
  /** The catalog that lies beside this kernel. */
  readonly catalogFolder?: string;
}
/** The kernel without its doors: everything that plugins are run with. What commands work with, too. */
export type Core = Awaited<ReturnType<typeof assemble>>;
export interface AssembleOptions extends KernelOptions {
  /** Which packages on disk are loaded; all when absent. */
  readonly only?: (pkg: VerifiedPackage) => boolean;
  /** False where nothing but what `only` names ever runs. */
  readonly serves: boolean;
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

const bus = { instances: 'kernel.instances', sessions: 'kernel.sessions' } as const;

export async function startKernel(options: KernelOptions): Promise<Kernel> {
  return openDoors(await assemble({ ...options, serves: true }));
}

export async function assemble(options: AssembleOptions) {
  const { config, env, version, commit, bundled, trustFiles, catalogFolder, only, serves } = options;
  await using life = new AsyncDisposableStack();
  const setting = (section: string, key: string): string => config.get(section, key);
  const observe = life.use(
    await createObserve({ setting, logs: config.path('logs'), env, version: config.get('orrery', 'grafana_version'), commit }),
  );
  const log = observe.log('kernel');
  for (const warning of config.warnings) log.warn(warning);

  const stored = databaseOptions(config.section('database'), config.path('data'));
  const keys = await rootKeys({
    secretKey: config.get('security', 'secret_key'),
    dataPath: config.path('data'),
    shared: stored.dialect !== 'sqlite',
    log: (_level, message) => log.warn(message),
  });
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
  const audit = createAudit({
    database,
    keys: [keys[0].derive('audit'), ...keys.slice(1).map((key) => key.derive('audit'))],
    kept: (head) => observe.log('audit').info(`The audit trail is at ${headText(head)}`),
    broken: (cause) =>
      observe.log('audit').error(`The audit trail was changed from outside. ${cause} \`orrery audit verify\` tells where.`),
    lost: ({ action, scope }, error) => log.error('A record of the audit trail was not stored', { action, scope, error: String(error) }),
  });
  life.defer(() => audit.settled());
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
  const leftOut = (folder: string, { code, message }: { readonly code: string; readonly message: string }): void => {
    if (!serves) return;
    const about = { requestId: 'lifecycle', principal: 'kernel', orgId: 0, action: 'plugins:left-out', scope: `plugins:folder:${folder}` };
    audit.note({ ...about, outcome: 'denied', detail: { code, message } });
  };
  const plugins = life.use(
    createPluginLife({ config, database, registry, execution, bus: cluster.bus, log: observe.log, bundled, trustFiles, only, leftOut }),
  );
  const { loader, desired, reconciler } = plugins;

  const largest = config.int('orrery', 'package_limit_mb', 512) * 2 ** 20;
  const named = configuredCatalogs(config, catalogFolder).flatMap((found) => {
    if (!found.ok) log.error(found.failure.message, { code: found.failure.code });
    return found.ok ? [found.value] : [];
  });
  const catalogs = catalogInstances(named, (kind) => registry.find(catalogPoint, kind)?.plugin ?? '');
  const egressConfig = {
    timeoutMs: config.int('dataproxy', 'timeout', 30) * 1000,
    maxResponseBytes: config.int('dataproxy', 'response_limit', 0) || 256 << 20,
    whitelist: config.list('security', 'data_source_proxy_whitelist'),
    metadata: config.bool('orrery', 'allow_metadata_addresses'),
    skipVerify: config.bool('plugins', 'app_tls_skip_verify_insecure') ? ['app'] : [],
    never: await ownStores([stored, redis]),
  };
  const appOf = (plugin: string, orgId: number): Promise<Instance | undefined> => instances.get(orgId, 'app', { name: plugin });
  const dispatch = createDispatch({
    registry,
    execution,
    granted: loader.granted,
    instanceOf: async (point, uid, orgId) => catalogs.get(point, uid, orgId) ?? instances.get(orgId, point, { uid }),
    observe: observeCalls(observe),
    appOf,
    egress: async (key, granted, instance, route) => {
      const core = registry.plugin(idOf(key))?.package?.verdict.level === 'core';
      const configured = granted.flatMap((origin) => urlOfSetting(origin));
      const grant = instance
        ? (catalogs.grant(instance, granted as never, {
            ...egressConfig,
            maxResponseBytes: Math.max(largest, egressConfig.maxResponseBytes),
          }) ?? (await instances.egressGrant(instance, granted as never, egressConfig, route)))
        : ok(pluginGrant(granted, { core, configured }, egressConfig));
      if (!grant.ok) log.warn(`${instance?.point} ${instance?.name} cannot be reached: ${grant.failure.message}`, { uid: instance?.uid });
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
  brokers.set(
    'provisioning',
    provisioningBroker({
      folder: config.path('provisioning'),
      homePath: config.homePath,
      env,
      setting: config.get,
      closed: [config.path('data')],
    }),
  );
  brokers.set('shelf', shelfBroker(catalogs.folderOf));
  brokers.set(
    'trust',
    trustBroker(async () => (await plugins.policy()).trust),
  );
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
          ...(use.standing && { standing: use.standing }),
        });
        return answer.ok ? ok(answer.value.value) : answer;
      },
      (plugin) => {
        const record = registry.plugin(plugin);
        const about = record?.package ? listItem(record) : { id: plugin, name: plugin };
        return { about, reachesInstance: record?.package?.manifest.orrery.capabilities?.fetch?.includes('instance') === true };
      },
      { aliases: registry.aliases, fileOf: (plugin, path) => registry.plugin(plugin)?.package?.files.get(path) },
    ),
  );

  life.defer(supervise({ registry, loader, execution }));
  life.defer(
    execution.onEvent((event) => {
      if (event.kind === 'denied') {
        observe.metrics.denial(idOf(event.key), event.capability);
        log.warn(event.message, { plugin: idOf(event.key), code: event.code, requestId: event.requestId });
        audit.note({
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
  const states = life.use(logStates({ registry, log: observe.log('loader'), audit }));
  observe.metrics.watch({ plugins: () => registry.plugins(), usage: () => execution.usage(), hosts: () => execution.hosts() });

  const host = { grafana: config.get('orrery', 'grafana_version'), platform: platformOf(process) };
  const installer = createInstaller({
    registry,
    loader,
    desired,
    reconciler,
    host,
    grafana: host.grafana,
    largest,
    starts: serves,
    trust: async () => (await plugins.policy()).trust,
    verify: plugins.verify,
    sources: createSources({ dispatch, host, asKernel: nobody, largest, catalogs: () => Promise.resolve(catalogs.list()) }),
    changed: (id) => cluster.bus.publish(desiredTopic, id),
    audit: ({ by, action, id, outcome, detail }) =>
      audit.record({ requestId: 'installer', principal: by, orgId: 0, action, scope: `plugins:id:${id}`, outcome, detail }),
  });

  const parts = {
    config,
    env,
    version,
    commit,
    registry,
    execution,
    dispatch,
    access,
    sessions,
    audit,
    observe,
    live,
    claim,
    cluster,
    states,
  };
  const kept = life.move();
  return {
    ...parts,
    appOf,
    largest,
    catalogs: catalogs.list(),
    database,
    desired,
    installer,
    instances,
    plugins,
    tail,
    stop: () => kept.disposeAsync(),
  };
}

function idOf(key: string): string {
  return key.slice(0, key.lastIndexOf('@'));
}

/** As packages are named for it: `linux-amd64`. */
function platformOf({ platform, arch }: Pick<NodeJS.Process, 'platform' | 'arch'>): string {
  const os: Readonly<Record<string, string>> = { win32: 'windows' };
  const machine: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };
  return `${os[platform] ?? platform}-${machine[arch] ?? arch}`;
}
