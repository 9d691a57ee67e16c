/**
 * Every call into a plugin passes here, whoever asks: a route, another plugin, the clock. It finds the code, works out what the call
 * may fetch, keeps traces and counts, and says in words why there is nobody to answer.
 */
import { fail, type Instance, type Principal, type Result } from '@orrery/plugin-sdk';
import type { EgressGrant } from '@orrery/plugin-sdk/bridge/messages';
import type { Answer, CallOptions, CallTarget, Execution, Use } from './execution/types.ts';
import { nameless } from './access/bare.ts';
import { pluginOf } from './registry/key.ts';
import type { Contribution, Registry } from './registry/types.ts';

export interface DispatchParts {
  readonly registry: Registry;
  readonly execution: Execution;
  readonly granted: (key: string) => Readonly<Record<string, unknown>> | undefined;
  /** What a call of this plugin about this instance may reach, secrets included; never seen by the plugin. */
  readonly egress: (
    key: string,
    grantedFetch: readonly string[],
    instance: Instance | undefined,
    /** Which of the routes it declares the call goes by. */
    route: number | undefined,
  ) => Promise<Result<EgressGrant>>;
  readonly instanceOf: (point: string, uid: string, orgId: number) => Promise<Instance | undefined>;
  /** The settings of an app in an organisation. */
  readonly appOf: (plugin: string, orgId: number) => Promise<Instance | undefined>;
  readonly observe: (
    target: CallTarget,
    options: CallOptions,
    work: (traceparent: string | undefined) => Promise<Result<Answer>>,
  ) => Promise<Result<Answer>>;
}

/** Who asks, in which organisation, under which request. */
export type Caller = Pick<CallOptions, 'principal' | 'orgId' | 'requestId'> & Partial<CallOptions>;

export interface Dispatch {
  call(target: CallTarget, args: readonly unknown[], options: CallOptions): Promise<Result<Answer>>;
  instanceOf(point: string, uid: string, orgId: number): Promise<Instance | undefined>;
  /** A method of the contribution behind a configured instance. */
  callInstance(point: string, uid: string, method: string, args: readonly unknown[], caller: Caller): Promise<Result<Answer>>;
  callService(key: string, contract: string, method: string, argument: unknown, use: Use): Promise<Result<unknown>>;
}

export function createDispatch({ registry, execution, granted, egress, instanceOf, appOf, observe }: DispatchParts): Dispatch {
  /** A process is told its app's settings with each call, as Grafana tells it; code of ours asks for them where it needs them. */
  async function settingsOf({ key, point }: CallTarget, orgId: number): Promise<Instance | undefined> {
    if (point !== 'route') return undefined;
    const plugin = pluginOf(key);
    return registry.plugin(plugin)?.package?.manifest.orrery.runtime === 'process' ? appOf(plugin, orgId) : undefined;
  }

  async function call(target: CallTarget, args: readonly unknown[], given: CallOptions, route?: number): Promise<Result<Answer>> {
    const settings = given.instance ? undefined : await settingsOf(target, given.orgId);
    const options = settings ? { ...given, instance: settings } : given;
    const fetches = granted(target.key)?.fetch as readonly string[] | undefined;
    const asks = fetches !== undefined || route !== undefined;
    const reach = asks && !options.egress ? await egress(target.key, fetches ?? [], options.instance, route) : undefined;
    if (reach && !reach.ok) return reach;
    const withEgress = reach ? { ...options, egress: reach.value } : options;
    return observe(target, withEgress, (traceparent) =>
      execution.call(target, args, traceparent ? { ...withEgress, traceparent } : withEgress),
    );
  }

  function serving(contribution: Contribution | undefined, what: string): Result<Contribution> {
    return contribution
      ? { ok: true, value: contribution }
      : fail('plugin/missing', `No active plugin provides ${what}. The plugins page tells which are installed and in which state.`, {
          retryable: true,
        });
  }

  /**
   * An answer is given to others only where the contribution says that it does not depend on who asks, and then it is not told who does.
   * Who asks after the instance was changed does not get what was asked before.
   */
  function shared(caller: Caller, { declaration }: Contribution, instance: Instance): Caller & { readonly instance: Instance } {
    const { coalesceKey, principal } = caller;
    if (coalesceKey === undefined) return { ...caller, instance };
    const forAll = (declaration as { shared?: unknown }).shared === true;
    const key = `${coalesceKey} ${instance.version} ${forAll ? '' : principal.key}`;
    return { ...caller, instance, coalesceKey: key, principal: forAll ? nameless(principal) : principal };
  }

  return {
    call,
    instanceOf,
    async callInstance(point, uid, method, args, caller) {
      const instance = await instanceOf(point, uid, caller.orgId);
      if (!instance) return fail('instance/missing', `There is no ${point} "${uid}" in this organisation.`);
      const found = serving(registry.find(point, instance.contribution), `the ${point} type "${instance.contribution}"`);
      if (!found.ok) return found;
      const route = method === 'proxy' ? (args[0] as { route?: unknown } | undefined)?.route : undefined;
      return call(
        { key: found.value.key, point, name: instance.contribution, method },
        args,
        shared(caller, found.value, instance),
        typeof route === 'number' ? route : undefined,
      );
    },
    async callService(key, contract, method, argument, use) {
      const answer = await call({ key, point: 'service', name: contract, method }, [argument], {
        principal: use.principal as Principal,
        orgId: use.orgId,
        requestId: use.requestId,
        signal: use.signal,
        ...(use.traceparent && { traceparent: use.traceparent }),
        ...(use.standing && { standing: use.standing }),
      });
      return answer.ok ? { ok: true, value: answer.value.value } : answer;
    },
  };
}
