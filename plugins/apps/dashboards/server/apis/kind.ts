/** A kind of object: how the verbs of the Kubernetes API act on what is stored. The rules are those of the other door. */
import type { CallContext, RouteResponse, Row } from '@orrery/plugin-sdk';
import type { Wanted } from './object.ts';

export type Made = { readonly row: Row } | { readonly refused: RouteResponse };

export interface Kind {
  readonly group: string;
  readonly versions: readonly string[];
  readonly preferred: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly subresources: readonly string[];
  /** What the caller may read, in the order of its making, without its content. */
  list(context: CallContext): Promise<readonly Row[]>;
  /** With the content. */
  whole(ids: readonly number[], context: CallContext): Promise<readonly Row[]>;
  get(name: string, context: CallContext): Promise<Row | undefined>;
  mayRead(row: Row, context: CallContext): Promise<boolean>;
  /** `metadata`, `spec` and `status`. */
  show(row: Row, context: CallContext): Promise<Readonly<Record<string, unknown>>>;
  create(name: string, wanted: Wanted, dryRun: boolean, context: CallContext): Promise<Made>;
  update(row: Row, version: number, wanted: Wanted, dryRun: boolean, context: CallContext): Promise<Made>;
  remove(row: Row, dryRun: boolean, context: CallContext): Promise<Made>;
}
