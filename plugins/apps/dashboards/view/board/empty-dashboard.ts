import { t } from '../../text/index.ts';
import type { DashboardAnswer } from '../api.ts';

/** A dashboard that nobody saved yet. */
export function emptyDashboard(folderUid: string): DashboardAnswer {
  return {
    dashboard: {
      id: null,
      uid: '',
      title: t.board.newDashboard,
      tags: [],
      timezone: 'browser',
      editable: true,
      graphTooltip: 1,
      schemaVersion: 42,
      version: 0,
      time: { from: 'now-6h', to: 'now' },
      timepicker: {},
      templating: { list: [] },
      annotations: { list: [] },
      links: [],
      panels: [],
    },
    meta: {
      url: '/dashboard/new',
      folderUid,
      folderTitle: '',
      folderUrl: '',
      canSave: true,
      canEdit: true,
      canDelete: false,
      canStar: false,
      provisioned: false,
      provisionedExternalId: '',
      updated: '',
      updatedBy: '',
      created: '',
      createdBy: '',
      version: 0,
    },
  };
}
