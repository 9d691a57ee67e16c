import type { RouteDeclaration } from '@orrery/plugin-sdk';

const signedIn = { signedIn: true } as const;

export const snapshotRoutes = {
  createSnapshot: { method: 'POST', path: '/api/snapshots', bodyKB: 16_384, rule: { action: 'snapshots:create' } },
  snapshots: { method: 'GET', path: '/api/dashboard/snapshots', rule: { action: 'snapshots:read' } },
  snapshotOptions: { method: 'GET', path: '/api/snapshot/shared-options', rule: signedIn },
  /** Whoever holds a key may look: that is what a snapshot is for. */
  snapshot: { method: 'GET', path: '/api/snapshots/:key', rule: { anyone: true } },
  removeSnapshot: { method: 'DELETE', path: '/api/snapshots/:key', rule: signedIn },
  removeSnapshotByKey: { method: 'GET', path: '/api/snapshots-delete/:deleteKey', rule: { anyone: true }, audit: true },
} as const satisfies Readonly<Record<string, RouteDeclaration>>;
