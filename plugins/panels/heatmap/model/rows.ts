/** Frames of rows: a time, and a field a bucket. */
import { numberAt, type ResolvedField, shown } from '@orrery/plugin-sdk/data';
import { timeFieldOf } from '@orrery/plugin-sdk/ui';
import type { Distribution } from '@orrery/plugin-sdk/ui/chart/value-scale.ts';
import type { HeatmapOptions, RowLayout } from '../options.ts';
import type { Cell, Column, Grid, Readers } from './grid.ts';
import { stepOf } from './grid.ts';

interface Row {
  readonly field: ResolvedField;
  readonly name: string;
  /** The limit that its name is, where that is a number. */
  readonly bound: number;
}

export function rowsOf(
  fields: readonly ResolvedField[],
  wish: HeatmapOptions['rowsFrame'],
  readers: Readers,
  sources: readonly (number | undefined)[],
): Grid | undefined {
  const rows = inOrder(
    fields
      .filter(({ field, frame }) => (field.type === 'number' || field.type === 'boolean') && timeFieldOf(frame))
      .map((field): Row => {
        const { le, ge } = field.field.labels ?? {};
        const isNamed = field.config.displayName || field.config.displayNameFromDS;
        const name = isNamed ? field.displayName : (le ?? ge ?? field.displayName);
        return { field, name, bound: boundOf(le ?? ge ?? name) };
      }),
  );
  const [first] = rows;
  if (!first) return;
  const layout = layoutOf(rows, wish?.layout ?? 'auto');
  const distribution = (first.field.config.custom?.scaleDistribution as Distribution | undefined) ?? { type: 'linear' };
  // Buckets stand one above the other, all alike, unless a logarithm was asked for and there is one to take.
  const isNumeric = distribution.type !== 'linear' && distribution.type !== 'ordinal' && rows.every(({ bound }) => !Number.isNaN(bound));
  const limits = isNumeric ? limitsOf(rows, layout) : rows.map((_, at) => [at, at + 1] as const);
  const spans = new Map<number, Map<number, Cell>>();
  let interval: number | undefined;
  rows.forEach(({ field: { frame, field, frameIndex, fieldIndex } }, at) => {
    const time = timeFieldOf(frame)!;
    interval ??= time.config?.interval ?? field.config?.interval;
    const source = sources[frameIndex];
    const [low, high] = limits[at]!;
    for (let row = 0; row < frame.length; row++) {
      const [moment, count] = [numberAt(time, row), numberAt(field, row)];
      if (moment === null || count === null || !Number.isFinite(moment) || Number.isNaN(count)) continue;
      let span = spans.get(moment);
      if (!span) spans.set(moment, (span = new Map()));
      span.set(at, { low, high, count, origin: source === undefined ? undefined : { frame: source, field: fieldIndex, row } });
    }
  });
  if (spans.size === 0) return;
  const times = [...spans.keys()].sort((one, other) => one - other);
  const step = stepOf(times, interval);
  const value = readers.value(isNumeric || layout !== 'unknown' ? {} : (first.field.config ?? {}));
  const writes = value.config.unit !== undefined || value.config.decimals !== undefined;
  return {
    columns: times.map(
      (to): Column => ({ from: to - step, to, cells: [...spans.get(to)!.entries()].sort(([a], [b]) => a - b).map(([, cell]) => cell) }),
    ),
    ...(!isNumeric && { names: rows.map(({ name, bound }) => (writes && Number.isFinite(bound) ? shown(value.display(bound)) : name)) }),
    namesAt: layout === 'le' ? 'upper' : layout === 'ge' ? 'lower' : 'middle',
    distribution: isNumeric ? distribution : { type: 'linear' },
    value,
    count: readers.count(first.field.field.config ?? {}),
    countName: wish?.value ?? '',
    timeAt: 'to',
  };
}

function boundOf(text: string): number {
  const bare = text.trim().replace(/^\+/, '');
  if (/^-?inf(inity)?$/i.test(bare)) return bare.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return bare === '' ? Number.NaN : Number(bare);
}

/** Series of their own come in any order: by their bounds, where all have one. One frame has its order. */
function inOrder(rows: readonly Row[]): readonly Row[] {
  const oneFrame = rows.every(({ field }) => field.frameIndex === rows[0]?.field.frameIndex);
  if (oneFrame || rows.some(({ bound }) => Number.isNaN(bound))) return rows;
  return [...rows].sort((one, other) => (one.bound === other.bound ? 0 : one.bound - other.bound));
}

function layoutOf(rows: readonly Row[], asked: RowLayout): Exclude<RowLayout, 'auto'> {
  if (asked !== 'auto') return asked;
  const labelled = (label: 'le' | 'ge'): boolean => rows.every(({ field }) => field.field.labels?.[label] !== undefined);
  return labelled('le') ? 'le' : labelled('ge') ? 'ge' : 'unknown';
}

/** Between each bound and the next. What has no end is as much wider than its neighbour as that is than its own. */
function limitsOf(rows: readonly Row[], layout: RowLayout): (readonly [number, number])[] {
  const bounds = rows.map(({ bound }) => bound);
  const known = bounds.filter(Number.isFinite);
  const factor = known.length > 1 && known.at(-2)! > 0 ? known.at(-1)! / known.at(-2)! : 2;
  const end = (known.at(-1) ?? 1) * factor;
  const lowest = known[0] ?? 1;
  const start = known.length > 1 && lowest > 0 ? lowest / (known[1]! / lowest) : lowest - 1;
  return bounds.map((bound, at): readonly [number, number] => {
    if (layout === 'ge') return [Number.isFinite(bound) ? bound : start, Number.isFinite(bounds[at + 1]) ? bounds[at + 1]! : end];
    return [at === 0 ? start : Number.isFinite(bounds[at - 1]) ? bounds[at - 1]! : start, Number.isFinite(bound) ? bound : end];
  });
}
