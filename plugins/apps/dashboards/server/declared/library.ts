import type { RouteDeclaration } from '@orrery/plugin-sdk';

/** Elements lie in folders: which of them, the handler asks. */
const read = { action: 'library.panels:read' } as const;
const write = { action: 'library.panels:write' } as const;

export const libraryRoutes = {
  elements: { method: 'GET', path: '/api/library-elements', rule: read },
  element: { method: 'GET', path: '/api/library-elements/:uid', rule: read },
  elementsByName: { method: 'GET', path: '/api/library-elements/name/:name', rule: read },
  connections: { method: 'GET', path: '/api/library-elements/:uid/connections', rule: read },
  createElement: {
    method: 'POST',
    path: '/api/library-elements',
    bodyKB: 4096,
    rule: { action: 'library.panels:create' },
  },
  updateElement: { method: 'PATCH', path: '/api/library-elements/:uid', bodyKB: 4096, rule: write },
  removeElement: { method: 'DELETE', path: '/api/library-elements/:uid', rule: { action: 'library.panels:delete' } },
} as const satisfies Readonly<Record<string, RouteDeclaration>>;
