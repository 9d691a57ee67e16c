import type { Standing } from '../access/standing.ts';
import type { Readable } from 'node:stream';
import type { Instance, Limits, Principal, Result } from '@orrery/plugin-sdk';
import type { ConfinementFact, EgressGrant, PluginUsage, ProcessLoad } from '@orrery/plugin-sdk/bridge/messages';
import type { TimerJob } from '@orrery/plugin-sdk/contributions/context';
import type { SignatureLevel } from '../registry/types.ts';

/** A plugin as the hosts need it: the verified bytes, what it may hold and how much it may use. */
export interface Runnable {
  readonly key: string;
  readonly id: string;
  readonly version: string;
  readonly level: SignatureLevel;
  readonly runtime: 'isolate' | 'worker' | 'process';
  readonly placement: 'replicated' | 'pinned';
  /** Of a process, the executable. */
  readonly bundle: Uint8Array;
  readonly process?: ProcessLoad;
  readonly limits: Required<Limits>;
  readonly granted: Readonly<Record<string, unknown>>;
}

export interface CallTarget {
  readonly key: string;
  readonly point: string;
  readonly name: string;
  readonly method: string;
}

export interface CallOptions {
  readonly principal: Principal;
  readonly orgId: number;
  readonly requestId: string;
  readonly instance?: Instance;
  /** From now. Capped by the plugin's `wallMsPerCall`. */
  readonly wallMs?: number;
  readonly signal?: AbortSignal;
  readonly encoding?: string;
  readonly egress?: EgressGrant;
  readonly traceparent?: string;
  /** Safe to ask again when its host died. */
  readonly idempotent?: boolean;
  /** Equal keys that are open at the same time are asked once. Whoever gives one vouches that the answer is the same for both callers. */
  readonly coalesceKey?: string;
  /** Whether who was admitted still stands where they stood; asked before what the call does is kept. */
  readonly standing?: Standing;
  /** The timer behind the call; `context.job` of the plugin. */
  readonly job?: TimerJob;
}

/**
 * What a call gave. `value` is the answer, or the head of a streamed answer; `body` the bytes of an encoded or streamed one.
 * Failures: `plugin/threw`, `plugin/timeout` (wall), `plugin/turn-limit` (CPU), `plugin/heap-limit`, `plugin/response-limit`,
 * `plugin/busy`, `plugin/quarantined`, `plugin/missing`, `plugin/no-contribution`, `host/died` (retryable), `call/cancelled`.
 */
export interface Answer {
  readonly value: unknown;
  /** Bytes of a short answer, whole. */
  readonly bytes?: Uint8Array;
  readonly body?: Readable;
  readonly encoded?: { readonly contentType: string; readonly status: number };
}

/** Kernel's side of a capability: `use` of a plugin arrives here, already matched to the call it was made in. */
export interface Use {
  readonly plugin: { readonly key: string; readonly id: string; readonly level: SignatureLevel };
  /** Granted scope of this capability, as the manifest asked and the administrator granted it. */
  readonly granted: unknown;
  /** The call in whose course it was made. Its principal and organisation, never the plugin's word. */
  readonly principal: Principal;
  readonly orgId: number;
  readonly instance?: Instance;
  readonly requestId: string;
  readonly traceparent?: string;
  readonly standing?: Standing;
  readonly signal: AbortSignal;
  /** Sends an event into the plugin's subscription until disposed. */
  readonly emit: (subscription: number, event: unknown) => void;
  /** Undone when the isolate or thread that made this use goes. */
  readonly onGone: (undo: () => void) => void;
}
export type Broker = (method: string, args: readonly unknown[], use: Use) => Promise<Result<unknown>>;

export type HostEvent =
  | { readonly kind: 'crash'; readonly key: string; readonly cause: string; readonly guilty: boolean }
  | {
      readonly kind: 'host';
      readonly host: string;
      readonly state: 'started' | 'killed' | 'serving';
      readonly cause: string;
      readonly ms?: number;
    }
  /** A broker threw what it should have returned: a bug of the kernel's, told whole. */
  | { readonly kind: 'fault'; readonly key: string; readonly capability: string; readonly method: string; readonly error: unknown }
  | {
      readonly kind: 'denied';
      readonly key: string;
      readonly capability: string;
      readonly code: string;
      readonly message: string;
      readonly principal: Principal;
      readonly requestId: string;
    };

/** Everything the rest of the kernel may ask of the hosts. */
export interface Execution {
  /** Makes it callable; code runs at the first call. */
  add(plugin: Runnable): void;
  /** New calls go elsewhere from now on; resolves when the open ones ended or `drainMs` passed. Leaves nothing behind. */
  remove(key: string, drainMs: number): Promise<void>;
  call(target: CallTarget, args: readonly unknown[], options: CallOptions): Promise<Result<Answer>>;
  /** Instantiates now and reports whether `activate` worked: the health probe of a swap. */
  probe(key: string): Promise<Result<void>>;
  usage(): readonly (PluginUsage & { readonly host: string })[];
  hosts(): readonly {
    readonly name: string;
    readonly pid: number;
    readonly rss: number;
    readonly restarts: number;
    readonly threads: number;
  }[];
  /** What holds a plugin that is a process, and what does not. */
  confinement(key: string): readonly ConfinementFact[] | undefined;
  onEvent(listener: (event: HostEvent) => void): () => void;
  stop(): Promise<void>;
}
