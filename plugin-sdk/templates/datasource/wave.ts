import { type FrameData, frame, numberField, timeField } from '@orrery/plugin-sdk/data';
import type { QueryRequest } from '@orrery/plugin-sdk';
import type { SampleQuery } from './query.ts';

const forms: Readonly<Record<NonNullable<SampleQuery['shape']>, (phase: number) => number>> = {
  sine: (phase) => Math.sin(2 * Math.PI * phase),
  square: (phase) => (phase < 0.5 ? 1 : -1),
  saw: (phase) => 2 * phase - 1,
};

/** One point a pixel at most: the panel says in `maxDataPoints` and `intervalMs` how many it can show. Times are epoch milliseconds. */
export function waveOf(
  { shape = 'sine', periodSeconds = 600, intervalMs = 1000, refId }: SampleQuery,
  range: QueryRequest['range'],
): FrameData {
  const length = Math.max(0, Math.floor((range.to - range.from) / intervalMs) + 1);
  const times = Float64Array.from({ length }, (_, index) => range.from + index * intervalMs);
  const values = times.map((time) => forms[shape](((time / 1000) % periodSeconds) / periodSeconds));
  return frame([timeField('time', times), numberField(shape, values)], { refId });
}
