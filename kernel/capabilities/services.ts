/**
 * `services`: a plugin calls a contract that another provides. The contract and its range stand in the signed manifest of the caller;
 * the call carries the principal and organisation of the request it was made in, so a service decides about the person, not the plugin.
 */
import { fail, type Result } from '@orrery/plugin-sdk';
import semver from 'semver';
import type { Broker, Use } from '../execution/types.ts';
import type { Registry } from '../registry/types.ts';

export interface ServicesOptions {
  readonly registry: Pick<Registry, 'find' | 'plugin'>;
  /** Asks the provider (by its key) and gives what the method gave. */
  callService(key: string, contract: string, method: string, argument: unknown, use: Use): Promise<Result<unknown>>;
}

export function servicesBroker({ registry, callService }: ServicesOptions): Broker {
  return async (verb, [contract, method, argument], use) => {
    if (verb !== 'call') return fail('capability/no-method', `services has no method '${verb}'.`);
    if (typeof contract !== 'string' || typeof method !== 'string')
      return fail('service/undeclared', 'A service is called by contract and method.');
    const { consumes, mayConsume } = registry.plugin(use.plugin.id)?.package?.manifest.orrery ?? {};
    const declared = { ...mayConsume, ...consumes };
    const range = Object.hasOwn(declared, contract) ? declared[contract] : undefined;
    if (range === undefined)
      return fail('service/undeclared', `${use.plugin.id} does not declare '${contract}' under 'consumes' in its manifest.`);

    const provider = registry.find('service', contract);
    if (!provider) return fail('service/missing', `No plugin that runs now provides '${contract}'.`, { retryable: true });
    const { version } = provider.declaration as { version: string };
    if (!semver.satisfies(version, range)) {
      return fail('service/version', `${use.plugin.id} needs '${contract}' ${range}; ${provider.plugin} provides ${version}.`);
    }
    const answer = await callService(provider.key, contract, method, argument, use);
    return answer.ok && isResult(answer.value) ? answer.value : answer;
  };
}

function isResult(value: unknown): value is Result<unknown> {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  return value.ok === true ? 'value' in value : value.ok === false && 'failure' in value;
}
