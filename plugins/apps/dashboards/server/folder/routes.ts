/** `/api/folders`. */
import type { CallContext, RouteResponse, Row } from '@orrery/plugin-sdk';
import { denied, fieldsOf, first, flag, folderNotFound, refuse, textOf, whole } from '../answers.ts';
import type { App } from '../app.ts';
import type { folderRoutes } from '../declared/folder.ts';
import type { Handlers } from '../handlers.ts';
import { folderTarget } from '../rights.ts';
import { type Acted, createFolder, moveFolder, updateFolder } from './acts.ts';
import { folderJson, root } from './json.ts';
import { countBelow, removeFolder } from './remove.ts';

const acted = [
  'folders:read',
  'folders:write',
  'folders:create',
  'folders:delete',
  'folders.permissions:read',
  'folders.permissions:write',
];

export function serveFolders(app: App): Handlers<typeof folderRoutes> {
  async function shown(row: Row, { orgId }: CallContext, withRights = false) {
    const { folders, rights } = app.org(orgId);
    const target = folderTarget(row);
    const held = await rights.on(target, [...acted, 'dashboards:create']);
    const may = (action: string) => held[acted.indexOf(action)] === true;
    const can = { canSave: may('folders:write'), canDelete: may('folders:delete'), canAdmin: may('folders.permissions:write') };
    const accessControl = Object.fromEntries(
      [...acted, 'dashboards:create'].flatMap((action, index) => (held[index] ? [[action, true]] : [])),
    );
    return { body: { ...folderJson(row, await folders.parents(row), can, orgId), ...(withRights && { accessControl }) } };
  }
  const answered = async (made: Acted, context: CallContext): Promise<RouteResponse> =>
    'refused' in made ? made.refused : shown(made.row, context);
  const rootName = (uid: unknown) => (uid === 'general' ? '' : textOf(uid));
  const titleOf = (title: unknown) => textOf(title).trim();

  return {
    folders: async ({ query }, { orgId }) => {
      const { folders, rights } = app.org(orgId);
      const tree = await folders.tree();
      const parentUid = rootName(first(query, 'parentUid') ?? '');
      const children = tree.all
        .filter((row) => (row.parentUid === '' || !tree.get(row.parentUid as string) ? '' : row.parentUid) === parentUid)
        .sort((a, b) => (a.title as string).localeCompare(b.title as string) || a.id - b.id);
      const action = first(query, 'permission') === 'Edit' ? 'folders:write' : 'folders:read';
      const allowed = await rights.judge(action, children.map(folderTarget), tree);
      const limit = whole(query, 'limit', 1000, 5000);
      const page = whole(query, 'page', 1);
      const rows = children.filter((_, index) => allowed[index]).slice((page - 1) * limit, page * limit);
      return { body: rows.map(({ id, uid, title, parentUid: above }) => ({ id, uid, title, ...(above ? { parentUid: above } : {}) })) };
    },
    folder: async ({ params, query }, context) => {
      if (params.uid === 'general') return { body: root };
      const row = await app.org(context.orgId).folders.get(params.uid ?? '');
      return row ? shown(row, context, flag(query, 'accesscontrol')) : folderNotFound;
    },
    folderById: async ({ params }, context) => {
      if (!/^\d+$/.test(params.id ?? '')) return refuse(400, 'id is invalid');
      if (params.id === '0') return { body: root };
      const { folders, rights } = app.org(context.orgId);
      const row = await folders.byId(Number(params.id));
      if (!row) return folderNotFound;
      return (await rights.may('folders:read', folderTarget(row))) ? shown(row, context) : denied('folders:read', context);
    },
    createFolder: async ({ body }, context) => {
      const { uid, title, parentUid, description } = fieldsOf(body);
      const input = { uid: textOf(uid), title: titleOf(title), parentUid: rootName(parentUid), description: textOf(description) };
      return answered(await createFolder(app, input, context), context);
    },
    updateFolder: async ({ params, body }, context) => {
      const { title, version, overwrite, description, uid } = fieldsOf(body);
      if (uid !== undefined && uid !== params.uid)
        return refuse(400, 'The uid of a folder cannot be changed: what lies in it is kept under it.');
      const change = {
        title: title === undefined ? undefined : titleOf(title),
        description: typeof description === 'string' ? description : undefined,
        // No version is the wrong one.
        version: overwrite === true ? undefined : Number(version ?? 0),
      };
      return answered(await updateFolder(app, params.uid ?? '', change, context), context);
    },
    moveFolder: async ({ params, body }, context) => {
      const { parentUid } = fieldsOf(body);
      if (parentUid !== undefined && typeof parentUid !== 'string') return refuse(400, 'parentUid is the uid of a folder, or empty.');
      return answered(await moveFolder(app, params.uid ?? '', rootName(parentUid), context), context);
    },
    folderCounts: async ({ params }, { orgId }) => {
      const uid = rootName(params.uid);
      return uid && !(await app.org(orgId).folders.get(uid)) ? folderNotFound : { body: await countBelow(app, orgId, uid) };
    },
    removeFolder: async ({ params, query }, context) => {
      const gone = await removeFolder(app, params.uid ?? '', flag(query, 'forceDeleteRules'), context);
      if ('refused' in gone) return gone.refused;
      const { title, id } = gone.row;
      return { body: { message: `Folder ${title} deleted`, title, id } };
    },
  };
}
