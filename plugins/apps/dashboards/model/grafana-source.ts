/** The source `-- Grafana --`: a random walk, and frames that the dashboard itself holds. */
import { type FrameData, frame, numberField, timeField } from '@orrery/plugin-sdk/data';
import { frameFromJson } from '@orrery/plugin-sdk/data/grafana-json';
import type { Range } from './lookup.ts';
import type { Target } from './types.ts';

/** Undefined for kinds of query that nobody answers here. */
export function grafanaFrames(target: Target, range: Range, points: number): FrameData[] | undefined {
  const { queryType = 'randomWalk', refId } = target;
  if (queryType === 'randomWalk') return [randomWalk(refId, range, points)];
  if (queryType === 'snapshot' && Array.isArray(target.snapshot))
    return target.snapshot.map((json: unknown) => ({ ...frameFromJson(json), refId }));
  return;
}

/** The same range gives the same walk, so that a redraw does not jump. */
function randomWalk(refId: string, { from, to }: Range, points: number): FrameData {
  const length = Math.max(2, Math.min(points, 500));
  const step = (to - from) / (length - 1);
  let seed = Math.floor(from / 60_000) % 2_147_483_647 || 1;
  const random = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const times = new Float64Array(length);
  const values = new Float64Array(length);
  let value = random() * 100;
  for (let index = 0; index < length; index++) {
    times[index] = from + index * step;
    values[index] = value;
    value += random() - 0.5;
  }
  return frame([timeField('time', times), numberField('A-series', values)], { refId });
}
