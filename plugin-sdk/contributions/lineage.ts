/**
 * Point `lineage`: tells the kernel where scopes stand, so that a right on a container covers what is in it and what is below, and so
 * that something can be closed to those who hold a right only because their basic role holds it everywhere.
 */
import type { CallContext } from './context.ts';

export interface LineageDeclaration {
  /** Kinds of scopes it speaks for, without the last part: `dashboards:uid`, `folders:uid`. One speaker a kind. */
  readonly scopes: readonly string[];
  /** Topics of events after which all it said may be out of date, whoever publishes them. */
  readonly changedBy?: readonly string[];
}

export interface Lineage {
  /** Scopes of what the thing is in, nearest first. A right held on one of them counts. */
  readonly above: readonly string[];
  /** Whether rights that basic roles below Admin hold by a wildcard do not count here: only what was given on the thing or above it. */
  readonly closed: boolean;
}

export interface LineageHandler {
  /** One answer a scope, in order. Things that do not exist stand nowhere and are open. */
  lineage(question: { readonly scopes: readonly string[]; readonly orgId: number }, context: CallContext): Promise<readonly Lineage[]>;
}
