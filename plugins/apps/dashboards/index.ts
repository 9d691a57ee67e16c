/** The server half: each group of routes is put together in a file of its own, over the same tables and rights. */
import { definePlugin } from '@orrery/plugin-sdk';
import { manifest } from './manifest.ts';
import { serveAnnotations } from './server/annotation/routes.ts';
import { serveApis } from './server/apis/routes.ts';
import { openApp } from './server/app.ts';
import { serveDashboards } from './server/dashboard/routes.ts';
import { serveFolders } from './server/folder/routes.ts';
import { serveLibrary } from './server/library/routes.ts';
import { servePlaylists } from './server/playlist/routes.ts';
import { openRounds } from './server/provision/rounds.ts';
import { serveSearch } from './server/search.ts';
import { serveFolderChains } from './server/service.ts';
import { serveSnapshots, tidySnapshots } from './server/snapshot/routes.ts';
import { serveStars } from './server/star/routes.ts';
import { serveStoredQueries } from './server/stored/queries.ts';

export default definePlugin(manifest, (granted) => {
  const app = openApp(granted);
  const rounds = openRounds(app);

  return {
    route: {
      ...serveDashboards(app),
      ...serveFolders(app),
      ...serveSearch(app),
      ...serveStars(app),
      ...serveLibrary(app),
      ...servePlaylists(app),
      ...serveAnnotations(app),
      ...serveSnapshots(app),
      ...serveApis(app),
      /** A broken dashboard is told and no failure: the rest was read. */
      reload: async () => {
        const { ofProviders, ofDashboards } = await rounds.whole();
        if (ofProviders.length > 0) return { status: 500, body: { message: ofProviders.join(' ') } };
        return { body: { message: 'Dashboards config reloaded', ...(ofDashboards.length > 0 && { problems: ofDashboards }) } };
      },
    },
    service: { 'dashboard-folders': serveFolderChains(app), 'stored-queries': serveStoredQueries(app) },
    schedule: {
      provision: async () => void (await rounds.whole()),
      poll: () => rounds.poll(),
      tidy: () => tidySnapshots(app),
    },
  };
});
