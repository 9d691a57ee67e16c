/** What lies below a folder: counted, and deleted with it. */
import { folderNotFound, flag, refuse } from '../answers.ts';
import type { App, Org } from '../app.ts';
import type { folderRoutes } from '../declared/folder.ts';
import type { Handlers } from '../handlers.ts';
import { inPieces } from '../pages.ts';

export function serveRemoval(app: App): Handlers<Pick<typeof folderRoutes, 'folderCounts' | 'removeFolder'>> {
  async function contents(org: Org, uid: string) {
    const below = (await org.folders.tree()).below(uid);
    const folderUids = [uid, ...below.map((row) => row.uid as string)];
    const [dashboards, elements] = [await org.dashboards.briefs({ folderUid: folderUids }), await org.library.in(folderUids)];
    return { below, folderUids, dashboards, elements };
  }

  /** Of the alert rules' keeper, where there is one. */
  async function alertRules(method: 'count' | 'removeIn', folderUids: readonly string[]): Promise<number> {
    const answer = await app.granted.services.call('alert-rules', method, { folderUids });
    if (answer.ok) return Number(answer.value) || 0;
    if (answer.failure.code === 'service/missing') return 0;
    throw new Error(answer.failure.message);
  }

  return {
    folderCounts: async ({ params }, { orgId }) => {
      const org = app.org(orgId);
      const uid = params.uid === 'general' ? '' : (params.uid ?? '');
      if (uid && !(await org.folders.get(uid))) return folderNotFound;
      const { below, dashboards, elements, folderUids } = await contents(org, uid);
      return {
        body: {
          folder: below.length,
          dashboard: dashboards.length,
          librarypanel: elements.length,
          alertrule: await alertRules('count', folderUids),
        },
      };
    },
    removeFolder: async ({ params, query }, { orgId }) => {
      const org = app.org(orgId);
      if (params.uid === 'general') return refuse(400, 'invalid uid for folder provided');
      const row = await org.folders.get(params.uid ?? '');
      if (!row) return folderNotFound;
      const { dashboards, elements, folderUids } = await contents(org, row.uid as string);
      const going = new Set(dashboards.map(({ id }) => id));
      const links = await org.library.connectionsOf(elements.map(({ id }) => id));
      if (links.some((link) => !going.has(link.dashboardId as number)))
        return refuse(403, 'Folder could not be deleted because it contains library elements in use');
      const rules = await alertRules('count', folderUids);
      if (rules > 0 && !flag(query, 'forceDeleteRules')) return refuse(400, 'folder contains alert rules');
      if (rules > 0) await alertRules('removeIn', folderUids);

      await org.dashboards.remove(dashboards, [
        ...inPieces(elements).map(
          (piece) => ({ op: 'delete', table: 'element', where: { id: { in: piece.map(({ id }) => id) } } }) as const,
        ),
        ...inPieces(folderUids).map((piece) => ({ op: 'delete', table: 'folder', where: { uid: { in: piece } } }) as const),
      ]);
      const uids = dashboards.map((dashboard) => dashboard.uid as string);
      await app.changed(orgId, uids);
      await app.told.removed(orgId, 'dashboard', uids);
      await app.told.removed(orgId, 'folder', folderUids);
      return { body: { message: `Folder ${row.title} deleted`, title: row.title, id: row.id } };
    },
  };
}
