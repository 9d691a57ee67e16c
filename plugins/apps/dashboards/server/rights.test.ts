import type { Identity, Permission, Row } from '@orrery/plugin-sdk';
import { describe, expect, test } from 'vitest';
import { treeOf } from './folder/tree.ts';
import { openRights, place, type Target } from './rights.ts';

const row = (uid: string, parentUid: string): Row => ({ id: 1, version: 1, uid, parentUid, title: uid });
const tree = treeOf([row('top', ''), row('low', 'top'), row('other', '')]);

/** A principal that holds exactly these, and what was asked about it. */
function holding(...held: readonly string[]) {
  const asked: string[] = [];
  const allows = async (questions: readonly Permission[]) =>
    questions.map(({ action, scope }) => {
      asked.push(`${action} ${scope}`);
      return held.includes(`${action} ${scope}`);
    });
  const folders = {
    get: async (uid: string) => tree.get(uid),
    parents: async ({ uid }: Row) => [...tree.parents(uid as string)],
    tree: async () => tree,
  };
  return { asked, rights: openRights({ allows } as unknown as Identity, folders) };
}
const board = (uid: string, folderUid: string): Target => ({ kind: 'dashboard', uid, folderUid });
const folder = (uid: string, folderUid: string): Target => ({ kind: 'folder', uid, folderUid });

describe('a right', () => {
  test.each([
    ['on the dashboard itself', 'dashboards:read dashboards:uid:d', board('d', 'low'), true],
    ['on its folder', 'dashboards:read folders:uid:low', board('d', 'low'), true],
    ['on a folder above', 'dashboards:read folders:uid:top', board('d', 'low'), true],
    ['on a folder beside', 'dashboards:read folders:uid:other', board('d', 'low'), false],
    ['on a folder below', 'dashboards:read folders:uid:low', board('d', 'top'), false],
    ['on the root, for what lies at the root', 'dashboards:read folders:uid:general', board('d', ''), true],
    ['on the root, for what lies deeper', 'dashboards:read folders:uid:general', board('d', 'low'), false],
    ['to something else', 'dashboards:write dashboards:uid:d', board('d', 'low'), false],
    ['on a folder above a folder', 'dashboards:read folders:uid:top', folder('low', 'top'), true],
    ['on the root, for a folder', 'dashboards:read folders:uid:general', folder('top', ''), false],
    ['to put something into a folder below', 'dashboards:read folders:uid:top', place('low'), true],
    ['to put something at the root', 'dashboards:read folders:uid:general', place(''), true],
  ] as const)('%s', async (_name, held, target, expected) => {
    const { rights } = holding(held);
    expect(await rights.may('dashboards:read', target)).toBe(expected);
    expect(await rights.judge('dashboards:read', [target], tree)).toEqual([expected]);
    expect(await rights.on(target, ['nothing', 'dashboards:read'])).toEqual([false, expected]);
  });

  test('on many things is asked once a scope', async () => {
    const { rights, asked } = holding('dashboards:read folders:uid:top');
    const targets = Array.from({ length: 100 }, (_, n) => board(`d${n}`, n % 2 ? 'low' : 'other'));
    expect(await rights.judge('dashboards:read', targets, tree)).toEqual(targets.map((_, n) => n % 2 === 1));
    expect(asked).toHaveLength(100 + 3);
    expect(new Set(asked).size).toBe(asked.length);
  });
});
