/**
 * Requests passed on for a plugin: to the address of an instance, or by the routes that its signed manifest lists. A path is read once, in one
 * spelling, and goes on in that spelling; secrets are added behind whoever uses this, cookies and credentials of the caller stay here.
 */
import type { Identity } from './capabilities/identity.ts';
import type { Instance } from './contributions/context.ts';
import type { ProxyRequest } from './contributions/datasource.ts';
import type { ProxyRoute } from './contributions/proxy-route.ts';
import type { RouteRequest } from './contributions/route.ts';
import { hasRole, type Principal } from './principal.ts';

/** Sent on from a caller's request; everything else is the configuration's to say, or nobody's. */
const passedOn = new Set([
  'accept',
  'accept-language',
  'content-type',
  'if-none-match',
  'range',
  'x-dashboard-uid',
  'x-panel-id',
  'x-datasource-uid',
  'x-query-group-id',
]);

export interface FoundRoute {
  readonly route: ProxyRoute;
  /** Where it stands among the declared ones. */
  readonly index: number;
  /** What of the path goes on. */
  readonly rest: string;
}

/** What a request asks for, below the first `skip` parts of its path: each part encoded once; undefined when it could be read in two ways. */
export function upstreamPath(path: string, skip: number): string | undefined {
  const parts = path.split('/').slice(skip);
  const read: string[] = [];
  for (const [index, part] of parts.entries()) {
    let plain: string;
    try {
      plain = decodeURIComponent(part);
    } catch {
      return undefined;
    }
    // One empty part may stand at the end, for a trailing slash.
    if (/^\.{1,2}(;|$)/.test(plain) || /[/\\%?#\x00-\x1f\x7f]/.test(plain) || (plain === '' && index !== parts.length - 1))
      return undefined;
    read.push(encodeURIComponent(plain).replace(/%3A/g, ':').replace(/%40/g, '@').replace(/%2C/g, ','));
  }
  return read.join('/');
}

/** The first route of a data source whose parts the path begins with; what follows them goes on. */
export function routeBelow(routes: readonly ProxyRoute[] | undefined, method: string, path: string): FoundRoute | undefined {
  for (const [index, route] of (routes ?? []).entries()) {
    const wanted = spelled(route.path);
    const rest = wanted === path ? '' : wanted && path.startsWith(`${wanted}/`) ? path.slice(wanted.length + 1) : undefined;
    if (rest !== undefined && takes(route, method)) return { route, index, rest };
  }
  return undefined;
}

/** The first route of an app that the whole path matches; what its `*` stands for goes on. */
export function routeAt(routes: readonly ProxyRoute[] | undefined, method: string, path: string): FoundRoute | undefined {
  for (const [index, route] of (routes ?? []).entries()) {
    const rest = matched(spelled(route.path).split('/'), path.split('/'));
    if (rest !== undefined && takes(route, method)) return { route, index, rest };
  }
  return undefined;
}

/** Whether the caller may go by a route: by its action, else by its role. */
export async function mayGoBy(
  { reqAction, reqRole, reqSignedIn }: ProxyRoute,
  principal: Principal,
  plugin: string,
  identity: Pick<Identity, 'allows'>,
): Promise<boolean> {
  if (reqSignedIn && principal.kind === 'anonymous') return false;
  if (reqAction) {
    const scope = reqAction === 'plugins.app:access' ? `plugins:id:${plugin}` : '';
    return (await identity.allows([{ action: reqAction, scope }]))[0] === true;
  }
  return !reqRole || hasRole(principal, reqRole);
}

/** What of a request goes on, to be given to the method `proxy` of an instance. */
export function proxied(request: RouteRequest, path: string, more: Pick<ProxyRequest, 'route' | 'authorization'> = {}): ProxyRequest {
  return {
    method: request.method,
    path: `${path}${queryOf(request)}`,
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => passedOn.has(name))),
    ...(request.body instanceof Uint8Array && { body: request.body }),
    ...more,
  };
}

/** With its `?`, or empty. */
export function queryOf({ query }: Pick<RouteRequest, 'query'>): string {
  const params = new URLSearchParams(Object.entries(query).flatMap(([key, values]) => values.map((value) => [key, value])));
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** An instance's method that answers a request in place of the route that was asked. */
export function addressed({ point, uid }: Pick<Instance, 'point' | 'uid'>, method: string, action: string, scope: string) {
  return { point, instance: { uid }, method, action, scope } as const;
}

/** As `upstreamPath` spells what it is held against. */
const spelled = (path: string): string =>
  path
    .split('/')
    .filter(Boolean)
    .map((part) => (part.startsWith(':') || part === '*' ? part : (upstreamPath(`/${part}`, 1) ?? '')))
    .join('/');

function takes({ method = '' }: ProxyRoute, asked: string): boolean {
  const methods = method.split(',').map((one) => one.trim().toUpperCase());
  return methods.some((one) => one === '' || one === '*' || one === asked);
}

function matched(wanted: readonly string[], parts: readonly string[]): string | undefined {
  for (const [at, part] of wanted.entries()) {
    if (part === '*' && at === wanted.length - 1) return parts.length >= at ? parts.slice(at).join('/') : undefined;
    const found = parts[at];
    if (found === undefined || (part.startsWith(':') ? found === '' : part !== found)) return undefined;
  }
  return wanted.length === parts.length ? '' : undefined;
}
