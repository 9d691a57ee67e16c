import { frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';
import { expect, test } from 'vitest';
import { isLong, longToSeries } from './long.ts';

const long = frame(
  [
    timeField('time', Float64Array.from([1, 1, 2, 2])),
    stringField('host', ['a', 'b', 'a', 'b']),
    numberField('cpu', Float64Array.from([10, 20, 11, 0]), { nulls: Uint8Array.from([0, 0, 0, 1]) }),
  ],
  { refId: 'A', meta: { type: 'timeseries-long' } },
);

test('a long frame becomes a series for each combination of its texts, which become labels', () => {
  expect(isLong(long)).toBe(true);
  const series = longToSeries(long);
  expect(
    series.map(({ fields }) => [
      fields[1]?.labels,
      [...((fields[0]?.values ?? []) as Float64Array)],
      [...((fields[1]?.values ?? []) as Float64Array)],
    ]),
  ).toEqual([
    [{ host: 'a' }, [1, 2], [10, 11]],
    [{ host: 'b' }, [1, 2], [20, 0]],
  ]);
  expect([...(series[1]?.fields[1]?.nulls ?? [])]).toEqual([0, 1]);
  expect(series.every((each) => !isLong(each) && each.refId === 'A')).toBe(true);
});
