/** `cache`: values with a time to live, kept apart by plugin and organisation; Redis behind it in a cluster. */
export type CacheRequest = true;
/** Failures (thrown): `cache/key` (1 to 512 characters), `cache/ttl`, `cache/too-large` (1 MB). On the wire: these method names and arguments. */
export interface Cache {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, ttlMs: number): Promise<void>;
  delete(key: string): Promise<void>;
  /** Forget the answers of this plugin's routes that the kernel keeps under this key; core level may name another organisation. */
  invalidate(routeKey: string, orgId?: number): Promise<void>;
}
