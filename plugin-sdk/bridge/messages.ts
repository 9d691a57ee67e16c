/**
 * The written protocol of the wall, the same for isolates, worker threads and processes. Each thread of a host has a duplex
 * byte channel of its own to the kernel. A message is a JSON head and raw blobs (`wire.ts`); buffers inside arguments and answers
 * travel as blobs (`plain.ts`). No message is larger than 256 kB on the wire: larger ones are split by the channel.
 */
import type { Instance, TimerJob } from '../contributions/context.ts';
import type { Limits } from '../manifest/types.ts';
import type { Principal } from '../principal.ts';
import type { Failure } from '../result.ts';

/** Kernel to a thread. */
export type ToThread =
  | LoadMessage
  | { readonly t: 'unload'; readonly key: string }
  | CallMessage
  | { readonly t: 'cancel'; readonly id: number }
  /** Make the code run now and say `loaded` or `failed`. */
  | { readonly t: 'probe'; readonly key: string }
  /** The consumer took `bytes` of stream `id`. */
  | { readonly t: 'credit'; readonly id: number; readonly bytes: number }
  /** Answer to `use`. Value in the message's plain part. */
  | { readonly t: 'answer'; readonly use: number; readonly ok: boolean; readonly failure?: Failure }
  /** An event for a subscription the plugin holds. */
  | { readonly t: 'event'; readonly key: string; readonly subscription: number };

/** A thread to the kernel. */
export type ToKernel =
  /** An isolate or worker of this plugin ended before its time; calls that were open in it failed. */
  | { readonly t: 'crash'; readonly key: string; readonly code: string; readonly cause: string }
  | {
      readonly t: 'metric';
      readonly key: string;
      readonly kind: 'count' | 'gauge';
      readonly name: string;
      readonly value: number;
      readonly labels?: Record<string, string>;
    }
  | { readonly t: 'beat'; readonly rss: number; readonly busyMs: number; readonly plugins: readonly PluginUsage[] }
  | { readonly t: 'loaded'; readonly key: string }
  | { readonly t: 'failed'; readonly key: string; readonly failure: Failure }
  | ResultMessage
  | { readonly t: 'chunk'; readonly id: number }
  | { readonly t: 'end'; readonly id: number; readonly failure?: Failure; readonly cpuMs?: number }
  | {
      readonly t: 'use';
      readonly use: number;
      readonly key: string;
      readonly call: number;
      readonly capability: string;
      readonly method: string;
    }
  | {
      readonly t: 'log';
      readonly key: string;
      readonly call: number;
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly message: string;
      readonly fields?: Record<string, unknown>;
    }
  | {
      readonly t: 'span';
      readonly call: number;
      /** `traceparent` of the call, which may be over when this arrives. */
      readonly parent?: string;
      readonly name: string;
      readonly start: number;
      readonly end: number;
      readonly attributes?: Record<string, unknown>;
      readonly failed?: boolean;
    }
  | { readonly t: 'denied'; readonly key: string; readonly call: number; readonly code: string; readonly message: string };

/** `key` is `<id>@<version>#<first 12 of the package hash>`: two versions live side by side during a swap. Blob: the bundle. */
export interface LoadMessage {
  readonly t: 'load';
  readonly key: string;
  readonly plugin: string;
  readonly version: string;
  readonly limits: Required<Limits>;
  /** Granted capabilities with their granted scopes; the prelude makes these and no other. */
  readonly granted: Readonly<Record<string, unknown>>;
  readonly wasm: boolean;
  readonly runtime: 'isolate' | 'worker' | 'process';
  /** Drop the code after so long without a call; 0 keeps it. */
  readonly idleMs: number;
  /** Of an executable: how its process is started and held. The bundle is the executable itself. */
  readonly process?: ProcessLoad;
}

export interface ProcessLoad {
  /** Where a folder for it is made. */
  readonly folder: string;
  /** All that it finds in its environment, beside what the handshake adds. */
  readonly env: Readonly<Record<string, string>>;
  /** What every call tells it about this server. */
  readonly server: Readonly<Record<string, string>>;
  /** Its own user, where the host may change it. */
  readonly uid?: number;
  readonly prlimit?: string;
  readonly setpriv?: string;
  /** From its start to its handshake. */
  readonly startMs: number;
  /** From being asked to stop until it is stopped. */
  readonly stopMs: number;
  /** Processor seconds that it may use while nobody waits for it. */
  readonly idleCpuSeconds: number;
}

