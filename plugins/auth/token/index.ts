import { definePlugin, FailureError, type Role, type RouteResponse, type Row, type Where } from '@orrery/plugin-sdk';
import { manifest } from './manifest.ts';
import { hashToken, looksLikeToken, newToken } from './secret.ts';

const roles: readonly Role[] = ['None', 'Viewer', 'Editor', 'Admin'];
/** A revoked token may live this long in the kernel's memory. */
const cacheMs = 5_000;

export default definePlugin(manifest, ({ storage }) => {
  const tokens = storage.table('token');
  const accountsOf = (orgId: number) => storage.forOrg(orgId).table('account');

  async function authenticate(token: string) {
    if (!looksLikeToken(token)) return { kind: 'refused', message: 'Invalid API key' } as const;
    const stored = await tokens.get({ hash: hashToken(token) });
    if (!stored) return { kind: 'refused', message: 'Invalid API key' } as const;
    if (stored.revoked) return { kind: 'refused', message: 'Revoked token' } as const;
    if (stored.expires && (stored.expires as number) <= Date.now()) return { kind: 'refused', message: 'Expired API key' } as const;
    const account = await accountsOf(stored.orgId as number).get({ id: stored.accountId as number });
    if (!account || account.disabled) return { kind: 'refused', message: 'Service account is disabled' } as const;
    return { kind: 'principal', principal: principalOf(account, stored.orgId as number), cacheMs } as const;
  }

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
      create: async ({ body }, { orgId }) => {
        const { name, role = 'Viewer', isDisabled = false } = (body ?? {}) as { name?: unknown; role?: Role; isDisabled?: boolean };
        const title = typeof name === 'string' ? name.trim() : '';
        if (!title) return bad('service account name is required');
        if (!roles.includes(role)) return bad(`role must be one of ${roles.join(', ')}`);
        const now = Date.now();
        try {
          const login = `sa-${orgId}-${title.toLowerCase().replaceAll(' ', '-')}`;
          const row = await accountsOf(orgId).insert({
            uid: crypto.randomUUID().slice(0, 14),
            login,
            name: title,
            role,
            disabled: isDisabled,
            created: now,
            updated: now,
          });
          return { status: 201, body: describe(row, orgId, 0) };
        } catch (error) {
          if (isConflict(error))
            return {
              status: 400,
              body: { message: 'service account already exists', messageId: 'serviceaccounts.ErrAlreadyExists', statusCode: 400 },
            };
          throw error;
        }
      },
      search: async ({ query }, { orgId }) => {
        const perPage = Math.min(Number(query.perpage?.[0]) || 1000, 5000);
        const page = Math.max(Number(query.page?.[0]) || 1, 1);
        const wanted = query.query?.[0];
        const where: Where = wanted ? { name: { like: `%${wanted}%` } } : {};
        const rows = await accountsOf(orgId).find({ where, orderBy: [['name', 'asc']], limit: perPage, offset: (page - 1) * perPage });
        const counted = await Promise.all(rows.map(async (row) => describe(row, orgId, await tokens.count({ accountId: row.id, orgId }))));
        return { body: { totalCount: await accountsOf(orgId).count(where), serviceAccounts: counted, page, perPage } };
      },
      get: async ({ params }, { orgId }) => {
        const row = await accountsOf(orgId).get({ id: Number(params.id) });
        return row ? { body: describe(row, orgId, await tokens.count({ accountId: row.id, orgId })) } : missing();
      },
      remove: async ({ params }, { orgId }) => {
        const id = Number(params.id);
        await tokens.delete({ accountId: id, orgId });
        const gone = await accountsOf(orgId).delete({ id });
        return gone > 0 ? { body: { message: 'Service account deleted' } } : missing();
      },
      listTokens: async ({ params }, { orgId }) => {
        const rows = await tokens.find({ where: { accountId: Number(params.id), orgId }, orderBy: [['id', 'asc']] });
        return { body: rows.map(describeToken) };
      },
      addToken: async ({ params, body }, { orgId }) => {
        const { name, secondsToLive = 0 } = (body ?? {}) as { name?: unknown; secondsToLive?: number };
        const account = await accountsOf(orgId).get({ id: Number(params.id) });
        if (!account) return missing();
        if (typeof name !== 'string' || !name.trim()) return bad('name is required');
        if (!Number.isFinite(secondsToLive) || secondsToLive < 0) return bad('secondsToLive must be a number of seconds, 0 for no end');
        const key = newToken();
        const expires = secondsToLive > 0 ? Date.now() + secondsToLive * 1000 : null;
        try {
          const row = await tokens.insert({
            hash: hashToken(key),
            name: name.trim(),
            accountId: account.id,
            orgId,
            created: Date.now(),
            expires,
            revoked: false,
          });
          // The only time anybody sees it.
          return { body: { id: row.id, name: name.trim(), key } };
        } catch (error) {
          if (isConflict(error))
            return { status: 409, body: { message: 'service account token with given name already exists in the organization' } };
          throw error;
        }
      },
      removeToken: async ({ params }, { orgId }) => {
        const gone = await tokens.delete({ id: Number(params.tokenId), accountId: Number(params.id), orgId });
        return gone > 0
          ? { body: { message: 'Service account token deleted' } }
          : { status: 404, body: { message: 'service account token not found' } };
      },
    },
  };
});

function principalOf(account: Row, orgId: number) {
  return {
    kind: 'service',
    id: account.id,
    uid: account.uid as string,
    login: account.login as string,
    name: account.name as string,
    email: '',
    orgId,
    orgRole: account.role as Role,
    serverAdmin: false,
  } as const;
}

function describe(row: Row, orgId: number, tokenCount: number) {
  return {
    id: row.id,
    uid: row.uid,
    name: row.name,
    login: row.login,
    orgId,
    isDisabled: Boolean(row.disabled),
    role: row.role,
    tokens: tokenCount,
    avatarUrl: '',
  };
}

function describeToken(row: Row) {
  const expires = row.expires as number | null;
  return {
    id: row.id,
    name: row.name,
    created: new Date(row.created as number).toISOString(),
    expiration: expires ? new Date(expires).toISOString() : null,
    secondsUntilExpiration: expires ? Math.max(0, (expires - Date.now()) / 1000) : 0,
    hasExpired: expires !== null && expires <= Date.now(),
    isRevoked: Boolean(row.revoked),
  };
}

function isConflict(error: unknown): boolean {
  return error instanceof FailureError && error.failure.code === 'storage/conflict';
}
function bad(message: string): RouteResponse {
  return { status: 400, body: { message } };
}
function missing(): RouteResponse {
  return { status: 404, body: { message: 'service account not found' } };
}
