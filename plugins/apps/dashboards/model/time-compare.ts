/** What a panel showed a day, a week, a month or a whole range before, laid over what it shows now. Pure. */
import type { FrameData } from '@orrery/plugin-sdk';
import type { Range } from './lookup.ts';
import type { PanelRequest } from './query.ts';
import { readSpan } from './time.ts';

export const comparisons = ['1d', '1w', '1M', 'range'] as const;
export type Comparison = (typeof comparisons)[number];

/** How far back it lies, in ms. Months are as long as they were. */
export function distanceOf(comparison: Comparison, { from, to }: Range): number {
  if (comparison === 'range') return to - from;
  const before = readSpan({ from: `now-${comparison}`, to: `now-${comparison}` }, to);
  return to - (before?.to ?? to);
}

export function requestBefore(request: PanelRequest, ms: number): PanelRequest {
  return { ...request, from: String(Number(request.from) - ms), to: String(Number(request.to) - ms) };
}

/** The same values at the times that they are compared with, under a refId of their own. */
export function broughtForward(frames: readonly FrameData[], ms: number): FrameData[] {
  return frames.map((frame) => ({
    ...frame,
    ...(frame.refId !== undefined && { refId: `${frame.refId}-compare` }),
    meta: { ...frame.meta, timeCompare: { diffMs: ms, isTimeShiftQuery: true } },
    fields: frame.fields.map((field) =>
      field.type === 'time'
        ? { ...field, values: Float64Array.from(field.values as ArrayLike<number>, (time) => Number(time) + ms) }
        : field,
    ),
  }));
}
