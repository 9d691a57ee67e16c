import type { RouteDeclaration } from '@orrery/plugin-sdk';

export const searchRoutes = {
  search: { method: 'GET', path: '/api/search', rule: { admitted: true } },
  searchSorting: { method: 'GET', path: '/api/search/sorting', rule: { admitted: true } },
} as const satisfies Readonly<Record<string, RouteDeclaration>>;
