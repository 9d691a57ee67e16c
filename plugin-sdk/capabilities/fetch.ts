/**
 * `fetch`: HTTP to the origins named, or to `instance` (the URL an administrator configured for the instance at hand).
 * An origin may also be what an administrator wrote in the configuration: `setting:auth.jwt:jwk_set_url`, or a list of them.
 * The host's thread resolves, judges and dials; secrets of the instance are added there and never reach the plugin.
 */
export type FetchRequest = readonly ('instance' | `http://${string}` | `https://${string}` | `setting:${string}`)[];

export interface FetchOptions {
  readonly method?: string;
  /** Cookies, credentials, hop-by-hop and forwarding headers are refused with `fetch/forbidden-header`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/**
 * Failures (thrown as `FailureError` by the guest's `fetch`): `fetch/denied` (origin not granted), `fetch/blocked-address`,
 * `fetch/unreachable`, `fetch/timeout`, `fetch/aborted`, `fetch/too-large`. An HTTP error status is an answer, not a failure.
 */
export type Fetch = (url: string, options?: FetchOptions) => Promise<FetchResponse>;

export interface FetchResponse {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: Readonly<Record<string, string>>;
  bytes(): Promise<Uint8Array>;
  text(): Promise<string>;
  json(): Promise<unknown>;
  /** As it arrives, in pieces of at most 256 kB, with back-pressure to the source. One reader, once. */
  chunks(): AsyncIterable<Uint8Array>;
}
