import { newPanel } from '../../model/new-panel.ts';
import type { Dashboard, KnownDatasource } from '../../model/types.ts';
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

/** With the first panel of a source that was just connected: what is left to say is what it shows. */
export function withPanelOf(dashboard: Dashboard, { uid, type, name }: KnownDatasource): Dashboard {
  return { ...dashboard, panels: [{ id: 1, gridPos: { x: 0, y: 0, w: 24, h: 10 }, ...newPanel('timeseries', name, { uid, type }) }] };
}
