/**
 * Answers of routes that declared themselves cacheable, in memory. Asked only after the rule; part of the key is what the caller may do,
 * since an answer can tell that.
 */
import { createHash } from 'node:crypto';
import type { Principal } from '@orrery/plugin-sdk';
import { LRUCache } from 'lru-cache';
import { policyOf } from '../access/policy.ts';

export interface CachedAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly bytes: Buffer;
  readonly etag: string;
}
export interface RouteCache {
  /** `slot` is under what to put an answer; `found` the one there is. */
  look(
    plugin: string,
    routeKey: string,
    path: string,
    query: string,
    principal: Principal,
  ): { slot: string; found: CachedAnswer | undefined };
  put(slot: string, plugin: string, orgId: number, routeKey: string, since: number, answer: Omit<CachedAnswer, 'etag'>): void;
  invalidate(plugin: string, orgId: number, routeKey: string): void;
  /** Grows at every invalidation: an answer made before one is not kept after it. */
  readonly clock: number;
  clear(): void;
}

const mostBytes = 64 << 20;
const ttlMs = 5 * 60_000;

export function createRouteCache(): RouteCache {
  const answers = new LRUCache<string, CachedAnswer & { key: string }>({
    maxSize: mostBytes,
    sizeCalculation: ({ bytes }) => bytes.length + 200,
    ttl: ttlMs,
  });
  const byKey = new Map<string, Set<string>>();
  let clock = 0;
  const keyOf = (plugin: string, orgId: number, routeKey: string): string => `${plugin} ${orgId} ${routeKey}`;

  return {
    look(plugin, routeKey, path, query, principal) {
      const slot = `${keyOf(plugin, principal.orgId, routeKey)} ${policyOf(principal)} ${path}?${query}`;
      return { slot, found: answers.get(slot) };
    },
    put(slot, plugin, orgId, routeKey, since, answer) {
      if (since !== clock || answer.bytes.length > mostBytes / 8) return;
      const key = keyOf(plugin, orgId, routeKey);
      answers.set(slot, { ...answer, key, etag: `"${createHash('sha256').update(answer.bytes).digest('base64url').slice(0, 22)}"` });
      const slots = byKey.get(key) ?? new Set();
      slots.add(slot);
      byKey.set(key, slots);
    },
    invalidate(plugin, orgId, routeKey) {
      clock++;
      const key = keyOf(plugin, orgId, routeKey);
      for (const slot of byKey.get(key) ?? []) answers.delete(slot);
      byKey.delete(key);
    },
    get clock() {
      return clock;
    },
    clear() {
      clock++;
      answers.clear();
      byKey.clear();
    },
  };
}
