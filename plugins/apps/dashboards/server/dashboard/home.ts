/** `/api/dashboards/home`: the dashboard that the caller's preferences name, or one that shows where to go. */
import type { CallContext } from '@orrery/plugin-sdk';
import type { App } from '../app.ts';
import type { dashboardRoutes } from '../declared/dashboard.ts';
import type { Handlers } from '../handlers.ts';
import { dashboardTarget } from '../rights.ts';

const home = {
  title: 'Home',
  uid: '',
  editable: false,
  schemaVersion: 41,
  tags: [],
  time: { from: 'now-6h', to: 'now' },
  templating: { list: [] },
  annotations: { list: [] },
  panels: [
    {
      id: 1,
      type: 'dashlist',
      title: 'Dashboards',
      gridPos: { x: 0, y: 0, w: 24, h: 15 },
      options: { showStarred: true, showRecentlyViewed: true, showHeadings: true, showSearch: false, maxItems: 30, query: '', tags: [] },
    },
  ],
};

export function serveHome(app: App): Handlers<Pick<typeof dashboardRoutes, 'home'>> {
  /** Of somebody who keeps preferences, where there is one: the person's own, else their team's, else the organisation's. */
  async function preferred({ orgId }: CallContext): Promise<string | undefined> {
    const answer = await app.granted.services.call('preferences', 'effective', {});
    const uid = answer.ok ? (answer.value as { homeDashboardUID?: unknown } | null)?.homeDashboardUID : undefined;
    if (typeof uid !== 'string' || !uid) return undefined;
    const { dashboards, rights } = app.org(orgId);
    const row = await dashboards.get(uid);
    return row && (await rights.may('dashboards:read', dashboardTarget(row))) ? `/d/${row.uid}/${row.slug}` : undefined;
  }

  return {
    home: async (_request, context) => {
      const redirectUri = await preferred(context);
      if (redirectUri) return { body: { redirectUri } };
      const no = { canAdd: false, canEdit: false, canDelete: false };
      return {
        body: {
          dashboard: home,
          meta: {
            ...{ isHome: true, type: 'home', slug: '', url: '', version: 0, hasAcl: false, isFolder: false, provisioned: false },
            ...{ canSave: false, canEdit: false, canAdmin: false, canStar: false, canDelete: false },
            ...{ folderId: 0, folderUid: '', folderTitle: 'Dashboards', folderUrl: '', provisionedExternalId: '' },
            ...{ expires: '0001-01-01T00:00:00Z', created: '0001-01-01T00:00:00Z', updated: '0001-01-01T00:00:00Z' },
            ...{ createdBy: '', updatedBy: '', annotationsPermissions: { dashboard: no, organization: no } },
          },
        },
      };
    },
  };
}
