/** A dashboard as the API gives it: the model as it was saved, and what is known about it beside it. */
import type { Row } from '@orrery/plugin-sdk';
import { byName, iso } from '../answers.ts';
import { folderUrl } from '../folder/json.ts';

export interface DashboardRights {
  readonly canSave: boolean;
  readonly canDelete: boolean;
  readonly canAdmin: boolean;
  readonly annotate: { readonly dashboard: readonly boolean[]; readonly organization: readonly boolean[] };
}

/** Nothing is put into a model that its author did not write, but for its three counters. */
export function modelOf(row: Row): Record<string, unknown> {
  return { ...(row.data as object), id: row.id, uid: row.uid, version: row.version };
}

/** `named`: whoever asks has a name here, and so can keep stars. */
export function metaOf(row: Row, folder: Row | undefined, origin: Row | undefined, rights: DashboardRights, named: boolean) {
  const allowed = ([canAdd = false, canEdit = false, canDelete = false]: readonly boolean[]) => ({ canAdd, canEdit, canDelete });
  return {
    type: 'db',
    canSave: rights.canSave,
    canEdit: rights.canSave,
    canAdmin: rights.canAdmin,
    canStar: named,
    canDelete: rights.canDelete,
    slug: row.slug,
    url: `/d/${row.uid}/${row.slug}`,
    expires: '0001-01-01T00:00:00Z',
    created: iso(row.created),
    updated: iso(row.updated),
    updatedBy: byName(row.updatedBy),
    createdBy: byName(row.createdBy),
    version: row.version,
    hasAcl: false,
    isFolder: false,
    folderId: folder?.id ?? 0,
    folderUid: folder?.uid ?? '',
    folderTitle: folder?.title ?? 'Dashboards',
    folderUrl: folder ? folderUrl(folder) : '',
    provisioned: origin !== undefined && !origin.editable,
    provisionedExternalId: origin?.file ?? '',
    annotationsPermissions: { dashboard: allowed(rights.annotate.dashboard), organization: allowed(rights.annotate.organization) },
  };
}
