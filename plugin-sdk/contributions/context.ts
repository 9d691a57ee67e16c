import type { Principal } from '../principal.ts';

/** Every call into a plugin carries this beside its arguments. */
export interface CallContext {
  readonly principal: Principal;
  readonly orgId: number;
  /** The configured instance the call is about: a datasource, a contact point, an auth provider. */
  readonly instance?: Instance;
  /** Epoch milliseconds after which nobody waits for the answer any more. */
  readonly deadline: number;
  /** Aborts when the caller left or the deadline passed; reaches the wire of every `fetch` given this signal. */
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** The timer that called, where one did (`schedule` capability). */
  readonly job?: TimerJob;
}

/** A timer as it was set: its key, when it was due (epoch ms), and the data given with it. */
export interface TimerJob {
  readonly key: string;
  readonly at: number;
  readonly data?: unknown;
}

/**
 * A configured use of a contribution, kept by the kernel. Secrets are not in it: they are added to outgoing requests
 * outside the plugin, or read through the `secrets` capability by the few that must.
 */
export interface Instance {
  readonly point: string;
  readonly contribution: string;
  readonly plugin: string;
  readonly id: number;
  readonly uid: string;
  readonly orgId: number;
  readonly name: string;
  /** Base of relative fetches; empty where the contribution needs none. */
  readonly url: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Names of the secrets that are set, never their values. */
  readonly secretNames: readonly string[];
  readonly readOnly: boolean;
  readonly isDefault: boolean;
  readonly version: number;
  /** Epoch milliseconds of the last change. */
  readonly updated: number;
}
