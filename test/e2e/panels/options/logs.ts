import type { OptionCase, PanelCases } from './shared.ts';

const opened = ['ArrowDown', 'Enter'];
const controls = { options: { showControls: true } };
const alike = { data: 'linesAlike', options: { sortOrder: 'Ascending' } } as const;

const cases: readonly OptionCase[] = [
  { option: 'showTime', value: true },
  { option: 'timestampResolution', value: 'ns', scene: { options: { showTime: true } } },
  { option: 'timestampResolution', value: 'ns', scene: { data: 'linesOld', options: { showTime: true } } },
  { option: 'showLevel', value: false },
  { option: 'showLabels', value: true },
  { option: 'showCommonLabels', value: true },
  { option: 'wrapLogMessage', value: true },
  { option: 'prettifyLogMessage', value: true },
  { option: 'syntaxHighlighting', value: true },
  { option: 'fontSize', value: 'small' },
  { option: 'sortOrder', value: 'Ascending' },
  { option: 'dedupStrategy', value: 'exact', scene: alike },
  { option: 'dedupStrategy', value: 'numbers', scene: alike },
  { option: 'dedupStrategy', value: 'signature', scene: alike },
  { option: 'displayedFields', value: ['pod', 'traceID'] },
  { option: 'enableLogDetails', value: false, grid: true, keys: opened },
  { option: 'detailsMode', value: 'sidebar', grid: true, keys: opened },
  { option: 'showLogContextToggle', value: true, grid: true, keys: opened },
  { option: 'showControls', value: true },
  { option: 'allowDownload', value: true, scene: controls },
  { option: 'enableInfiniteScrolling', value: true, grid: true, keys: ['End'], scene: { data: 'linesAlike', height: 200 } },
  { option: 'noInteractions', value: true, scene: controls },
];

export default { base: { data: 'lines', width: 760, height: 360 }, cases } satisfies PanelCases;
