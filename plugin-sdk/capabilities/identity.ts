import type { Permission, Principal } from '../principal.ts';
/** `identity`: ask the kernel's one decision point about the caller; `signIn` (core level) lets a route answer open a session. */
export type IdentityRequest = readonly ('check' | 'signIn' | 'sessions' | 'rights')[];
export interface Identity {
  /** May the caller of this call do each of these? */
  allows(questions: readonly Permission[]): Promise<readonly boolean[]>;
  /** What the caller may do with an action: the scopes it holds, wildcards included. */
  scopes(action: string): Promise<readonly string[]>;
  permissions(): Promise<readonly Permission[]>;
  /** What the active plugins declare as roles, and which basic roles hold each. */
  roles(): Promise<readonly DeclaredRole[]>;
  /** `sessions` only: end every session of a user, but for the one with the id `except`; end one (false: the user has none such); list them. */
  endSessions(userId: number, except?: number): Promise<number>;
  endSession(userId: number, id: number): Promise<boolean>;
  sessions(userId: number): Promise<readonly SessionInfo[]>;
  principal(): Promise<Principal>;
  /** `signIn` only: this server has an owner now, the claim page closes. */
  claimed(): Promise<void>;
  /** `rights` only: what is remembered of principals, or of where scopes stand, is out of date. Every instance of the cluster asks anew. */
  rightsChanged(): Promise<void>;
}
export interface DeclaredRole {
  readonly plugin: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
  readonly grants: readonly string[];
}
export interface SessionInfo {
  readonly id: number;
  readonly created: number;
  readonly seen: number;
  readonly clientAddress: string;
  readonly userAgent: string;
}
