/** What every group of routes works with: the plugin's capabilities, and what belongs to the organisation at hand. */
import type { Granted } from '@orrery/plugin-sdk';
import type { manifest } from '../manifest.ts';
import { openAnnotations } from './annotation/store.ts';
import { openImports } from './dashboard/shipped.ts';
import { openDashboards } from './dashboard/store.ts';
import { openFolders } from './folder/store.ts';
import { openLibrary } from './library/store.ts';
import { inPieces } from './pages.ts';
import { openPlaylists } from './playlist/store.ts';
import { openRights } from './rights.ts';
import { readLimits } from './settings.ts';
import { openStars } from './star/store.ts';

export type Capable = Granted<typeof manifest>;

export function openApp(granted: Capable) {
  const { storage, cache, live, events, identity, services, log } = granted;
  const limits = readLimits(granted.settings);

  function org(orgId: number) {
    const own = storage.forOrg(orgId);
    const folders = openFolders(own, async () => (await limits()).folderDepth);
    return {
      orgId,
      dashboards: openDashboards(own, orgId, async () => (await limits()).versionsToKeep),
      folders,
      library: openLibrary(own),
      imports: openImports(own),
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
      for (const uid of piece) await live.publish('changes', { uid }, orgId);
    }
  }

  /** Where things stand has changed: what was decided by it is out of date. */
  const foldersChanged = (orgId: number, uids: readonly string[]): Promise<void> =>
    events.publish('folders.changed', { orgId, uids: uids.slice(0, 100) });

  /** Whoever keeps rights on single things: they begin with their maker at the root, and must not outlive the thing. */
  async function tellRights(method: 'created' | 'removed', argument: object): Promise<void> {
    const answer = await services.call('object-rights', method, argument);
    if (!answer.ok && answer.failure.code !== 'service/missing') log.warn(`Rights were not told: ${answer.failure.message}`);
  }
  const told = {
    created: (kind: 'dashboards' | 'folders', uid: string, folderUid: string): Promise<void> =>
      folderUid ? Promise.resolve() : tellRights('created', { kind, uid }),
    async removed(kind: 'dashboards' | 'folders', uids: readonly string[]): Promise<void> {
      for (const piece of inPieces(uids)) await tellRights('removed', { kind, uids: piece });
    },
  };

  return { granted, limits, org, changed, foldersChanged, told };
}
export type App = ReturnType<typeof openApp>;
export type Org = ReturnType<App['org']>;
