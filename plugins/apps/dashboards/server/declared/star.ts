import type { RouteDeclaration } from '@orrery/plugin-sdk';

const signedIn = { signedIn: true } as const;

export const starRoutes = {
  stars: { method: 'GET', path: '/api/user/stars', rule: signedIn },
  star: { method: 'POST', path: '/api/user/stars/dashboard/uid/:uid', rule: signedIn },
  unstar: { method: 'DELETE', path: '/api/user/stars/dashboard/uid/:uid', rule: signedIn },
  starById: { method: 'POST', path: '/api/user/stars/dashboard/:id', rule: signedIn },
  unstarById: { method: 'DELETE', path: '/api/user/stars/dashboard/:id', rule: signedIn },
} as const satisfies Readonly<Record<string, RouteDeclaration>>;
