/** What people may choose about this panel. */
import type { OptionCondition, OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const follows: OptionCondition = { path: 'navigateToPanel', not: [false] };
export const editors: readonly OptionEditor[] = [
  { path: 'onlyFromThisDashboard', label: t.onlyHere, group: t.which, control: { kind: 'switch' } },
  { path: 'onlyInTimeRange', label: t.onlyRange, group: t.which, control: { kind: 'switch' } },
  { path: 'tags', label: t.tags, group: t.which, control: { kind: 'list', of: 'text' } },
  { path: 'limit', label: t.limit, group: t.which, control: { kind: 'number', min: 1, max: 1000, step: 1 } },
  { path: 'showUser', label: t.showUser, group: t.show, control: { kind: 'switch' } },
  { path: 'showTime', label: t.showTime, group: t.show, control: { kind: 'switch' } },
  { path: 'showTags', label: t.showTags, group: t.show, control: { kind: 'switch' } },
  { path: 'navigateToPanel', label: t.toPanel, group: t.follow, control: { kind: 'switch' } },
  { path: 'navigateBefore', label: t.before, group: t.follow, control: { kind: 'text', placeholder: '10m' }, when: [follows] },
  { path: 'navigateAfter', label: t.after, group: t.follow, control: { kind: 'text', placeholder: '10m' }, when: [follows] },
];
