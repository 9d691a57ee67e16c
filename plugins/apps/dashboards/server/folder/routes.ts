/** `/api/folders`. */
import type { CallContext, RouteResponse, Row } from '@orrery/plugin-sdk';
import { denied, fieldsOf, first, flag, folderNotFound, refuse, refuseById, textOf, whole } from '../answers.ts';
import type { App } from '../app.ts';
import type { folderRoutes } from '../declared/folder.ts';
import type { Handlers } from '../handlers.ts';
import { uidProblem } from '../names.ts';
import { folderTarget, place } from '../rights.ts';
import { folderJson, root } from './json.ts';
import { serveRemoval } from './remove.ts';
import type { FolderProblem } from './store.ts';

const noChange = refuse(400, 'invalid uid for folder provided');
const changedMeanwhile = refuse(412, 'the folder has been changed by someone else', 'version-mismatch');
const problems: Readonly<Record<FolderProblem, RouteResponse>> = {
  taken: refuse(409, 'a folder/dashboard with the same uid already exists'),
  'too-deep': refuseById(400, 'folder.maximum-depth-reached', 'Maximum nested folder depth reached'),
  'no-parent': folderNotFound,
  circle: refuseById(400, 'folder.circular-reference', 'Circular reference detected'),
  changed: changedMeanwhile,
  gone: folderNotFound,
};
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
      if (!titleOf(title)) return refuse(400, 'folder title cannot be empty');
      const wrong = uid === 'general' ? 'invalid uid for folder provided' : uidProblem(textOf(uid));
      if (wrong) return refuse(400, wrong);
      const { folders, rights } = app.org(context.orgId);
      const above = rootName(parentUid);
      if (above && !(await folders.get(above))) return folderNotFound;
      if (!(await rights.may('folders:create', place(above)))) return denied('folders:create', context);
      const made = await folders.create(titleOf(title), {
        ...{ parentUid: above, by: context.principal.login },
        ...(textOf(uid) && { uid: textOf(uid) }),
        ...(textOf(description) && { description: textOf(description) }),
      });
      if (typeof made === 'string') return problems[made];
      await app.told.created('folder', made.uid as string, above, context.principal.key);
      return shown(made, context);
    },
    updateFolder: async ({ params, body }, context) => {
      const { title, version, overwrite, description, uid } = fieldsOf(body);
      if (params.uid === 'general') return noChange;
      const { folders } = app.org(context.orgId);
      const row = await folders.get(params.uid ?? '');
      if (!row) return folderNotFound;
      if (title !== undefined && !titleOf(title)) return refuse(400, 'folder title cannot be empty');
      if (uid !== undefined && uid !== row.uid)
        return refuse(400, 'The uid of a folder cannot be changed: what lies in it is kept under it.');
      if (overwrite !== true && version !== row.version) return changedMeanwhile;
      const change = {
        ...(title !== undefined && { title: titleOf(title) }),
        ...(typeof description === 'string' && { description }),
      };
      const made = await folders.update(row, row.version, change, context.principal.login);
      if (typeof made === 'string') return problems[made];
      await forgetBelow(context.orgId, [made.uid as string]);
      return shown(made, context);
    },
    moveFolder: async ({ params, body }, context) => {
      const uid = params.uid ?? '';
      if (uid === 'general') return noChange;
      const { folders, rights } = app.org(context.orgId);
      const { parentUid } = fieldsOf(body);
      if (parentUid !== undefined && typeof parentUid !== 'string') return refuse(400, 'parentUid is the uid of a folder, or empty.');
      const target = rootName(parentUid);
      if (!(await folders.get(uid)) || (target && !(await folders.get(target)))) return folderNotFound;
      if (!(await rights.may('folders:create', place(target)))) return denied('folders:create', context);
      const moved = await folders.move(uid, target, context.principal.login);
      if (typeof moved === 'string') return problems[moved];
      const tree = await folders.tree();
      await forgetBelow(context.orgId, [uid, ...tree.below(uid).map((row) => row.uid as string)]);
      return shown(moved, context);
    },
    ...serveRemoval(app),
  };

  /** Dashboards say in which folder they lie, and what one may do with them hangs on all above. */
  async function forgetBelow(orgId: number, folderUids: readonly string[]): Promise<void> {
    const rows = await app.org(orgId).dashboards.briefs({ folderUid: folderUids });
    await app.changed(
      orgId,
      rows.map((row) => row.uid as string),
    );
  }
}
