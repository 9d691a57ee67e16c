import type { RouteDeclaration } from '@orrery/plugin-sdk';

export const searchRoutes = {
  search: { method: 'GET', path: '/api/search', rule: { signedIn: true } },
  searchSorting: { method: 'GET', path: '/api/search/sorting', rule: { signedIn: true } },
} as const satisfies Readonly<Record<string, RouteDeclaration>>;
