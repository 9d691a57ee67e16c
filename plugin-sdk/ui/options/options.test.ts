import { describe, expect, test } from 'vitest';
import type { ValueMapping } from '../../data/display/types.ts';
import { flattened, packed } from './flat-mappings.ts';
import type { Panel } from '../panel.ts';
import { type OverrideProperty, overrideProperties, propertyNamed } from './override-properties.ts';
import { holds, valueAtPath, withValue } from './paths.ts';

describe('options by path', () => {
  test('are read and written without touching what was there', () => {
    const before = { legend: { mode: 'list', calcs: ['max'] } };
    expect(valueAtPath(before, 'legend.mode')).toBe('list');
    expect(withValue(before, 'legend.mode', 'table')).toEqual({ legend: { mode: 'table', calcs: ['max'] } });
    expect(before.legend.mode).toBe('list');
  });
  test('that are taken away leave no empty objects', () => {
    expect(withValue({ a: { b: 1 }, c: 2 }, 'a.b', undefined)).toEqual({ c: 2 });
  });
  test('never reach what every object inherits', () => {
    withValue({}, '__proto__.polluted', true);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
  test('are shown while all their conditions hold', () => {
    expect(
      holds(
        [
          { path: 'a', is: [1, 2] },
          { path: 'b', not: ['x'] },
        ],
        { a: 2, b: 'y' },
      ),
    ).toBe(true);
    expect(holds([{ path: 'a', is: [1] }], { a: 2 })).toBe(false);
  });
});

test('value mappings survive being edited as lines', () => {
  const mappings: ValueMapping[] = [
    { type: 'value', options: { '0': { text: 'down', color: 'red', index: 0 }, '1': { text: 'up', index: 1 } } },
    { type: 'range', options: { from: 2, to: null, result: { text: 'many', index: 2 } } },
    { type: 'special', options: { match: 'null', result: { text: 'none', index: 3 } } },
  ];
  expect(packed(flattened(mappings))).toEqual(mappings);
});

describe('a path through a list', () => {
  test('changes the one place, and makes the list where there is none', () => {
    expect(withValue({ sort: [{ field: 'a' }, { field: 'b' }] }, 'sort.1.desc', true)).toEqual({
      sort: [{ field: 'a' }, { field: 'b', desc: true }],
    });
    expect(withValue({}, 'sort.0.field', 'cpu')).toEqual({ sort: [{ field: 'cpu' }] });
    expect(valueAtPath({ sort: [{ field: 'a' }] }, 'sort.0.field')).toBe('a');
  });
  test('reaches nothing that every object has', () => {
    expect(valueAtPath({}, 'constructor.name')).toBeUndefined();
    expect(valueAtPath({}, '__proto__.toString')).toBeUndefined();
  });
});

describe('what an exception can change', () => {
  const panel = {
    standardOptions: ['unit'],
    fieldEditors: [
      { path: 'drawStyle', label: 'Style', group: 'Lines', control: { kind: 'text' } },
      { path: 'lineStyle.fill', label: 'Line', group: 'Lines', control: { kind: 'text' }, when: [{ path: 'drawStyle', is: ['line'] }] },
      {
        path: 'lineStyle.dash',
        label: 'Dashes',
        group: 'Lines',
        control: { kind: 'text' },
        when: [{ path: 'lineStyle.fill', is: ['dash'] }],
      },
      { path: 'spanNulls', label: 'Gaps', group: 'Gaps', control: { kind: 'switch' } },
      { path: 'spanNulls', label: 'Up to', group: 'Gaps', control: { kind: 'number' } },
    ],
  } as unknown as Panel;
  const all = overrideProperties(panel);
  test('is named as dashboards store it: objects whole, and each once', () =>
    expect(all.map(({ id }) => id)).toEqual(['unit', 'custom.drawStyle', 'custom.lineStyle', 'custom.spanNulls']));
  test('depends on what it holds itself, not on the rest of the panel', () => {
    const { control } = all[2] as OverrideProperty;
    expect(control.kind === 'part' && control.editors.map(({ when }) => when)).toEqual([[], [{ path: 'lineStyle.fill', is: ['dash'] }]]);
  });
  test('is known by the path of one of its editors, too', () => {
    expect(propertyNamed('custom.lineStyle.fill', panel, all)?.label).toBe('Lines: Line');
    expect(propertyNamed('custom.nothing', panel, all)).toBeUndefined();
  });
});
