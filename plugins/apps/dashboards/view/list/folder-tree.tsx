import { Icon, IconButton } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { w } from '../../text/work/index.ts';
import type { Hit } from '../api.ts';

/** Folders inside folders. Those on the way to the chosen one are open. Nothing is said before they are known. */
export function FolderTree({ folders: found, here }: { folders: readonly Hit[] | undefined; here: string }): JSX.Element {
  const folders = found ?? [];
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const way = new Set<string>();
  for (let at = folders.find(({ uid }) => uid === here), depth = 0; at && depth < 10; depth++) {
    way.add(at.uid);
    const above = at.folderUid;
    at = folders.find(({ uid }) => uid === above);
  }
  const turn = (uid: string): void => {
    const next = new Set(turned);
    if (!next.delete(uid)) next.add(uid);
    setTurned(next);
  };
  const branch = (parent: string, depth: number): JSX.Element[] =>
    folders
      .filter(({ folderUid = '' }) => folderUid === parent)
      .sort((a, b) => a.title.localeCompare(b.title))
      .map((folder) => {
        const inside = folders.some(({ folderUid }) => folderUid === folder.uid);
        const open = inside && way.has(folder.uid) !== turned.has(folder.uid);
        return (
          <li key={folder.uid}>
            <span class={`dash-branch ${folder.uid === here ? 'o-on' : ''}`} style={{ paddingLeft: `${depth * 14}px` }}>
              {inside ? (
                <IconButton
                  icon={open ? 'chevron-down' : 'chevron-right'}
                  size="sm"
                  label={open ? w.list.closeFolder(folder.title) : w.list.openFolder(folder.title)}
                  aria-expanded={open}
                  onClick={() => turn(folder.uid)}
                />
              ) : (
                <span class="dash-no-branch" />
              )}
              <a href={folder.url} aria-current={folder.uid === here ? 'page' : undefined}>
                <Icon name="folder" size="s" />
                <span class="o-trunc" dir="auto">
                  {folder.title}
                </span>
              </a>
            </span>
            {open && depth < 10 && <ul>{branch(folder.uid, depth + 1)}</ul>}
          </li>
        );
      });
  return (
    <nav class="dash-tree" aria-label={w.list.folders}>
      <a class={`dash-branch dash-root ${here === '' ? 'o-on' : ''}`} href="/dashboards" aria-current={here === '' ? 'page' : undefined}>
        <Icon name="layout-dashboard" size="s" />
        {w.list.root}
      </a>
      <ul>{branch('', 0)}</ul>
      {found?.length === 0 && <p class="o-help">{w.list.noFolders}</p>}
    </nav>
  );
}
