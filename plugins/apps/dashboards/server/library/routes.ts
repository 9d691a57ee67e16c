/** `/api/library-elements`. */
import type { CallContext, RouteResponse, Row } from '@orrery/plugin-sdk';
import { denied, fieldsOf, first, iso, listOf, refuse, textOf, whole } from '../answers.ts';
import type { App, Org } from '../app.ts';
import type { libraryRoutes } from '../declared/library.ts';
import type { Tree } from '../folder/tree.ts';
import type { Handlers } from '../handlers.ts';
import { uidProblem } from '../names.ts';
import { dashboardTarget, elementTarget, place } from '../rights.ts';

const notFound = refuse(404, 'library element could not be found');
const taken = refuse(400, 'library element with that name or UID already exists');
const changed = refuse(412, 'the library element has been changed by someone else');

export function serveLibrary(app: App): Handlers<typeof libraryRoutes> {
  async function visible(org: Org, rows: readonly Row[], tree: Tree): Promise<Row[]> {
    const allowed = await org.rights.judge('library.panels:read', rows.map(elementTarget), tree);
    return rows.filter((_, index) => allowed[index]);
  }

  /** The element of the address, when the caller may do this with it. */
  async function found(
    action: string,
    uid: string | undefined,
    context: CallContext,
  ): Promise<{ readonly row: Row } | { refused: RouteResponse }> {
    const { library, rights } = app.org(context.orgId);
    const row = await library.get(uid ?? '');
    if (!row) return { refused: notFound };
    return (await rights.may(action, elementTarget(row))) ? { row } : { refused: denied(action, context) };
  }

  async function shown(org: Org, rows: readonly Row[], tree: Tree) {
    const counts = new Map<number, number>();
    for (const { elementId } of await org.library.connectionsOf(rows.map(({ id }) => id)))
      counts.set(elementId as number, (counts.get(elementId as number) ?? 0) + 1);
    return rows.map((row) => elementJson(row, tree.get(row.folderUid as string), counts.get(row.id) ?? 0, org.orgId));
  }
  const shownOne = async (org: Org, row: Row) => (await shown(org, [row], await org.folders.tree()))[0];

  /** The folder that a body names by uid or by number; `fallback` where it names none. */
  async function folderIn(org: Org, body: unknown, fallback: string): Promise<string | undefined> {
    const { folderUid, folderId } = fieldsOf(body);
    if (typeof folderUid === 'string')
      return folderUid === '' || folderUid === 'general' ? '' : (await org.folders.get(folderUid)) ? folderUid : undefined;
    if (typeof folderId !== 'number') return fallback;
    return folderId === 0 ? '' : ((await org.folders.byId(folderId))?.uid as string | undefined);
  }

  return {
    elements: async ({ query }, { orgId }) => {
      const org = app.org(orgId);
      const tree = await org.folders.tree();
      const text = (first(query, 'searchString') ?? '').toLowerCase();
      const kind = Number(first(query, 'kind') ?? 0);
      const types = listOf(query, 'typeFilter');
      const excluded = first(query, 'excludeUid');
      const byIds = listOf(query, 'folderFilter')?.map((id) =>
        id === '0' ? '' : (tree.all.find((row) => row.id === Number(id))?.uid ?? null),
      );
      const folders = listOf(query, 'folderFilterUIDs')?.map((uid) => (uid === 'general' ? '' : uid)) ?? byIds;
      const all = (await visible(org, await org.library.all(), tree))
        .filter((row) => `${row.name} ${row.description}`.toLowerCase().includes(text))
        .filter((row) => kind === 0 || row.kind === kind)
        .filter((row) => !types || types.includes(row.type as string))
        .filter((row) => row.uid !== excluded)
        .filter((row) => !folders || folders.includes(row.folderUid as string))
        .sort((a, b) => (a.name as string).localeCompare(b.name as string) || a.id - b.id);
      if (first(query, 'sortDirection') === 'alpha-desc') all.reverse();
      const perPage = whole(query, 'perPage', 100, 5000);
      const page = whole(query, 'page', 1);
      const elements = await shown(org, all.slice((page - 1) * perPage, page * perPage), tree);
      return { body: { result: { totalCount: all.length, page, perPage, elements } } };
    },
    element: async ({ params }, context) => {
      const one = await found('library.panels:read', params.uid, context);
      return 'refused' in one ? one.refused : { body: { result: await shownOne(app.org(context.orgId), one.row) } };
    },
    elementsByName: async ({ params }, { orgId }) => {
      const org = app.org(orgId);
      const tree = await org.folders.tree();
      const rows = await visible(org, await org.library.named(params.name ?? ''), tree);
      return rows.length === 0 ? notFound : { body: { result: await shown(org, rows, tree) } };
    },
    connections: async ({ params }, context) => {
      const one = await found('library.panels:read', params.uid, context);
      if ('refused' in one) return one.refused;
      const { library, dashboards, folders, rights } = app.org(context.orgId);
      const links = await library.connections(one.row.id);
      const rows = await dashboards.briefs({ id: links.map((link) => link.dashboardId as number) });
      const allowed = await rights.judge('dashboards:read', rows.map(dashboardTarget), await folders.tree());
      const uids = new Map(rows.filter((_, index) => allowed[index]).map(({ id, uid }) => [id, uid]));
      const result = links
        .filter((link) => uids.has(link.dashboardId as number))
        .map(({ id, elementId, dashboardId, created, createdBy, createdById }) => ({
          ...{ id, kind: 1, elementId, connectionId: dashboardId, connectionUid: uids.get(dashboardId as number) },
          ...{ created: iso(created), createdBy: person(createdById, createdBy) },
        }));
      return { body: { result } };
    },
    createElement: async ({ body }, context) => {
      const org = app.org(context.orgId);
      const { uid, name, kind = 1, model } = fieldsOf(body);
      const wrong = wrongWith(uid, name, kind, model);
      if (wrong) return wrong;
      const folderUid = await folderIn(org, body, '');
      if (folderUid === undefined) return refuse(404, 'folder not found');
      if (!(await org.rights.may('library.panels:create', place(folderUid)))) return denied('library.panels:create', context);
      const input = { uid: textOf(uid), name: textOf(name).trim(), kind: Number(kind), model: fieldsOf(model), folderUid };
      const made = await org.library.create(input, byOf(context));
      return typeof made === 'string' ? taken : { body: { result: await shownOne(org, made) } };
    },
    updateElement: async ({ params, body }, context) => {
      const one = await found('library.panels:write', params.uid, context);
      if ('refused' in one) return one.refused;
      const org = app.org(context.orgId);
      const { row } = one;
      const { uid = row.uid, name = row.name, kind = row.kind, model = row.model, version } = fieldsOf(body);
      const wrong = wrongWith(uid, name, kind, model);
      if (wrong) return wrong;
      const folderUid = await folderIn(org, body, row.folderUid as string);
      if (folderUid === undefined) return refuse(404, 'folder not found');
      if (folderUid !== row.folderUid && !(await org.rights.may('library.panels:create', place(folderUid))))
        return denied('library.panels:create', context);
      const input = { uid: textOf(uid), name: textOf(name).trim(), kind: Number(kind), model: fieldsOf(model), folderUid };
      const made = await org.library.update(row, Number.isSafeInteger(version) ? (version as number) : 0, input, byOf(context));
      if (made === 'taken') return taken;
      return made === 'changed' ? changed : { body: { result: await shownOne(org, made) } };
    },
    removeElement: async ({ params }, context) => {
      const one = await found('library.panels:delete', params.uid, context);
      if ('refused' in one) return one.refused;
      const { library } = app.org(context.orgId);
      if ((await library.connections(one.row.id)).length > 0) return refuse(403, 'the library element has connections');
      await library.remove(one.row);
      return { body: { message: 'Library element deleted', id: one.row.id } };
    },
  };
}

