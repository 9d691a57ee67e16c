/** The range of values that percentages, colours and gauges refer to. */
import type { FieldData, FrameData } from '../frame.ts';
import { extent } from './reducers.ts';
import type { DisplayConfig, NumericRange } from './types.ts';

const percent: NumericRange = { min: 0, max: 100 };

/** Range of one field by itself: what its config says, else its values; 0 to 100 where there are none. */
export function rangeOf(field: FieldData, { min, max }: DisplayConfig): NumericRange {
  if (field.type !== 'number') return percent;
  if (typeof min === 'number' && typeof max === 'number') return { min, max };
  if (field.values.length === 0) return percent;
  const found = extent(field) ?? percent;
  return { min: typeof min === 'number' ? min : found.min, max: typeof max === 'number' ? max : found.max };
}

/**
 * Fields share the range of all numbers of all frames, unless a field asks for its own. Found when it is first needed; a field before
 * that which says both ends says them for the others too, as dashboards were drawn with.
 */
export function rangeOfAll(frames: readonly FrameData[]): (field: FieldData, config: DisplayConfig) => NumericRange | undefined {
  let found: NumericRange | undefined;
  return (field, config) => {
    const { min, max, fieldMinMax } = config;
    if (typeof min === 'number' && typeof max === 'number') {
      found ??= { min, max };
      return { min, max };
    }
    if (field.type !== 'number') return;
    if (fieldMinMax) return rangeOf(field, config);
    found ??= together(frames);
    return { min: min ?? found.min, max: max ?? found.max };
  };
}

function together(frames: readonly FrameData[]): NumericRange {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const { fields } of frames) {
    for (const field of fields) {
      const range = field.type === 'number' ? extent(field) : undefined;
      if (!range) continue;
      const zero = field.config?.nullValueMode === 'null as zero' && field.nulls?.some(Boolean);
      min = Math.min(min, range.min, zero ? 0 : range.min);
      max = Math.max(max, range.max, zero ? 0 : range.max);
    }
  }
  return min <= max ? { min, max } : percent;
}
