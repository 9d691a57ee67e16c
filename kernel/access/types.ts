import type { Permission, Principal, Result } from '@orrery/plugin-sdk';
import type { DeclaredRole, SessionInfo } from '@orrery/plugin-sdk/capabilities/identity';
/** The one decision point. */
export interface Access {
  /** From memory; ask `prepare` first wherever a scope may stand in or below another. */
  allows(principal: Principal, action: string, scope: string): boolean;
  /** Learns where these scopes stand. Undefined when nothing has to be waited for. */
  prepare(orgId: number, scopes: readonly string[]): Promise<void> | undefined;
  /**
   * Every permission of the principal, of its role and its own, wildcards included. The same list until roles change, so that what is
   * worked out of it can be kept with it.
   */
  permissions(principal: Principal): readonly Permission[];
  /** What active plugins declare as roles. */
  roles(): readonly DeclaredRole[];
}
export interface Sessions {
  /** The token for the cookie; only its hash is kept. */
  open(session: { userId: number; orgId: number; provider: string; clientAddress: string; userAgent: string }): Promise<string>;
  find(token: string): Promise<{ id: number; userId: number; orgId: number; provider: string; rotate?: string } | undefined>;
  /** The session acts in this organisation from now on. */
  move(token: string, orgId: number): Promise<void>;
  close(token: string): Promise<void>;
  /** False when the user has no such session. */
  closeById(userId: number, id: number): Promise<boolean>;
  /** But for the one with the id `except`. */
  closeAll(userId: number, except?: number): Promise<number>;
  list(userId: number): Promise<readonly SessionInfo[]>;
  /** Deletes what has expired; how many. Call it now and then. */
  sweep(): Promise<number>;
  /** Another kernel closed sessions of this user; all of them without one. */
  forget(userId?: number): void;
}
export interface AuditRecord {
  readonly at: number;
  readonly requestId: string;
  readonly principal: string;
  readonly orgId: number;
  readonly action: string;
  readonly scope: string;
  readonly outcome: 'allowed' | 'denied' | 'failed' | 'done';
  readonly detail: Readonly<Record<string, unknown>>;
}
export interface StoredAuditRecord extends AuditRecord {
  readonly sequence: number;
  readonly hash: string;
}
/** A record by its place in the chain; its hash stands for all before it. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}
/** Append-only, each record holding the hash of the one before. */
export interface Audit {
  record(record: Omit<AuditRecord, 'at'>): Promise<void>;
  /** For what happened already and nobody waits for: a record that cannot be stored is told to the log. */
  note(record: Omit<AuditRecord, 'at'>): void;
  /** Once every note so far was stored or given up. Before the database closes. */
  settled(): Promise<void>;
  /** Newest first, `before` a sequence. */
  list(asked?: { readonly before?: number; readonly limit?: number }): Promise<readonly StoredAuditRecord[]>;
  /** Reads the whole chain and names the first record that does not fit. `known`: a head somebody kept elsewhere, held against it. */
  verify(known?: AuditHead): Promise<{ ok: boolean; checked: number; head?: AuditHead; brokenAt?: number; cause?: string }>;
}
export type { Result };
