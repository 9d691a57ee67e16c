/** Dashboards this browser showed last: written by the page that shows them, read by pages and panels that list them. */
export interface Viewed {
  readonly uid: string;
  readonly title: string;
  readonly url: string;
  readonly folder: string;
  readonly at: number;
}
const key = 'orrery.dashboards.viewed';
const most = 12;

export function viewedDashboards(): readonly Viewed[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(list) ? list.filter((one): one is Viewed => typeof one?.uid === 'string' && typeof one?.at === 'number') : [];
  } catch {
    return [];
  }
}
export function rememberViewed(one: Viewed): void {
  try {
    localStorage.setItem(key, JSON.stringify([one, ...viewedDashboards().filter(({ uid }) => uid !== one.uid)].slice(0, most)));
  } catch {
    return;
  }
}
