/** What a dashboard stores for this panel (spec dashboards.md 6.13). */
export interface NewsOptions {
  readonly feedUrl: string;
  readonly showImage: boolean;
}
/** No feed is asked that nobody chose. */
export const defaults: NewsOptions = { feedUrl: '', showImage: true };
