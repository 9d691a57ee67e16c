import { definePlugin, type RouteHandler, type RouteResponse, type Role } from '@orrery/plugin-sdk';
import { type Account, openAccounts } from './accounts.ts';
import { manifest } from './manifest.ts';
import { looksLikeToken } from './secret.ts';
import { lifetimeProblem, openTokens, tokenJson } from './tokens.ts';

const roles: readonly Role[] = ['None', 'Viewer', 'Editor', 'Admin'];
/** A change is told to the kernel at once; this is for the one that was lost. */
const cacheMs = 5_000;
const accountActions = ['serviceaccounts:read', 'serviceaccounts:write', 'serviceaccounts:delete'];

export default definePlugin(manifest, ({ storage, services, identity, settings }) => {
  const tokens = openTokens(storage);
  const accounts = openAccounts(services);

  async function authenticate(token: string) {
    if (!looksLikeToken(token)) return { kind: 'refused', message: 'Invalid API key' } as const;
    const stored = await tokens.find(token);
    if (!stored) return { kind: 'refused', message: 'Invalid API key' } as const;
    if (stored.revoked) return { kind: 'refused', message: 'Revoked token' } as const;
    const expires = stored.expires as number | null;
    if (expires && expires <= Date.now()) return { kind: 'refused', message: 'Expired API key' } as const;
    const principal = await accounts.principal(stored.orgId as number, stored.accountId as number);
    if (!principal) return { kind: 'refused', message: 'Service account is disabled' } as const;
    tokens.noticeUse(stored);
    const left = expires ? Math.min(cacheMs, expires - Date.now()) : cacheMs;
    return { kind: 'principal', principal: principal as never, cacheMs: Math.max(left, 0) } as const;
  }

  async function lifetimes() {
    const days = Number((await settings.section('service_accounts')).token_expiration_day_limit) || 0;
    const seconds = Number((await settings.section('auth')).api_key_max_seconds_to_live);
    const limits = [days * 86_400, seconds].filter((each) => each > 0);
    return { mostSeconds: limits.length > 0 ? Math.min(...limits) : 0 };
  }
  async function badLifetime(seconds: unknown): Promise<RouteResponse | undefined> {
    const problem = lifetimeProblem(seconds, await lifetimes());
    if (!problem) return undefined;
    const messages = {
      invalid: 'invalid SecondsToLive value',
      missing: 'Number of seconds before expiration should be set',
      'too-long': 'Number of seconds before expiration is greater than the global limit',
    };
    return say(400, messages[problem]);
  }
  async function overQuota(orgId: number): Promise<boolean> {
    const { total } = await accounts.list(orgId, {}, 1, 0);
    const reached = await services.call('quotas', 'reached', { target: 'org_api_key', used: total });
    return reached.ok && reached.value === true;
  }
  async function rightsOn(account: Account): Promise<Readonly<Record<string, boolean>>> {
    const held = await identity.allows(accountActions.map((action) => ({ action, scope: `serviceaccounts:id:${account.id}` })));
    return Object.fromEntries(accountActions.flatMap((action, at) => (held[at] ? [[action, true]] : [])));
  }
  const describe = async (account: Account, withRights: boolean) => ({
    ...accountJson(account, await tokens.count(account.orgId, account.id)),
    ...(withRights && { accessControl: await rightsOn(account) }),
  });

  type About = (account: Account, ...rest: Parameters<RouteHandler>) => Promise<RouteResponse>;
  const about =
    (work: About): RouteHandler =>
    async (request, context) => {
      const { id = '' } = request.params;
      if (!/^[1-9]\d{0,14}$/.test(id)) return say(400, 'Service Account ID is invalid');
      const account = await accounts.get(context.orgId, Number(id));
      return account ? work(account, request, context) : say(404, 'Failed to retrieve service account');
    };

  return {
    authProvider: {
      token: {
        async authenticate({ headers }) {
          const [scheme = '', value = ''] = (headers.authorization ?? '').split(/\s+/, 2);
          if (scheme.toLowerCase() === 'bearer') return authenticate(value);
          const pair = Buffer.from(value, 'base64').toString('utf8');
          return pair.startsWith('api_key:') ? authenticate(pair.slice('api_key:'.length)) : { kind: 'pass' };
        },
      },
    },
    route: {
      create: async ({ body }, { orgId, principal }) => {
        const { name, role = 'Viewer', isDisabled = false } = (body ?? {}) as { name?: unknown; role?: Role; isDisabled?: unknown };
        const title = typeof name === 'string' ? name.trim() : '';
        if (!title || title.length > 150) return say(400, 'service account name is required');
        if (!roles.includes(role)) return say(400, `role must be one of ${roles.join(', ')}`);
        if (tooHigh(role, principal)) return say(403, "can not assign a role higher than user's role");
        if (await overQuota(orgId)) return say(403, 'org_api_key Quota reached');
        const made = await accounts.add(orgId, { name: title, login: loginOf(orgId, title), role, disabled: isDisabled === true });
        if (made.ok) return { status: 201, body: accountJson(made.value, 0) };
        return made.failure.code === 'directory/taken'
          ? {
              status: 400,
              body: { message: 'service account already exists', messageId: 'serviceaccounts.ErrAlreadyExists', statusCode: 400 },
            }
          : say(500, made.failure.message);
      },
      search: async ({ query }, { orgId }) => {
        const perPage = Math.min(Math.max(Math.trunc(Number(query.perpage?.[0])) || 1000, 1), 5000);
        const page = Math.max(Math.trunc(Number(query.page?.[0])) || 1, 1);
        const words = query.query?.[0];
        const disabled = query.disabled?.[0] === 'true' ? { disabled: true } : {};
        // Who was given single accounts sees those; who may read all, all of them.
        const { accounts: all } = await accounts.list(orgId, { ...(words && { words }), ...disabled }, 10_000, 0);
        const may = await identity.allows(all.map(({ id }) => ({ action: 'serviceaccounts:read', scope: `serviceaccounts:id:${id}` })));
        const ended = query.expiredTokens?.[0] === 'true' ? await tokens.withEnded(orgId) : undefined;
        const seen = all.filter(({ id }, at) => may[at] && (!ended || ended.has(id)));
        const withRights = query.accesscontrol?.[0] === 'true';
        const shown = seen.slice((page - 1) * perPage, page * perPage);
        const described = await Promise.all(shown.map((account) => describe(account, withRights)));
        return { body: { totalCount: seen.length, serviceAccounts: described, page, perPage } };
      },
      get: about(async (account, { query }) => ({
        body: {
          ...(await describe(account, query.accesscontrol?.[0] === 'true')),
          createdAt: new Date(account.created).toISOString(),
          updatedAt: new Date(account.updated).toISOString(),
          teams: [],
        },
      })),
      change: about(async (account, { body }, { orgId, principal }) => {
        const { name, role, isDisabled } = (body ?? {}) as { name?: unknown; role?: Role; isDisabled?: unknown };
        if (role !== undefined && !roles.includes(role)) return say(400, `role must be one of ${roles.join(', ')}`);
        if (role !== undefined && tooHigh(role, principal)) return say(403, "can not assign a role higher than user's role");
        const title = typeof name === 'string' ? name.trim() : undefined;
        if (title === '' || (title?.length ?? 0) > 150) return say(400, 'service account name is required');
        const changed = await accounts.change(orgId, account.id, {
          ...(title && { name: title }),
          ...(role && { role }),
          ...(typeof isDisabled === 'boolean' && { disabled: isDisabled }),
        });
        if (!changed) return say(404, 'Failed to retrieve service account');
        const serviceaccount = await describe(changed, false);
        return { body: { message: 'Service account updated', id: changed.id, name: changed.name, serviceaccount } };
      }),
      remove: about(async (account, _request, { orgId }) => {
        await tokens.removeAll(orgId, account.id);
        await accounts.remove(orgId, account.id);
        return { body: { message: 'Service account deleted' } };
      }),
      listTokens: about(async (account, _request, { orgId }) => ({
        body: (await tokens.of(orgId, account.id)).map((row) => tokenJson(row)),
      })),
      addToken: about(async (account, { body }, { orgId, principal }) => {
        const { name, secondsToLive = 0 } = (body ?? {}) as { name?: unknown; secondsToLive?: unknown };
        const title = typeof name === 'string' ? name.trim() : '';
        if (!title || title.length > 190) return say(400, 'name is required');
        // A token is the account: nobody makes one that may more than they do.
        if (tooHigh(account.role, principal)) return say(403, "can not assign a role higher than user's role");
        const wrong = await badLifetime(secondsToLive);
        if (wrong) return wrong;
        const added = await tokens.add({ accountId: account.id, orgId, name: title, seconds: secondsToLive as number });
        if (added === 'taken') return say(409, 'service account token with given name already exists in the organization');
        return { body: { id: added.row.id, name: title, key: added.key } };
      }),
      removeToken: about(async (account, { params }, { orgId }) => {
        const gone = await tokens.remove(orgId, account.id, Number(params.tokenId));
        await identity.rightsChanged();
        return gone ? { body: { message: 'Service account token deleted' } } : say(404, 'service account token not found');
      }),

      listKeys: async ({ query }, { orgId }) => {
        const rows = await tokens.legacy(orgId);
        const shown = query.includeExpired?.[0] === 'true' ? rows : rows.filter((row) => !tokenJson(row).hasExpired);
        const described = await Promise.all(
          shown.map(async (row) => {
            const account = await accounts.get(orgId, row.accountId as number);
            const { id, name, expiration, lastUsedAt } = tokenJson(row);
            return { id, name, role: account?.role ?? 'None', ...(expiration && { expiration }), ...(lastUsedAt && { lastUsedAt }) };
          }),
        );
        return { body: described };
      },
      addKey: async ({ body }, { orgId, principal }) => {
        const { name, role, secondsToLive = 0 } = (body ?? {}) as { name?: unknown; role?: Role; secondsToLive?: unknown };
        const title = typeof name === 'string' ? name.trim() : '';
        if (!title || title.length > 150) return say(400, 'name is required');
        if (!role || !roles.includes(role)) return say(400, 'Invalid role specified');
        if (tooHigh(role, principal)) return say(403, "Cannot assign a role higher than user's role");
        const wrong = await badLifetime(secondsToLive);
        if (wrong) return wrong;
        if (await overQuota(orgId)) return say(403, 'org_api_key Quota reached');
        const account = await accounts.add(orgId, {
          name: `sa-autogen-${orgId}-${title}`,
          login: loginOf(orgId, `autogen-${title}`),
          role,
          disabled: false,
        });
        const added =
          account.ok &&
          (await tokens.add({ accountId: account.value.id, orgId, name: title, seconds: secondsToLive as number, legacy: true }));
        if (!added || added === 'taken') return say(409, 'API key, organization ID and name must be unique');
        return { body: { id: added.row.id, name: title, key: added.key } };
      },
      removeKey: async ({ params }, { orgId }) => {
        const row = /^\d{1,15}$/.test(params.id ?? '') ? await tokens.legacyOne(orgId, Number(params.id)) : undefined;
        if (!row) return say(404, 'Failed to delete API key');
        await tokens.removeAll(orgId, row.accountId as number);
        await accounts.remove(orgId, row.accountId as number);
        return { body: { message: 'API key deleted' } };
      },
    },
  };
});

function tooHigh(role: Role, { orgRole, serverAdmin }: { orgRole: Role; serverAdmin: boolean }): boolean {
  return !serverAdmin && roles.indexOf(role) > roles.indexOf(orgRole);
}
function loginOf(orgId: number, name: string): string {
  return `sa-${orgId}-${name.toLowerCase().replaceAll(' ', '-')}`;
}

function accountJson(account: Account, tokenCount: number) {
  const { id, uid, name, login, orgId, disabled, role } = account;
  return { id, uid, name, login, orgId, isDisabled: disabled, isExternal: false, role, tokens: tokenCount, avatarUrl: '' };
}
function say(status: number, message: string): RouteResponse {
  return { status, body: { message } };
}
