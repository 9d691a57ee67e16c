/**
 * Requests passed on to a data source. A path is read once, in one spelling, and goes on in that spelling; only paths and methods that the
 * plugin's signed manifest lists go on at all. Secrets are added behind us, cookies and credentials of the caller stay here.
 */
import type { Instance, RouteRequest, RouteResponse } from '@orrery/plugin-sdk';
import type { DatasourceDeclaration, ProxyRequest } from '@orrery/plugin-sdk/contributions/datasource';

/** Sent on from a caller's request; everything else is the source's configuration to say, or nobody's. */
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

const signInFailed = { status: 400, text: 'Authentication to data source failed' } as const;

/** What a request asks of the source: the path below its address, each part encoded once; undefined when it could be read in two ways. */
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

export function isListed(declared: DatasourceDeclaration['proxy'], method: string, path: string): boolean {
  const asked = `/${path}`;
  return (declared ?? []).some(
    ({ methods, path: listed }) => methods.includes(method) && (asked === listed || asked.startsWith(`${listed}/`)),
  );
}

export function forwardProxy(instance: Instance, request: RouteRequest, path: string): RouteResponse {
  const argument: ProxyRequest = {
    method: request.method,
    path: withQuery(path, request.query),
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => passedOn.has(name))),
    ...(request.body instanceof Uint8Array && { body: request.body }),
    ...(request.headers['x-ds-authorization'] && { authorization: request.headers['x-ds-authorization'] }),
  };
  return { forward: { ...addressed(instance, 'proxy'), argument, replace: { 401: signInFailed } } };
}

/** The plugin's own `resource` decides what it answers. */
export function forwardResource(instance: Instance, request: RouteRequest): RouteResponse {
  const argument = {
    method: request.method,
    path: request.params['*'] ?? '',
    query: withQuery('', request.query).slice(1),
    headers: request.headers,
    ...(request.body instanceof Uint8Array && { body: request.body }),
  };
  return { forward: { ...addressed(instance, 'resource'), argument, replace: { 401: signInFailed } } };
}

function addressed({ uid }: Instance, method: string) {
  return { point: 'datasource', instance: { uid }, method, action: 'datasources:query', scope: `datasources:uid:${uid}` };
}

function withQuery(path: string, query: RouteRequest['query']): string {
  const params = new URLSearchParams(Object.entries(query).flatMap(([key, values]) => values.map((value) => [key, value])));
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}