const byOf = ({ principal }: CallContext) => ({ login: principal.login, id: principal.id });
const person = (id: unknown, name: unknown) => ({ id, name, avatarUrl: '' });

function wrongWith(uid: unknown, name: unknown, kind: unknown, model: unknown): RouteResponse | undefined {
  const wrong = uidProblem(textOf(uid));
  if (wrong) return refuse(400, wrong);
  const title = textOf(name).trim();
  if (!title || title.length > 190) return refuse(400, 'A library element needs a name of 1 to 190 characters.');
  if (kind !== 1 && kind !== 2)
    return refuse(400, `The kind of a library element is 1 (panel) or 2 (variable); found ${JSON.stringify(kind)}.`);
  if (typeof model !== 'object' || model === null || Array.isArray(model))
    return refuse(400, 'A library element needs a model, an object.');
  return undefined;
}

function elementJson(row: Row, folder: Row | undefined, connectedDashboards: number, orgId: number) {
  const folderUid = (folder?.uid as string | undefined) ?? '';
  return {
    ...{ id: row.id, orgId, folderId: folder?.id ?? 0, folderUid, uid: row.uid, name: row.name, kind: row.kind, type: row.type },
    ...{ description: row.description, model: row.model, version: row.version },
    meta: {
      ...{ folderName: folder?.title ?? 'General', folderUid, connectedDashboards },
      ...{ created: iso(row.created), updated: iso(row.updated) },
      ...{ createdBy: person(row.createdById, row.createdBy), updatedBy: person(row.updatedById, row.updatedBy) },
    },
  };
}
