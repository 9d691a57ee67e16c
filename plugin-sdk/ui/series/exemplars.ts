/** Exemplars: single requests behind a series, each with labels that lead to its trace. */
import { type FrameData, isNull, numberAt } from '@orrery/plugin-sdk/data';
import { isLinked, type PanelPoint, timeFieldOf } from '@orrery/plugin-sdk/ui';

export interface Exemplar {
  readonly time: number;
  readonly value: number;
  readonly point: PanelPoint;
}

export function isExemplars(frame: FrameData): boolean {
  return frame.name === 'exemplar' || frame.meta?.custom?.resultType === 'exemplar';
}

export function exemplarsOf(frames: readonly FrameData[]): Exemplar[] {
  return frames.flatMap((frame, index) => {
    if (!isExemplars(frame)) return [];
    const time = timeFieldOf(frame);
    const valueIndex = frame.fields.findIndex(({ type }) => type === 'number');
    const value = frame.fields[valueIndex];
    if (!time || !value) return [];
    // The links of an exemplar are those of its trace.
    const linked = frame.fields.findIndex(isLinked);
    const found: Exemplar[] = [];
    for (let row = 0; row < frame.length; row++) {
      if (isNull(time, row) || isNull(value, row)) continue;
      found.push({
        time: numberAt(time, row) as number,
        value: numberAt(value, row) as number,
        point: { frame: index, field: linked < 0 ? valueIndex : linked, row },
      });
    }
    return found;
  });
}
