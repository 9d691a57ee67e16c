/** Tables, lines of logs, texts, lists, graphs: panels whose data are rows. */
import { color, field, flag, list, number, type PanelKnown, pick, text, unit } from './types.ts';

const cell = (...types: readonly string[]) => ({
  within: { 'cellOptions.type': types[0] },
  without: [{ 'cellOptions.type': types.includes('auto') ? 'image' : 'auto' }],
});
const footer = { within: { 'footer.show': true }, without: [{ 'footer.show': false }] };
export const table: PanelKnown = {
  options: [
    flag('showHeader', true),
    flag('showTypeIcons', undefined, { without: [{ showHeader: false }] }),
    pick('cellHeight', ['sm', 'md', 'lg', 'auto'], 'sm'),
    number('maxRowHeight'),
    number('frozenColumns.left'),
    flag('enablePagination'),
    number('pageSize', undefined, { within: { enablePagination: true }, without: [{ enablePagination: false }] }),
    flag('disableKeyboardEvents'),
    flag('footer.show', false),
    list('footer.reducer', [], footer),
    field('footer.fields', footer),
    flag('footer.countRows', false, footer),
  ],
  custom: [
    number('width'),
    number('minWidth'),
    pick('align', ['auto', 'left', 'center', 'right'], 'auto'),
    flag('filterable'),
    flag('hideFrom.viz'),
    flag('hideHeader'),
    flag('inspect', false),
    flag('wrapText', undefined, cell('auto')),
    flag('wrapHeaderText'),
    flag('sortable'),
    field('tooltip.field'),
    pick('tooltip.placement', ['auto', 'top', 'right', 'bottom', 'left'], undefined, {
      within: { 'tooltip.field': 'Name' },
      without: [{ 'tooltip.field': '' }],
    }),
    field('styleField'),
    list('footer.reducers'),
    pick(
      'cellOptions.type',
      [
        ...[
          'auto',
          'color-text',
          'color-background',
          'gauge',
          'sparkline',
          'json-view',
          'image',
          'data-links',
          'actions',
          'pill',
          'markdown',
        ],
        'geo',
      ],
      'auto',
    ),
    pick('cellOptions.mode', ['basic', 'gradient'], undefined, cell('color-background')),
    flag('cellOptions.applyToRow', undefined, cell('color-background')),
    pick('cellOptions.mode', ['basic', 'gradient', 'lcd'], undefined, cell('gauge')),
    pick('cellOptions.valueDisplayMode', ['color', 'text', 'hidden'], undefined, cell('gauge')),
    flag('cellOptions.hideValue', undefined, cell('sparkline')),
    pick('cellOptions.drawStyle', ['line', 'bars', 'points'], undefined, cell('sparkline')),
    number('cellOptions.lineWidth', undefined, cell('sparkline')),
    number('cellOptions.fillOpacity', undefined, cell('sparkline')),
    pick('cellOptions.lineInterpolation', ['linear', 'smooth', 'stepBefore', 'stepAfter'], undefined, cell('sparkline')),
    pick('cellOptions.gradientMode', ['none', 'opacity', 'hue', 'scheme'], undefined, cell('sparkline')),
    number('cellOptions.pointSize', undefined, cell('sparkline')),
    flag('cellOptions.spanNulls', undefined, cell('sparkline')),
    text('cellOptions.alt', undefined, cell('image')),
    text('cellOptions.title', undefined, cell('image')),
    flag('cellOptions.dynamicHeight', undefined, cell('markdown')),
  ],
  color: 'thresholds',
};

const active = { without: [{ noInteractions: true }] };
export const logs: PanelKnown = {
  options: [
    ...['showTime', 'showLabels', 'showCommonLabels', 'wrapLogMessage', 'prettifyLogMessage'].map((name) => flag(name, false)),
    flag('enableLogDetails', true, active),
    pick('sortOrder', ['Descending', 'Ascending'], 'Descending'),
    pick('dedupStrategy', ['none', 'exact', 'numbers', 'signature'], 'none'),
    flag('showLogContextToggle', undefined, { without: [...active.without, { enableLogDetails: false }] }),
    flag('enableInfiniteScrolling', undefined, active),
    list('displayedFields', []),
    pick('fontSize', ['default', 'small'], 'default'),
    flag('syntaxHighlighting'),
    pick('timestampResolution', ['ms', 'ns'], 'ms', { within: { showTime: true }, without: [{ showTime: false }] }),
    pick('detailsMode', ['inline', 'sidebar'], 'inline', { without: [{ enableLogDetails: false }, ...active.without] }),
    flag('showControls', undefined, active),
    flag('showLevel', true),
    flag('allowDownload', undefined, { within: { showControls: true }, without: [{ showControls: false }, ...active.without] }),
    flag('noInteractions'),
  ],
  standard: ['links', 'actions'],
};

