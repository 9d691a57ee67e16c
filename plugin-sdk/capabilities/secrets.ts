/** `secrets`: the plugin's own encrypted values, kept apart by plugin and organisation. `decrypt` is asked for apart. */
export type SecretsRequest = readonly ('write' | 'decrypt')[];
export interface Secrets {
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
  names(): Promise<readonly string[]>;
  /** The value, or undefined. `decrypt` only. */
  get(name: string): Promise<string | undefined>;
  /** Secrets of the instance at hand, for `worker` plugins granted `decrypt`. */
  instance(name: string): Promise<string | undefined>;
}
