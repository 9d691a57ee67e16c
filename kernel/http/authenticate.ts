/**
 * Who sent a request: the session its cookie names, or what an auth provider makes of its credentials. Providers are asked in their
 * order; what they said is remembered as long as they allow, under a hash of the credential.
 */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Authenticated, Principal } from '@orrery/plugin-sdk';
import type { AuthProviderDeclaration } from '@orrery/plugin-sdk/contributions/auth-provider';
import { LRUCache } from 'lru-cache';
import type { Contribution } from '../registry/types.ts';
import { cookieOf, offered, settingOf } from './credentials.ts';
import type { Caller, HttpParts } from './parts.ts';

/** Where the session cookie stands among the providers. */
const sessionOrder = 60;

export const nobody: Principal = Object.freeze({
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
  /** Grows when things are forgotten. */
  readonly version: number;
  readonly cookieName: string;
}

const comesByRequest: ReadonlySet<string> = new Set(['user', 'service', 'anonymous']);

type Provider = Contribution & { declaration: AuthProviderDeclaration };
interface Known {
  readonly principal: Principal;
  readonly signIn: boolean;
}
/** A provider that cannot be asked says nothing about who sent the request: its session is as good as before. */
type Told =
  | Exclude<Authenticated, { kind: 'refused' }>
  | (Extract<Authenticated, { kind: 'refused' }> & { readonly unavailable?: boolean });
type Asked = { readonly known: Known } | { readonly refused: NonNullable<Caller['refused']> } | undefined;

export function createAuthenticator({
  config,
  registry,
  dispatch,
  sessions,
  granted,
}: Pick<HttpParts, 'config' | 'registry' | 'dispatch' | 'sessions' | 'granted'>): Authenticator {
  const cookieName = config.get('auth', 'login_cookie_name') || 'grafana_session';
  const known = new LRUCache<string, Known>({ max: 10_000 });
  /** The same credential, brought by several requests at once, is asked about once. */
  const asking = new Map<string, Promise<Asked>>();
  // Grows when things are forgotten: who was resolved before is not remembered after.
  let forgot = 0;

  const providers = (): Provider[] =>
    (registry.contributions('authProvider') as Provider[])
      .filter(({ declaration: { when } }) => when === undefined || config.bool(...settingOf(when)))
      .sort((a, b) => a.declaration.order - b.declaration.order);

  async function ask(
    provider: Contribution,
    method: 'authenticate' | 'resolve',
    argument: unknown,
    orgId: number,
    requestId: string,
  ): Promise<Told> {
    const answer = await dispatch.call({ key: provider.key, point: 'authProvider', name: provider.name, method }, [argument], {
      principal: nobody,
      orgId,
      requestId,
      idempotent: true,
      wallMs: 10_000,
    });
    if (!answer.ok) return { kind: 'refused', message: `Sign-in is not possible right now: ${answer.failure.message}`, unavailable: true };
    return (answer.value.value ?? { kind: 'pass' }) as Authenticated;
  }

  function admitted(
    answer: Authenticated & { kind: 'principal' },
    via: string,
    cacheKey: string,
    asOf: number,
    more: { session?: number; signIn?: boolean } = {},
  ): Known {
    const { principal, cacheMs } = answer;
    const { kind, id } = principal;
    // The kernel itself may do everything, and comes by no request.
    if (!comesByRequest.has(kind)) throw new Error(`${via} said that a request comes from a ${kind}, which none does.`);
    const { session, signIn = false } = more;
    const made: Known = {
      principal: Object.freeze({ ...principal, via, key: `${kind}:${id}`, ...(session !== undefined && { session }) }),
      signIn,
    };
    if (cacheMs > 0 && asOf === forgot) known.set(cacheKey, made, { ttl: Math.min(cacheMs, 60_000) });
    return made;
  }

  async function bySession(token: string, wantedOrg: number, requestId: string): Promise<(Asked & { readonly id: number }) | undefined> {
    const session = await sessions.find(token);
    if (!session) return undefined;
    const orgId = wantedOrg || session.orgId;
    const cacheKey = `session ${session.id} ${session.userId} ${orgId}`;
    const remembered = known.get(cacheKey);
    if (remembered) return { known: remembered, id: session.id };
    const answer = await once(cacheKey, async () => {
      for (const provider of providers()) {
        // Asking the others would start their code to hear that they know nobody.
        if (!provider.declaration.resolvesSessions) continue;
        const asOf = forgot;
        const told = await ask(provider, 'resolve', { userId: session.userId, orgId, asked: wantedOrg > 0 }, orgId, requestId);
        if (told.kind === 'principal') return { known: admitted(told, 'session', cacheKey, asOf, { session: session.id }) };
        if (told.kind === 'refused') return told.unavailable ? { refused: refusalOf(told) } : undefined;
      }
      return undefined;
    });
    return answer && { ...answer, id: session.id };
  }

  function once(key: string, work: () => Promise<Asked>): Promise<Asked> {
    const open = asking.get(key);
    if (open) return open;
    const asked = work().finally(() => asking.get(key) === asked && asking.delete(key));
    asking.set(key, asked);
    return asked;
  }

  /** What this provider makes of the request; undefined when it brought nothing for it, or the provider passes. */
  async function byProvider(provider: Provider, { headers, query, path, wantedOrg, clientAddress, requestId }: Brought): Promise<Asked> {
    const { credentials, also = [] } = provider.declaration;
    const taken: Record<string, string> = {};
    const takenQuery: Record<string, string> = {};
    let brought = false;
    for (const credential of credentials) {
      if (credential === 'nothing') brought = true;
      else if (credential.startsWith('query:')) {
        const value = query.get(credential.slice('query:'.length));
        if (value) takenQuery[credential.slice('query:'.length)] = value;
        brought ||= Boolean(value);
      } else
        for (const { name, value } of offered(credential, headers, config)) {
          taken[name] = value;
          brought = true;
        }
    }
    if (!brought) return undefined;
    for (const { name, value } of also.flatMap((each) => offered(each, headers, config))) taken[name] = value;
    const cacheKey = createHash('sha256')
      .update(JSON.stringify([provider.key, provider.name, taken, takenQuery, wantedOrg, clientAddress]))
      .digest('base64');
    const remembered = known.get(cacheKey);
    if (remembered) return { known: remembered };
    return once(cacheKey, async () => {
      const asOf = forgot;
      const answer = await ask(provider, 'authenticate', { headers: taken, query: takenQuery, clientAddress, path }, wantedOrg, requestId);
      if (answer.kind === 'principal')
        return { known: admitted(answer, provider.name, cacheKey, asOf, { signIn: answer.signIn === true && mayOpen(provider) }) };
      if (answer.kind !== 'refused') return undefined;
      return { refused: refusalOf(answer) };
    });
  }

  function mayOpen({ key }: Provider): boolean {
    const identity = granted(key)?.identity;
    return Array.isArray(identity) && identity.includes('signIn');
  }

  return {
    cookieName,
    get version() {
      return forgot;
    },
    forget() {
      forgot++;
      known.clear();
      asking.clear();
    },
    async authenticate(request, path, query, requestId, clientAddress) {
      const { headers } = request;
      const none: Caller = { requestId, principal: undefined, session: undefined, clientAddress, refused: undefined };
      const wantedOrg = Number(query.get('targetOrgId') ?? headers['x-grafana-org-id'] ?? 0) || 0;
      const brought: Brought = { headers, query, path, wantedOrg, clientAddress, requestId };
      const token = cookieOf(headers.cookie, cookieName);
      const all = providers();

      async function take(list: readonly Provider[]): Promise<Caller | undefined> {
        for (const provider of list) {
          const asked = await byProvider(provider, brought);
          if (!asked) continue;
          if ('refused' in asked) return { ...none, refused: asked.refused };
          const { principal, signIn } = asked.known;
          const caller: Caller = { ...none, principal, ...(provider.declaration.ambient && { ambient: true }) };
          const has = signIn && token ? await sessions.find(token) : undefined;
          return signIn && has?.userId !== principal.id
            ? { ...caller, opens: { userId: principal.id, orgId: principal.orgId, provider: provider.name } }
            : caller;
        }
        return undefined;
      }

      const before = await take(all.filter(({ declaration }) => declaration.order < sessionOrder));
      if (before) return before;
      const found = token ? await bySession(token, wantedOrg, requestId) : undefined;
      if (found && 'refused' in found) return { ...none, refused: found.refused };
      if (found && token) return { ...none, principal: found.known.principal, session: { token, id: found.id } };
      return (await take(all.filter(({ declaration }) => declaration.order >= sessionOrder))) ?? none;
    },
  };
}

function refusalOf({ message, retryAfterSeconds, unavailable }: Extract<Told, { kind: 'refused' }>): NonNullable<Caller['refused']> {
  return { message, ...(retryAfterSeconds && { retryAfterSeconds }), ...(unavailable && { unavailable }) };
}

interface Brought {
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
  readonly path: string;
  readonly wantedOrg: number;
  readonly clientAddress: string;
  readonly requestId: string;
}
