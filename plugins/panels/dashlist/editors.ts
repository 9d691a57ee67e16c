/** What people may choose about this panel. */
import type { OptionCondition, OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const group = t.list;
const searched: OptionCondition = { path: 'showSearch', is: [true] };
export const editors: readonly OptionEditor[] = [
  { path: 'showStarred', label: t.starred, group, control: { kind: 'switch' } },
  { path: 'showRecentlyViewed', label: t.recent, group, control: { kind: 'switch' } },
  { path: 'showSearch', label: t.found, group, control: { kind: 'switch' } },
  { path: 'query', label: t.query, group, control: { kind: 'text' }, when: [searched] },
  { path: 'tags', label: t.tags, group, control: { kind: 'list', of: 'text' }, when: [searched] },
  { path: 'folderUID', label: t.folder, group, control: { kind: 'text' }, when: [searched] },
  { path: 'maxItems', label: t.most, group, control: { kind: 'number', min: 1, max: 1000, step: 1 } },
  { path: 'showHeadings', label: t.headings, group, control: { kind: 'switch' } },
  { path: 'showFolderNames', label: t.folders, group, control: { kind: 'switch' } },
  { path: 'keepTime', label: t.keepTime, group: t.links, control: { kind: 'switch' } },
  { path: 'includeVars', label: t.includeVars, group: t.links, control: { kind: 'switch' } },
];
