/** Values that follow from the clock alone: the same at the same time, whatever the range. */
import type { FrameData, TimeRange } from '@orrery/plugin-sdk';
import { frame, numberField, timeField } from '@orrery/plugin-sdk/data/build';
import { labelsOf, mostPoints, mostSeries, nameOf, pointsEach, type TestQuery } from '../query.ts';
import type { Scenarios } from './scenario.ts';

export const waves: Scenarios = {
  predictable_pulse: (query, range) => {
    const { timeStep, onCount = 3, offCount = 3, onValue = 2, offValue = 1 } = query.pulseWave ?? {};
    const [on, off] = [valueOf(onValue), valueOf(offValue)];
    const length = Math.max(Number(onCount) + Number(offCount), 1);
    return [wave(query, range, timeStep, (tick) => (tick % length < Number(onCount) ? on : off), nameOf(query), labelsOf(query.labels))];
  },
  predictable_csv_wave: (query, range) =>
    (query.csvWave ?? [{}]).slice(0, mostSeries).map(({ timeStep, valuesCSV = '0,0,2,2,1,1', name, labels }, index) => {
      const values = valuesCSV.split(',').slice(0, mostPoints).map(valueOf);
      return wave(
        query,
        range,
        timeStep,
        (tick) => values[tick % values.length] ?? null,
        name || nameOf(query, index),
        labelsOf(labels ?? query.labels, index),
        pointsEach(Math.min(query.csvWave?.length ?? 1, mostSeries)),
      );
    }),
};

/** A number, `null`, or `nan`. */
function valueOf(written: unknown): number | null {
  const text = String(written ?? '')
    .trim()
    .toLowerCase();
  if (text === 'null' || text === 'nil' || text === '') return null;
  return text === 'nan' ? Number.NaN : Number(text);
}

function wave(
  query: TestQuery,
  range: TimeRange,
  timeStep: number | undefined,
  valueAt: (tick: number) => number | null,
  name: string,
  labels: Record<string, string>,
  most = mostPoints,
): FrameData {
  const step = Math.max((Number(timeStep) || 60) * 1000, Math.ceil((range.to - range.from) / most), 1);
  const first = Math.ceil(range.from / step) * step;
  const count = Math.min(Math.max(Math.floor((range.to - first) / step) + 1, 0), most);
  const times = Float64Array.from({ length: count }, (_, row) => first + row * step);
  const found = Array.from(times, (time) => valueAt(Math.round(time / step)));
  const nulls = Uint8Array.from(found, (value) => Number(value === null));
  return frame(
    [
      timeField('Time', times, { config: { interval: step } }),
      numberField(
        name,
        Float64Array.from(found, (value) => value ?? 0),
        { labels, ...(nulls.some(Boolean) && { nulls }) },
      ),
    ],
    { refId: query.refId },
  );
}