/** One thing that holds a process, or does not: `enforced` by the system, `watched` by the host, or `open`. */
export interface ConfinementFact {
  readonly what: 'user' | 'privileges' | 'memory' | 'cpu' | 'files' | 'descriptors' | 'environment' | 'folder' | 'reading' | 'network';
  readonly state: 'enforced' | 'watched' | 'open';
  readonly by:
    | 'own-user'
    | 'server-user'
    | 'no-new-privileges'
    | 'no-setpriv'
    | 'prlimit'
    | 'no-prlimit'
    | 'host'
    | 'platform'
    | 'world-readable';
}

/** Arguments in the message's plain part. */
export interface CallMessage {
  readonly t: 'call';
  readonly id: number;
  readonly key: string;
  readonly point: string;
  readonly name: string;
  readonly method: string;
  readonly principal: Principal;
  readonly instance?: Instance;
  readonly orgId: number;
  readonly requestId: string;
  /** Epoch ms. */
  readonly deadline: number;
  /** Turn the answer into bytes in the thread: a name of `encoding.ts`. */
  readonly encoding?: string;
  readonly egress?: EgressGrant;
  readonly traceparent?: string;
  readonly job?: TimerJob;
}

/** What this call may fetch, and the secrets the thread adds outside the plugin. Never enters the isolate. */
export interface EgressGrant {
  /** Origins allowed, exact. */
  readonly origins: readonly string[];
  /** Base of relative URLs and target of `instance`, with headers that the thread adds. */
  readonly instance?: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly tlsSkipVerify?: boolean;
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    readonly serverName?: string;
    /** Appended to the query of what is asked of it. */
    readonly params?: readonly (readonly [string, string])[];
    /** Instead of the body of the request. */
    readonly body?: string;
    readonly token?: TokenGrant;
  };
  /** Exact `host:port` an administrator vouched for, so that private addresses are reachable there. */
  readonly trusted: readonly string[];
  /** `address:port` that nobody can vouch for: the server's own stores. */
  readonly never?: readonly string[];
  /** Cloud metadata addresses stay closed unless this is set. */
  readonly metadata: boolean;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
}

/** Where the thread gets a token that goes along as `Authorization: Bearer`. */
export interface TokenGrant {
  /** Equal keys have equal answers. */
  readonly key: string;
  readonly url: string;
  /** `host:port` of it, where an administrator vouched for it. */
  readonly trusted: readonly string[];
  /** Sent as a form. */
  readonly form: Readonly<Record<string, string>>;
  /** Signed by the thread and sent along instead of a secret. */
  readonly assertion?: { readonly issuer: string; readonly scope: string; readonly audience: string; readonly privateKey: string };
}

export interface ResultMessage {
  readonly t: 'result';
  readonly id: number;
  readonly ok: boolean;
  readonly failure?: Failure;
  /** The plain part is only the head: `chunk`s and an `end` follow. */
  readonly stream?: boolean;
  /** Encoded answers: what the bytes are, and the worst status of the answers in them. */
  readonly encoded?: { readonly contentType: string; readonly status: number };
  readonly cpuMs: number;
  readonly heapBytes: number;
}

export interface PluginUsage {
  readonly key: string;
  readonly cpuMs: number;
  readonly heapBytes: number;
  readonly open: number;
  /** Of a plugin that is a process of its own. */
  readonly pid?: number;
}

/** Kernel to the main thread of a host, on its first channel. */
export type ToHost =
  | { readonly t: 'start'; readonly slot: number; readonly kind: 'isolates' | 'worker' }
  | { readonly t: 'stop'; readonly slot: number };

/** The main thread beats on when a thread hangs: it says whose code each slot is in (index of `load` order, -1 for none). */
export type FromHost = { readonly t: 'beat'; readonly rss: number; readonly inside: readonly number[] } | { readonly t: 'ready' };
