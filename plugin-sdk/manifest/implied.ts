/** What the manifest of a plugin that was made for Grafana alone says between its lines: a compiled backend is a process, and answers. */
import type { RouteDeclaration } from '../contributions/route.ts';
import type { Manifest, OrreryManifest } from './types.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export function impliedBy({ id, type, backend, executable }: Partial<Manifest>): OrreryManifest {
  if (!backend || !executable || !id) return { runtime: 'none' };
  // It keeps connections, caches and streams of its own, so it is there once and stays.
  const process = { runtime: 'process', placement: 'pinned', capabilities: { secrets: ['decrypt'] } } as const;
  if (type === 'datasource') return { ...process, contributes: { datasource: { [id]: {} } } };
  return type === 'app' ? { ...process, contributes: { route: appRoutes(id) } } : { runtime: 'none' };
}

/** Where Grafana's clients look for an app's backend. Everybody who is signed in may open an app, and so ask it. */
function appRoutes(id: string): Record<string, RouteDeclaration> {
  const rule = { signedIn: true } as const;
  const resources = methods.map((method): [string, RouteDeclaration] => [
    `resources-${method.toLowerCase()}`,
    { method, path: `/api/plugins/${id}/resources/*`, rule, ...(method !== 'GET' && { rawBody: true, bodyKB: 16_384 }) },
  ]);
  return Object.fromEntries([...resources, ['health', { method: 'GET', path: `/api/plugins/${id}/health`, rule }]]);
}
