/** Requests passed on to a data source: only paths and methods that its plugin's signed manifest lists, as its own `proxy` or as routes. */
import type { Instance, RouteRequest, RouteResponse } from '@orrery/plugin-sdk';
import type { DatasourceDeclaration } from '@orrery/plugin-sdk/contributions/datasource';
import { addressed, type FoundRoute, proxied, queryOf } from '@orrery/plugin-sdk/proxy';

const signInFailed = { status: 400, text: 'Authentication to data source failed' } as const;

export function isListed(declared: DatasourceDeclaration['proxy'], method: string, path: string): boolean {
  const asked = `/${path}`;
  return (declared ?? []).some(
    ({ methods, path: listed }) => methods.includes(method) && (asked === listed || asked.startsWith(`${listed}/`)),
  );
}

export function forwardProxy(instance: Instance, request: RouteRequest, path: string): RouteResponse {
  const authorization = request.headers['x-ds-authorization'];
  return forwarded(instance, 'proxy', proxied(request, path, authorization ? { authorization } : {}));
}

export function forwardByRoute(instance: Instance, request: RouteRequest, { rest, index }: FoundRoute): RouteResponse {
  return forwarded(instance, 'proxy', proxied(request, rest, { route: index }));
}

/** The plugin's own `resource` decides what it answers. */
export function forwardResource(instance: Instance, request: RouteRequest): RouteResponse {
  return forwarded(instance, 'resource', {
    method: request.method,
    path: request.params['*'] ?? '',
    query: queryOf(request).slice(1),
    headers: request.headers,
    ...(request.body instanceof Uint8Array && { body: request.body }),
  });
}

function forwarded(instance: Instance, method: string, argument: unknown): RouteResponse {
  const asked = addressed(instance, method, 'datasources:query', `datasources:uid:${instance.uid}`);
  return { forward: { ...asked, argument, replace: { 401: signInFailed } } };
}
