/** What stood around a line of logs. Part of a query, so that it is asked under the same rights and limits as the line was. */

/** A place among the lines of a stream, as its source told it. */
export interface LogPlace {
  /** Epoch milliseconds. */
  readonly time: number;
  /** Nanoseconds since the epoch as text, where the source tells them. */
  readonly nanos?: string;
  readonly body: string;
  readonly id?: string;
}
/**
 * A line by which its source finds it again. A panel says the place; the labels are read from the answer that the page has, so that a
 * panel of others reaches no stream that it was not given. Sources keep to the labels, whatever the place says.
 */
export interface LogRow extends LogPlace {
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * With it in a query, what is wanted are the lines nearest to `row`, without it: `limit` of them at most, fewer only where there are no
 * more. They are those of the row's own stream, whatever else the query filters. The range of the request is the one in which the row
 * was found; what stands around it may lie outside.
 */
export interface LogContext {
  readonly direction: 'before' | 'after';
  readonly limit: number;
  readonly row: LogRow;
}
