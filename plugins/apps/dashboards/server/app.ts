/** What every group of routes works with: the plugin's capabilities, and what belongs to the organisation at hand. */
import type { Granted } from '@orrery/plugin-sdk';
import type { manifest } from '../manifest.ts';
import { openAnnotations } from './annotation/store.ts';
import { openDashboards } from './dashboard/store.ts';
import { openFolders } from './folder/store.ts';
import { openLibrary } from './library/store.ts';
import { openPlaylists } from './playlist/store.ts';
import { inPieces } from './pages.ts';
import { openRights } from './rights.ts';
import { readLimits } from './settings.ts';
import { openStars } from './star/store.ts';

export type Capable = Granted<typeof manifest>;

export function openApp(granted: Capable) {
  const { storage, cache, live, events, identity } = granted;
  const limits = readLimits(granted.settings);

  function org(orgId: number) {
    const own = storage.forOrg(orgId);
    const folders = openFolders(own, async () => (await limits()).folderDepth);
    return {
      orgId,
      dashboards: openDashboards(own, orgId, async () => (await limits()).versionsToKeep),
      folders,
      library: openLibrary(own),
      playlists: openPlaylists(own),
      annotations: openAnnotations(own),
      stars: openStars(own),
      rights: openRights(identity, folders),
    };
  }

  /** These dashboards answer anew, and whoever looks at one hears of it. */
  async function changed(orgId: number, uids: readonly string[]): Promise<void> {
    for (const uid of uids) await cache.invalidate(`dashboard:${uid}`, orgId);
    // Each of both has a size that it may not pass.
    for (const piece of inPieces(uids)) {
      await events.publish('dashboards.changed', { orgId, uids: piece });
      for (const uid of piece) await live.publish('changes', { uid });
    }
  }

  /** For whoever keeps rights on things: they begin with their maker, and must not outlive the thing. */
  const told = {
    created: (kind: 'dashboard' | 'folder', uid: string, folderUid: string, by: string) =>
      events.publish('dashboards.created', { kind, uid, folderUid, by }),
    async removed(orgId: number, kind: 'dashboard' | 'folder', uids: readonly string[]): Promise<void> {
      for (const piece of inPieces(uids)) await events.publish('dashboards.removed', { orgId, kind, uids: piece });
    },
  };

  return { granted, limits, org, changed, told };
}
export type App = ReturnType<typeof openApp>;
export type Org = ReturnType<App['org']>;
