/** What a dashboard stores for this panel (spec dashboards.md 6.12). */
export interface SpanFilters {
  readonly query?: string;
  readonly serviceName?: string;
  readonly spanName?: string;
  /** Longer than, shorter than: `10ms`. */
  readonly from?: string;
  readonly to?: string;
  readonly criticalPathOnly?: boolean;
  readonly matchesOnly?: boolean;
}
export interface TracesOptions {
  readonly spanFilters: SpanFilters;
}
export const defaults: TracesOptions = { spanFilters: {} };
