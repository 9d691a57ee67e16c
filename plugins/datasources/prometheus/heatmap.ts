/** Format `heatmap`: cumulative classic buckets as rows of a heatmap, one wide frame for each set of other labels. */
import type { FieldData, FrameData } from '@orrery/plugin-sdk';
import { frame, numberField, timeField } from '@orrery/plugin-sdk/data/build';
import type { Asking } from './asking.ts';
import { metricText } from './legend.ts';
import { numberOf } from './scan.ts';

interface Bucket {
  readonly name: string;
  readonly bound: number;
  readonly value: FieldData;
  readonly at: ReadonlyMap<number, number>;
}

export function toHeatmap(frames: readonly FrameData[], { refId, stepMs }: Asking): FrameData[] {
  const groups = new Map<string, FrameData[]>();
  const others: FrameData[] = [];
  for (const one of frames) {
    const labels = one.fields[1]?.labels;
    if (!labels || one.meta?.type === 'heatmap-cells') {
      others.push(one);
      continue;
    }
    const { le: _bound, ...rest } = labels;
    const key = metricText(rest);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const wide = [...groups.values()].map((group) => wideFrame(group, refId, stepMs));
  return [...wide, ...others];
}

function wideFrame(group: readonly FrameData[], refId: string, stepMs: number): FrameData {
  const buckets = group.map(bucketOf).sort((a, b) => a.bound - b.bound);
  const times = Float64Array.from(new Set(buckets.flatMap(({ at }) => [...at.keys()]))).sort();
  const counts = buckets.map(({ at, value }) => {
    const column = new Float64Array(times.length);
    const nulls = new Uint8Array(times.length);
    for (let row = 0; row < times.length; row++) {
      const from = at.get(times[row] as number);
      if (from === undefined) nulls[row] = 1;
      else column[row] = (value.values as Float64Array)[from] as number;
    }
    return { column, nulls };
  });
  // Each bucket holds those below it: taken away from the top down.
  for (let index = counts.length - 1; index > 0; index--) {
    const [upper, lower] = [counts[index], counts[index - 1]];
    for (let row = 0; row < times.length; row++)
      if (upper && lower && !upper.nulls[row])
        upper.column[row] = (upper.column[row] as number) - (lower.nulls[row] ? 0 : (lower.column[row] as number));
  }
  const { executedQueryString, notices, custom } = group[0]?.meta ?? {};
  return frame(
    [
      timeField('Time', times, { config: { interval: stepMs } }),
      ...buckets.map(({ name, value }, index) =>
        numberField(name, counts[index]?.column ?? new Float64Array(), {
          labels: value.labels ?? {},
          config: { displayNameFromDS: name },
          ...(counts[index]?.nulls.some(Boolean) && { nulls: counts[index]?.nulls as Uint8Array }),
        }),
      ),
    ],
    {
      refId,
      meta: {
        type: 'heatmap-rows',
        custom: custom ?? {},
        ...(executedQueryString !== undefined && { executedQueryString }),
        ...(notices && { notices }),
      },
    },
  );
}

function bucketOf({ fields: [time, value] }: FrameData): Bucket {
  const le = value?.labels?.le;
  return {
    name: le ?? value?.config?.displayNameFromDS ?? value?.name ?? '',
    bound: le === undefined ? Number.NaN : numberOf(le),
    value: value as FieldData,
    at: new Map(Array.from((time?.values ?? []) as Float64Array, (at, row) => [at, row])),
  };
}
