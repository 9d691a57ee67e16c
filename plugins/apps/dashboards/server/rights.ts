/**
 * What the caller may do with one dashboard, folder or library element. The kernel decides; what it is told here is which folders a
 * thing lies in, because a right on a folder holds for all below it.
 */
import type { Identity, Row } from '@orrery/plugin-sdk';
import type { Folders } from './folder/store.ts';
import type { Tree } from './folder/tree.ts';

export type Target =
  | { readonly kind: 'dashboard' | 'element'; readonly uid: string; readonly folderUid: string }
  | { readonly kind: 'folder'; readonly uid: string; readonly folderUid?: string }
  /** Something new in a folder. */
  | { readonly kind: 'place'; readonly folderUid: string };

export const dashboardTarget = (row: Row): Target => ({ kind: 'dashboard', uid: row.uid as string, folderUid: row.folderUid as string });
export const folderTarget = (row: Row): Target => ({ kind: 'folder', uid: row.uid as string, folderUid: row.parentUid as string });
export const elementTarget = (row: Row): Target => ({ kind: 'element', uid: row.uid as string, folderUid: row.folderUid as string });
export const place = (folderUid: string): Target => ({ kind: 'place', folderUid });

const mostQuestions = 5_000;
const folderScope = (uid: string) => `folders:uid:${uid || 'general'}`;

function ownScopes(target: Target): string[] {
  if (target.kind === 'place') return [folderScope(target.folderUid)];
  if (target.kind === 'folder') return [folderScope(target.uid)];
  return [`${target.kind === 'dashboard' ? 'dashboards' : 'library.panels'}:uid:${target.uid}`];
}

/** Nearest folder first. What lies at the root of all lies in `general`, but for folders. */
function inherited(target: Target, parents: readonly Row[]): string[] {
  const { folderUid = '' } = target;
  const chain = parents.map((row) => folderScope(row.uid as string)).reverse();
  if (target.kind === 'folder') return folderUid ? [folderScope(folderUid), ...chain] : [];
  return target.kind === 'place' ? chain : [folderScope(folderUid), ...chain];
}

export function openRights(identity: Identity, folders: Pick<Folders, 'get' | 'parents' | 'tree'>) {
  async function anyOf(action: string, scopes: readonly string[]): Promise<boolean> {
    return scopes.length > 0 && (await identity.allows(scopes.map((scope) => ({ action, scope })))).includes(true);
  }

  async function parentsOf({ folderUid }: Target): Promise<Row[]> {
    const folder = folderUid ? await folders.get(folderUid) : undefined;
    return folder ? folders.parents(folder) : [];
  }

  return {
    async may(action: string, target: Target): Promise<boolean> {
      return (await anyOf(action, ownScopes(target))) || anyOf(action, inherited(target, await parentsOf(target)));
    },

    /** The same action on many things: each scope is asked once. */
    async judge(action: string, targets: readonly Target[], tree: Tree): Promise<boolean[]> {
      const scopes = targets.map((target) => {
        const parents = target.folderUid ? tree.parents(target.folderUid) : [];
        return [...ownScopes(target), ...inherited(target, parents)];
      });
      const distinct = [...new Set(scopes.flat())];
      const held = new Set<string>();
      for (let from = 0; from < distinct.length; from += mostQuestions) {
        const piece = distinct.slice(from, from + mostQuestions);
        const answers = await identity.allows(piece.map((scope) => ({ action, scope })));
        for (const [index, scope] of piece.entries()) if (answers[index]) held.add(scope);
      }
      return scopes.map((list) => list.some((scope) => held.has(scope)));
    },

    /** Several actions on one thing, in their order. */
    async on(target: Target, actions: readonly string[]): Promise<boolean[]> {
      const scopes = [...ownScopes(target), ...inherited(target, await parentsOf(target))];
      const answers = await identity.allows(actions.flatMap((action) => scopes.map((scope) => ({ action, scope }))));
      return actions.map((_, index) => answers.slice(index * scopes.length, (index + 1) * scopes.length).includes(true));
    },
  };
}
