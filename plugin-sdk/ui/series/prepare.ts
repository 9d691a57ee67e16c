/** From frames to columns that can be drawn: which fields, on one x axis, transformed, stacked. Pure. */
import { type FieldData, type FrameData, namedColor, type ResolvedField, resolveFields } from '@orrery/plugin-sdk/data';
import {
  align,
  type Column,
  isLong,
  longToSeries,
  type PanelPoint,
  type PanelProps,
  type StackBand,
  spanGaps,
  stack,
  timeFieldOf,
  trackOf,
} from '@orrery/plugin-sdk/ui';
import { type Exemplar, exemplarsOf, isExemplars } from './exemplars.ts';
import { type SeriesOptions, type SeriesStyle, styleDefaults } from './options.ts';

export interface Series {
  readonly field: ResolvedField;
  readonly style: SeriesStyle;
  readonly color: string;
  /** Drawn at all; a hidden one keeps its place in the legend. */
  readonly visible: boolean;
  readonly scale: string;
  /** Values as measured (negated where asked), for tooltip and labels. */
  readonly values: Column;
  /** The field among those the host gave; undefined where the frame was taken apart. */
  readonly source: Pick<PanelPoint, 'frame' | 'field'> | undefined;
  /** The panel paints it by itself: no line, bars or points. */
  readonly painted?: boolean;
  /** Limits of the scale that it leads, from those of the data. */
  readonly range?: (low: number, high: number) => [number, number];
}
export interface Prepared {
  readonly series: readonly Series[];
  readonly times: Float64Array;
  /** As drawn: stacked, gaps spanned. */
  readonly columns: readonly Column[];
  readonly bands: readonly StackBand[];
  readonly exemplars: readonly Exemplar[];
  /** The field of the x axis, where that is no time. */
  readonly x?: ResolvedField;
}
/** Which field of a frame is the x axis. Same `key`: same answer. */
export interface XAxis {
  readonly key: string;
  of(frame: FrameData): FieldData | undefined;
}
export const byTime: XAxis = { key: 'time', of: timeFieldOf };
export type Refused = 'time' | 'number';

type Props = PanelProps<SeriesOptions>;
const kept = new WeakMap<readonly FrameData[], { props: Props; axis: string; prepared: Prepared | Refused }>();

/** Drawing and summary ask for the same: made once for each set of what decides it. */
export function prepared(props: Props, axis = byTime): Prepared | Refused {
  const known = kept.get(props.frames);
  if (known?.axis === axis.key && sameData(known.props, props)) return known.prepared;
  const made = prepare(props, axis);
  kept.set(props.frames, { props, axis: axis.key, prepared: made });
  return made;
}

/** What decides the prepared data; size, range and time do not. */
export function sameData(one: Props, other: Props): boolean {
  return (
    one.frames === other.frames &&
    one.fieldConfig === other.fieldConfig &&
    one.theme === other.theme &&
    one.hidden === other.hidden &&
    one.timeZone === other.timeZone
  );
}

/** A word for what is missing where no frame has both an x axis and a number. */
export function prepare({ frames, fieldConfig, theme, timeZone, hidden, now }: Props, axis = byTime): Prepared | Refused {
  const { drawn, sources } = seriesFrames(frames);
  const resolved = resolveFields(drawn, fieldConfig, { theme, timeZone, now });
  const fields = resolved.filter(({ field, frame }) => {
    const x = axis.of(frame);
    return (field.type === 'number' || field.type === 'boolean' || field.type === 'enum') && x && field !== x;
  });
  if (fields.length === 0) return drawn.some((frame) => axis.of(frame)) ? 'number' : 'time';
  const styles = fields.map(styleOf);
  const { times, columns: raw } = align(
    fields.map(({ field, frame, config }, index) => {
      const time = axis.of(frame);
      if (!time) throw new Error('a field without an x axis was kept');
      const insert = styles[index]?.insertNulls;
      return trackOf(time, field, typeof insert === 'number' ? insert : (config.interval ?? time.config?.interval));
    }),
  );
  const series = fields.map((field, index): Series => {
    const style = styles[index] as SeriesStyle;
    const source = sources[field.frameIndex];
    return {
      field,
      style,
      color: style.lineColor ? namedColor(style.lineColor, theme) : field.color,
      visible: !style.hideFrom.viz && !hidden.includes(field.displayName),
      scale: scaleKey(field, style),
      values: transformed(raw[index] as Column, style),
      source: source === undefined ? undefined : { frame: source, field: field.fieldIndex },
    };
  });
  const stacked = stack(series.map(stackInput), times.length);
  const columns = stacked.columns.map((column, index) => {
    const { spanNulls } = styles[index] as SeriesStyle;
    const connected = fields[index]?.config.nullValueMode === 'connected';
    return spanNulls || connected ? spanGaps(times, column, typeof spanNulls === 'number' ? spanNulls : true) : column;
  });
  const x = axis === byTime ? undefined : resolved.find(({ field, frame }) => field === axis.of(frame));
  return { times, columns, bands: stacked.bands, series, exemplars: exemplarsOf(frames), ...(x && { x }) };
}

/** Frames of series, long ones taken apart; of each, its index among those the host gave. */
function seriesFrames(frames: readonly FrameData[]): { drawn: FrameData[]; sources: (number | undefined)[] } {
  const drawn: FrameData[] = [];
  const sources: (number | undefined)[] = [];
  frames.forEach((frame, index) => {
    if (frame.meta?.dataTopic === 'annotations' || isExemplars(frame)) return;
    const parts = isLong(frame) ? longToSeries(frame) : [frame];
    for (const part of parts) {
      drawn.push(part);
      sources.push(part === frame ? index : undefined);
    }
  });
  return { drawn, sources };
}

const dashedComparison = { fill: 'dash', dash: [6, 4] } as const;

function styleOf({ config, frame }: ResolvedField): SeriesStyle {
  const custom = (config.custom ?? {}) as Partial<SeriesStyle>;
  const compared = (frame.meta?.timeCompare as { isTimeShiftQuery?: boolean } | undefined)?.isTimeShiftQuery;
  return {
    ...styleDefaults,
    ...custom,
    stacking: { ...styleDefaults.stacking, ...custom.stacking },
    hideFrom: { ...styleDefaults.hideFrom, ...custom.hideFrom },
    // What was then is told from what is now without a look at the legend.
    ...(compared && !custom.lineStyle && { lineStyle: dashedComparison }),
  };
}

function stackInput({ style: { stacking, transform }, values, visible, scale }: Series): Parameters<typeof stack>[0][number] {
  const stacks = stacking.mode !== 'none' && visible;
  return {
    column: values,
    ...(stacks && { group: `${stacking.group ?? 'A'}/${scale}` }),
    mode: stacking.mode === 'percent' ? 'percent' : 'normal',
    negative: stacks && (transform === 'negative-Y' || mostlyNegative(values)),
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

function transformed(column: Column, { transform, scaleDistribution }: SeriesStyle): Column {
  // Zero and what lies below it have no place on a logarithmic scale.
  if (scaleDistribution.type === 'log') column = Array.from(column, (value) => (typeof value === 'number' && value <= 0 ? null : value));
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

/** Index of the sample here, or of the nearest one of a series that has none just there; -1 where it has a gap. */
export function sampleNear(values: Column, index: number): number {
  for (let away = 0; away < values.length; away++) {
    const before = values[index - away];
    if (before !== undefined) return before === null ? -1 : index - away;
    const after = values[index + away];
    if (after !== undefined) return after === null ? -1 : index + away;
  }
  return -1;
}
