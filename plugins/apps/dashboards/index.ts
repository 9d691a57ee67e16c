import { type CallContext, definePlugin, ok, type RouteResponse, type Row } from '@orrery/plugin-sdk';
import { folderChains } from './chains.ts';
import { folderJson, folderUrl, generalFolder, openFolders } from './folders.ts';
import { manifest } from './manifest.ts';
import { uidProblem } from './names.ts';
import { applyProvider, type Provider, readProviders } from './provision.ts';
import { search } from './search.ts';
import { type DashboardModel, openStore, type SaveProblem } from './store.ts';

const notFound: RouteResponse = { status: 404, body: { message: 'Dashboard not found' } };
const folderNotFound: RouteResponse = { status: 404, body: { status: 'not-found', message: 'folder not found' } };

const problems: Readonly<Record<SaveProblem, RouteResponse>> = {
  'version-mismatch': { status: 412, body: { status: 'version-mismatch', message: 'The dashboard has been changed by someone else' } },
  'not-found': { status: 404, body: { status: 'not-found', message: 'Dashboard not found' } },
  'same-uid': { status: 400, body: { message: 'A dashboard with the same uid already exists' } },
};

interface SaveBody {
  readonly dashboard?: DashboardModel;
  readonly folderUid?: string;
  readonly message?: string;
  readonly overwrite?: boolean;
}

