/** Options of lists that only moved. */
import { own } from '@orrery/plugin-sdk/data/own';
import { isObject, type Json } from '../json.ts';

const moving: Readonly<Record<string, readonly string[]>> = {
  alertlist: [
    'show',
    'limit',
    'sortOrder',
    'onlyAlertsOnDashboard',
    'stateFilter',
    'nameFilter',
    'dashboardTitle',
    'dashboardFilter',
    'dashboardTags',
    'folderId',
  ],
  dashlist: ['recent', 'search', 'starred', 'headings', 'limit', 'query', 'tags', 'folderId'],
  news: ['feedUrl'],
};
const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  alertlist: { show: 'showOptions', limit: 'maxItems', dashboardFilter: 'dashboardTitle' },
  dashlist: { recent: 'showRecentlyViewed', search: 'showSearch', starred: 'showStarred', headings: 'showHeadings', limit: 'maxItems' },
};

/** Lists kept their options beside the panel's own keys. Options that are there already win. */
export function listPanel(panel: Json): void {
  const options: Json = isObject(panel.options) ? panel.options : {};
  for (const key of moving[panel.type] ?? []) {
    if (panel[key] === undefined) continue;
    options[own(names[panel.type] ?? {}, key) ?? key] ??= panel[key];
    delete panel[key];
  }
  panel.options = options;
}
