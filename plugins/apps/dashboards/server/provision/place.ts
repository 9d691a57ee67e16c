/** Where the dashboards of a provider lie: the folder of each file, found among those there are and made where it is missing. */
import type { Org } from '../app.ts';
import type { Tree } from '../folder/tree.ts';
import type { Provider } from './providers.ts';

export async function openPlaces(org: Org, provider: Provider): Promise<(path: string) => Promise<string>> {
  const tree = await org.folders.tree();
  const known = new Map<string, string>();

  return async (path) => {
    const titles = titlesOf(provider, path);
    if (titles.length === 0) return '';
    const key = JSON.stringify(titles);
    let uid = known.get(key) ?? found(tree, titles, provider.folderUid);
    // Nobody in particular makes it.
    uid ??= await org.folders.ensure(titles, '', provider.folderUid || undefined);
    known.set(key, uid);
    return uid;
  };
}

function titlesOf({ foldersFromFilesStructure, folder, folderUid }: Provider, path: string): string[] {
  if (foldersFromFilesStructure) return path.split('/').slice(0, -1);
  if (!folder) return folderUid ? [folderUid] : [];
  return folder
    .split('/')
    .map((title) => title.trim())
    .filter(Boolean);
}

function found(tree: Tree, titles: readonly string[], uid: string): string | undefined {
  if (uid && tree.get(uid)) return uid;
  let parentUid = '';
  for (const title of titles) {
    const next = tree.all.find((row) => row.title === title && row.parentUid === parentUid);
    if (!next) return undefined;
    parentUid = next.uid as string;
  }
  return parentUid;
}
