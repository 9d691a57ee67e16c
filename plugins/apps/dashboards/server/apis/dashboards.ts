/** `dashboards.dashboard.grafana.app`, in the classic form. */
import type { Row } from '@orrery/plugin-sdk';
import { denied } from '../answers.ts';
import type { App } from '../app.ts';
import { removeDashboard } from '../dashboard/remove.ts';
import { saveDashboard } from '../dashboard/save.ts';
import type { DashboardModel } from '../dashboard/store.ts';
import { dashboardTarget } from '../rights.ts';
import type { Kind } from './kind.ts';
import { metadataOf, type Wanted } from './object.ts';

export function dashboardKind(app: App): Kind {
  const saving = (uid: string, { spec, folderUid, message, marks }: Wanted, dryRun: boolean) => ({
    model: { ...spec, uid, id: null } as DashboardModel,
    // An object that names no folder lies at the root.
    folderUid: folderUid || 'general',
    ...{ message, marks, dryRun },
  });
  const originMarks = (origin: Row | undefined): Record<string, string> =>
    origin
      ? {
          'grafana.app/managedBy': 'classic-file-provisioning',
          'grafana.app/managerId': origin.provider as string,
          'grafana.app/sourcePath': origin.file as string,
          'grafana.app/sourceChecksum': origin.hash as string,
          ...(origin.editable ? { 'grafana.app/managerAllowsEdits': 'true' } : {}),
        }
      : {};

  return {
    ...{ group: 'dashboard.grafana.app', versions: ['v1beta1', 'v1', 'v0alpha1'], preferred: 'v1beta1' },
    ...{ plural: 'dashboards', singular: 'dashboard', kind: 'Dashboard', subresources: ['dto'] },
    async list({ orgId }) {
      const { dashboards, folders, rights } = app.org(orgId);
      const rows = await dashboards.briefs();
      const allowed = await rights.judge('dashboards:read', rows.map(dashboardTarget), await folders.tree());
      return rows.filter((_, index) => allowed[index]);
    },
    whole: (ids, { orgId }) => app.org(orgId).dashboards.whole(ids),
    get: (name, { orgId }) => app.org(orgId).dashboards.get(name),
    mayRead: (row, { orgId }) => app.org(orgId).rights.may('dashboards:read', dashboardTarget(row)),
    async show(row, { orgId }) {
      const { id: _id, uid: _uid, version: _version, ...spec } = row.data as Record<string, unknown>;
      const origin = await app.org(orgId).dashboards.origin(row.id);
      return { metadata: metadataOf(row, 'Dashboard', orgId, row.folderUid as string, originMarks(origin)), spec, status: {} };
    },
    create: (name, wanted, dryRun, context) => saveDashboard(app, saving(name, wanted, dryRun), context),
    update: (row, version, wanted, dryRun, context) => {
      const save = saving(row.uid as string, wanted, dryRun);
      return saveDashboard(app, { ...save, model: { ...save.model, version } }, context);
    },
    remove: async (row, dryRun, context) => {
      if (!dryRun) return removeDashboard(app, row.uid as string, context);
      const allowed = await app.org(context.orgId).rights.may('dashboards:delete', dashboardTarget(row));
      return allowed ? { row } : { refused: denied('dashboards:delete', context) };
    },
  };
}
