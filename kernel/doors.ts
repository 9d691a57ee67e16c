/** A kernel that was put together opens: plugins are loaded, what is to be there from the start is, then it listens and keeps time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, ok, type Principal, type Result } from '@orrery/plugin-sdk';
import { startScheduler } from './cluster/scheduler.ts';
import { unread } from './config/unread.ts';
import { tidyAfter, tidyAtRest } from './tidy.ts';
import type { Environment } from './config/expand.ts';
import { createHttp } from './http/app.ts';
import { followRevocations } from './installer/follow.ts';
import { preinstall } from './installer/preinstall.ts';
import { desiredTopic } from './loader/life.ts';
import type { Core, Kernel } from './main.ts';

const ownerMs = 10_000;
/** Whoever waited for the doors to open is answered before what starting left behind is collected. */
const firstAnswersMs = 100;
/** How often catalogs are asked what they take back. */
const followMs = 5 * 60_000;

export async function openDoors(core: Core): Promise<Kernel> {
  await using life = new AsyncDisposableStack();
  life.defer(() => core.stop());
  const {
    config,
    env,
    registry,
    execution,
    dispatch,
    sessions,
    observe,
    claim,
    cluster,
    instances,
    plugins,
    installer,
    desired,
    database,
  } = core;
  const { loader, reconciler } = plugins;
  const log = observe.log('kernel');

  await plugins.develop.start();
  await reconciler.reconcile();
  await loader.settled();
  core.states.started();
  const later = await preinstall({ config, env, installer, registry, desired, log: observe.log('installer'), largest: core.largest });

  const asked = registry.plugins().map(({ package: pkg }) => pkg?.manifest.orrery.capabilities ?? {});
  const warnings = await unread(config, {
    settings: asked.flatMap(({ settings = [] }) => settings),
    provisioning: asked.flatMap(({ provisioning = [] }) => provisioning),
  });
  for (const warning of warnings) log.warn(warning);

  const change = (work: (id: string, by: Principal) => Promise<Result<unknown>>) => async (id: string, by: Principal) => {
    const result = await work(id, by);
    cluster.bus.publish(desiredTopic, id);
    return result;
  };
  const http = createHttp({
    ...core,
    bus: cluster.bus,
    instanceOf: (point, uid, orgId) => instances.get(orgId, point, { uid }),
    appOf: core.appOf,
    pingDatabase: () => database.ping(2_000),
    granted: loader.granted,
    logTail: (plugin) => core.tail.of(plugin),
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
    develop: plugins.develop,
    revocations: plugins.revocations,
    trustChanged: plugins.trustChanged,
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
  while (claim.unclaimed && config.get('security', 'admin_password') && Date.now() < until) await sleep(20);
  const listen = config.get('orrery', 'listen') || config.get('server', 'http_addr');
  const { url } = await http.listen(
    listen || (claim.unclaimed && !inContainer(env) ? '127.0.0.1' : undefined),
    config.int('server', 'http_port', 3000),
  );
  life.defer(() => http.close());
  plugins.follow();
  const { revocations, trustChanged } = plugins;
  const ask = (): void =>
    void followRevocations({ installer, revocations, trustChanged, log }).catch((error: Error) =>
      log.warn('The catalogs could not be asked what they take back', { error: error.message }),
    );
  // A server whose only catalog came with it has nobody to ask.
  const following = core.catalogs.some((instance) => instance.settings.bundled !== true) ? setInterval(ask, followMs) : undefined;
  life.defer(() => clearInterval(following));
  const sweep = setInterval(() => void sessions.sweep(), 3_600_000);
  life.defer(() => clearInterval(sweep));
  life.defer(tidyAtRest());
  life.defer(tidyAfter(firstAnswersMs));
  const calledOff = new AbortController();
  const installing = later(calledOff.signal);
  life.defer(async () => {
    calledOff.abort();
    await installing;
  });

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

function inContainer(env: Environment): boolean {
  return Boolean(env.KUBERNETES_SERVICE_HOST ?? env.container ?? env.GF_PATHS_HOME);
}
