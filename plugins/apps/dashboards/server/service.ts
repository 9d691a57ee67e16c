/**
 * `dashboard-folders`, version 1: which folders a thing lies in, for whoever decides about rights. `chain` begins with the nearest folder
 * and ends with the one at the root; what lies at the root itself has `general` alone, a folder at the root nothing.
 */
import { type CallContext, ok, type Row } from '@orrery/plugin-sdk';
import type { App } from './app.ts';
import { folderUrl } from './folder/json.ts';
import type { Tree } from './folder/tree.ts';

export interface Things {
  readonly dashboards?: readonly string[];
  readonly folders?: readonly string[];
  readonly elements?: readonly string[];
}
export interface Chains {
  readonly dashboards: Readonly<Record<string, readonly string[]>>;
  readonly folders: Readonly<Record<string, readonly string[]>>;
  readonly elements: Readonly<Record<string, readonly string[]>>;
}
export type One = { readonly dashboard: string | number } | { readonly folder: string | number } | { readonly element: string };

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
  const within = (tree: Tree, folderUid: string): string[] => {
    const chain = above(tree, folderUid);
    return chain.length > 0 ? chain : ['general'];
  };

  return {
    /** Of each thing that exists; what does not is left out. */
    async chains(wanted: Things, { orgId }: CallContext) {
      const { dashboards, folders, library } = app.org(orgId);
      const tree = await folders.tree();
      const entries = (rows: readonly Row[]) =>
        Object.fromEntries(rows.map((row) => [row.uid as string, within(tree, row.folderUid as string)]));
      const known = (wanted.folders ?? []).flatMap((uid) => tree.get(uid) ?? []);
      return ok({
        dashboards: wanted.dashboards?.length ? entries(await dashboards.briefs({ uid: wanted.dashboards })) : {},
        folders: Object.fromEntries(known.map((row) => [row.uid as string, above(tree, row.parentUid as string)])),
        elements: wanted.elements?.length ? entries(await library.withUids(wanted.elements)) : {},
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
      const chain = within(tree, folderUid as string);
      if (kind === 'element') return ok({ kind, id, uid, title: row.name, slug: '', url: '', folderUid, chain });
      return ok({ kind, id, uid, title: row.title, slug: row.slug, url: `/d/${uid}/${row.slug}`, folderUid, chain });
    },
  };
}
