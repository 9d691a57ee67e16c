/** Frames in, frames out: run as a panel's pipeline runs them, with the options that a dashboard stores. */
import { frame, numberField, timeField, valueAt } from '@orrery/plugin-sdk/data';
import { applyStep } from '@orrery/plugin-sdk/testing';
import { describe, expect, test } from 'vitest';
import { manifest } from './manifest.ts';
import { transformationForms, transformations } from './module.tsx';
import { share } from './share.ts';

const times = timeField('time', Float64Array.of(1_000, 2_000, 3_000));
function run(cells: readonly (number | null)[], options: Record<string, unknown> = {}): unknown[] {
  const nulls = Uint8Array.from(cells, (one) => (one === null ? 1 : 0));
  const given = frame([
    times,
    numberField(
      'load',
      Float64Array.from(cells, (one) => one ?? 0),
      { nulls },
    ),
  ]);
  const [made] = applyStep([given], { id: 'acme-sample', options }, share, { timeZone: 'utc', now: 0 });
  return cells.map((_, row) => made?.fields[1] && valueAt(made.fields[1], row));
}

describe('shares', () => {
  test('are of the whole column, in percent unless something else is said', () => {
    expect(run([1, 1, 2])).toEqual([25, 25, 50]);
    expect(run([1, 1, 2], { whole: 1 })).toEqual([0.25, 0.25, 0.5]);
  });
  test('of what is missing are missing, and of nothing there are none', () => {
    expect(run([1, null, 3])).toEqual([25, null, 75]);
    expect(run([0, 0, 0])).toEqual([null, null, null]);
  });
  test('leave time as it is, and take frames without rows', () => {
    const [made] = applyStep([frame([times])], { id: 'acme-sample' }, share, { timeZone: 'utc', now: 0 });
    expect(made?.fields[0]).toBe(times);
    expect(applyStep([], { id: 'acme-sample' }, share, { timeZone: 'utc', now: 0 })).toEqual([]);
  });
  test('of a whole that is none are refused in words', () => {
    expect(() => run([1, 2, 3], { whole: 0 })).toThrow('a number above 0 belongs there');
  });
});

test('what the manifest promises is there, and can be edited', async () => {
  const promised = Object.keys(manifest.orrery.contributes.transformation);
  expect(Object.keys(transformations)).toEqual(promised);
  expect(Object.keys(await transformationForms())).toEqual(promised);
});
