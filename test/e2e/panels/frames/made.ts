/** Waves and times that frames of the tests are made of: the same bytes every time. */
import { type FieldConfig, type FrameData, frame, numberField, timeField } from '@orrery/plugin-sdk/data';

export const start = Date.UTC(2026, 2, 10, 9, 0);
export const end = start + 3_600_000;
export const minute = 60_000;

/** Repeatable, with a few slow waves and some noise. */
export function wave(count: number, seed: number, middle: number, swing: number): Float64Array {
  let state = seed * 2_654_435_761;
  return Float64Array.from({ length: count }, (_, index) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const noise = state / 2 ** 32 - 0.5;
    return middle + swing * (Math.sin((index / count) * 7 + seed) + 0.4 * Math.sin((index / count) * 31 + seed * 2) + 0.5 * noise);
  });
}

export function times(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => start + (index * (end - start)) / (count - 1));
}

interface Made {
  readonly count?: number;
  readonly middle?: number;
  readonly swing?: number;
  readonly seed?: number;
  readonly config?: FieldConfig;
  readonly labels?: Readonly<Record<string, string>>;
  readonly nulls?: readonly number[];
}
export function series(name: string, { count = 61, middle = 50, swing = 20, seed = 1, config, labels, nulls }: Made = {}): FrameData {
  const values = wave(count, seed, middle, swing);
  const mask = nulls && Uint8Array.from({ length: count }, (_, index) => (nulls.includes(index) ? 1 : 0));
  return frame([
    timeField('Time', times(count)),
    numberField(name, values, { ...(config && { config }), ...(labels && { labels }), ...(mask && { nulls: mask }) }),
  ]);
}
