/** The kernel's side of every capability, by name. What is not in this map does not exist for any plugin. */
import { type Instance, ok } from '@orrery/plugin-sdk';
import type { Access, Sessions } from './access/types.ts';
import { cacheBroker } from './capabilities/cache.ts';
import { eventsBroker } from './capabilities/events.ts';
import { identityBroker } from './capabilities/identity.ts';
import { type CallInstance, instancesBroker } from './capabilities/instances.ts';
import { type LiveHub, liveBroker } from './capabilities/live.ts';
import { provisioningBroker } from './capabilities/provisioning.ts';
import { scheduleBroker } from './capabilities/schedule.ts';
import { secretsBroker } from './capabilities/secrets.ts';
import { servicesBroker } from './capabilities/services.ts';
import { settingsBroker } from './capabilities/settings.ts';
import { shelfBroker } from './capabilities/shelf.ts';
import { storageBroker } from './capabilities/storage.ts';
import { trustBroker } from './capabilities/trust.ts';
import type { Cluster } from './cluster/types.ts';
import type { Config } from './config/config.ts';
import type { Environment } from './config/expand.ts';
import type { Dispatch } from './dispatch.ts';
import type { Broker } from './execution/types.ts';
import type { Claim } from './http/claim.ts';
import { listItem } from './http/plugin-json.ts';
import type { CatalogInstances } from './installer/catalogs.ts';
import type { InstanceStore } from './instances/instances.ts';
import type { PluginLife } from './loader/life.ts';
import type { Observe } from './observe/types.ts';
import type { Registry } from './registry/types.ts';
import type { Database } from './storage/types.ts';
import type { Secrets } from './storage/secrets.ts';

export interface BrokerParts {
  readonly config: Config;
  readonly env: Environment;
  readonly registry: Registry;
  readonly database: Database;
  readonly secrets: Secrets;
  readonly cluster: Cluster;
  readonly live: LiveHub;
  readonly access: Access;
  readonly sessions: Sessions;
  readonly claim: Claim;
  readonly instances: InstanceStore;
  readonly catalogs: CatalogInstances;
  readonly plugins: Pick<PluginLife, 'policy'>;
  readonly dispatch: Dispatch;
  readonly observe: Observe;
}

export function capabilityBrokers(parts: BrokerParts): ReadonlyMap<string, Broker> {
  const { config, env, registry, database, secrets, cluster, live, access, sessions, claim, catalogs, plugins, dispatch, observe } = parts;
  return new Map<string, Broker>([
    ['storage', storageBroker(database)],
    ['secrets', secretsBroker(secrets)],
    ['cache', cacheBroker(cluster)],
    ['events', eventsBroker(cluster.bus)],
    ['live', liveBroker(live)],
    ['schedule', scheduleBroker({ jobs: cluster.jobs, registry, log: observe.log('schedule') })],
    ['identity', identityBroker({ access, sessions, claimed: (by) => claim.settle(by), bus: cluster.bus })],
    ['settings', settingsBroker(config)],
    [
      'provisioning',
      provisioningBroker({
        folder: config.path('provisioning'),
        homePath: config.homePath,
        env,
        setting: config.get,
        closed: [config.path('data')],
      }),
    ],
    ['shelf', shelfBroker(catalogs.folderOf)],
    ['trust', trustBroker(async () => (await plugins.policy()).trust)],
    ['services', servicesBroker({ registry, callService: dispatch.callService })],
    ['instances', ofInstances(parts)],
  ]);
}

function ofInstances({ instances, registry, dispatch }: BrokerParts): Broker {
  const call: CallInstance = async (instance: Instance, method, argument, use) => {
    const answer = await dispatch.callInstance(instance.point, instance.uid, method, argument === undefined ? [] : [argument], {
      principal: use.principal,
      orgId: instance.orgId,
      requestId: use.requestId,
      signal: use.signal,
      ...(use.traceparent && { traceparent: use.traceparent }),
      ...(use.standing && { standing: use.standing }),
    });
    return answer.ok ? ok(answer.value.value) : answer;
  };
  const about = (plugin: string): { about: unknown; reachesInstance: boolean } => {
    const record = registry.plugin(plugin);
    return {
      about: record?.package ? listItem(record) : { id: plugin, name: plugin },
      reachesInstance: record?.package?.manifest.orrery.capabilities?.fetch?.includes('instance') === true,
    };
  };
  return instancesBroker(instances, call, about, {
    aliases: registry.aliases,
    fileOf: (plugin, path) => registry.plugin(plugin)?.package?.files.get(path),
  });
}
