/** From frames to cells, whatever form they come in: counted already, as rows of buckets, or as values that are still to be counted. */
import { type FieldConfig, type FrameData, type ResolvedField, resolveFields } from '@orrery/plugin-sdk/data';
import { heatmapCells } from '@orrery/plugin-sdk/data/heatmap-cells';
import { isLong, longToSeries, type PanelProps } from '@orrery/plugin-sdk/ui';
import type { Distribution } from '@orrery/plugin-sdk/ui/chart/value-scale.ts';
import { isExemplars } from '@orrery/plugin-sdk/ui/series/exemplars.ts';
import type { HeatmapOptions } from '../options.ts';
import { cellsOf, isCells } from './cells.ts';
import { rowsOf } from './rows.ts';

export type Props = PanelProps<HeatmapOptions>;

/** A value of the data behind a cell, for its links. */
export interface Origin {
  readonly frame: number;
  readonly field: number;
  readonly row: number;
}
export interface Cell {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly origin?: Origin | undefined;
}
export interface Column {
  readonly from: number;
  readonly to: number;
  /** From low to high. */
  readonly cells: readonly Cell[];
}
export interface Grid {
  /** In order of time, none over another. */
  readonly columns: readonly Column[];
  /** Rows that are names and not numbers, from the lowest up: cell n reaches from n to n + 1. */
  readonly names?: readonly string[];
  /** Where the name of a row stands: at its upper edge, at its lower one, or in its middle. */
  readonly namesAt: 'upper' | 'lower' | 'middle';
  readonly distribution: Distribution;
  /** Texts of values, and of counts. */
  readonly value: ResolvedField;
  readonly count: ResolvedField;
  /** What a count is called. */
  readonly countName: string;
  /** Time that names a column: the end of the span that was counted, or its start. */
  readonly timeAt: 'from' | 'to';
}

const kept = new WeakMap<readonly FrameData[], { props: Props; grid: Grid | undefined }>();

/** Drawing and summary ask for the same. */
export function gridOf(props: Props): Grid | undefined {
  const known = kept.get(props.frames);
  if (known && sameData(known.props, props)) return known.grid;
  const grid = makeGrid(props);
  kept.set(props.frames, { props, grid });
  return grid;
}

export function sameData(one: Props, other: Props): boolean {
  return (
    one.frames === other.frames &&
    one.options === other.options &&
    one.fieldConfig === other.fieldConfig &&
    one.theme === other.theme &&
    one.timeZone === other.timeZone
  );
}

function makeGrid(props: Props): Grid | undefined {
  const { frames, options } = props;
  const drawn = frames.flatMap((each, index) =>
    each.meta?.dataTopic === 'annotations' || isExemplars(each)
      ? []
      : (isLong(each) ? longToSeries(each) : [each]).map((part) => ({ frame: part, index: part === each ? index : undefined })),
  );
  const parts = drawn.map(({ frame }) => frame);
  const resolved = resolveFields(parts, props.fieldConfig, props);
  const shown = resolved.filter(({ config }) => !(config.custom?.hideFrom as { viz?: boolean } | undefined)?.viz);
  const reader = readers(props);
  const sources = drawn.map(({ index }) => index);
  if (options.calculate) {
    const counted = heatmapCells(withFields(parts, shown), options.calculation);
    const first = shown.find(({ field }) => field.type === 'number');
    return counted && cellsOf([counted], reader, first?.config.unit, []);
  }
  const ready = parts.filter(isCells);
  if (ready.length > 0)
    return cellsOf(
      ready,
      reader,
      undefined,
      ready.map((each) => sources[parts.indexOf(each)]),
    );
  return rowsOf(shown, options.rowsFrame, reader, sources);
}

function withFields(frames: readonly FrameData[], shown: readonly ResolvedField[]): FrameData[] {
  return frames.map((each, frameIndex) => ({
    ...each,
    fields: each.fields.filter((_, fieldIndex) => shown.some((one) => one.frameIndex === frameIndex && one.fieldIndex === fieldIndex)),
  }));
}

/** Fields that write values and counts as the options say, and else as the data do. */
export interface Readers {
  value(config: FieldConfig): ResolvedField;
  count(config: FieldConfig): ResolvedField;
}
function readers(props: Props): Readers {
  const { yAxis, cellValues } = props.options;
  const made = (config: FieldConfig, own: { unit?: string | undefined; decimals?: number | undefined }): ResolvedField => {
    const { unit = config.unit, decimals = config.decimals } = own;
    const said = { ...(unit && { unit }), ...(typeof decimals === 'number' && { decimals }) };
    const field = { name: 'Value', type: 'number', kind: 'float64', values: new Float64Array(), config: said } as const;
    return resolveFields([{ fields: [field], length: 0 }], { defaults: {}, overrides: [] }, props)[0]!;
  };
  return { value: (config) => made(config, yAxis), count: (config) => made(config, cellValues ?? {}) };
}

/** Rows of numbers in a column, in order, by their distance where the field names none. */
export function stepOf(times: readonly number[], interval: number | undefined): number {
  if (interval && interval > 0) return interval;
  let step = Number.POSITIVE_INFINITY;
  for (let at = 1; at < times.length; at++) if (times[at]! > times[at - 1]!) step = Math.min(step, times[at]! - times[at - 1]!);
  return Number.isFinite(step) ? step : 60_000;
}

/** The column that a time falls into. */
export function columnAt({ columns }: Grid, time: number): number {
  let [low, high] = [0, columns.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const column = columns[middle]!;
    if (time < column.from) high = middle - 1;
    else if (time >= column.to) low = middle + 1;
    else return middle;
  }
  return -1;
}

/** Lowest and highest count that is shown. */
export function countRange(
  { columns }: Grid,
  { filterValues }: HeatmapOptions,
): { readonly min: number; readonly max: number } | undefined {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { cells } of columns)
    for (const { count } of cells) {
      if (!isShown(count, filterValues)) continue;
      if (count < min) min = count;
      if (count > max) max = count;
    }
  return min <= max ? { min, max } : undefined;
}

export function isShown(count: number, filter: HeatmapOptions['filterValues']): boolean {
  if (!Number.isFinite(count)) return false;
  return !(typeof filter?.le === 'number' && count <= filter.le) && !(typeof filter?.ge === 'number' && count >= filter.ge);
}
