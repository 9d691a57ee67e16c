import { describe, expect, test } from 'vitest';
import type { PanelSuit } from '../contributions/panel.ts';
import { field, frame, numberField, stringField, timeField } from './build.ts';
import { factsOf, meets, proposals } from './suits.ts';

const times = timeField('Time', Float64Array.from([1, 2, 3]));
const load = numberField('load', Float64Array.from([1, 2, 3]));
const hosts = stringField('Host', ['a', 'b', 'c']);

describe('data', () => {
  test('are known by their columns', () => {
    expect(factsOf([frame([times, load])])).toMatchObject({ time: true, numbers: 1, texts: 0, rows: 3 });
    expect(factsOf([frame([times, load]), frame([hosts, load])]).time).toBeUndefined();
  });
  test.each([
    [{}, true],
    [{ time: false, texts: [1] }, true],
    [{ time: true }, false],
    [{ numbers: [2] }, false],
    [{ numbers: [1, 1] }, true],
    [{ rows: [1, 2] }, false],
    [{ fields: ['node|host'] }, true],
    [{ fields: ['host', 'zone'] }, false],
    [{ shapes: ['geo'] }, false],
  ] as const)('meet %j: %s', (needs, met) => expect(meets(factsOf([frame([hosts, load])]), needs)).toBe(met));
  test('are known by what they say they are, and by types of their fields', () => {
    const said = { ...frame([field('where', 'geo', 'json.RawMessage', [null])]), meta: { preferredVisualisationType: 'logs' } };
    expect(meets(factsOf([said]), { shapes: ['logs'] })).toBe(true);
    expect(meets(factsOf([said]), { shapes: ['geo'] })).toBe(true);
  });
});

describe('proposals', () => {
  const suit = (score: number, more: Partial<PanelSuit> = {}): PanelSuit => ({ score, needs: {}, ...more });
  const panels = [
    { id: 'a', suits: [suit(10), suit(30, { needs: { time: true } }), suit(20, { titles: { en: 'Stacked' } })] },
    { id: 'b', suits: [suit(25)] },
    { id: 'c' },
    { id: 'd', suits: [suit(90, { needs: { fields: ['nothing'] } })] },
  ];
  test('come best first, each form of a panel once', () => {
    const told = proposals(panels, [frame([times, load])]).map(({ panel, suit: { score } }) => `${panel.id} ${score}`);
    expect(told).toEqual(['a 30', 'b 25', 'a 20']);
  });
  test('are not made for nothing', () =>
    expect(proposals(panels, [frame([hosts.values.length ? { ...hosts, values: [] } : hosts])])).toEqual([]));
});
