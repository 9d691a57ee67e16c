/** What a dashboard stores for this panel: the series it began with, and the table as it was written. */
export interface SnapshotField {
  readonly name: string;
  readonly type?: string;
  readonly values?: readonly unknown[];
  readonly config?: Readonly<Record<string, unknown>>;
}
/** Grafana's frames as JSON, `[{ schema: { fields }, data: { values } }]`, or its older `[{ fields: [{ values }] }]`. */
export interface DatagridOptions {
  readonly selectedSeries: number;
  readonly snapshot?: unknown;
}
export const defaults: DatagridOptions = { selectedSeries: 0 };
