/** Kernel to storage thread and back. Rows travel as arrays: one list of names, then values. */
export interface StatementRequest {
  readonly id: number;
  /** The connection asking: its transaction, when it has one open, holds the writer. */
  readonly connection: number;
  readonly sql: string;
  readonly values: readonly unknown[];
  readonly maxRows: number;
  /** Epoch ms. */
  readonly deadline: number;
}
export type ToStorage = StatementRequest | { readonly release: number } | { readonly stop: true };

export interface StatementReply {
  readonly id: number;
  readonly columns?: readonly string[];
  readonly rows?: readonly (readonly unknown[])[];
  readonly changes?: number;
  readonly lastId?: number;
  readonly error?: { readonly code: string; readonly message: string };
}
