/** What a call may reach over the network: what its plugin was granted, at the address of the instance that it is about. */
import { type Instance, ok, type Result } from '@orrery/plugin-sdk';
import type { EgressGrant } from '@orrery/plugin-sdk/bridge/messages';
import type { Config } from './config/config.ts';
import type { DispatchParts } from './dispatch.ts';
import type { CatalogInstances } from './installer/catalogs.ts';
import { type EgressConfig, pluginGrant } from './instances/egress.ts';
import type { InstanceStore } from './instances/instances.ts';
import type { Logger } from './observe/types.ts';
import { pluginOf } from './registry/key.ts';
import type { Registry } from './registry/types.ts';

export interface ReachParts {
  readonly config: Config;
  readonly registry: Pick<Registry, 'plugin'>;
  readonly instances: Pick<InstanceStore, 'egressGrant'>;
  readonly catalogs: Pick<CatalogInstances, 'grant'>;
  /** A package from a catalog may be larger than any other answer. */
  readonly largestPackage: number;
  /** `address:port` that nothing may reach. */
  readonly never: readonly string[];
  readonly log: Pick<Logger, 'warn'>;
}

export function createReach({
  config,
  registry,
  instances,
  catalogs,
  largestPackage,
  never,
  log,
}: ReachParts): NonNullable<DispatchParts['egress']> {
  const limits: EgressConfig = {
    timeoutMs: config.int('dataproxy', 'timeout', 30) * 1000,
    maxResponseBytes: config.int('dataproxy', 'response_limit', 0) || 256 << 20,
    whitelist: config.list('security', 'data_source_proxy_whitelist'),
    metadata: config.bool('orrery', 'allow_metadata_addresses'),
    skipVerify: config.bool('plugins', 'app_tls_skip_verify_insecure') ? ['app'] : [],
    never,
  };
  const packageLimits = { ...limits, maxResponseBytes: Math.max(largestPackage, limits.maxResponseBytes) };
  /** `setting:<section>:<key>` was granted: the addresses that stand there. */
  const configured = (origin: string): URL[] => {
    const [, section = '', key = ''] = /^setting:(.*):(\w+)$/.exec(origin) ?? [];
    const urls = key ? config.list(section, key).flatMap((text) => URL.parse(text) ?? []) : [];
    return urls.filter(({ protocol }) => /^https?:$/.test(protocol));
  };
  const ofPlugin = (key: string, granted: readonly string[]): Result<EgressGrant> => {
    const core = registry.plugin(pluginOf(key))?.package?.verdict.level === 'core';
    return ok(pluginGrant(granted, { core, configured: granted.flatMap(configured) }, limits));
  };
  const ofInstance = async (instance: Instance, granted: readonly string[], route: number | undefined): Promise<Result<EgressGrant>> => {
    const grant =
      catalogs.grant(instance, granted as never, packageLimits) ?? (await instances.egressGrant(instance, granted as never, limits, route));
    if (!grant.ok) log.warn(`${instance.point} ${instance.name} cannot be reached: ${grant.failure.message}`, { uid: instance.uid });
    return grant;
  };
  return async (key, granted, instance, route) => (instance ? ofInstance(instance, granted, route) : ofPlugin(key, granted));
}
