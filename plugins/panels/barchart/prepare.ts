/** From frames to categories and series of bars. Pure. */
import { mappingFor, numberAt, rawAt, type ResolvedField, resolveFields, shown } from '@orrery/plugin-sdk/data';
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import { type BarChartOptions, type BarStyle, styleDefaults } from './options.ts';

export interface BarSeries {
  readonly field: ResolvedField;
  readonly style: BarStyle;
  readonly visible: boolean;
  /** By category; null where it has none. */
  readonly values: readonly (number | null)[];
  /** Row of the frame by category, for links; -1 where it has none. */
  readonly rows: readonly number[];
  readonly colors: readonly string[];
  /** As drawn: from where to where on the scale. */
  readonly spans: readonly (readonly [from: number, to: number])[];
  /** Series of one unit share a scale. */
  readonly scale: string;
}
export interface Prepared {
  readonly categories: readonly string[];
  readonly series: readonly BarSeries[];
}

type Props = PanelProps<BarChartOptions>;

/** Undefined where there is no number, or nothing to set it against. */
export function prepare({ frames, fieldConfig, theme, timeZone, now, options, hidden }: Props): Prepared | undefined {
  const fields = resolveFields(frames, fieldConfig, { theme, timeZone, now });
  const axes = frames.map((_, index) =>
    axisOf(
      fields.filter(({ frameIndex }) => frameIndex === index),
      options.xField,
    ),
  );
  const drawn = fields.filter(
    (field) =>
      field.field.type === 'number' &&
      axes[field.frameIndex] &&
      axes[field.frameIndex] !== field &&
      !styleOf(field).hideFrom.viz &&
      field.displayName !== options.colorByField,
  );
  const byColor = fields.find(({ displayName, field }) => displayName === options.colorByField || field.name === options.colorByField);
  // What colours the bars may also be what they show.
  if (byColor?.field.type === 'number' && !drawn.includes(byColor) && axes[byColor.frameIndex] && axes[byColor.frameIndex] !== byColor)
    drawn.push(byColor);
  if (drawn.length === 0) return;
  drawn.sort((one, other) => one.seriesIndex - other.seriesIndex);
  const { categories, rowsOf } = categoriesOf(axes);
  const bare = drawn.map((field) => {
    const rows = rowsOf[field.frameIndex]!;
    const values = rows.map((row) => (row < 0 ? null : numberAt(field.field, row)));
    return {
      field,
      rows,
      values,
      style: styleOf(field),
      visible: !hidden.includes(field.displayName),
      colors: rows.map((row) => colorAt(field, byColor, row)),
      scale:
        options.stacking === 'percent'
          ? 'percent'
          : [field.config.unit, field.config.min, field.config.max, styleOf(field).axisPlacement].join('/'),
    };
  });
  const spans = spansOf(bare, categories.length, options.stacking);
  return { categories, series: bare.map((series, index) => ({ ...series, spans: spans[index]! })) };
}

function styleOf({ config }: ResolvedField): BarStyle {
  return { ...styleDefaults, ...config.custom } as BarStyle;
}

/** The named field, else the first text, else the time. */
function axisOf(fields: readonly ResolvedField[], name: string | undefined): ResolvedField | undefined {
  return (
    (name ? fields.find(({ displayName, field }) => displayName === name || field.name === name) : undefined) ??
    fields.find(({ field }) => field.type === 'string' || field.type === 'enum') ??
    fields.find(({ field }) => field.type === 'time')
  );
}

/** One frame keeps its rows; several are joined where their categories are alike. */
function categoriesOf(axes: readonly (ResolvedField | undefined)[]): { categories: string[]; rowsOf: number[][] } {
  const used = axes.filter((axis) => axis !== undefined);
  if (used.length === 1) {
    const [axis] = used;
    const categories = Array.from(axis!.field.values as ArrayLike<unknown>, (_, row) => textOf(axis!, row));
    return { categories, rowsOf: axes.map((each) => (each ? categories.map((_, row) => row) : [])) };
  }
  const places = new Map<string, { readonly order: unknown; readonly text: string }>();
  const rows = axes.map((axis) => {
    const found = new Map<string, number>();
    for (let row = 0; axis && row < axis.field.values.length; row++) {
      const raw = rawAt(axis.field, row);
      found.set(String(raw), row);
      if (!places.has(String(raw))) places.set(String(raw), { order: raw, text: textOf(axis, row) });
    }
    return found;
  });
  const keys = [...places];
  if (used.every(({ field }) => field.type === 'time')) keys.sort(([, one], [, other]) => Number(one.order) - Number(other.order));
  return { categories: keys.map(([, { text }]) => text), rowsOf: rows.map((found) => keys.map(([key]) => found.get(key) ?? -1)) };
}

function textOf(axis: ResolvedField, row: number): string {
  return shown(axis.display(rawAt(axis.field, row)));
}

/** By the field that colours, by a mapping of the value, or the series' own. */
function colorAt(field: ResolvedField, by: ResolvedField | undefined, row: number): string {
  if (row < 0) return field.color;
  if (by) return by.display(rawAt(by.field, row)).color;
  const value = rawAt(field.field, row);
  return mappingFor(field.config.mappings, value)?.color ? field.display(value).color : field.color;
}

/** Positive and negative bars of one scale stack apart; percent is of the sum of sizes. */
function spansOf(
  series: readonly { readonly values: readonly (number | null)[]; readonly visible: boolean; readonly scale: string }[],
  count: number,
  stacking: BarChartOptions['stacking'],
): (readonly [number, number])[][] {
  const spans = series.map(() => new Array<readonly [number, number]>(count));
  for (let at = 0; at < count; at++) {
    const tips = new Map<string, { up: number; down: number }>();
    const whole = series.reduce((sum, { values, visible }) => sum + (visible ? Math.abs(values[at] ?? 0) : 0), 0) || 1;
    series.forEach(({ values, visible, scale }, index) => {
      const value = (values[at] ?? 0) / (stacking === 'percent' ? whole : 1);
      const tip = tips.get(scale) ?? { up: 0, down: 0 };
      tips.set(scale, tip);
      if (stacking === 'none' || !visible) spans[index]![at] = [0, value];
      else if (value >= 0) spans[index]![at] = [tip.up, (tip.up += value)];
      else spans[index]![at] = [tip.down, (tip.down += value)];
    });
  }
  return spans;
}
