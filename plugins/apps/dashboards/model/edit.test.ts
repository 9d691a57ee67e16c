import { describe, expect, test } from 'vitest';
import { changesBetween, leavingOut } from './changes.ts';
import {
  addPanel,
  duplicatePanel,
  findPanel,
  nextRefId,
  onGrid,
  removePanel,
  removeRow,
  toggleRow,
  updatePanel,
  withPlaces,
} from './edit.ts';
import { compacted, freePlace, moved } from './grid.ts';
import { begun, done, isChanged, redone, undone } from './history.ts';
import { lineDiff, withContext } from './line-diff.ts';
import type { Dashboard, GridPos, PanelModel } from './types.ts';

const at = (x: number, y: number, w: number, h: number): GridPos => ({ x, y, w, h });
const panel = (id: number, gridPos: GridPos, more: Partial<PanelModel> = {}): PanelModel => ({
  id,
  type: 'stat',
  title: `P${id}`,
  gridPos,
  ...more,
});
const board = (...panels: PanelModel[]): Dashboard => ({ uid: 'u', title: 'T', panels });
const places = (dashboard: Dashboard): unknown => onGrid(dashboard).map(({ key, at: place }) => [key, place.x, place.y, place.w, place.h]);

describe('the grid', () => {
  const items = [
    { key: 'a', at: at(0, 0, 12, 4) },
    { key: 'b', at: at(12, 0, 12, 4) },
    { key: 'c', at: at(0, 4, 24, 4) },
  ];
  test('lets everything fall up', () => {
    expect(compacted([{ key: 'a', at: at(0, 7, 6, 2) }])[0]?.at.y).toBe(0);
  });
  test('makes room for what is moved', () => {
    const after = moved(items, 'b', at(0, 0, 12, 4));
    expect(after.map(({ key, at: place }) => [key, place.x, place.y])).toEqual([
      ['a', 0, 4],
      ['b', 0, 0],
      ['c', 0, 8],
    ]);
  });
  test('keeps below a row what lay below it', () => {
    const after = moved(
      [...items.slice(0, 1), { key: 'row', at: at(0, 4, 24, 1) }, { key: 'd', at: at(12, 5, 6, 3) }],
      'a',
      at(0, 1, 12, 9),
    );
    const y = (key: string): number => after.find((item) => item.key === key)?.at.y ?? -1;
    expect(y('d')).toBeGreaterThan(y('row'));
  });
  test('lets nothing out of its columns', () => {
    expect(moved(items, 'a', at(20, 0, 12, 4)).find(({ key }) => key === 'a')?.at.x).toBe(12);
    expect(moved(items, 'a', at(-3, -3, 30, 4)).find(({ key }) => key === 'a')?.at).toMatchObject({ x: 0, w: 24 });
  });
  test('finds the first free place', () => {
    expect(freePlace([at(0, 0, 12, 4)], 6, 4)).toEqual(at(12, 0, 6, 4));
    expect(freePlace([at(0, 0, 24, 4)], 6, 4)).toEqual(at(0, 4, 6, 4));
  });
});

