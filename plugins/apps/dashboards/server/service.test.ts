import type { CallContext, Row } from '@orrery/plugin-sdk';
import { describe, expect, test } from 'vitest';
import type { App } from './app.ts';
import { treeOf } from './folder/tree.ts';
import { serveFolderChains } from './service.ts';

const folder = (id: number, uid: string, parentUid: string): Row => ({ id, version: 1, uid, parentUid, title: uid });
const board = (id: number, uid: string, folderUid: string): Row => ({ id, version: 1, uid, folderUid, title: uid, slug: uid });
const tree = treeOf([folder(1, 'top', ''), folder(2, 'low', 'top')]);
const boards = [board(7, 'deep', 'low'), board(8, 'flat', '')];
const org = {
  folders: { tree: async () => tree },
  dashboards: {
    briefs: async ({ uid }: { uid: readonly string[] }) => boards.filter((row) => uid.includes(row.uid as string)),
    get: async (uid: string) => boards.find((row) => row.uid === uid),
    byId: async (id: number) => boards.find((row) => row.id === id),
  },
  library: { withUids: async () => [] },
};
const service = serveFolderChains({ org: () => org } as unknown as App);
const context = { orgId: 1 } as CallContext;

describe('the service that knows folders', () => {
  test('gives the chain of each thing, nearest folder first, and null for what there is not', async () => {
    const answer = await service.chains({ dashboards: ['deep', 'flat', 'nobody'], folders: ['low', 'top', 'nobody'] }, context);
    expect(answer.value).toEqual({
      dashboards: { deep: ['low', 'top'], flat: [], nobody: null },
      folders: { low: ['top'], top: [], nobody: null },
      elements: {},
    });
  });
  test('describes one thing by uid and by number', async () => {
    expect((await service.describe({ dashboard: 7 }, context)).value).toMatchObject({
      uid: 'deep',
      url: '/d/deep/deep',
      chain: ['low', 'top'],
    });
    expect((await service.describe({ folder: 'low' }, context)).value).toMatchObject({
      id: 2,
      url: '/dashboards/f/low/low',
      chain: ['top'],
    });
    expect((await service.describe({ dashboard: 'nobody' }, context)).value).toBeNull();
  });
});