export default definePlugin(manifest, ({ storage, cache, provisioning, events, live, identity, settings, log }) => {
  const keep = async () => Math.max(Number((await settings.section('dashboards')).versions_to_keep) || 20, 1);
  const stores = (orgId: number) => ({ store: openStore(storage.forOrg(orgId), keep), folders: openFolders(storage.forOrg(orgId)) });
  let providers: readonly Provider[] = [];

  async function changed(uids: readonly string[]): Promise<void> {
    for (const uid of uids) {
      await cache.invalidate(`dashboard:${uid}`);
      await live.publish('changes', { uid });
    }
    if (uids.length > 0) await events.publish('dashboards.changed', { uids });
  }

  const providerOf = (row: Row) => providers.find(({ name }) => name === row.provider);
  const locked = (row: Row) => Boolean(row.provider) && !providerOf(row)?.allowUiUpdates;

  async function applyFiles(): Promise<string[]> {
    const read = await readProviders(provisioning);
    providers = read.providers;
    const told = [...read.problems];
    for (const provider of providers) {
      const { store, folders } = stores(provider.orgId);
      try {
        const applied = await applyProvider(provider, provisioning, store, folders);
        await changed([...applied.saved, ...applied.deleted]);
        told.push(...applied.problems);
      } catch (error) {
        told.push(`${provider.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return told;
  }
  const alreadyTold = new Set<string>();
  function tell(list: readonly string[]): void {
    for (const problem of list) if (!alreadyTold.has(problem)) log.error(`Dashboard provisioning: ${problem}`);
    alreadyTold.clear();
    for (const problem of list) alreadyTold.add(problem);
  }

  return {
    service: {
      'dashboard-folders': {
        /** For each uid: those of the folders it is in, nearest first; null for what there is not. */
        async chains(asked: { dashboards: readonly string[]; folders: readonly string[] }, { orgId }: CallContext) {
          return ok(await folderChains(stores(orgId), asked));
        },
      },
    },
    route: {
      save: async ({ body }, { orgId, principal }) => {
        const { dashboard: model, folderUid = '', message = '', overwrite = false } = (body ?? {}) as SaveBody;
        if (!model || typeof model !== 'object')
          return { status: 400, body: { message: 'unable to parse dashboard: the body holds no "dashboard" object' } };
        const { store, folders } = stores(orgId);
        const uid = typeof model.uid === 'string' ? model.uid : '';
        const wrong = uidProblem(uid);
        if (wrong) return { status: 400, body: { message: wrong } };
        if (!String(model.title ?? '').trim())
          return { status: 400, body: { status: 'empty-name', message: 'Dashboard title cannot be empty' } };
        const target = folderUid === 'general' ? '' : folderUid;
        const before = uid ? await store.get(uid) : undefined;
        const folder = folderUid || !before ? target : (before.folderUid as string);
        if (folder && !(await folders.get(folder))) return { status: 400, body: { message: 'Folder not found' } };
        if (before && locked(before)) return { status: 400, body: { message: 'Cannot save provisioned dashboard' } };
        const [allowed] = await identity.allows([
          before
            ? { action: 'dashboards:write', scope: `dashboards:uid:${uid}` }
            : { action: 'dashboards:create', scope: `folders:uid:${folder || 'general'}` },
        ]);
        if (!allowed) return { status: 403, body: { message: 'Access denied to save dashboard' } };

        const result = await store.save({ model, folderUid: folder, message, overwrite, by: principal.login });
        if ('problem' in result) return problems[result.problem];
        const { row } = result;
        await changed([row.uid as string]);
        return {
          body: {
            status: 'success',
            id: row.id,
            uid: row.uid,
            url: `/d/${row.uid}/${row.slug}`,
            version: row.version,
            slug: row.slug,
            ...(folder && { folderUid: folder }),
          },
        };
      },
      get: async ({ params }, { orgId }) => {
        const { store, folders } = stores(orgId);
        const row = await store.get(params.uid ?? '');
        if (!row) return notFound;
        const folder = row.folderUid ? await folders.get(row.folderUid as string) : undefined;
        const [canSave, canDelete] = await identity.allows([
          { action: 'dashboards:write', scope: `dashboards:uid:${row.uid}` },
          { action: 'dashboards:delete', scope: `dashboards:uid:${row.uid}` },
        ]);
        return {
          body: {
            dashboard: { ...(row.data as object), id: row.id, uid: row.uid, version: row.version },
            meta: metaOf(row, folder, canSave === true, canDelete === true),
          },
        };
      },
      remove: async ({ params }, { orgId }) => {
        const { store } = stores(orgId);
        const row = await store.get(params.uid ?? '');
        if (!row) return notFound;
        if (row.provider) return { status: 400, body: { message: 'provisioned dashboard cannot be deleted' } };
        await store.remove(row);
        await changed([row.uid as string]);
        return { body: { title: row.title, message: `Dashboard ${row.title} deleted`, uid: row.uid, id: row.id } };
      },
      versions: async ({ params, query }, { orgId }) => {
        const { store } = stores(orgId);
        const row = await store.get(params.uid ?? '');
        if (!row) return notFound;
        const list = await store.revisions(row.id, Number(query.limit?.[0]) || 1000, Number(query.start?.[0]) || 0);
        return { body: { versions: list.map((revision) => revisionJson(revision, row)) } };
      },
      version: async ({ params }, { orgId }) => {
        const { store } = stores(orgId);
        const row = await store.get(params.uid ?? '');
        const revision = row && (await store.revision(row.id, Number(params.number)));
        if (!row || !revision)
          return { status: 404, body: { message: `Dashboard version ${params.number} not found for dashboardId ${row?.id ?? 0}` } };
        return { body: { ...revisionJson(revision, row), data: revision.data } };
      },
      tags: async (_request, { orgId }) => {
        const counts = new Map<string, number>();
        for (const row of await stores(orgId).store.index())
          for (const tag of row.tags as string[]) counts.set(tag, (counts.get(tag) ?? 0) + 1);
        return { body: [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([term, count]) => ({ term, count })) };
      },
      search: (request, { orgId }) => search(request, stores(orgId).store, stores(orgId).folders, identity),
      folders: async ({ query }, { orgId }) => {
        const limit = Math.min(Number(query.limit?.[0]) || 1000, 5000);
        const page = Math.max(Number(query.page?.[0]) || 1, 1);
        const all = await stores(orgId).folders.children(query.parentUid?.[0] ?? '', 10_000, 0);
        const may = await identity.allows(all.map((row) => ({ action: 'folders:read', scope: `folders:uid:${row.uid}` })));
        const rows = all.filter((_row, at) => may[at]).slice((page - 1) * limit, page * limit);
        return {
          body: rows.map((row) => ({ id: row.id, uid: row.uid, title: row.title, ...(row.parentUid ? { parentUid: row.parentUid } : {}) })),
        };
      },
      createFolder: async ({ body }, { orgId, principal }) => {
        const { uid, title, parentUid = '' } = (body ?? {}) as { uid?: string; title?: unknown; parentUid?: string };
        if (typeof title !== 'string' || !title.trim()) return { status: 400, body: { message: 'folder title cannot be empty' } };
        const wrong = uidProblem(uid ?? '');
        if (wrong) return { status: 400, body: { message: wrong } };
        const { folders } = stores(orgId);
        const made = await folders.create(title.trim(), {
          parentUid: parentUid === 'general' ? '' : parentUid,
          by: principal.login,
          ...(uid && { uid }),
        });
        if (made === 'taken') return { status: 409, body: { message: 'a folder/dashboard with the same uid already exists' } };
        if (made === 'no-parent') return folderNotFound;
        if (made === 'too-deep')
          return {
            status: 400,
            body: { statusCode: 400, messageId: 'folder.maximum-depth-reached', message: 'Maximum nested folder depth reached' },
          };
        return { body: folderJson(made, await folders.parents(made), { canSave: true, canDelete: true }) };
      },
      folder: async ({ params }, { orgId }) => {
        if (params.uid === 'general') return { body: generalFolder };
        const { folders } = stores(orgId);
        const row = await folders.get(params.uid ?? '');
        if (!row) return folderNotFound;
        const [canSave, canDelete] = await identity.allows([
          { action: 'folders:write', scope: `folders:uid:${row.uid}` },
          { action: 'folders:delete', scope: `folders:uid:${row.uid}` },
        ]);
        return { body: folderJson(row, await folders.parents(row), { canSave: canSave === true, canDelete: canDelete === true }) };
      },
      removeFolder: async ({ params }, { orgId }) => {
        const { store, folders } = stores(orgId);
        const row = params.uid === 'general' ? undefined : await folders.get(params.uid ?? '');
        if (!row) return params.uid === 'general' ? { status: 400, body: { message: 'invalid uid for folder provided' } } : folderNotFound;
        const removed = await removeTree(row, store, folders);
        await changed(removed);
        return { body: { message: `Folder ${row.title} deleted`, title: row.title, id: row.id } };
      },
      reload: async () => {
        const told = await applyFiles();
        tell(told);
        return told.length === 0 ? { body: { message: 'Dashboards config reloaded' } } : { status: 500, body: { message: told.join(' ') } };
      },
    },
    schedule: {
      provision: async () => {
        tell(await applyFiles());
        const { store } = stores(1);
        const names = new Set(providers.map(({ name }) => name));
        for (const orphan of (await store.provisioned()).filter(({ provider }) => !names.has(provider as string))) {
          const row = await store.get(orphan.uid as string);
          if (row) await store.remove(row);
        }
      },
      poll: async () => tell(await applyFiles()),
    },
  };
});

async function removeTree(row: Row, store: ReturnType<typeof openStore>, folders: ReturnType<typeof openFolders>): Promise<string[]> {
  const below = await folders.children(row.uid as string, 10_000, 0);
  const removed = (await Promise.all(below.map((child) => removeTree(child, store, folders)))).flat();
  for (const { uid } of await store.inFolder(row.uid as string)) {
    const dashboard = await store.get(uid as string);
    if (dashboard) await store.remove(dashboard);
    removed.push(uid as string);
  }
  await folders.remove(row.uid as string);
  return removed;
}

function metaOf(row: Row, folder: Row | undefined, canSave: boolean, canDelete: boolean) {
  return {
    type: 'db',
    canSave,
    canEdit: canSave,
    canAdmin: canSave,
    canStar: true,
    canDelete,
    slug: row.slug,
    url: `/d/${row.uid}/${row.slug}`,
    expires: '0001-01-01T00:00:00Z',
    created: new Date(row.created as number).toISOString(),
    updated: new Date(row.updated as number).toISOString(),
    updatedBy: row.updatedBy || 'Anonymous',
    createdBy: row.createdBy || 'Anonymous',
    version: row.version,
    hasAcl: false,
    isFolder: false,
    folderId: folder?.id ?? 0,
    folderUid: row.folderUid,
    folderTitle: folder?.title ?? 'Dashboards',
    folderUrl: folder ? folderUrl(folder) : '',
    provisioned: Boolean(row.provider),
    provisionedExternalId: row.file ?? '',
    annotationsPermissions: {
      dashboard: { canAdd: canSave, canEdit: canSave, canDelete: canSave },
      organization: { canAdd: canSave, canEdit: canSave, canDelete: canSave },
    },
  };
}

function revisionJson(revision: Row, dashboard: Row) {
  return {
    id: revision.id,
    dashboardId: revision.dashboardId,
    uid: dashboard.uid,
    parentVersion: (revision.number as number) - 1,
    restoredFrom: 0,
    version: revision.number,
    created: new Date(revision.created as number).toISOString(),
    createdBy: revision.createdBy || 'Anonymous',
    message: revision.message,
  };
}
