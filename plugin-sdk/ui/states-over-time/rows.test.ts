import { frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { legendDefaults } from '../chart/legend-event.ts';
import { boxAt, type Form, type StateOptions, stateRows, statesOf } from './rows.ts';

const theme = {
  ...{ name: 'night' as const, dark: true, background: '#161b23', text: '#e6eaf0', series: ['#5aa9ff'] },
  ...{ tokens: {}, fontSans: 'sans-serif' },
};
const times = timeField('time', Float64Array.of(0, 10, 20, 30, 40));
const options: StateOptions = {
  showValue: 'auto',
  rowHeight: 0.9,
  mergeValues: true,
  legend: legendDefaults,
  tooltip: { mode: 'single', sort: 'none' },
};
const rows = (
  field: ReturnType<typeof stringField>,
  form: Form = 'changes',
  wish: Partial<StateOptions> = {},
  defaults: Record<string, unknown> = {},
  hidden: readonly string[] = [],
) =>
  stateRows(
    {
      ...{
        frames: [frame([times, field])],
        theme,
        hidden,
        width: 400,
        height: 300,
        range: { from: 0, to: 50 },
        timeZone: 'utc',
        locale: 'en',
        now: 0,
        title: '',
      },
      fieldConfig: { defaults, overrides: [] },
      options: { ...options, ...wish },
    },
    form,
  );
const told = (found: ReturnType<typeof rows>) => found?.[0]?.boxes.map(({ from, to, text }) => [from, to, text]);
const states = stringField('s', ['a', 'a', 'b', '', 'b'], { nulls: Uint8Array.of(0, 0, 0, 1, 0) });

describe('states', () => {
  test('last until the next different one, end at null and at the end of the range', () => {
    expect(told(rows(states))).toEqual([
      [0, 20, 'a'],
      [20, 30, 'b'],
      [40, 50, 'b'],
    ]);
  });
  test('are one a point where they are not merged', () => {
    expect(told(rows(states, 'changes', { mergeValues: false }))?.length).toBe(4);
  });
  test('go over gaps where asked, or over short ones', () => {
    expect(told(rows(states, 'changes', {}, { custom: { spanNulls: true } }))).toEqual([
      [0, 20, 'a'],
      [20, 50, 'b'],
    ]);
    expect(told(rows(states, 'changes', {}, { custom: { spanNulls: 5 } }))?.length).toBe(3);
  });
  test('of numbers are the ranges between thresholds where colours come from them', () => {
    const steps = [
      { value: null, color: 'green' },
      { value: 10, color: 'red' },
    ];
    const numbers = numberField('n', Float64Array.of(1, 2, 11, 12, 3));
    expect(told(rows(numbers, 'changes', {}, { color: { mode: 'thresholds' }, thresholds: { mode: 'absolute', steps } }))).toEqual([
      [0, 20, '< 10'],
      [20, 40, '10+'],
      [40, 50, '< 10'],
    ]);
  });
  test('are a box a sample in a history', () => {
    expect(told(rows(states, 'samples', { colWidth: 0.5 }))).toEqual([
      [-2.5, 2.5, 'a'],
      [7.5, 12.5, 'a'],
      [17.5, 22.5, 'b'],
      [37.5, 42.5, 'b'],
    ]);
  });
  test('that are switched off in the legend are not drawn', () => {
    expect(told(rows(states, 'changes', {}, {}, ['a']))?.map(([, , text]) => text)).toEqual(['b', 'b']);
  });
  test('are found by a time', () => {
    const [row] = rows(states) ?? [];
    expect([5, 25, 35, 45, 60].map((time) => boxAt(row!, time)?.text)).toEqual(['a', 'b', undefined, 'b', undefined]);
  });
  test('are named in the legend, unless a scheme colours numbers', () => {
    expect(statesOf(rows(states) ?? []).map(({ text }) => text)).toEqual(['a', 'b']);
    expect(
      statesOf(rows(numberField('n', Float64Array.of(1, 2, 3, 4, 5)), 'changes', {}, { color: { mode: 'continuous-GrYlRd' } }) ?? []),
    ).toEqual([]);
  });
  test('need a time', () => {
    const { frames: _, ...rest } = {
      frames: [],
      theme,
      hidden: [],
      width: 1,
      height: 1,
      range: { from: 0, to: 1 },
      timeZone: 'utc',
      locale: 'en',
      now: 0,
      title: '',
      options,
      fieldConfig: { defaults: {}, overrides: [] },
    };
    expect(stateRows({ ...rest, frames: [frame([states])] }, 'changes')).toBeUndefined();
  });
});
