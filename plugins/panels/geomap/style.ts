/** How the rows of a layer look: sizes, colours, texts, turns, each fixed or by a field. Pure. */
import { namedColor, numberAt, rangeOf, rawAt, type ResolvedField, shown } from '@orrery/plugin-sdk/data';
import type { PanelTheme } from '@orrery/plugin-sdk/ui';
import type { Dimension, MarkerStyle } from './options.ts';

export interface RowStyle {
  size(row: number): number;
  color(row: number): string;
  text(row: number): string;
  /** Degrees. */
  rotation(row: number): number;
  symbol(row: number): string;
  readonly opacity: number;
  readonly lineWidth: number;
  readonly style: MarkerStyle;
  readonly colorField: ResolvedField | undefined;
}

/** Layers of older dashboards kept the style beside the layer's other options. */
export function styleIn(config: Readonly<Record<string, unknown>> = {}, key = 'style'): MarkerStyle {
  const own = config[key];
  if (typeof own === 'object' && own !== null) return own as MarkerStyle;
  const { size, color, fillOpacity, shape, markerSymbol, labels } = config as {
    size?: Dimension<number>;
    color?: Dimension<string>;
    fillOpacity?: number;
    shape?: string;
    markerSymbol?: Dimension<string>;
    labels?: Dimension<string>;
  };
  return {
    ...(size && { size }),
    ...(color && { color }),
    ...(typeof fillOpacity === 'number' && { opacity: fillOpacity }),
    ...(markerSymbol ? { symbol: markerSymbol } : shape && { symbol: { mode: 'fixed', fixed: shape } }),
    ...(labels && { text: labels }),
  };
}

export function fieldOf(fields: readonly ResolvedField[], name: string | undefined): ResolvedField | undefined {
  return name ? fields.find(({ displayName, field }) => displayName === name || field.name === name) : undefined;
}

export function rowStyle(style: MarkerStyle, fields: readonly ResolvedField[], theme: PanelTheme, standardSize = 5): RowStyle {
  const byField = <Value>(dimension: Dimension<Value> | undefined): ResolvedField | undefined =>
    dimension?.mode === 'fixed' ? undefined : fieldOf(fields, dimension?.field);
  const colorField = byField(style.color);
  const fixedColor = namedColor(style.color?.fixed ?? 'dark-green', theme);
  const textField = byField(style.text);
  const symbolField = byField(style.symbol);
  const { rotation } = style;
  const turned = byField(rotation);
  return {
    style,
    colorField,
    opacity: style.opacity ?? 0.4,
    lineWidth: style.lineWidth ?? 1,
    size: scaled(byField(style.size), style.size, standardSize),
    color: (row) => (colorField ? colorField.display(rawAt(colorField.field, row)).color : fixedColor),
    text: (row) => (textField ? shown(textField.display(rawAt(textField.field, row))) : (style.text?.fixed ?? '')),
    symbol: (row) => (symbolField ? String(rawAt(symbolField.field, row) ?? '') : (style.symbol?.fixed ?? 'circle')),
    rotation(row) {
      const value = turned ? numberAt(turned.field, row) : (rotation?.fixed ?? 0);
      if (value === null || !Number.isFinite(value)) return 0;
      const { min = -360, max = 360 } = rotation ?? {};
      return rotation?.mode === 'clamped' ? Math.max(min, Math.min(max, value)) : value % 360;
    },
  };
}

/** A field's span from its smallest to its largest value becomes the span of sizes. */
export function scaled(
  field: ResolvedField | undefined,
  dimension: Dimension<number> | undefined,
  standard: number,
): (row: number) => number {
  const { fixed = standard, min = 2, max = 15 } = dimension ?? {};
  if (!field) return () => fixed;
  const span = rangeOf(field.field, field.config);
  return (row) => {
    const value = numberAt(field.field, row);
    if (value === null) return min;
    if (span.max <= span.min) return (min + max) / 2;
    return min + (max - min) * Math.max(0, Math.min(1, (value - span.min) / (span.max - span.min)));
  };
}
