/** A folder as the API gives it. */
import type { Row } from '@orrery/plugin-sdk';
import { byName, iso } from '../answers.ts';
import { slugOf } from '../names.ts';

export const root = {
  id: 0,
  uid: 'general',
  title: 'Dashboards',
  url: '/dashboards',
  hasAcl: false,
  canSave: false,
  canEdit: false,
  canAdmin: false,
  canDelete: false,
  version: 0,
} as const;

export interface FolderRights {
  readonly canSave: boolean;
  readonly canAdmin: boolean;
  readonly canDelete: boolean;
}

export function folderJson(row: Row, parents: readonly Row[], rights: FolderRights, orgId: number) {
  return {
    id: row.id,
    uid: row.uid,
    orgId,
    title: row.title,
    url: folderUrl(row),
    hasAcl: false,
    canSave: rights.canSave,
    canEdit: rights.canSave,
    canAdmin: rights.canAdmin,
    canDelete: rights.canDelete,
    createdBy: byName(row.createdBy),
    created: iso(row.created),
    updatedBy: byName(row.updatedBy),
    updated: iso(row.updated),
    version: row.version,
    ...(row.description ? { description: row.description } : {}),
    ...(row.parentUid ? { parentUid: row.parentUid } : {}),
    ...(parents.length > 0 && { parents: parents.map((parent) => parentJson(parent)) }),
  };
}

function parentJson(row: Row) {
  return { id: row.id, uid: row.uid, title: row.title, url: folderUrl(row) };
}

export function folderUrl(row: Row): string {
  return `/dashboards/f/${row.uid}/${slugOf(row.title as string, row.uid as string)}`;
}
