/** Callers of a server by role: a service account each, the administrator, and nobody. */
import type { RunningOrrery } from './server.ts';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what is in an answer is what the test is about.
  readonly body: any;
}
export type Caller = (method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
const roles = ['None', 'Viewer', 'Editor', 'Admin'] as const;
export type Callers = Readonly<Record<(typeof roles)[number] | 'nobody' | 'owner', Caller>>;

export async function callersOf(server: RunningOrrery): Promise<Callers> {
  const withHeaders =
    (credentials: Readonly<Record<string, string>>): Caller =>
    async (method, path, body, headers) => {
      const response = await fetch(server.url + path, {
        method,
        redirect: 'manual',
        headers: { ...credentials, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const json = response.headers.get('content-type')?.includes('json') && text !== '';
      return { status: response.status, body: json ? JSON.parse(text) : text };
    };
  const made: Record<string, Caller> = { nobody: withHeaders({}), owner: withHeaders({ cookie: server.cookie, origin: server.url }) };
  for (const role of roles) {
    const { id } = await server.json<{ id: number }>('/api/serviceaccounts', { body: { name: `caller ${role}`, role } });
    const { key } = await server.json<{ key: string }>(`/api/serviceaccounts/${id}/tokens`, { body: { name: 'one' } });
    made[role] = withHeaders({ authorization: `Bearer ${key}` });
  }
  return made as Callers;
}
