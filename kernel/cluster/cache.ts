/**
 * The cache inside one process. Values are kept serialized: nobody's later change to an object reaches into the cache,
 * and the bound counts real bytes. Each plugin has a bound of its own, so that a greedy one pushes out only itself.
 */
import { deserialize, serialize } from 'node:v8';
import { LRUCache } from 'lru-cache';
import { placeOf } from './seal.ts';
import type { SharedCache } from './types.ts';

export const cacheLimits = { valueBytes: 1 << 20, pluginBytes: 16 << 20, ttlMs: 7 * 24 * 3_600_000, keyLength: 512 } as const;

export function createLocalCache(): SharedCache {
  const plugins = new Map<string, LRUCache<string, Buffer>>();
  const of = (plugin: string): LRUCache<string, Buffer> => {
    let values = plugins.get(plugin);
    if (!values) {
      values = new LRUCache({ maxSize: cacheLimits.pluginBytes, sizeCalculation: (bytes, key) => bytes.length + key.length + 64 });
      plugins.set(plugin, values);
    }
    return values;
  };
  return {
    async get({ plugin, orgId }, key) {
      const bytes = of(plugin).get(placeOf(orgId, key));
      return bytes && deserialize(bytes);
    },
    async set({ plugin, orgId }, key, value, ttlMs) {
      of(plugin).set(placeOf(orgId, key), serialize(value), { ttl: Math.min(ttlMs, cacheLimits.ttlMs) });
    },
    async delete({ plugin, orgId }, key) {
      of(plugin).delete(placeOf(orgId, key));
    },
  };
}
