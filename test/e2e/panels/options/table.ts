import { type OptionCase, type PanelCases, percent, thresholds } from './shared.ts';

const footer = { options: { footer: { show: true, reducer: ['sum'] } } };
const paged = { options: { enablePagination: true, pageSize: 3 } };
const cell = (type: string, more: object = {}): { custom: object } => ({ custom: { cellOptions: { type, ...more } } });
const colored = { defaults: { ...percent, thresholds } };
const spark = { data: 'sparks' } as const;
const long = { data: 'longTexts' } as const;

const cases: readonly OptionCase[] = [
  { option: 'showHeader', value: false },
  { option: 'showTypeIcons', value: true },
  { option: 'cellHeight', value: 'md' },
  { option: 'cellHeight', value: 'lg' },
  { option: 'cellHeight', value: 'auto', scene: long },
  { option: 'maxRowHeight', value: 40, scene: { ...long, options: { cellHeight: 'auto' }, custom: { wrapText: true } } },
  {
    option: 'frozenColumns.left',
    value: 1,
    scene: { width: 320, custom: { width: 200 } },
    point: [0.5, 0.4],
  },
  { option: 'enablePagination', value: true, scene: { options: { pageSize: 3 } } },
  { option: 'pageSize', value: 2, scene: paged },
  { option: 'disableKeyboardEvents', value: true, keys: ['ArrowDown', 'ArrowDown'], grid: true },
  { option: 'footer.show', value: true, scene: { options: { footer: { reducer: ['sum'] } } } },
  { option: 'footer.reducer', value: ['max'], scene: footer },
  { option: 'footer.fields', value: 'Free', scene: footer },
  { option: 'footer.countRows', value: true, scene: { options: { footer: { show: true, reducer: ['count'] } } } },
  { option: 'custom.width', value: 60 },
  { option: 'custom.minWidth', value: 300 },
  { option: 'custom.align', value: 'center' },
  { option: 'custom.align', value: 'left' },
  { option: 'custom.wrapHeaderText', value: true, scene: { ...long, custom: { width: 90 } } },
  { option: 'custom.filterable', value: true },
  { option: 'custom.sortable', value: false, scene: { options: { sortBy: [{ displayName: 'Used', desc: true }] } } },
  { option: 'custom.hideFrom.viz', value: true },
  { option: 'custom.hideHeader', value: true },
  { option: 'custom.footer.reducers', value: ['mean'] },
  ...['color-text', 'color-background', 'gauge', 'pill'].map((value) => ({ option: 'custom.cellOptions.type', value, scene: colored })),
  { option: 'custom.cellOptions.mode', value: 'basic', scene: { ...colored, ...cell('color-background') } },
  { option: 'custom.cellOptions.mode', value: 'lcd', scene: { ...colored, ...cell('gauge') } },
  { option: 'custom.cellOptions.applyToRow', value: true, scene: { ...colored, data: 'rows', ...cell('color-background') } },
  { option: 'custom.cellOptions.valueDisplayMode', value: 'hidden', scene: { ...colored, ...cell('gauge') } },
  { option: 'custom.cellOptions.hideValue', value: true, scene: { ...spark, ...cell('sparkline') } },
  { option: 'custom.cellOptions.drawStyle', value: 'bars', scene: { ...spark, ...cell('sparkline') } },
  { option: 'custom.cellOptions.lineWidth', value: 5, scene: { ...spark, ...cell('sparkline') } },
  { option: 'custom.cellOptions.fillOpacity', value: 80, scene: { ...spark, ...cell('sparkline') } },
  { option: 'custom.cellOptions.lineInterpolation', value: 'stepAfter', scene: { ...spark, ...cell('sparkline') } },
  ...['opacity', 'hue', 'scheme'].map((value) => ({
    option: 'custom.cellOptions.gradientMode',
    value,
    scene: { ...spark, ...colored, ...cell('sparkline', { fillOpacity: 90 }) },
  })),
  { option: 'custom.cellOptions.pointSize', value: 8, scene: { ...spark, ...cell('sparkline', { drawStyle: 'points' }) } },
  { option: 'custom.cellOptions.spanNulls', value: true, scene: { data: 'sparksWithGaps', ...cell('sparkline') } },
  { option: 'custom.cellOptions.type', value: 'markdown', scene: { data: 'marked' } },
  { option: 'custom.cellOptions.dynamicHeight', value: true, scene: { data: 'marked', ...cell('markdown') } },
  { option: 'custom.cellOptions.alt', value: 'A house', scene: { data: 'pictures', ...cell('image') } },
  { option: 'custom.wrapText', value: true, scene: long },
  { option: 'custom.inspect', value: true, point: [0.1, 0.3] },
  { option: 'custom.tooltip.field', value: 'Used', point: [0.5, 0.5] },
  ...['top', 'right', 'left'].map((value) => ({
    option: 'custom.tooltip.placement',
    value,
    scene: { custom: { tooltip: { field: 'Used' } } },
    point: [0.5, 0.5] as const,
  })),
  { option: 'custom.styleField', value: 'Style', scene: { data: 'styled' } },
];

export default {
  base: { data: 'rows' },
  cases,
  // The browser shows titles when it likes, and in no picture.
  toldElsewhere: {
    'custom.cellOptions.title': 'test/e2e/panels.e2e.ts',
  },
} satisfies PanelCases;
