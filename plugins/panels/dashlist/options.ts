/** What a dashboard stores for this panel (spec dashboards.md 6.13). */
export interface DashlistOptions {
  readonly showStarred: boolean;
  readonly showRecentlyViewed: boolean;
  readonly showSearch: boolean;
  readonly showHeadings: boolean;
  readonly showFolderNames: boolean;
  readonly maxItems: number;
  readonly query: string;
  readonly tags: readonly string[];
  readonly folderUID?: string;
  readonly keepTime: boolean;
  readonly includeVars: boolean;
}
export const defaults: DashlistOptions = {
  showStarred: true,
  showRecentlyViewed: false,
  showSearch: false,
  showHeadings: true,
  showFolderNames: true,
  maxItems: 10,
  query: '',
  tags: [],
  keepTime: false,
  includeVars: false,
};
