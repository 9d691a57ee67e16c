/** What a dashboard stores for this panel (spec dashboards.md 6.13). */
export interface AnnolistOptions {
  readonly onlyFromThisDashboard: boolean;
  readonly onlyInTimeRange: boolean;
  readonly tags: readonly string[];
  readonly limit: number;
  readonly showUser: boolean;
  readonly showTime: boolean;
  readonly showTags: boolean;
  readonly navigateToPanel: boolean;
  /** How much of the time around an event is shown when it is followed: `10m`. */
  readonly navigateBefore: string;
  readonly navigateAfter: string;
}
export const defaults: AnnolistOptions = {
  onlyFromThisDashboard: false,
  onlyInTimeRange: false,
  tags: [],
  limit: 10,
  showUser: true,
  showTime: true,
  showTags: true,
  navigateToPanel: true,
  navigateBefore: '10m',
  navigateAfter: '10m',
};
