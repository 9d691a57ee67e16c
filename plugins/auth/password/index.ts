import { definePlugin, type Result, type RouteResponse, unwrap } from '@orrery/plugin-sdk';
import { openAttempts } from './attempts.ts';
import { hashPassword, verifyPassword } from './hash.ts';
import { manifest } from './manifest.ts';

interface Person {
  readonly id: number;
  readonly login: string;
  readonly orgId: number;
  readonly disabled: boolean;
}
type DirectoryPrincipal = { readonly kind: 'user'; readonly id: number; readonly orgId: number } & Record<string, unknown>;

const invalid = {
  status: 401,
  body: { message: 'Invalid username or password', messageId: 'password-auth.failed', statusCode: 401 },
} as const;
const shortest = 8;
/** Remembering a Basic credential for a moment spares scripts an Argon2 run each call; a changed password shows this late. */
const basicCacheMs = 30_000;

export default definePlugin(manifest, ({ storage, services, settings, identity, log }) => {
  const credentials = storage.table('credential');
  const attempts = openAttempts(storage, async () => {
    const security = await settings.section('security');
    if (security.disable_brute_force_login_protection === 'true') return 0;
    return Number(security.brute_force_login_protection_max_attempts) || 5;
  });
  let decoy: Promise<string> | undefined;

  const directory = {
    find: async (login: string) => unwrap((await services.call('directory', 'find', { login })) as Result<Person | null>),
    principal: async (userId: number, orgId: number) =>
      unwrap((await services.call('directory', 'principal', { userId, orgId })) as Result<DirectoryPrincipal | null>),
    create: (person: object) => services.call('directory', 'create', person) as Promise<Result<Person>>,
  };

  async function setPassword(userId: number, password: string): Promise<void> {
    const hash = await hashPassword(password);
    const stored = await credentials.get({ userId });
    if (stored) await credentials.update(stored.id, stored.version, { hash, changed: Date.now() });
    else await credentials.insert({ userId, hash, changed: Date.now() });
  }

  /** The person, or undefined for every kind of wrong: the answer and its time tell nobody whether the account exists. */
  async function check(login: string, password: string, clientAddress: string): Promise<Person | undefined> {
    if (await attempts.blocked(login)) return undefined;
    const person = await directory.find(login);
    const stored = person && (await credentials.get({ userId: person.id }));
    decoy ??= hashPassword(crypto.randomUUID());
    const right = await verifyPassword(password, stored ? (stored.hash as string) : await decoy);
    if (!right || !person || !stored || person.disabled) {
      await attempts.failed(login, clientAddress);
      return undefined;
    }
    await attempts.clear(login);
    return person;
  }

  async function createAdmin(login: string, password: string): Promise<Result<Person>> {
    const created = await directory.create({ login, name: login, serverAdmin: true, role: 'Admin' });
    if (created.ok) await setPassword(created.value.id, password);
    return created;
  }

  return {
    authProvider: {
      basic: {
        async authenticate({ headers, clientAddress }, { orgId }) {
          if ((await settings.section('auth.basic')).enabled === 'false') return { kind: 'pass' };
          const pair = Buffer.from((headers.authorization ?? '').replace(/^basic\s+/i, ''), 'base64').toString('utf8');
          const colon = pair.indexOf(':');
          if (colon < 0) return { kind: 'refused', message: 'Invalid Basic Auth Header' };
          // A token in the place of a password belongs to the token provider.
          if (pair.slice(0, colon) === 'api_key') return { kind: 'pass' };
          const person = await check(pair.slice(0, colon), pair.slice(colon + 1), clientAddress);
          const principal = person && (await directory.principal(person.id, orgId));
          if (!principal) return { kind: 'refused', message: 'Invalid username or password' };
          return { kind: 'principal', principal: principal as never, cacheMs: basicCacheMs };
        },
        async resolve({ userId, orgId }) {
          const principal = await directory.principal(userId, orgId);
          return principal ? { kind: 'principal', principal: principal as never, cacheMs: 5_000 } : { kind: 'pass' };
        },
      },
    },
    route: {
      login: async ({ body, clientAddress }) => {
        const { user, password } = (body ?? {}) as { user?: unknown; password?: unknown };
        if (typeof user !== 'string' || typeof password !== 'string') return { status: 400, body: { message: 'bad login data' } };
        const auth = await settings.section('auth');
        if (auth.disable_login === 'true') return { status: 401, body: { message: 'Login is disabled' } };
        const person = await check(user, password, clientAddress);
        if (!person) return invalid;
        return { body: { message: 'Logged in', redirectUrl: '/' }, session: { userId: person.id, orgId: person.orgId } };
      },
      logout: async () => ({ session: null, redirect: '/login' }),
      ping: async () => ({ body: 'Logged in', headers: { 'content-type': 'application/json' } }),
      claim: async ({ body }) => {
        const { login, password } = (body ?? {}) as { login?: unknown; password?: unknown };
        const name = typeof login === 'string' ? login.trim() : '';
        if (!name || name.length > 190) return refused('Choose a name for the first administrator.', 'login');
        if (typeof password !== 'string' || password.length < shortest)
          return refused(`The passphrase needs at least ${shortest} characters.`, 'password');
        const created = await createAdmin(name, password);
        if (!created.ok) return refused(created.failure.message, 'login');
        return { body: { message: 'Claimed', redirectUrl: '/' }, session: { userId: created.value.id, orgId: created.value.orgId } };
      },
      changePassword: async ({ body }, { principal }) => {
        const { oldPassword, newPassword } = (body ?? {}) as { oldPassword?: unknown; newPassword?: unknown };
        if (typeof newPassword !== 'string' || newPassword.length < shortest)
          return { status: 400, body: { message: 'New password is too short' } };
        const stored = await credentials.get({ userId: principal.id });
        if (!stored || !(await verifyPassword(String(oldPassword ?? ''), stored.hash as string)))
          return { status: 401, body: { message: 'Invalid old password' } };
        await setPassword(principal.id, newPassword);
        await identity.endSessions(principal.id);
        return { body: { message: 'User password changed' } };
      },
    },
    schedule: {
      /** Credentials set in a file or the environment are honoured once, on a server nobody owns yet. */
      configuredAdmin: async () => {
        const { admin_user: login = 'admin' } = await settings.section('security');
        const { admin_password: password = '' } = await settings.section('security:admin_password');
        if (!password) return;
        const existing = await directory.find(login);
        if (!existing) {
          const created = await createAdmin(login, password);
          if (!created.ok) return log.error('The configured administrator was not created.', { cause: created.failure.message });
          if (password === 'admin' || password.length < shortest)
            log.warn('The configured administrator has a weak password. Change it in the profile.', { login });
        }
        await identity.claimed();
      },
      forgetAttempts: () => attempts.forgetOld(),
    },
  };
});

function refused(message: string, field: string): RouteResponse {
  return { status: 400, body: { message, field } };
}
