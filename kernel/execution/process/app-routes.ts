/** An app that is a process answers at the addresses where Grafana's clients look for it: its resources, and how it is. */
import type { RouteRequest } from '@orrery/plugin-sdk';
import type { AskedResource } from './requests.ts';

/** What a request for a route of this plugin asks of its process. */
export function appRoute(
  plugin: string,
  argument: unknown,
): { readonly method: 'health' } | { readonly method: 'resource'; readonly resource: AskedResource } {
  const { path, method, query, headers, body } = argument as RouteRequest;
  const home = `/api/plugins/${plugin}/`;
  if (path === `${home}health`) return { method: 'health' };
  const below = path.startsWith(`${home}resources`) ? path.slice(`${home}resources`.length) : path;
  const params = new URLSearchParams(Object.entries(query).flatMap(([key, values]) => values.map((one) => [key, one])));
  return { method: 'resource', resource: { method, path: below.replace(/^\/+/, ''), query: params.toString(), headers, body } };
}
