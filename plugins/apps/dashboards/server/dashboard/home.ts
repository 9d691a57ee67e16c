/**
 * `/api/dashboards/home`: the dashboard that the caller's preferences name; else the page of `[users] home_page`; else the dashboard in the
 * file of `[dashboards] default_home_dashboard_path`; else one that shows where to go.
 */
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

/** Paths of this server only: what is written in a setting leads nowhere else. */
export function pageOf(setting: string | undefined): string | undefined {
  const path = `/${setting?.trim().replace(/^\/+/, '') ?? ''}`;
  return path === '/' || /^\/[/\\]|[\\\s]|^\/[a-z][a-z+.-]*:/i.test(path) ? undefined : path;
}

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

  let told = '';
  function tell(problem: string): undefined {
    if (problem !== told) app.granted.log.warn(problem);
    told = problem;
    return undefined;
  }
  /** Read anew each time: the file is the administrator's to change. */
  async function fromFile(): Promise<Record<string, unknown> | undefined> {
    try {
      const text = await app.granted.provisioning.named('dashboards', 'default_home_dashboard_path');
      if (text === undefined) return undefined;
      const model: unknown = JSON.parse(text);
      if (typeof model === 'object' && model !== null && !Array.isArray(model)) return model as Record<string, unknown>;
      return tell('The home dashboard of [dashboards] default_home_dashboard_path is no JSON object; the built-in one is shown.');
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      return tell(`The home dashboard cannot be read, so the built-in one is shown: ${cause}`);
    }
  }

  return {
    home: async (_request, context) => {
      const redirectUri = (await preferred(context)) ?? pageOf((await app.granted.settings.section('users')).home_page);
      if (redirectUri) return { body: { redirectUri } };
      const file = await fromFile();
      const no = { canAdd: false, canEdit: false, canDelete: false };
      return {
        body: {
          // The file's own uid and id are those of another dashboard, or of none.
          dashboard: file ? { ...file, id: null, uid: '' } : home,
          meta: {
            ...{
              isHome: true,
              fromFile: file !== undefined,
              type: 'home',
              slug: '',
              url: '',
              version: 0,
              hasAcl: false,
              isFolder: false,
              provisioned: false,
            },
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
