import { describe, expect, test } from 'vitest';
import type { Provider } from './providers.ts';
import { readProviders } from './providers.ts';
import { duplicatesIn, type Scan } from './scan.ts';

const provider = (name: string, more: Partial<Provider> = {}): Provider => ({
  ...{ name, orgId: 1, folder: '', folderUid: '', path: name, disableDeletion: false, allowUiUpdates: false },
  ...{ foldersFromFilesStructure: false, everySeconds: 10, ...more },
});
const scan = (one: Provider, ...files: readonly (readonly [path: string, uid: string, title: string])[]): Scan => ({
  provider: one,
  files: [],
  found: files.map(([path, uid, title]) => ({ path, uid, title, hash: '' })),
  problems: [],
});

describe('files of several providers', () => {
  test.each([
    ['the same uid', [scan(provider('a'), ['1', 'u', 'A']), scan(provider('b'), ['2', 'u', 'B'])], ['a', 'b']],
    ['the same uid in one provider', [scan(provider('a'), ['1', 'u', 'A'], ['2', 'u', 'B']), scan(provider('b'))], ['a']],
    ['the same title at the root', [scan(provider('a'), ['1', 'x', 'T']), scan(provider('b'), ['2', 'y', 'T'])], ['a', 'b']],
    [
      'the same title in two folders',
      [scan(provider('a', { folder: 'A' }), ['1', 'x', 'T']), scan(provider('b', { folder: 'B' }), ['2', 'y', 'T'])],
      [],
    ],
    ['the same uid in two organisations', [scan(provider('a'), ['1', 'u', 'A']), scan(provider('b', { orgId: 2 }), ['2', 'u', 'B'])], []],
    [
      'the same title in two directories that are folders',
      [scan(provider('a', { foldersFromFilesStructure: true }), ['p/1', 'x', 'T'], ['q/1', 'y', 'T'])],
      [],
    ],
    ['no uid at all', [scan(provider('a'), ['1', '', 'A'], ['2', '', 'B'])], []],
  ])('with %s', (_name, scans, locked) => {
    const found = duplicatesIn(scans);
    expect([...found.locked].sort()).toEqual(locked);
    expect(found.warnings).toHaveLength(locked.length > 0 ? 1 : 0);
  });
});

describe('a file of providers', () => {
  test('is read in the old form too, with a word about it', () => {
    const { providers, warnings } = readProviders([{ file: 'old.yaml', content: [{ name: 'x', org_id: 3, options: { folder: 'p' } }] }]);
    expect(providers).toMatchObject([{ name: 'x', orgId: 3, path: 'p', everySeconds: 10, allowUiUpdates: false }]);
    expect(warnings).toEqual([expect.stringContaining('old.yaml')]);
  });
  test('tells of a folder uid that two share', () => {
    const list = ['a', 'b'].map((name) => ({ name, folderUid: 'f', options: { path: name } }));
    const { warnings } = readProviders([{ file: 'x.yaml', content: { apiVersion: 1, providers: list } }]);
    expect(warnings).toEqual([expect.stringMatching(/the same folder UID is used more than once: "f" by the providers a, b/)]);
  });
});
