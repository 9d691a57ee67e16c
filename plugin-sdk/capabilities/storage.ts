/**
 * `storage`: the plugin's own tables. Rows belong to the organisation of the call unless the table says `global`.
 * Every row has `id` (integer, given by the database) and `version` (1, plus one at every update).
 */
export interface StorageRequest {
  readonly tables: Readonly<Record<string, TableDeclaration>>;
}
export interface TableDeclaration {
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** Each a list of columns; the organisation is part of it unless the table is global. */
  readonly unique?: readonly (readonly string[])[];
  readonly indexes?: readonly (readonly string[])[];
  readonly global?: boolean;
}
/** `text` up to 190 characters and indexable, `long` any length, `integer` 53 bits, `time` epoch milliseconds, `json` plain data. `?` may be null. */
export type ColumnType =
  | 'text'
  | 'long'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'time'
  | 'json'
  | 'text?'
  | 'long?'
  | 'integer?'
  | 'number?'
  | 'boolean?'
  | 'time?'
  | 'json?';

export type Row = Readonly<Record<string, unknown>> & { readonly id: number; readonly version: number };

/** All must hold. A plain value means equal; `null` means is null. */
export type Where = Readonly<
  Record<
    string,
    | Plain
    | { readonly in: readonly Plain[] }
    | { readonly not: Plain }
    | { readonly like: string }
    | { readonly gt?: Plain; readonly gte?: Plain; readonly lt?: Plain; readonly lte?: Plain }
  >
>;
type Plain = string | number | boolean | null;

export interface FindOptions {
  readonly where?: Where;
  /** Columns to give; all when absent. */
  readonly columns?: readonly string[];
  readonly orderBy?: readonly (readonly [column: string, direction: 'asc' | 'desc'])[];
  /** 1 000 when absent, 10 000 at most. */
  readonly limit?: number;
  readonly offset?: number;
}

/**
 * Failures (thrown as `FailureError`): `storage/conflict` (unique, with `detail.columns`), `storage/version` (somebody else
 * saved first, with `detail.found`), `storage/missing`, `storage/unavailable` (retryable), `storage/limit`,
 * `storage/invalid` (a value that does not fit its column, a column or table that was not declared).
 * `like` ignores case and knows `%` and `_`, with a backslash before one that means itself.
 * On the wire: these method names, `[{ table, orgId? }, ...arguments]`; `transaction` with `[{ orgId? }, steps]`.
 */
export interface Table {
  get(where: Where): Promise<Row | undefined>;
  find(options?: FindOptions): Promise<readonly Row[]>;
  count(where?: Where): Promise<number>;
  insert(values: Readonly<Record<string, unknown>>): Promise<Row>;
  /** Fails with `storage/version` unless the stored version is `version`. */
  update(id: number, version: number, values: Readonly<Record<string, unknown>>): Promise<Row>;
  delete(where: Where): Promise<number>;
}
/** One step of a transaction. `insert` of a later step may use `{ ref: n, column: 'id' }` as a value: what step n gave. */
export type Step =
  | { readonly op: 'insert'; readonly table: string; readonly values: Readonly<Record<string, unknown>> }
  | {
      readonly op: 'update';
      readonly table: string;
      readonly id: number;
      readonly version: number;
      readonly values: Readonly<Record<string, unknown>>;
    }
  | { readonly op: 'delete'; readonly table: string; readonly where: Where };

export interface Storage {
  table(name: string): Table;
  /** All steps or none; the rows they gave, `undefined` for a delete. */
  transaction(steps: readonly Step[]): Promise<readonly (Row | undefined)[]>;
  /** The same storage, for another organisation. Core level only. */
  forOrg(orgId: number): Storage;
}
