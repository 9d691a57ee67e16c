/** The tables. A dashboard's row counts its saves in `version`, so what is no save lies in a table of its own. */
import type { StorageRequest } from '@orrery/plugin-sdk';

export const tables = {
  dashboard: {
    columns: {
      uid: 'text',
      title: 'text',
      slug: 'text',
      folderUid: 'text',
      tags: 'json',
      data: 'json',
      created: 'time',
      updated: 'time',
      createdBy: 'text',
      updatedBy: 'text',
      /** Labels and annotations that tools put on it under `/apis`. */
      marks: 'json?',
    },
    unique: [['uid']],
    indexes: [['folderUid']],
  },
  revision: {
    columns: {
      dashboardId: 'integer',
      number: 'integer',
      data: 'json',
      message: 'long',
      created: 'time',
      createdBy: 'text',
      parentNumber: 'integer?',
      restoredFrom: 'integer?',
    },
    unique: [['dashboardId', 'number']],
  },
  /** Of all organisations, so that what a removed provider left behind is found wherever it lies. */
  provisioned: {
    global: true,
    columns: {
      orgId: 'integer',
      dashboardId: 'integer',
      provider: 'text',
      file: 'long',
      hash: 'text',
      editable: 'boolean',
    },
    unique: [['dashboardId']],
    indexes: [['orgId', 'provider']],
  },
  folder: {
    columns: {
      uid: 'text',
      title: 'text',
      parentUid: 'text',
      description: 'long?',
      created: 'time',
      updated: 'time',
      createdBy: 'text',
      updatedBy: 'text',
      marks: 'json?',
    },
    unique: [['uid']],
    indexes: [['parentUid']],
  },
  /** What was imported of what plugins bring. */
  shipped: {
    columns: { plugin: 'text', path: 'text', dashboardUid: 'text', revision: 'integer' },
    unique: [['plugin', 'path']],
  },
  /** A row whose version changes with every move: of two moves at once that would close a circle, one starts again. */
  guard: { columns: { name: 'text' }, unique: [['name']] },
  star: { columns: { who: 'text', dashboardId: 'integer' }, unique: [['who', 'dashboardId']], indexes: [['dashboardId']] },
  element: {
    columns: {
      uid: 'text',
      name: 'text',
      kind: 'integer',
      type: 'text',
      description: 'long',
      model: 'json',
      folderUid: 'text',
      created: 'time',
      updated: 'time',
      createdBy: 'text',
      createdById: 'integer',
      updatedBy: 'text',
      updatedById: 'integer',
    },
    unique: [['uid'], ['folderUid', 'name', 'kind']],
  },
  connection: {
    columns: { elementId: 'integer', dashboardId: 'integer', created: 'time', createdBy: 'text', createdById: 'integer' },
    unique: [['elementId', 'dashboardId']],
    indexes: [['dashboardId']],
  },
  playlist: { columns: { uid: 'text', name: 'text', interval: 'text', items: 'json' }, unique: [['uid']] },
  annotation: {
    columns: {
      /** 0: of the organisation. */
      dashboardId: 'integer',
      panelId: 'integer',
      userId: 'integer',
      login: 'text',
      email: 'text',
      alertId: 'integer',
      alertUid: 'text',
      alertName: 'text',
      newState: 'text',
      prevState: 'text',
      time: 'time',
      timeEnd: 'time',
      text: 'long',
      tags: 'json',
      data: 'json',
      created: 'time',
      updated: 'time',
    },
    indexes: [['timeEnd'], ['dashboardId', 'timeEnd']],
  },
  annotationTag: {
    columns: { annotationId: 'integer', tag: 'text', dashboardId: 'integer', time: 'time', timeEnd: 'time' },
    indexes: [['annotationId'], ['tag', 'timeEnd']],
  },
  /** Of all organisations: who opens one by its key is in none. Keys are kept as hashes. */
  snapshot: {
    global: true,
    columns: {
      orgId: 'integer',
      keyHash: 'text',
      deleteKeyHash: 'text',
      name: 'text',
      who: 'text',
      userId: 'integer',
      dashboardUid: 'text',
      dashboard: 'json',
      created: 'time',
      expires: 'time',
    },
    unique: [['keyHash'], ['deleteKeyHash']],
    indexes: [['orgId'], ['expires']],
  },
} as const satisfies StorageRequest['tables'];
