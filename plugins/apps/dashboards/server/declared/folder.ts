import type { RouteDeclaration } from '@orrery/plugin-sdk';

const readOne = { action: 'folders:read', scope: 'folders:uid:{uid}' } as const;
const writeOne = { action: 'folders:write', scope: 'folders:uid:{uid}' } as const;

export const folderRoutes = {
  folders: { method: 'GET', path: '/api/folders', rule: { action: 'folders:read' } },
  folder: { method: 'GET', path: '/api/folders/:uid', rule: readOne },
  folderById: { method: 'GET', path: '/api/folders/id/:id', rule: { action: 'folders:read' } },
  folderCounts: { method: 'GET', path: '/api/folders/:uid/counts', rule: readOne },
  createFolder: { method: 'POST', path: '/api/folders', rule: { action: 'folders:create' } },
  updateFolder: { method: 'PUT', path: '/api/folders/:uid', rule: writeOne },
  moveFolder: { method: 'POST', path: '/api/folders/:uid/move', rule: writeOne },
  removeFolder: { method: 'DELETE', path: '/api/folders/:uid', rule: { action: 'folders:delete', scope: 'folders:uid:{uid}' } },
} as const satisfies Readonly<Record<string, RouteDeclaration>>;
