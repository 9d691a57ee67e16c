/** The kernel's side of `secrets`: the plugin's own, in the organisation of the call, and those of the instance at hand. */
import { FailureError, ok } from '@orrery/plugin-sdk';
import type { Broker, Use } from '../execution/types.ts';
import { storageFailure } from '../storage/failures.ts';
import type { Secrets } from '../storage/secrets.ts';
import { denied } from './storage.ts';

const mostNames = 500;
const mostLength = 1024 * 1024;

function refused(message: string): FailureError {
  return new FailureError({ code: 'secret/invalid', message, retryable: false });
}
function nameOf(name: unknown): string {
  if (typeof name !== 'string' || name === '' || name.length > 190 || name.includes('\0'))
    throw refused('the name of a secret is text of 1 to 190 characters');
  return name;
}

export function secretsBroker(secrets: Secrets): Broker {
  async function perform(method: string, [name, value]: readonly unknown[], use: Use): Promise<unknown> {
    const may = (right: string) => {
      if (!Array.isArray(use.granted) || !use.granted.includes(right)) throw denied(`${use.plugin.id} was not granted to ${right} secrets`);
    };
    const owner = `plugin:${use.plugin.id}` as const;
    if (method === 'names') return secrets.names(use.orgId, owner);
    if (method === 'get') {
      may('decrypt');
      return secrets.get(use.orgId, owner, nameOf(name));
    }
    if (method === 'instance') {
      may('decrypt');
      const { instance } = use;
      // Another plugin's instance may be at hand too, for one who only wants to call it.
      if (!instance || instance.plugin !== use.plugin.id || instance.orgId !== use.orgId)
        throw denied('no instance of this plugin is at hand');
      return secrets.get(instance.orgId, `instance:${instance.id}`, nameOf(name));
    }
    may('write');
    if (method === 'delete') return secrets.delete(use.orgId, owner, nameOf(name));
    if (method !== 'set') throw refused(`secrets has no method "${method.slice(0, 40)}"`);
    if (typeof value !== 'string' || value.length > mostLength) throw refused(`a secret is text of ${mostLength} characters at most`);
    const names = await secrets.names(use.orgId, owner);
    if (names.length >= mostNames && !names.includes(nameOf(name))) throw refused(`a plugin keeps ${mostNames} secrets at most`);
    return secrets.set(use.orgId, owner, nameOf(name), value);
  }
  return async (method, args, use) => {
    try {
      return ok(await perform(method, args, use));
    } catch (error) {
      const { code, message, retryable } = storageFailure(error).failure;
      return { ok: false, failure: { code, message, retryable } };
    }
  };
}
