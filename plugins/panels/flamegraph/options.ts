/** What a dashboard stores for this panel (spec dashboards.md 6.12). */
export interface FlameOptions {
  readonly selectedView: 'top' | 'flame' | 'both';
  /** `diffDefault` and `diffColorBlind` where two profiles are compared. */
  readonly colorScheme: 'packageBased' | 'valueBased' | 'diffDefault' | 'diffColorBlind';
}
export const defaults: FlameOptions = { selectedView: 'both', colorScheme: 'packageBased' };
