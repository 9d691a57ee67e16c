/** What people may choose, as data for the host's editors. */
import type { OptionEditor } from '@orrery/plugin-sdk/ui';
import { leastWidth } from './options.ts';
import { t } from './text/index.ts';

const e = t.editors;
const choices = <Value extends string>(texts: Readonly<Record<Value, string>>) =>
  Object.entries<string>(texts).map(([value, label]) => ({ value, label }));

export const editors: readonly OptionEditor[] = [
  { path: 'showHeader', label: e.showHeader, group: e.table, control: { kind: 'switch' } },
  {
    path: 'showTypeIcons',
    label: e.showTypeIcons,
    group: e.table,
    control: { kind: 'switch' },
    when: [{ path: 'showHeader', not: [false] }],
  },
  {
    path: 'cellHeight',
    label: e.cellHeight,
    group: e.table,
    control: { kind: 'segments', choices: choices({ sm: e.small, md: e.medium, lg: e.large, auto: e.auto }) },
  },
  { path: 'maxRowHeight', label: e.maxRowHeight, group: e.table, control: { kind: 'number', min: 20 } },
  { path: 'frozenColumns.left', label: e.frozen, description: e.frozenHelp, group: e.table, control: { kind: 'number', min: 0 } },
  { path: 'enablePagination', label: e.pagination, group: e.table, control: { kind: 'switch' } },
  {
    path: 'pageSize',
    label: e.pageSize,
    group: e.table,
    control: { kind: 'number', min: 1 },
    when: [{ path: 'enablePagination', is: [true] }],
  },
  { path: 'disableKeyboardEvents', label: e.keyboardOff, group: e.table, control: { kind: 'switch' } },
  { path: 'footer.show', label: e.showFooter, group: e.footer, control: { kind: 'switch' } },
  {
    path: 'footer.reducer',
    label: e.calculations,
    group: e.footer,
    control: { kind: 'reducers' },
    when: [{ path: 'footer.show', is: [true] }],
  },
  {
    path: 'footer.fields',
    label: e.footerFields,
    group: e.footer,
    control: { kind: 'field', types: ['number'] },
    when: [{ path: 'footer.show', is: [true] }],
  },
  {
    path: 'footer.countRows',
    label: e.countRows,
    group: e.footer,
    control: { kind: 'switch' },
    when: [{ path: 'footer.show', is: [true] }],
  },
];

const typed = (...is: string[]) => [{ path: 'cellOptions.type', is }];

export const fieldEditors: readonly OptionEditor[] = [
  { path: 'width', label: e.width, group: e.column, control: { kind: 'number', min: 20, placeholder: e.auto } },
  { path: 'minWidth', label: e.minWidth, group: e.column, control: { kind: 'number', min: 20, placeholder: String(leastWidth) } },
  {
    path: 'align',
    label: e.align,
    group: e.column,
    control: { kind: 'segments', choices: choices({ auto: e.auto, left: e.left, center: e.center, right: e.right }) },
  },
  { path: 'wrapHeaderText', label: e.wrapHeader, group: e.column, control: { kind: 'switch' } },
  { path: 'filterable', label: e.filterable, group: e.column, control: { kind: 'switch' } },
  { path: 'sortable', label: e.sortable, group: e.column, control: { kind: 'switch' } },
  { path: 'hideFrom.viz', label: e.hidden, group: e.column, control: { kind: 'switch' } },
  { path: 'hideHeader', label: e.hideHeader, group: e.column, control: { kind: 'switch' } },
  { path: 'footer.reducers', label: e.footer, group: e.column, control: { kind: 'reducers' } },
  { path: 'cellOptions.type', label: e.cellType, group: e.cell, control: { kind: 'choice', choices: choices(e.types) } },
  {
    path: 'cellOptions.mode',
    label: e.background,
    group: e.cell,
    control: { kind: 'segments', choices: choices({ basic: e.solid, gradient: e.gradient }) },
    when: typed('color-background'),
  },
  { path: 'cellOptions.applyToRow', label: e.applyToRow, group: e.cell, control: { kind: 'switch' }, when: typed('color-background') },
  {
    path: 'cellOptions.mode',
    label: e.bar,
    group: e.cell,
    control: { kind: 'segments', choices: choices({ basic: e.basic, gradient: e.gradient, lcd: e.lcd }) },
    when: typed('gauge'),
  },
  {
    path: 'cellOptions.valueDisplayMode',
    label: e.valueMode,
    group: e.cell,
    control: { kind: 'segments', choices: choices({ color: e.valueColor, text: e.valueText, hidden: e.valueHidden }) },
    when: typed('gauge'),
  },
  { path: 'cellOptions.hideValue', label: e.hideValue, group: e.cell, control: { kind: 'switch' }, when: typed('sparkline') },
  {
    path: 'cellOptions.drawStyle',
    label: e.drawStyle,
    group: e.cell,
    control: { kind: 'segments', choices: choices({ line: e.line, bars: e.bars, points: e.points }) },
    when: typed('sparkline'),
  },
  {
    path: 'cellOptions.lineWidth',
    label: e.lineWidth,
    group: e.cell,
    control: { kind: 'slider', min: 0, max: 10 },
    when: typed('sparkline'),
  },
  {
    path: 'cellOptions.fillOpacity',
    label: e.fillOpacity,
    group: e.cell,
    control: { kind: 'slider', min: 0, max: 100 },
    when: typed('sparkline'),
  },
  {
    path: 'cellOptions.lineInterpolation',
    label: e.interpolation,
    group: e.cell,
    control: { kind: 'choice', choices: choices(e.interpolations) },
    when: [...typed('sparkline'), { path: 'cellOptions.drawStyle', not: ['bars', 'points'] }],
  },
  {
    path: 'cellOptions.gradientMode',
    label: e.gradientMode,
    group: e.cell,
    control: { kind: 'segments', choices: choices(e.gradients) },
    when: typed('sparkline'),
  },
  {
    path: 'cellOptions.pointSize',
    label: e.pointSize,
    group: e.cell,
    control: { kind: 'slider', min: 1, max: 20 },
    when: [...typed('sparkline'), { path: 'cellOptions.drawStyle', not: ['bars'] }],
  },
  { path: 'cellOptions.spanNulls', label: e.spanNulls, group: e.cell, control: { kind: 'switch' }, when: typed('sparkline') },
  { path: 'cellOptions.dynamicHeight', label: e.dynamicHeight, group: e.cell, control: { kind: 'switch' }, when: typed('markdown') },
  { path: 'cellOptions.alt', label: e.altText, group: e.cell, control: { kind: 'text' }, when: typed('image') },
  { path: 'cellOptions.title', label: e.tooltipText, group: e.cell, control: { kind: 'text' }, when: typed('image') },
  {
    path: 'wrapText',
    label: e.wrapText,
    group: e.cell,
    control: { kind: 'switch' },
    when: typed('auto', 'color-text', 'color-background', 'pill', 'json-view'),
  },
  { path: 'inspect', label: e.inspect, group: e.cell, control: { kind: 'switch' } },
  { path: 'tooltip.field', label: e.tooltipField, group: e.cell, control: { kind: 'field' } },
  {
    path: 'tooltip.placement',
    label: e.tooltipPlacement,
    group: e.cell,
    control: { kind: 'choice', choices: choices(e.placements) },
    when: [{ path: 'tooltip.field', not: [undefined, null, ''] }],
  },
  { path: 'styleField', label: e.styleField, group: e.cell, control: { kind: 'field', types: ['string'] } },
];
