/** From frames to columns that can be drawn: which fields, on one time axis, transformed, stacked. Pure. */
import { type ResolvedField, resolveFields } from '@orrery/plugin-sdk/data';
import { align, type Column, type PanelProps, spanGaps, stack, timeFieldOf, trackOf } from '@orrery/plugin-sdk/ui';
import { type SeriesStyle, styleDefaults, type TimeseriesOptions } from './options.ts';

export interface Series {
  readonly field: ResolvedField;
  readonly style: SeriesStyle;
  /** Drawn at all; a hidden one keeps its place in the legend. */
  readonly visible: boolean;
  readonly scale: string;
  /** Values as measured (negated where asked), for tooltip and labels. */
  readonly values: Column;
}
export interface Prepared {
  readonly series: readonly Series[];
  readonly times: Float64Array;
  /** As drawn: stacked, gaps spanned. */
  readonly columns: readonly Column[];
  readonly bands: readonly (readonly [upper: number, lower: number])[];
}

/** Undefined where no frame has both a time and a number. */
export function prepare({ frames, fieldConfig, theme, timeZone, hidden, now }: PanelProps<TimeseriesOptions>): Prepared | undefined {
  const fields = resolveFields(frames, fieldConfig, { theme, timeZone, now }).filter(
    ({ field, frame }) => (field.type === 'number' || field.type === 'boolean' || field.type === 'enum') && timeFieldOf(frame),
  );
  if (fields.length === 0) return;
  const styles = fields.map(({ config }) => ({ ...styleDefaults, ...config.custom }) as SeriesStyle);
  const tracks = fields.map(({ field, frame, config }, index) => {
    const time = timeFieldOf(frame);
    if (!time) throw new Error('a field without time was kept');
    const insert = styles[index]?.insertNulls;
    return trackOf(time, field, typeof insert === 'number' ? insert : (config.interval ?? time.config?.interval));
  });
  const { times, columns: raw } = align(tracks);
  const values = raw.map((column, index) => transformed(column, styles[index] as SeriesStyle));
  const visible = fields.map(({ displayName }, index) => !styles[index]?.hideFrom.viz && !hidden.includes(displayName));

  const stacked = stack(
    values.map((column, index) => {
      const { stacking, transform } = styles[index] as SeriesStyle;
      const isStacked = stacking.mode !== 'none' && visible[index];
      return {
        column,
        ...(isStacked && { group: `${stacking.group ?? 'A'}/${scaleKey(fields[index] as ResolvedField, styles[index] as SeriesStyle)}` }),
        mode: stacking.mode === 'percent' ? ('percent' as const) : ('normal' as const),
        negative: transform === 'negative-Y' || mostlyNegative(column),
      };
    }),
    times.length,
  );
  const columns = stacked.columns.map((column, index) => {
    const { spanNulls } = styles[index] as SeriesStyle;
    const connected = fields[index]?.config.nullValueMode === 'connected';
    return spanNulls || connected ? spanGaps(times, column, typeof spanNulls === 'number' ? spanNulls : true) : column;
  });
  return {
    times,
    columns,
    bands: stacked.bands,
    series: fields.map((field, index) => ({
      field,
      style: styles[index] as SeriesStyle,
      visible: visible[index] as boolean,
      scale: scaleKey(field, styles[index] as SeriesStyle),
      values: values[index] as Column,
    })),
  };
}

/** Series with the same unit, limits and distribution share one scale. */
function scaleKey({ config }: ResolvedField, style: SeriesStyle): string {
  const { scaleDistribution: distribution, axisPlacement, axisSoftMin, axisSoftMax, axisCenteredZero, stacking } = style;
  const parts = [
    config.unit,
    config.min,
    config.max,
    axisSoftMin,
    axisSoftMax,
    distribution.type,
    distribution.log,
    axisCenteredZero || '',
    stacking.mode === 'percent' ? 'percent' : '',
  ];
  return `y/${parts.map((part) => part ?? '').join('/')}/${axisPlacement === 'auto' ? '' : axisPlacement}`;
}

function transformed(column: Column, { transform }: SeriesStyle): Column {
  if (transform === 'negative-Y') return Array.from(column, (value) => (typeof value === 'number' ? -value : value));
  if (transform === 'constant') {
    const first = Array.from(column).find((value) => typeof value === 'number');
    return Array.from(column, () => first);
  }
  return column;
}

function mostlyNegative(column: Column): boolean {
  let sign = 0;
  for (const value of column) sign += typeof value === 'number' ? Math.sign(value) : 0;
  return sign < 0;
}

/** The sample at this index, or the nearest one of a series that has none just there. */
export function valueNear(values: Column, index: number): number | null {
  for (let away = 0; away < values.length; away++) {
    const before = values[index - away];
    if (before !== undefined) return before;
    const after = values[index + away];
    if (after !== undefined) return after;
  }
  return null;
}
