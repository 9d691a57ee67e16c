/** `folders.folder.grafana.app`. */
import type { CallContext } from '@orrery/plugin-sdk';
import { denied, refuse, textOf } from '../answers.ts';
import type { App } from '../app.ts';
import { createFolder, moveFolder, updateFolder } from '../folder/acts.ts';
import { removeFolder } from '../folder/remove.ts';
import { folderTarget, place, type Target } from '../rights.ts';
import type { Kind, Made } from './kind.ts';
import { metadataOf } from './object.ts';

export function folderKind(app: App): Kind {
  const allowed = (action: string, target: Target, { orgId }: CallContext) => app.org(orgId).rights.may(action, target);
  const titleOf = (spec: Readonly<Record<string, unknown>>) => textOf(spec.title).trim();

  return {
    ...{ group: 'folder.grafana.app', versions: ['v1beta1', 'v1'], preferred: 'v1beta1' },
    ...{ plural: 'folders', singular: 'folder', kind: 'Folder', subresources: ['access', 'counts', 'parents', 'children'] },
    async list({ orgId }) {
      const { folders, rights } = app.org(orgId);
      const tree = await folders.tree();
      const readable = await rights.judge('folders:read', tree.all.map(folderTarget), tree);
      return tree.all.filter((_, index) => readable[index]);
    },
    whole: async (ids, { orgId }) => (await app.org(orgId).folders.tree()).all.filter(({ id }) => ids.includes(id)),
    get: (name, { orgId }) => app.org(orgId).folders.get(name),
    mayRead: (row, context) => allowed('folders:read', folderTarget(row), context),
    show: async (row, { orgId }) => ({
      metadata: metadataOf(row, 'Folder', orgId, row.parentUid as string),
      spec: { title: row.title, ...(row.description ? { description: row.description } : {}) },
      status: {},
    }),
    async create(name, { spec, folderUid, marks }, dryRun, context) {
      const title = titleOf(spec);
      if (!dryRun)
        return createFolder(app, { uid: name, title, parentUid: folderUid, description: textOf(spec.description), marks }, context);
      if (!title) return { refused: refuse(400, 'folder title cannot be empty') };
      if (!(await allowed('folders:create', place(folderUid), context))) return { refused: denied('folders:create', context) };
      const at = Date.now();
      return { row: { id: 0, version: 0, uid: name, title, parentUid: folderUid, created: at, updated: at } };
    },
    async update(row, version, { spec, folderUid, marks }, dryRun, context): Promise<Made> {
      const uid = row.uid as string;
      if (dryRun) {
        if (!(await allowed('folders:write', folderTarget(row), context))) return { refused: denied('folders:write', context) };
        return version === row.version ? { row } : { refused: refuse(412, 'the folder has been changed by someone else') };
      }
      const change = { title: titleOf(spec), description: textOf(spec.description), version, marks };
      if (folderUid === row.parentUid) return updateFolder(app, uid, change, context);
      // The move first: it is the one that more can stand in the way of.
      if (version !== row.version) return { refused: refuse(412, 'the folder has been changed by someone else') };
      const moved = await moveFolder(app, uid, folderUid, context);
      return 'refused' in moved ? moved : updateFolder(app, uid, { ...change, version: moved.row.version }, context);
    },
    remove: async (row, dryRun, context) => {
      if (!dryRun) return removeFolder(app, row.uid as string, false, context);
      return (await allowed('folders:delete', folderTarget(row), context)) ? { row } : { refused: denied('folders:delete', context) };
    },
  };
}
