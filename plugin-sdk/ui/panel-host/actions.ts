/**
 * What a value lets a person do: requests that dashboards store in `config.actions`. They are written by whoever edits a dashboard and
 * sent by whoever looks at it, so nothing of the person goes along: no cookie, and never to this server's own addresses. Only a data
 * source is asked through this server, which decides as for each of its requests.
 */
import { interpolate, type Lookup, resolveFields } from '@orrery/plugin-sdk/data';
import type { PanelPoint } from '../panel.ts';
import { type LinkContext, valueLookup } from './links.ts';

export interface PanelAction {
  readonly title: string;
  readonly confirmation: string;
  readonly oneClick: boolean;
  /** What the person is asked before, by the name that stands in the request: `$key`. */
  readonly asks: readonly { readonly key: string; readonly name: string }[];
  request(answers: Readonly<Record<string, string>>): ActionRequest | string;
}
export interface ActionRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
  /** Through this server, as the person who is signed in. */
  readonly signedIn: boolean;
}
/** As dashboards store them. */
interface StoredAction {
  readonly type?: string;
  readonly title?: string;
  readonly confirmation?: string;
  readonly oneClick?: boolean;
  readonly fetch?: StoredRequest;
  readonly infinity?: StoredRequest & { readonly datasourceUid?: string };
  readonly variables?: readonly { readonly key?: string; readonly name?: string }[];
}
interface StoredRequest {
  readonly method?: string;
  readonly url?: string;
  readonly body?: string;
  readonly queryParams?: readonly (readonly [string, string])[];
  readonly headers?: readonly (readonly [string, string])[];
}
export type Refused = 'address' | 'own' | 'method';

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

export function actionsAt(point: PanelPoint, context: LinkContext, origin: string): PanelAction[] {
  const fields = resolveFields(context.frames, context.fieldConfig, context);
  const field = fields.find(({ frameIndex, fieldIndex }) => frameIndex === point.frame && fieldIndex === point.field);
  if (!field || !Array.isArray(field.config.actions)) return [];
  return actionsOf(field.config.actions, valueLookup(field, fields, point, context.lookup), origin);
}

/** `origin`: of this server, which no action may speak to by itself. */
export function actionsOf(stored: unknown, lookup: Lookup, origin: string): PanelAction[] {
  return (Array.isArray(stored) ? (stored as readonly StoredAction[]) : []).flatMap((action) => {
    const asked = action.type === 'infinity' ? action.infinity : action.fetch;
    if (!asked || typeof asked.url !== 'string') return [];
    const title = interpolate(action.title ?? '', lookup, 'text') || asked.url;
    const asks = (action.variables ?? []).flatMap(({ key, name }) => (key ? [{ key, name: name || key }] : []));
    const unanswered = Object.fromEntries(asks.map(({ key }) => [key, '']));
    return [
      {
        title,
        confirmation: interpolate(action.confirmation ?? '', lookup, 'text'),
        oneClick: action.oneClick === true,
        asks,
        request: (answers) => requestOf(action, asked, origin, withAnswers(lookup, { ...unanswered, ...answers })),
      },
    ];
  });
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
