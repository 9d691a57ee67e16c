/**
 * Who sent a request: the session its cookie names, or what an auth provider makes of its credentials. Providers are asked in their
 * order; what they said is remembered as long as they allow, under a hash of the credential.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Authenticated, Principal } from '@orrery/plugin-sdk';
import type { AuthProviderDeclaration } from '@orrery/plugin-sdk/contributions/auth-provider';
import { LRUCache } from 'lru-cache';
import type { Contribution } from '../registry/types.ts';
import type { Caller, HttpParts } from './parts.ts';

const nobody: Principal = Object.freeze({
  kind: 'kernel',
  key: 'kernel',
  id: 0,
  uid: '',
  login: '',
  name: '',
  email: '',
  orgId: 0,
  orgRole: 'None',
  serverAdmin: false,
  via: 'authentication',
});

export interface Authenticator {
  authenticate(request: IncomingMessage, path: string, query: URLSearchParams, requestId: string, clientAddress: string): Promise<Caller>;
  /** Forget what is remembered: rights or sessions changed. */
  forget(): void;
  readonly cookieName: string;
}

export function createAuthenticator({
  config,
  registry,
  dispatch,
  sessions,
}: Pick<HttpParts, 'config' | 'registry' | 'dispatch' | 'sessions'>): Authenticator {
  const cookieName = config.get('auth', 'login_cookie_name') || 'grafana_session';
  const known = new LRUCache<string, Principal>({ max: 10_000 });

  const providers = (): (Contribution & { declaration: AuthProviderDeclaration })[] =>
    (registry.contributions('authProvider') as (Contribution & { declaration: AuthProviderDeclaration })[]).sort(
      (a, b) => a.declaration.order - b.declaration.order,
    );

  async function ask(
    provider: Contribution,
    method: 'authenticate' | 'resolve',
    argument: unknown,
    orgId: number,
    requestId: string,
  ): Promise<Authenticated> {
    const answer = await dispatch.call({ key: provider.key, point: 'authProvider', name: provider.name, method }, [argument], {
      principal: nobody,
      orgId,
      requestId,
      idempotent: true,
      wallMs: 10_000,
    });
    if (!answer.ok)
      return answer.failure.code === 'plugin/no-method'
        ? { kind: 'pass' }
        : { kind: 'refused', message: `Sign-in is not possible right now: ${answer.failure.message}` };
    return (answer.value.value ?? { kind: 'pass' }) as Authenticated;
  }

  function admitted(answer: Authenticated & { kind: 'principal' }, via: string, cacheKey: string): Principal {
    const { principal, cacheMs } = answer;
    const { kind, id } = principal;
    const made: Principal = Object.freeze({ ...principal, via, key: `${kind}:${id}` });
    if (cacheMs > 0) known.set(cacheKey, made, { ttl: Math.min(cacheMs, 60_000) });
    return made;
  }

  async function bySession(token: string, wantedOrg: number, requestId: string): Promise<{ principal: Principal; id: number } | undefined> {
    const session = await sessions.find(token);
    if (!session) return undefined;
    const orgId = wantedOrg || session.orgId;
    const cacheKey = `session ${session.id} ${session.userId} ${orgId}`;
    const remembered = known.get(cacheKey);
    if (remembered) return { principal: remembered, id: session.id };
    for (const provider of providers()) {
      const answer = await ask(provider, 'resolve', { userId: session.userId, orgId }, orgId, requestId);
      if (answer.kind === 'principal') return { principal: admitted(answer, 'session', cacheKey), id: session.id };
      if (answer.kind === 'refused') return undefined;
    }
    return undefined;
  }

  return {
    cookieName,
    forget: () => known.clear(),
    async authenticate(request, path, query, requestId, clientAddress) {
      const none: Caller = { requestId, principal: undefined, session: undefined, clientAddress, refused: undefined };
      const wantedOrg = Number(query.get('targetOrgId') ?? request.headers['x-grafana-org-id'] ?? 0) || 0;
      const { authorization = '' } = request.headers;
      const scheme = authorization.split(' ', 1)[0]?.toLowerCase() ?? '';
      const offered = (credential: string): string | undefined => {
        if (credential.startsWith('authorization:'))
          return scheme === credential.slice('authorization:'.length) ? authorization : undefined;
        const value = request.headers[credential];
        return typeof value === 'string' ? value : undefined;
      };

      for (const provider of providers()) {
        const names = provider.declaration.credentials.filter((credential) => offered(credential) !== undefined);
        if (names.length === 0) continue;
        const headers = Object.fromEntries(names.map((name) => [name.split(':')[0] as string, offered(name) as string]));
        const cacheKey = createHash('sha256')
          .update(JSON.stringify([provider.key, provider.name, headers, wantedOrg, clientAddress]))
          .digest('base64');
        const remembered = known.get(cacheKey);
        if (remembered) return { ...none, principal: remembered };
        const answer = await ask(provider, 'authenticate', { headers, clientAddress, path }, wantedOrg, requestId);
        if (answer.kind === 'principal') return { ...none, principal: admitted(answer, provider.name, cacheKey) };
        if (answer.kind === 'refused')
          return {
            ...none,
            refused: { message: answer.message, ...(answer.retryAfterSeconds && { retryAfterSeconds: answer.retryAfterSeconds }) },
          };
      }
      const token = cookieOf(request.headers.cookie, cookieName);
      if (!token) return none;
      const found = await bySession(token, wantedOrg, requestId);
      return found ? { ...none, principal: found.principal, session: { token, id: found.id } } : none;
    },
  };
}

export function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return decodeURIComponent(pair.slice(equals + 1).trim());
  }
  return undefined;
}

/** A cookie is sent by any page that names us; what changes something must come from one of ours. */
export function crossOrigin(request: IncomingMessage, trusted: readonly string[]): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin === undefined) return site !== undefined && site !== 'same-origin' && site !== 'none';
  if (origin === 'null' || !URL.canParse(origin)) return true;
  const from = new URL(origin).host;
  return from !== host && !trusted.includes(from);
}
