import { describe, expect, test } from 'vitest';
import { clusters, laneOf } from './lanes.ts';

const at = (time: number, source = 'a', more: object = {}) => ({ time, color: `#${time}`, source, ...more });
const same = (time: number): number => time;
const told = (found: ReturnType<typeof clusters>) => found.map(({ at: place, lane, members }) => [place, lane, members.length]);

describe('marks of annotations', () => {
  test('stand alone unless asked to merge', () => {
    expect(told(clusters([at(10), at(11)], same, undefined, () => 0))).toEqual([
      [10, 0, 1],
      [11, 0, 1],
    ]);
  });
  test('become one where they would cover each other, in the middle of it', () => {
    expect(told(clusters([at(30), at(10), at(20)], same, 10, () => 0))).toEqual([[20, 0, 3]]);
    expect(told(clusters([at(10), at(21)], same, true, () => 0))).toEqual([[15.5, 0, 2]]);
    expect(told(clusters([at(10), at(21)], same, -1, () => 0))).toEqual([[15.5, 0, 2]]);
  });
  test('of other queries have lanes of their own, and merge only within them', () => {
    const annotations = [at(10, 'deploys'), at(11, 'incidents'), at(12, 'deploys'), at(13, 'hours', { silent: true })];
    expect(told(clusters(annotations, same, 10, laneOf(annotations, true)))).toEqual([
      [11, 0, 2],
      [11, 1, 1],
    ]);
    expect(annotations.map(laneOf(annotations, false))).toEqual([0, 0, 0, 0]);
  });
});
