import { describe, expect, test } from 'vitest';
import { fromLibrary, type LibraryElement, libraryModel, linked, unlinked } from './library.ts';
import type { PanelModel } from './types.ts';

const element: LibraryElement = {
  uid: 'lib1',
  name: 'CPU',
  version: 3,
  folderUid: '',
  model: { type: 'stat', title: 'CPU of all', options: { graphMode: 'area' }, targets: [{ refId: 'A' }] },
};
const kept: PanelModel = {
  type: 'timeseries',
  id: 7,
  gridPos: { x: 1, y: 2, w: 3, h: 4 },
  repeat: 'node',
  options: { old: true },
  libraryPanel: { uid: 'lib1', name: 'an old name' },
};

describe('a panel of the library', () => {
  test('is the library’s, at the place that the dashboard gives it', () => {
    expect(fromLibrary(kept, element)).toEqual({
      ...element.model,
      id: 7,
      gridPos: kept.gridPos,
      repeat: 'node',
      libraryPanel: { uid: 'lib1', name: 'CPU' },
    });
  });

  test('is called as the dashboard calls it, else as the library does', () => {
    expect(fromLibrary({ ...kept, title: 'Ours' }, element).title).toBe('Ours');
    expect(fromLibrary({ ...kept, title: '' }, { ...element, model: { type: 'stat' } }).title).toBe('CPU');
  });

  test('can be taken out of it, and then knows nothing of it', () => {
    const alone = unlinked(kept, element);
    expect(alone).not.toHaveProperty('libraryPanel');
    expect(alone).toMatchObject({ type: 'stat', id: 7, options: { graphMode: 'area' } });
  });

  test('goes into it without its place, and leaves its place and its name behind', () => {
    const panel = unlinked(kept, element);
    expect(libraryModel(panel)).toEqual(element.model);
    expect(linked(panel, element)).toEqual({
      type: 'stat',
      title: 'CPU of all',
      id: 7,
      gridPos: kept.gridPos,
      repeat: 'node',
      libraryPanel: { uid: 'lib1', name: 'CPU' },
    });
  });
});
