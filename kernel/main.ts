/** The composition root: the one place where the parts of the kernel are put together. */
import { type Instance, type Principal, unwrap } from '@orrery/plugin-sdk';
import { createAudit } from './access/audit.ts';
import { headText } from './access/audit-head.ts';
import { createAccess } from './access/decide.ts';
import { createLineages } from './access/lineage.ts';
import { createSessions } from './access/sessions.ts';
import { capabilityBrokers } from './brokers.ts';
import { busTopic } from './capabilities/events.ts';
import { rightsChanged } from './capabilities/identity.ts';
import { createLiveHub } from './capabilities/live.ts';
import { createCluster } from './cluster/cluster.ts';
import { redisOptions } from './cluster/redis-options.ts';
import { pluginPrincipal } from './cluster/scheduler.ts';
import type { Config } from './config/config.ts';
import type { Environment } from './config/expand.ts';
import { createDispatch } from './dispatch.ts';
import { openDoors } from './doors.ts';
import { createExecution } from './execution/execution.ts';
import { processPolicy } from './execution/process/policy.ts';
import type { Broker } from './execution/types.ts';
import { tellHostEvents } from './host-events.ts';
import { nobody } from './http/authenticate.ts';
import { openClaim } from './http/claim.ts';
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
import { createReach } from './reach.ts';
import { pluginOf } from './registry/key.ts';
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
      const plugin = pluginOf(key);
      tail.add(plugin, level, message);
      observe.log(`plugin.${plugin}`)[level](message, fields);
    },
    onMetric: ({ key, kind, name, value, labels }) => void observe.metrics.own(pluginOf(key), kind, name, value, labels),
    onSpan: ({ name, start, end, attributes, failed, parent }) =>
      observe.tracer.record(parent, { name, start, end, ...(attributes && { attributes }), ...(failed && { failed }) }),
  });
  life.defer(() => execution.stop());

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
  const appOf = (plugin: string, orgId: number): Promise<Instance | undefined> => instances.get(orgId, 'app', { name: plugin });
  const dispatch = createDispatch({
    registry,
    execution,
    granted: loader.granted,
    instanceOf: async (point, uid, orgId) => catalogs.get(point, uid, orgId) ?? instances.get(orgId, point, { uid }),
    observe: observeCalls(observe),
    appOf,
    egress: createReach({ config, registry, instances, catalogs, largestPackage: largest, never: await ownStores([stored, redis]), log }),
  });
  const parts = {
    ...{ config, env, version, commit, observe, database, cluster, registry, execution, dispatch, plugins },
    ...{ access, sessions, audit, instances, live, claim },
  };
  const held = capabilityBrokers({ ...parts, secrets, catalogs });
  for (const [capability, broker] of held) brokers.set(capability, broker);
  life.defer(supervise({ registry, loader, execution }));
  life.defer(execution.onEvent(tellHostEvents({ log, metrics: observe.metrics, audit })));
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

  const kept = life.move();
  return {
    ...parts,
    states,
    appOf,
    largest,
    catalogs: catalogs.list(),
    desired,
    installer,
    tail,
    stop: () => kept.disposeAsync(),
  };
}

/** As packages are named for it: `linux-amd64`. */
function platformOf({ platform, arch }: Pick<NodeJS.Process, 'platform' | 'arch'>): string {
  const os: Readonly<Record<string, string>> = { win32: 'windows' };
  const machine: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };
  return `${os[platform] ?? platform}-${machine[arch] ?? arch}`;
}
