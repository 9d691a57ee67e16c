/** People of a server under test, each asking with a name and a password of their own. */
import type { RunningOrrery } from './server.ts';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came.
  readonly body: any;
  readonly headers: Headers;
}
export interface Asking {
  (path: string, options?: { method?: string; body?: unknown; headers?: Record<string, string> }): Promise<Answer>;
  readonly id: number;
  readonly login: string;
  readonly password: string;
}

export const password = 'a-password-of-12';

export async function ask(
  url: string,
  options: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { method = 'GET', body, headers = {} } = options;
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  let json: unknown = text;
  try {
    json = text === '' ? undefined : JSON.parse(text);
  } catch {}
  return { status: response.status, body: json, headers: response.headers };
}

/** Asks with Basic authorization. */
export function asking(server: RunningOrrery, login: string, secret: string, id = 0): Asking {
  const authorization = `Basic ${Buffer.from(`${login}:${secret}`).toString('base64')}`;
  const asks = (path: string, options: Parameters<Asking>[1] = {}) =>
    ask(server.url + path, { ...options, headers: { authorization, ...options.headers } });
  return Object.assign(asks, { id, login, password: secret });
}

/** A new member of the first organisation. */
export async function person(server: RunningOrrery, login: string, role = 'Viewer'): Promise<Asking> {
  const { id } = await server.json<{ id: number }>('/api/admin/users', { body: { login, email: `${login}@acme.example`, password } });
  if (role !== 'Viewer') await server.json(`/api/org/users/${id}`, { method: 'PATCH', body: { role } });
  return asking(server, login, password, id);
}

/** The cookie of a new session. */
export async function signIn(server: RunningOrrery, login: string, secret = password): Promise<string> {
  const response = await fetch(`${server.url}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ user: login, password: secret }),
  });
  if (!response.ok) throw new Error(`${login} could not sign in: ${response.status} ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}
