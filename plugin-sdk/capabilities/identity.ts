import type { Permission, Principal } from '../principal.ts';
/** `identity`: ask the kernel's one decision point about the caller; `signIn` (core level) lets a route answer open a session. */
export type IdentityRequest = readonly ('check' | 'signIn' | 'sessions')[];
export interface Identity {
  /** May the caller of this call do each of these? */
  allows(questions: readonly Permission[]): Promise<readonly boolean[]>;
  /** What the caller may do with an action: the scopes it holds, wildcards included. */
  scopes(action: string): Promise<readonly string[]>;
  permissions(): Promise<readonly Permission[]>;
  /** `sessions` only: end every session of a user; list them. */
  endSessions(userId: number): Promise<number>;
  sessions(userId: number): Promise<readonly SessionInfo[]>;
  principal(): Promise<Principal>;
  /** `signIn` only: this server has an owner now, the claim page closes. */
  claimed(): Promise<void>;
}
export interface SessionInfo {
  readonly id: number;
  readonly created: number;
  readonly seen: number;
  readonly clientAddress: string;
  readonly userAgent: string;
}
