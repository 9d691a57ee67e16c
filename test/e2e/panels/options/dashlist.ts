import type { PanelCases } from './shared.ts';

const searched = { options: { showStarred: false, showSearch: true } };
export default {
  base: { data: 'nothing' },
  cases: [
    { option: 'showStarred', value: false },
    { option: 'showRecentlyViewed', value: true },
    { option: 'showSearch', value: true },
    { option: 'showHeadings', value: false },
    { option: 'showFolderNames', value: false },
    { option: 'maxItems', value: 1 },
    { option: 'query', value: 'kube', scene: searched },
    { option: 'tags', value: ['prod'], scene: searched },
    { option: 'folderUID', value: 'fa', scene: searched },
  ],
  toldElsewhere: { keepTime: 'e2e/lists.e2e.ts: takes the time range along', includeVars: 'e2e/lists.e2e.ts: takes variables along' },
} satisfies PanelCases;
