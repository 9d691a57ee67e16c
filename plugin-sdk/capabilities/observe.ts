/** Always granted, labelled with the plugin. Lines over the plugin's rate are counted and dropped, with one line that says so. */
export interface Log {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}
export interface Metrics {
  /** `orrery_plugin_<name>_total{plugin, ...labels}`; at most 20 names and 200 label sets a plugin. */
  count(name: string, amount?: number, labels?: Readonly<Record<string, string>>): void;
  gauge(name: string, value: number, labels?: Readonly<Record<string, string>>): void;
}
export interface Trace {
  /** A child span of the call at hand around `work`. */
  span<Value>(name: string, work: () => Promise<Value>): Promise<Value>;
}
