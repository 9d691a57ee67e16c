/** How often values fall into buckets of equal size. */
import { type FieldConfig, type FieldData, type FrameData, rawAt } from '@orrery/plugin-sdk/data';
import { defineTransformation, numbers } from '@orrery/plugin-sdk/data/transform/index';

interface Histogram {
  readonly bucketSize?: number | string;
  readonly bucketOffset?: number | string;
  readonly combine?: boolean;
}
/** Where nobody says a size: into about so many. A number of buckets that dashboards store has never been followed. */
const usualCount = 30;

export const histogram = defineTransformation<Histogram>({
  apply: (frames, { bucketSize, bucketOffset, combine }) => {
    if (frames.length === 0) return frames;
    const fields = frames.flatMap((frame) => frame.fields.filter(({ type }) => type === 'number'));
    if (fields.length === 0) return [];
    const values = fields.map(valuesOf);
    const asked = numberOf(bucketSize);
    const offset = numberOf(bucketOffset) ?? 0;
    const size = asked && asked > 0 ? asked : automaticSize(values);
    return [
      frameOf(
        fields,
        values.map((list) => counted(list, size, offset)),
        size,
        combine === true,
      ),
    ];
  },
});

function numberOf(option: number | string | undefined): number | undefined {
  const number = Number.parseFloat(String(option ?? ''));
  return number ? number : undefined;
}

/** Nulls are dropped, unless the field says which number stands for them. */
function valuesOf(field: FieldData): (number | undefined)[] {
  const noValue = Number(field.config?.noValue);
  const all = Array.from({ length: field.values.length }, (_, row) => rawAt(field, row) as number | null | undefined);
  return Number.isNaN(noValue)
    ? all.filter((value): value is number => Number.isFinite(value))
    : all.map((value) => (value === null ? noValue : value));
}

const sizes = Array.from({ length: 19 }, (_, power) => [1, 2, 2.5, 4, 5].map((factor) => Number(`${factor}e${power - 9}`)))
  .flat()
  // One quarter of ten is told, two and a half of one is not.
  .filter((size) => size !== 2.5);

/** The smallest round size above range by count, and not below the smallest gap of values. */
function automaticSize(lists: readonly (readonly (number | undefined)[])[]): number {
  const sorted = Float64Array.from(lists.flat() as number[]).sort();
  let gap = sorted.length === 1 ? 1 : Number.POSITIVE_INFINITY;
  for (let at = 1; at < sorted.length; at++) {
    const distance = sorted[at]! - sorted[at - 1]!;
    if (distance !== 0 && distance < gap) gap = distance;
  }
  const target = (sorted[sorted.length - 1]! - sorted[0]!) / usualCount;
  return sizes.find((size) => target < size && size >= gap) ?? Number.NaN;
}

function rounded(value: number): number {
  return Number.isInteger(value) ? value : Math.round(value * 1e9 * (1 + Number.EPSILON)) / 1e9;
}

function counted(values: readonly (number | undefined)[], size: number, offset: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) {
    const bucket = value === undefined ? Number.NaN : rounded(Math.floor((value - offset) / size) * size + offset);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return counts;
}

function frameOf(fields: readonly FieldData[], counts: readonly Map<number, number>[], size: number, combine: boolean): FrameData {
  const buckets = [...new Set(counts.flatMap((one) => [...one.keys()]))].sort((a, b) => a - b);
  const start = Float64Array.from(buckets);
  const decimals = (/\.\d+$/.exec(String(size))?.[0].length ?? 1) - 1;
  const unit = fields.find(({ config }) => config?.unit)?.config;
  const config: FieldConfig = { ...unit, ...(decimals > 0 && { decimals }) };
  const facts = Object.keys(config).length > 0 ? { config } : {};
  const perField = counts.map((one) => Float64Array.from(buckets, (bucket) => one.get(bucket) ?? 0));
  const columns = combine
    ? [{ ...fields[0]!, name: 'count', values: buckets.map((_, at) => perField.reduce((sum, values) => sum + values[at]!, 0)) }]
    : fields.map((field, index) => ({ ...field, values: perField[index]! }));
  return {
    refId: 'histogram',
    meta: { type: 'histogram' },
    fields: [
      numbers('xMin', start, undefined, facts),
      numbers(
        'xMax',
        start.map((value) => value + size),
        undefined,
        facts,
      ),
      ...columns.map(({ name, labels, config: own, values }) => {
        // Counts are counts, whatever was counted.
        const { unit: counting, ...rest } = own ?? {};
        const kept = { ...rest, ...(counting === 'short' && { unit: counting }) };
        return numbers(name, Float64Array.from(values), undefined, { ...(labels && { labels }), ...(own && { config: kept }) });
      }),
    ],
    length: buckets.length,
  };
}
