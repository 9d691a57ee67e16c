/** From values to buckets of equal size (spec dashboards.md 7, histogram), or from frames that have them already. Pure. */
import { type FieldData, numberAt, type ResolvedField, resolveFields } from '@orrery/plugin-sdk/data';
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import { type HistogramOptions, type HistogramStyle, styleDefaults } from './options.ts';

export interface Distribution {
  readonly name: string;
  readonly field: ResolvedField;
  readonly style: HistogramStyle;
  readonly visible: boolean;
  readonly counts: readonly number[];
  /** As drawn, when stacked. */
  readonly spans: readonly (readonly [from: number, to: number])[];
}
export interface Buckets {
  /** Start of each bucket, and the end of the last. */
  readonly edges: readonly number[];
  readonly distributions: readonly Distribution[];
  /** The field whose unit the edges have. */
  readonly unit: ResolvedField;
}

const factors = [1, 2, 2.5, 4, 5];
/** More than anybody tells apart; a size that would make more is not followed. */
export const mostBuckets = 2_000;

export function bucketsOf({
  frames,
  fieldConfig,
  theme,
  timeZone,
  now,
  options,
  hidden,
}: PanelProps<HistogramOptions>): Buckets | undefined {
  const fields = resolveFields(frames, fieldConfig, { theme, timeZone, now });
  const ready = readyBuckets(fields);
  const numbers = ready?.counts ?? fields.filter(({ field }) => field.type === 'number');
  const drawn = numbers.filter((field) => !styleOf(field).hideFrom.viz);
  const [first] = drawn;
  if (!first) return;
  if (ready) {
    const counts = drawn.map(({ field }) => Array.from({ length: field.values.length }, (_, row) => numberAt(field, row) ?? 0));
    return { edges: ready.edges, unit: ready.unit, distributions: distributions(drawn, counts, hidden) };
  }
  const values = drawn.map(({ field, config }) => valuesOf(field, config.noValue));
  const size = options.bucketSize || automaticSize(values, options.bucketCount || 30);
  const grid = gridOf(values, size, options.bucketOffset);
  if (!grid) return;
  const counts = values.map((list) => {
    const found = new Array<number>(grid.edges.length - 1).fill(0);
    for (const value of list) {
      const at = Math.floor((value - options.bucketOffset) / grid.size) - grid.first;
      if (at >= 0 && at < found.length) found[at]!++;
    }
    return found;
  });
  if (!options.combine) return { edges: grid.edges, unit: first, distributions: distributions(drawn, counts, hidden) };
  const together = counts[0]!.map((_, at) => counts.reduce((sum, each) => sum + each[at]!, 0));
  return {
    edges: grid.edges,
    unit: first,
    distributions: distributions([first], [together], hidden, drawn.length > 1 ? 'count' : undefined),
  };
}

function styleOf({ config }: ResolvedField): HistogramStyle {
  return { ...styleDefaults, ...config.custom } as HistogramStyle;
}

/** Nulls are dropped, unless the field says which number stands for them. */
function valuesOf(field: FieldData, noValue: string | undefined): number[] {
  const filler = noValue !== undefined && noValue !== '' && Number.isFinite(Number(noValue)) ? Number(noValue) : undefined;
  const values: number[] = [];
  for (let row = 0; row < field.values.length; row++) {
    const value = numberAt(field, row) ?? filler;
    if (value !== undefined && Number.isFinite(value)) values.push(value);
  }
  return values;
}

/** The smallest round size above range by count, and not below the smallest gap of values. */
export function automaticSize(values: readonly (readonly number[])[], count: number): number {
  const sorted = Float64Array.from(values.flat()).sort();
  if (sorted.length === 0) return 1;
  let gap = Number.POSITIVE_INFINITY;
  for (let at = 1; at < sorted.length; at++) {
    const distance = sorted[at]! - sorted[at - 1]!;
    if (distance > 0 && distance < gap) gap = distance;
  }
  const range = sorted[sorted.length - 1]! - sorted[0]!;
  const least = Math.max(range / count, Number.isFinite(gap) ? gap : 0);
  if (!(least > 0)) return 1;
  for (let power = Math.floor(Math.log10(least)); ; power++)
    for (const factor of factors) {
      const size = Number((factor * 10 ** power).toPrecision(12));
      if (size >= least * (1 - 1e-9)) return size;
    }
}

function gridOf(
  values: readonly (readonly number[])[],
  asked: number,
  offset: number,
): { edges: number[]; first: number; size: number } | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of values)
    for (const value of list) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  if (low > high) return;
  const size = Math.max(asked, (high - low) / mostBuckets);
  const first = Math.floor((low - offset) / size);
  const last = Math.floor((high - offset) / size);
  return {
    first,
    size,
    edges: Array.from({ length: last - first + 2 }, (_, at) => Number(((first + at) * size + offset).toPrecision(12))),
  };
}

/** Frames that a transformation or a source made: `xMin`, `xMax` and a count a field. */
function readyBuckets(fields: readonly ResolvedField[]): { edges: number[]; counts: ResolvedField[]; unit: ResolvedField } | undefined {
  const start = fields.find(({ field }) => field.name === 'xMin' || field.name === 'BucketMin');
  const end = fields.find(
    ({ field, frameIndex }) => frameIndex === start?.frameIndex && (field.name === 'xMax' || field.name === 'BucketMax'),
  );
  if (!start || !end || start.field.values.length === 0) return;
  const edges = Array.from({ length: start.field.values.length }, (_, row) => numberAt(start.field, row) ?? 0);
  return {
    edges: [...edges, numberAt(end.field, end.field.values.length - 1) ?? edges.at(-1)!],
    counts: fields.filter(
      (field) => field.frameIndex === start.frameIndex && field.field.type === 'number' && field !== start && field !== end,
    ),
    unit: start,
  };
}

function distributions(
  fields: readonly ResolvedField[],
  counts: readonly (readonly number[])[],
  hidden: readonly string[],
  name?: string,
): Distribution[] {
  const tips = new Array<number>(counts[0]?.length ?? 0).fill(0);
  const visible = fields.map(({ displayName }) => !hidden.includes(name ?? displayName));
  const wholes = tips.map((_, at) => counts.reduce((sum, each, index) => sum + (visible[index] ? each[at]! : 0), 0) || 1);
  return fields.map((field, index) => {
    const style = styleOf(field);
    const { mode } = style.stacking;
    const spans = counts[index]!.map((count, at): readonly [number, number] => {
      const value = mode === 'percent' ? count / wholes[at]! : count;
      if (mode === 'none' || !visible[index]) return [0, value];
      const from = tips[at]!;
      tips[at] = from + value;
      return [from, from + value];
    });
    return { field, style, spans, name: name ?? field.displayName, visible: visible[index]!, counts: counts[index]! };
  });
}
