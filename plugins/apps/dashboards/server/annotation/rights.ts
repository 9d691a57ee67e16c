/** Who may do what with an annotation: by its kind and the dashboard it lies on, or by a right on that dashboard itself. */
import type { Row } from '@orrery/plugin-sdk';
import type { App } from '../app.ts';
import type { Tree } from '../folder/tree.ts';
import { dashboardTarget } from '../rights.ts';

export type Act = 'read' | 'create' | 'write' | 'delete';

export function annotationRights(app: App, orgId: number) {
  const { dashboards, folders, rights } = app.org(orgId);
  const holds = async (act: Act, kind: 'dashboard' | 'organization'): Promise<boolean> =>
    (await app.granted.identity.allows([{ action: `annotations:${act}`, scope: `annotations:type:${kind}` }]))[0] === true;

  return {
    /** `dashboard` undefined: of the organisation. Reading needs to see the dashboard, everything else to change it. */
    async may(act: Act, dashboard: Row | undefined): Promise<boolean> {
      if (!dashboard) return holds(act, 'organization');
      const target = dashboardTarget(dashboard);
      const needed = act === 'read' ? 'dashboards:read' : 'dashboards:write';
      if ((await holds(act, 'dashboard')) && (await rights.may(needed, target))) return true;
      return rights.may(`annotations:${act}`, target);
    },
    /** Which annotations the caller may read, as a question about each. */
    async reader(): Promise<{ readonly uids: ReadonlyMap<number, string>; admits(row: Row): boolean }> {
      const [ofOrg, ofDashboards] = [await holds('read', 'organization'), await holds('read', 'dashboard')];
      const rows = await dashboards.briefs();
      const tree: Tree = await folders.tree();
      const targets = rows.map(dashboardTarget);
      const direct = await rights.judge('annotations:read', targets, tree);
      const seen = ofDashboards ? await rights.judge('dashboards:read', targets, tree) : [];
      const uids = new Map(rows.flatMap(({ id, uid }, index) => (direct[index] || seen[index] ? [[id, uid as string]] : [])));
      return { uids, admits: ({ dashboardId }) => (dashboardId === 0 ? ofOrg : uids.has(dashboardId as number)) };
    },
  };
}
