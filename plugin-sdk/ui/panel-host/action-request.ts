/**
 * The request of an action. It is written by whoever edits a dashboard and sent by whoever looks at it, so nothing of the person goes
 * along: no cookie, and never to this server's own addresses. Only a data source is asked through this server, which decides as for
 * each of its requests.
 */
import { interpolate, type Lookup } from '@orrery/plugin-sdk/data';
import type { PanelAction, StoredAction, StoredRequest } from './actions.ts';

export interface ActionRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
  /** Through this server, as the person who is signed in. */
  readonly signedIn: boolean;
}
export type Refused = 'address' | 'own' | 'method';

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

export function confirmationOf({ stored, lookup }: PanelAction): string {
  return interpolate(stored.confirmation ?? '', lookup, 'text');
}

/** What the person is asked before, by the name that stands in the request: `$key`. */
export function asksOf({ stored }: PanelAction): { readonly key: string; readonly name: string }[] {
  return (stored.variables ?? []).flatMap(({ key, name }) => (key ? [{ key, name: name || key }] : []));
}

/** `origin`: of this server, which no action may speak to by itself. */
export function requestFor(action: PanelAction, answers: Readonly<Record<string, string>>, origin: string): ActionRequest | Refused {
  const unanswered = Object.fromEntries(asksOf(action).map(({ key }) => [key, '']));
  return requestOf(action.stored, action.asked, origin, withAnswers(action.lookup, { ...unanswered, ...answers }));
}

function withAnswers(lookup: Lookup, answers: Readonly<Record<string, string>>): Lookup {
  return (name, path, format) => (Object.hasOwn(answers, name) ? { value: answers[name] as string } : lookup(name, path, format));
}

function requestOf(action: StoredAction, asked: StoredRequest, origin: string, lookup: Lookup): ActionRequest | Refused {
  const method = (asked.method ?? 'POST').toUpperCase();
  if (!methods.has(method)) return 'method';
  let url: URL;
  try {
    url = new URL(interpolate(asked.url ?? '', lookup, 'uriencode'));
  } catch {
    return 'address';
  }
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) return 'address';
  for (const [name, value] of pairs(asked.queryParams, lookup)) url.searchParams.append(name, value);
  const sent = {
    method,
    headers: pairs(asked.headers, lookup).filter(([name]) => /^[\w-]+$/.test(name)),
    ...(method !== 'GET' && asked.body && { body: interpolate(asked.body, lookup, 'raw') }),
  };
  if (action.type === 'infinity') {
    const uid = action.infinity?.datasourceUid;
    if (!uid) return 'address';
    // Only what follows the host: which host it is, is the data source's to say.
    return { ...sent, url: `/api/datasources/proxy/uid/${encodeURIComponent(uid)}${url.pathname}${url.search}`, signedIn: true };
  }
  return url.origin === origin ? 'own' : { ...sent, url: url.href, signedIn: false };
}

function pairs(stored: StoredRequest['headers'], lookup: Lookup): [string, string][] {
  return (Array.isArray(stored) ? stored : []).flatMap((pair) => {
    const [name, value] = Array.isArray(pair) ? pair : [];
    return typeof name === 'string' && name ? [[interpolate(name, lookup, 'text'), interpolate(String(value ?? ''), lookup, 'text')]] : [];
  });
}

/** Sends it. Rejects with what the browser or the other server said. */
export async function run({ method, url, headers, body, signedIn }: ActionRequest): Promise<void> {
  const answer = await fetch(url, {
    method,
    headers: Object.fromEntries([
      ...(body !== undefined && !headers.some(([name]) => /^content-type$/i.test(name)) ? [['content-type', 'application/json']] : []),
      ...headers,
    ]),
    ...(body !== undefined && { body }),
    credentials: signedIn ? 'same-origin' : 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  });
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`.trim());
}
