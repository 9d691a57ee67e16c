/** Requests of a guest's page: to routes of its own plugin, as the person who looks at it, and to nothing else. */

import type { FetchAnswer } from '../messages.ts';
import type { GuestSource } from './guest.ts';
import { matches } from './match.ts';
import { t } from './text/index.ts';

const kept = new Set(['accept', 'content-type']);

/** `routes`: `GET /api/acme/things/:id`, as the plugin's manifest has them. */
export function fetchFor(source: GuestSource, routes: readonly string[]): (...args: readonly unknown[]) => Promise<FetchAnswer> {
  return async (method, address, headers, body) => {
    const url = URL.parse(String(address), location.href);
    if (!url || url.origin !== location.origin || !routes.some((route) => matches(route, String(method), url.pathname)))
      throw new Error(t.noRequest(source.name, `${method} ${url?.origin === location.origin ? url.pathname : address}`));
    const response = await fetch(url.pathname + url.search, {
      method: String(method),
      headers: (headers as [string, string][]).filter(([name]) => kept.has(name.toLowerCase())),
      ...(typeof body === 'string' && { body }),
      redirect: 'error',
    });
    return { status: response.status, headers: [...response.headers], body: await response.arrayBuffer() };
  };
}
