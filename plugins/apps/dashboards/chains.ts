/** In which folders dashboards and folders lie: what decides whose rights reach them. */
import type { Folders } from './folders.ts';
import type { Store } from './store.ts';

export async function folderChains(
  { store, folders }: { readonly store: Store; readonly folders: Folders },
  asked: { readonly dashboards: readonly string[]; readonly folders: readonly string[] },
) {
  const parents = new Map((await folders.all()).map(({ uid, parentUid }) => [uid as string, parentUid as string]));
  // A circle would be a fault elsewhere; it ends here.
  function above(uid: string): string[] {
    const chain: string[] = [];
    for (let at = uid; at && !chain.includes(at); at = parents.get(at) ?? '') chain.push(at);
    return chain;
  }
  const few = asked.dashboards.length <= 20;
  const rows = few
    ? (await Promise.all(asked.dashboards.map((uid) => store.get(uid)))).flatMap((row) => (row ? [row] : []))
    : await store.index();
  const folderOf = new Map(rows.map((row) => [row.uid as string, row.folderUid as string]));
  return {
    dashboards: Object.fromEntries(
      asked.dashboards.map((uid) => {
        const folder = folderOf.get(uid);
        return [uid, folder === undefined ? null : above(folder)];
      }),
    ),
    folders: Object.fromEntries(asked.folders.map((uid) => [uid, parents.has(uid) ? above(uid).slice(1) : null])),
  };
}
