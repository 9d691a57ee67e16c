/**
 * `dashboard-folders`, version 1: which folders a thing lies in, for whoever decides about rights. A chain begins with the nearest folder
 * and ends with the one at the root; what lies at the root itself has an empty one.
 */
import { type CallContext, ok, type Row } from '@orrery/plugin-sdk';
import type { App } from './app.ts';
import { folderUrl } from './folder/json.ts';
import type { Tree } from './folder/tree.ts';

interface Things {
  readonly dashboards?: readonly string[];
  readonly folders?: readonly string[];
  readonly elements?: readonly string[];
}
interface Chains {
  readonly dashboards: Readonly<Record<string, readonly string[] | null>>;
  readonly folders: Readonly<Record<string, readonly string[] | null>>;
  readonly elements: Readonly<Record<string, readonly string[] | null>>;
}
type One = { readonly dashboard: string | number } | { readonly folder: string | number } | { readonly element: string };

export function serveFolderChains(app: App) {
  const above = (tree: Tree, folderUid: string): string[] => {
    const folder = tree.get(folderUid);
    return folder
      ? [
          folderUid,
          ...tree
            .parents(folderUid)
            .map((row) => row.uid as string)
            .reverse(),
        ]
      : [];
  };
  return {
    /** Of each thing asked about; null for what there is not. */
    async chains(wanted: Things, { orgId }: CallContext) {
      const { dashboards, folders, library } = app.org(orgId);
      const tree = await folders.tree();
      const chains = (asked: readonly string[], rows: readonly Row[]): Record<string, readonly string[] | null> => {
        const folderOf = new Map(rows.map((row) => [row.uid as string, row.folderUid as string]));
        return Object.fromEntries(asked.map((uid) => [uid, folderOf.has(uid) ? above(tree, folderOf.get(uid) as string) : null]));
      };
      const { dashboards: boards = [], folders: asked = [], elements = [] } = wanted;
      const parentOf = (uid: string) => tree.get(uid)?.parentUid as string | undefined;
      return ok({
        dashboards: boards.length > 0 ? chains(boards, await dashboards.briefs({ uid: boards })) : {},
        folders: Object.fromEntries(asked.map((uid) => [uid, tree.get(uid) ? above(tree, parentOf(uid) as string) : null])),
        elements: elements.length > 0 ? chains(elements, await library.withUids(elements)) : {},
      } satisfies Chains);
    },

    /** One thing by uid, or a dashboard or folder by its number; null when there is none. */
    async describe(wanted: One, { orgId }: CallContext) {
      const { dashboards, folders, library } = app.org(orgId);
      const [[kind, by]] = Object.entries(wanted) as [[string, string | number]];
      const tree = await folders.tree();
      if (kind === 'folder') {
        const row = typeof by === 'number' ? tree.all.find(({ id }) => id === by) : tree.get(by);
        if (!row) return ok(null);
        const chain = above(tree, row.parentUid as string);
        return ok({ kind, id: row.id, uid: row.uid, title: row.title, slug: '', url: folderUrl(row), folderUid: row.parentUid, chain });
      }
      const row =
        kind === 'element' ? await library.get(String(by)) : await (typeof by === 'number' ? dashboards.byId(by) : dashboards.get(by));
      if (!row) return ok(null);
      const { id, uid, folderUid } = row;
      const chain = above(tree, folderUid as string);
      if (kind === 'element') return ok({ kind, id, uid, title: row.name, slug: '', url: '', folderUid, chain });
      return ok({ kind, id, uid, title: row.title, slug: row.slug, url: `/d/${uid}/${row.slug}`, folderUid, chain });
    },
  };
}
