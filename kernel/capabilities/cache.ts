/** `cache`: plugin and organisation are part of every key, and come from the call, never from the plugin. */

import { serialize } from 'node:v8';
import { fail, ok } from '@orrery/plugin-sdk';
import { cacheLimits } from '../cluster/cache.ts';
import type { Cluster } from '../cluster/types.ts';
import type { Broker } from '../execution/types.ts';

/** Heard by whoever keeps answers of routes: forget those of this plugin and organisation under this key. */
export const routeInvalidation = 'route.invalidate';
export interface RouteInvalidation {
  readonly plugin: string;
  readonly orgId: number;
  readonly routeKey: string;
}

export function cacheBroker({ cache, bus }: Pick<Cluster, 'cache' | 'bus'>): Broker {
  return async (method, args, { plugin, orgId }) => {
    const [key, value, ttlMs] = args;
    if (typeof key !== 'string' || key === '' || key.length > cacheLimits.keyLength) {
      return fail('cache/key', `A key of the cache is text of 1 to ${cacheLimits.keyLength} characters.`);
    }
    const owner = { plugin: plugin.id, orgId };
    switch (method) {
      case 'get':
        return ok(await cache.get(owner, key));
      case 'set': {
        if (typeof ttlMs !== 'number' || !(ttlMs > 0))
          return fail('cache/ttl', 'A cached value needs a time to live in milliseconds, above 0.');
        const bytes = serialize(value).length;
        if (bytes > cacheLimits.valueBytes)
          return fail('cache/too-large', `A cached value has at most ${cacheLimits.valueBytes} bytes; this one has ${bytes}.`);
        return ok(await cache.set(owner, key, value, ttlMs));
      }
      case 'delete':
        return ok(await cache.delete(owner, key));
      case 'invalidate': {
        const inOrg = value === undefined || value === null ? orgId : Number(value);
        if (inOrg !== orgId && plugin.level !== 'core')
          return fail('capability/denied', 'Only a core plugin may forget answers in another organisation.');
        return ok(bus.publish(routeInvalidation, { plugin: plugin.id, orgId: inOrg, routeKey: key } satisfies RouteInvalidation));
      }
      default:
        return fail('capability/no-method', `cache has no method '${method}'.`);
    }
  };
}
