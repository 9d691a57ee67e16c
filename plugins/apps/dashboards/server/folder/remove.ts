/** What lies below a folder: counted, and deleted with it. */
import type { CallContext } from '@orrery/plugin-sdk';
import { denied, folderNotFound, refuse } from '../answers.ts';
import type { App } from '../app.ts';
import { inPieces } from '../pages.ts';
import { folderTarget } from '../rights.ts';
import type { Acted } from './acts.ts';

async function contents(app: App, orgId: number, uid: string) {
  const { folders, dashboards, library } = app.org(orgId);
  const below = (await folders.tree()).below(uid);
  const folderUids = [uid, ...below.map((row) => row.uid as string)];
  return {
    ...{ below, folderUids },
    dashboards: await dashboards.briefs({ folderUid: folderUids }),
    elements: await library.in(folderUids),
  };
}

/** Of the alert rules' keeper, where there is one. */
async function alertRules(app: App, method: 'count' | 'removeIn', folderUids: readonly string[]): Promise<number> {
  const answer = await app.granted.services.call('alert-rules', method, { folderUids });
  if (answer.ok) return Number(answer.value) || 0;
  if (answer.failure.code === 'service/missing') return 0;
  throw new Error(answer.failure.message);
}

/** `uid` is empty for the root. */
export async function countBelow(app: App, orgId: number, uid: string) {
  const { below, dashboards, elements, folderUids } = await contents(app, orgId, uid);
  return {
    folder: below.length,
    dashboard: dashboards.length,
    librarypanel: elements.length,
    alertrule: await alertRules(app, 'count', folderUids),
  };
}

/** Deletes a folder with all below; where something stands in the way, that is told and nothing is deleted. */
export async function removeFolder(app: App, uid: string, forceRules: boolean, context: CallContext): Promise<Acted> {
  const { orgId } = context;
  const { folders, library, dashboards: store, rights } = app.org(orgId);
  if (uid === 'general') return { refused: refuse(400, 'invalid uid for folder provided') };
  const row = await folders.get(uid);
  if (!row) return { refused: folderNotFound };
  if (!(await rights.may('folders:delete', folderTarget(row)))) return { refused: denied('folders:delete', context) };
  const { dashboards, elements, folderUids } = await contents(app, orgId, uid);
  const going = new Set(dashboards.map(({ id }) => id));
  const links = await library.connectionsOf(elements.map(({ id }) => id));
  if (links.some((link) => !going.has(link.dashboardId as number)))
    return { refused: refuse(403, 'Folder could not be deleted because it contains library elements in use') };
  const rules = await alertRules(app, 'count', folderUids);
  if (rules > 0 && !forceRules) return { refused: refuse(400, 'folder contains alert rules') };
  if (rules > 0) await alertRules(app, 'removeIn', folderUids);

  await store.remove(dashboards, [
    ...inPieces(elements).map((piece) => ({ op: 'delete', table: 'element', where: { id: { in: piece.map(({ id }) => id) } } }) as const),
    ...inPieces(folderUids).map((piece) => ({ op: 'delete', table: 'folder', where: { uid: { in: piece } } }) as const),
  ]);
  const uids = dashboards.map((dashboard) => dashboard.uid as string);
  await app.changed(orgId, uids);
  await app.told.removed('dashboards', uids);
  await app.told.removed('folders', folderUids);
  await app.foldersChanged(orgId, folderUids);
  return { row };
}