export const nodeGraph: PanelKnown = {
  options: [
    pick('layoutAlgorithm', ['layered', 'force', 'grid'], 'layered'),
    pick('zoomMode', ['cooperative', 'greedy'], 'cooperative'),
    ...['nodes', 'edges'].flatMap((of) => [unit(`${of}.mainStatUnit`), unit(`${of}.secondaryStatUnit`)]),
    list('nodes.arcs'),
  ],
  items: { 'nodes.arcs': [field('field'), color('color')] },
  standard: ['links', 'actions'],
};
export const traces: PanelKnown = {
  options: [
    ...['query', 'serviceName', 'spanName', 'from', 'to'].map((name) => text(`spanFilters.${name}`)),
    flag('spanFilters.criticalPathOnly'),
    flag('spanFilters.matchesOnly'),
  ],
  standard: ['links', 'actions'],
};
export const flamegraph: PanelKnown = {
  options: [
    pick('selectedView', ['top', 'flame', 'both'], 'both'),
    pick('colorScheme', ['packageBased', 'valueBased', 'diffDefault', 'diffColorBlind'], 'packageBased'),
  ],
  standard: [],
};

const code = { within: { mode: 'code' }, without: [{ mode: 'markdown' }, { mode: 'html' }] };
export const textPanel: PanelKnown = {
  options: [
    pick('mode', ['markdown', 'html', 'code'], 'markdown'),
    text('content', ''),
    pick('code.language', ['plaintext', 'go', 'html', 'json', 'markdown', 'sql', 'typescript', 'xml', 'yaml'], 'plaintext', code),
    flag('code.showLineNumbers', false, code),
    flag('code.showMiniMap', false, code),
    pick('renderMode', ['once', 'perRow'], 'once'),
  ],
  standard: [],
};
export const news: PanelKnown = { options: [text('feedUrl', ''), flag('showImage', true)], standard: [] };
export const alertlist: PanelKnown = {
  options: [
    pick('viewMode', ['list', 'stat'], 'list'),
    pick('groupMode', ['default', 'custom'], 'default'),
    list('groupBy', [], { within: { groupMode: 'custom' }, without: [{ groupMode: 'default' }] }),
    number('maxItems', 20),
    pick('sortOrder', [1, 2, 3, 4, 5], 1),
    flag('dashboardAlerts', false),
    text('alertName', ''),
    text('alertInstanceLabelFilter', ''),
    text('datasource'),
    text('folder.title'),
    flag('showInstances', false),
    flag('showInactiveAlerts', false),
    ...['firing', 'pending', 'recovering', 'error'].map((name) => flag(`stateFilter.${name}`, true)),
    ...['noData', 'normal'].map((name) => flag(`stateFilter.${name}`, false)),
  ],
  standard: [],
};
const found = { within: { showSearch: true }, without: [{ showSearch: false }] };
export const dashlist: PanelKnown = {
  options: [
    flag('showStarred', true),
    flag('showRecentlyViewed', false),
    flag('showSearch', false),
    flag('showHeadings', true),
    flag('showFolderNames', true),
    number('maxItems', 10),
    text('query', '', found),
    list('tags', [], found),
    text('folderUID', undefined, found),
    flag('keepTime', false),
    flag('includeVars', false),
  ],
  standard: [],
};
const follows = { without: [{ navigateToPanel: false }] };
export const annolist: PanelKnown = {
  options: [
    flag('onlyFromThisDashboard', false),
    flag('onlyInTimeRange', false),
    list('tags', []),
    number('limit', 10),
    ...['showUser', 'showTime', 'showTags'].map((name) => flag(name, true)),
    flag('navigateToPanel', true),
    text('navigateBefore', '10m', follows),
    text('navigateAfter', '10m', follows),
  ],
  standard: [],
};
export const datagrid: PanelKnown = { options: [number('selectedSeries', 0)] };
