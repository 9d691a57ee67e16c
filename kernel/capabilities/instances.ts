/** The kernel's side of `instances`: see, change and call configured uses of a point, as far as each was granted for that point. */
import { FailureError, type Instance, type InstanceChange, type InstancesRequest, ok, type Result } from '@orrery/plugin-sdk';
import type { Broker, Use } from '../execution/types.ts';
import type { By, InstanceStore } from '../instances/instances.ts';
import { storageFailure } from '../storage/failures.ts';
import { denied, orgOf } from './storage.ts';

/** Calls the contribution behind an instance with the principal, deadline and trace of `use`. */
export type CallInstance = (instance: Instance, method: string, argument: unknown, use: Use) => Promise<Result<unknown>>;
const largestFile = 8 << 20;
const needs: Readonly<Record<string, 'read' | 'write' | 'call'>> = {
  list: 'read',
  get: 'read',
  contributions: 'read',
  file: 'read',
  create: 'write',
  update: 'write',
  delete: 'write',
  call: 'call',
};

export function instancesBroker(
  instances: InstanceStore,
  callInstance: CallInstance,
  /** Of the plugin behind a contribution: how the API tells it, and whether it asks servers at an instance's address. */
  about: (plugin: string) => { readonly about: unknown; readonly reachesInstance: boolean },
  registry: {
    /** Old ids to names of contributions. */
    aliases(point: string): ReadonlyMap<string, string>;
    fileOf(plugin: string, path: string): Uint8Array | undefined;
  },
): Broker {
  function contributionsOf(point: string): unknown[] {
    const old = [...registry.aliases(point)];
    return instances.contributions(point).map(({ plugin, name, declaration }) => ({
      ...{ plugin, name, declaration },
      aliases: old.flatMap(([alias, of]) => (of === name ? [alias] : [])),
      ...about(plugin),
    }));
  }

  async function perform(method: string, [target, ...args]: readonly unknown[], use: Use): Promise<unknown> {
    const orgId = orgOf((target as { orgId?: unknown } | null | undefined)?.orgId, use);
    const point = String(args[0]);
    const need = Object.hasOwn(needs, method) ? needs[method] : undefined;
    if (!need) throw denied(`instances has no method "${method.slice(0, 40)}"`);
    const granted = (use.granted ?? {}) as InstancesRequest;
    if (!Object.hasOwn(granted, point) || !granted[point]?.includes(need))
      throw denied(`${use.plugin.id} was not granted to ${need} instances of ${point.slice(0, 60)}`);
    const uid = String(args[1]);
    switch (method) {
      case 'list':
        return instances.list(orgId, point);
      case 'get':
        return instances.get(orgId, point, (args[1] ?? {}) as By);
      case 'contributions':
        return contributionsOf(point);
      case 'file': {
        const found = instances.contributions(point).find(({ plugin, name }) => plugin === uid && name === String(args[2]));
        const { file } = (found?.declaration ?? {}) as { file?: unknown };
        const bytes = found && typeof file === 'string' ? registry.fileOf(found.plugin, file) : undefined;
        return bytes && bytes.length <= largestFile ? new TextDecoder().decode(bytes) : undefined;
      }
      case 'create':
        return instances.create(orgId, point, (args[1] ?? {}) as InstanceChange);
      case 'update':
        return instances.update(orgId, point, uid, (args[2] ?? undefined) as number | undefined, (args[3] ?? {}) as InstanceChange);
      case 'delete':
        return instances.delete(orgId, point, uid);
      default: {
        const instance = await instances.get(orgId, point, { uid });
        if (!instance)
          throw new FailureError({ code: 'instance/missing', message: `there is no instance "${uid.slice(0, 60)}"`, retryable: false });
        return callInstance(instance, String(args[2]), args[3], use);
      }
    }
  }
  return async (method, args, use) => {
    try {
      return ok(await perform(method, args, use));
    } catch (error) {
      const { failure } = storageFailure(error);
      return { ok: false, failure: failure.code.startsWith('storage/') ? { ...failure, detail: {} } : failure };
    }
  };
}
