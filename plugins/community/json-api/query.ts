import type { Query } from '@orrery/plugin-sdk';

/** One column: where its values are, what they are called and what they are. */
export interface Column {
  readonly path: string;
  readonly name?: string;
  readonly type?: 'auto' | 'text' | 'number' | 'time' | 'boolean';
}
export interface JsonQuery extends Query {
  /** Below the address of the data source, with its query. */
  readonly path?: string;
  readonly method?: 'GET' | 'POST';
  readonly body?: string;
  readonly language?: 'jsonpath' | 'jmespath';
  /** Where the rows are; columns are read below each. Empty: columns are read of the whole answer. */
  readonly rows?: string;
  readonly columns?: readonly Column[];
}
export const emptyQuery: Omit<JsonQuery, 'refId'> = { path: '/', method: 'GET', language: 'jsonpath', rows: '$[*]', columns: [] };