describe('a dashboard', () => {
  test('gets a panel with a new id at a free place', () => {
    const { dashboard, id } = addPanel(board(panel(4, at(0, 0, 12, 9))), { type: 'timeseries' });
    expect(id).toBe(5);
    expect(findPanel(dashboard, 5)?.gridPos).toEqual(at(12, 0, 12, 9));
  });
  test('changes one panel and leaves the others as they are', () => {
    const before = board(panel(1, at(0, 0, 6, 4)), panel(2, at(6, 0, 6, 4)));
    const after = updatePanel(before, 2, (one) => ({ ...one, title: 'new' }));
    expect(after.panels?.[0]).toBe(before.panels?.[0]);
    expect(after.panels?.[1]?.title).toBe('new');
  });
  test('duplicates beside, and closes the gap of what is removed', () => {
    const doubled = duplicatePanel(board(panel(1, at(0, 0, 6, 4))), 1);
    expect(doubled && places(doubled.dashboard)).toEqual([
      ['panel-1', 0, 0, 6, 4],
      ['panel-2', 6, 0, 6, 4],
    ]);
    expect(places(removePanel(board(panel(1, at(0, 0, 24, 4)), panel(2, at(0, 4, 6, 4))), 1))).toEqual([['panel-2', 0, 0, 6, 4]]);
  });
  const rowed = board(
    panel(1, at(0, 0, 24, 1), { type: 'row', collapsed: false, panels: [] }),
    panel(2, at(0, 1, 12, 4)),
    panel(3, at(0, 5, 24, 1), { type: 'row', panels: [] }),
    panel(4, at(0, 6, 6, 4)),
  );
  test('closes a row round its panels, and opens it with them where they were', () => {
    const closed = toggleRow(rowed, 1);
    expect(findPanel(closed, 1)).toMatchObject({ collapsed: true, panels: [{ id: 2 }] });
    expect(places(closed)).toEqual([
      ['panel-1', 0, 0, 24, 1],
      ['panel-3', 0, 1, 24, 1],
      ['panel-4', 0, 2, 6, 4],
    ]);
    expect(places(toggleRow(closed, 1))).toEqual(places(rowed));
  });
  test('loses a row with its panels, or without', () => {
    expect(places(removeRow(rowed, 1, true))).toEqual([
      ['panel-3', 0, 0, 24, 1],
      ['panel-4', 0, 1, 6, 4],
    ]);
    expect(findPanel(removeRow(toggleRow(rowed, 1), 1, false), 2)).toBeDefined();
  });
  test('keeps what nobody touched as the same objects', () => {
    const before = board(panel(1, at(0, 0, 6, 4)));
    expect(withPlaces(before, onGrid(before)).panels?.[0]).toBe(before.panels?.[0]);
  });
  test('gives new queries the next free letter', () => {
    expect(nextRefId([{ refId: 'A' }, { refId: 'C' }])).toBe('B');
    expect(nextRefId(Array.from({ length: 26 }, (_, index) => ({ refId: String.fromCharCode(65 + index) })))).toBe('AA');
  });
});

describe('the history', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((title) => ({ uid: 'u', title })) as [Dashboard, Dashboard, Dashboard];
  test('goes back and forth, and forgets what was undone when something else is done', () => {
    const two = done(done(begun(a), 'one', b), 'two', c);
    expect(undone(two).now).toBe(b);
    expect(redone(undone(two)).now).toBe(c);
    expect(done(undone(two), 'three', a).future).toEqual([]);
  });
  test('takes what is typed into one field as one step', () => {
    const typed = done(done(begun(a), 'rename', b, 'title'), 'rename', c, 'title');
    expect(typed.past).toHaveLength(1);
    expect(undone(typed).now).toBe(a);
  });
  test('knows when everything is as it was', () => expect(isChanged(done(done(begun(a), 'x', b), 'y', { ...a }))).toBe(false));
});

describe('what changed', () => {
  const before = board(
    panel(1, at(0, 0, 6, 4), { targets: [{ refId: 'A', expr: 'up' }] }),
    panel(2, at(6, 0, 6, 4)),
    panel(3, at(12, 0, 6, 4)),
  );
  const after: Dashboard = {
    ...board(panel(1, at(0, 0, 6, 4), { targets: [{ refId: 'A', expr: 'sum(up)' }] }), panel(2, at(6, 4, 6, 4)), panel(4, at(0, 4, 6, 4))),
    tags: ['x'],
    version: 9,
  };
  test('is told panel by panel, with the texts of queries', () => {
    const { panels, settings } = changesBetween(before, after);
    expect(panels.map(({ kind, id }) => [kind, id])).toEqual([
      ['changed', 1],
      ['moved', 2],
      ['added', 4],
      ['removed', 3],
    ]);
    expect(panels[0]?.queries).toEqual([{ refId: 'A', before: 'up', after: 'sum(up)' }]);
    expect(settings).toEqual(['tags']);
  });
  test('can be left out, each by itself', () => {
    const kept = leavingOut(before, after, new Set([1, 3, 4]));
    expect(kept.panels?.map(({ id }) => id).sort()).toEqual([1, 2, 3]);
    expect(findPanel(kept, 1)?.targets?.[0]?.expr).toBe('up');
    expect(findPanel(kept, 2)?.gridPos?.y).toBe(4);
  });
  test('is shown line by line, with a few lines around', () => {
    expect(lineDiff('a\nb\nc', 'a\nx\nc')).toEqual([
      { kind: 'same', text: 'a' },
      { kind: 'removed', text: 'b' },
      { kind: 'added', text: 'x' },
      { kind: 'same', text: 'c' },
    ]);
    const long = Array.from({ length: 20 }, (_, index) => String(index)).join('\n');
    expect(withContext(lineDiff(long, long.replace('10', 'ten')), 1)).toHaveLength(6);
  });
});
