import { definePlugin, type Result, type RouteResponse } from '@orrery/plugin-sdk';
import { limitsOf, openAttempts } from './attempts.ts';
import { openDirectory, type Person } from './directory.ts';
import { openInvites } from './invites.ts';
import { manifest } from './manifest.ts';
import { newcomers } from './newcomers.ts';
import { openPasswords } from './passwords.ts';
import { passwordProblem } from './policy.ts';

const invalid = {
  status: 401,
  body: { message: 'Invalid username or password', messageId: 'password-auth.failed', statusCode: 401 },
} as const;
/** Of the first administrator, whom nobody's policy binds yet. */
const shortestOwner = 12;
/** Remembering a Basic credential for a moment spares scripts an Argon2 run each call; a changed password is told to the kernel at once. */
const basicCacheMs = 30_000;
const sessionCacheMs = 5_000;
const shortestInviteMs = 15 * 60_000;

export default definePlugin(manifest, ({ storage, services, settings, identity, log }) => {
  const directory = openDirectory(services);
  const attempts = openAttempts(storage, async () => limitsOf(await settings.section('security')));
  const passwords = openPasswords(storage, directory, attempts);
  const invites = openInvites(storage, async () =>
    Math.max(durationMs((await settings.section('users')).user_invite_max_lifetime_duration) ?? 86_400_000, shortestInviteMs),
  );
  const changed = () => identity.rightsChanged();

  async function createAdmin(login: string, password: string, email?: string): Promise<Result<Person>> {
    const created = await directory.create({ login, name: login, serverAdmin: true, role: 'Admin', ...(email && { email }) });
    if (created.ok) await passwords.set(created.value.id, password);
    return created;
  }
  const { createUser, invite, listInvites, revokeInvite, readInvite, completeInvite, signUpOptions, signUp, finishSignUp } = newcomers({
    ...{ directory, passwords, invites, settings, changed },
  });

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
          const person = await passwords.check(pair.slice(0, colon), pair.slice(colon + 1), clientAddress);
          const principal = person && (await directory.principal(person.id, orgId));
          if (!principal) return { kind: 'refused', message: 'Invalid username or password' };
          return { kind: 'principal', principal: principal as never, cacheMs: basicCacheMs };
        },
        async resolve({ userId, orgId, asked }) {
          const principal = await directory.principal(userId, orgId, !asked);
          return principal ? { kind: 'principal', principal: principal as never, cacheMs: sessionCacheMs } : { kind: 'pass' };
        },
      },
    },
    route: {
      ...{ createUser, invite, listInvites, revokeInvite, readInvite, completeInvite, signUpOptions, signUp, finishSignUp },
      patchInvite: revokeInvite,
      login: async ({ body, clientAddress }) => {
        const { user, password } = formOf(body);
        if (typeof user !== 'string' || typeof password !== 'string') return say(400, 'bad login data');
        const auth = await settings.section('auth');
        if (auth.disable_login === 'true') return say(401, 'Login is disabled');
        const person = await passwords.check(user, password, clientAddress);
        if (!person) return invalid;
        return { body: { message: 'Logged in', redirectUrl: '/' }, session: { userId: person.id, orgId: person.orgId } };
      },
      logout: async () => {
        const { signout_redirect_url: target = '' } = await settings.section('auth');
        // Only a path of our own is ever gone to; a provider's own sign-out is the provider plugin's.
        return { session: null, redirect: target.startsWith('/') ? target : '/login' };
      },
      ping: async () => ({ body: 'Logged in', headers: { 'content-type': 'application/json' } }),
      claim: async ({ body }) => {
        const { login, password } = (body ?? {}) as { login?: unknown; password?: unknown };
        const name = typeof login === 'string' ? login.trim() : '';
        if (!name || name.length > 190) return refused('Choose a name for the first administrator.', 'login');
        if (typeof password !== 'string' || password.length < shortestOwner)
          return refused(`The passphrase needs at least ${shortestOwner} characters.`, 'password');
        const created = await createAdmin(name, password);
        if (!created.ok) return refused(created.failure.message, 'login');
        return { body: { message: 'Claimed', redirectUrl: '/' }, session: { userId: created.value.id, orgId: created.value.orgId } };
      },
      changePassword: async ({ body, clientAddress }, { principal }) => {
        const { oldPassword, newPassword, confirmNew } = (body ?? {}) as Record<string, unknown>;
        if (principal.kind !== 'user') return say(404, 'user not found');
        const person = await directory.find({ id: principal.id });
        if (!person || person.module) return say(400, 'User password cannot be changed: it is kept by another provider');
        const wrong = passwordProblem(newPassword, await settings.section('auth.basic'));
        if (wrong) return say(400, wrong);
        if (confirmNew !== undefined && confirmNew !== newPassword) return say(400, 'Passwords do not match');
        // A stolen session must not be a place to guess at.
        const right = await attempts.attempt(person.login, clientAddress, async () =>
          (await passwords.isOf(person.id, String(oldPassword ?? ''))) ? true : undefined,
        );
        if (!right) return say(401, 'Invalid old password');
        await passwords.set(person.id, newPassword as string);
        await identity.endSessions(person.id, principal.session);
        await changed();
        return say(200, 'User password changed');
      },
      setPassword: async ({ params, body }) => {
        const person = await directory.byKey(params.id ?? '');
        if (!person) return say(404, 'user not found');
        if (person.module) return say(400, 'User password cannot be changed: it is kept by another provider');
        const { password } = (body ?? {}) as { password?: unknown };
        const wrong = passwordProblem(password, await settings.section('auth.basic'));
        if (wrong) return say(400, wrong === 'New password is too short' ? 'New password too short' : wrong);
        await passwords.set(person.id, password as string);
        await identity.endSessions(person.id);
        await changed();
        return say(200, 'User password updated');
      },
    },
    schedule: {
      /** Credentials set in a file or the environment are honoured once, on a server nobody owns yet. */
      configuredAdmin: async () => {
        const { admin_user: login = 'admin', admin_email: email = '' } = await settings.section('security');
        const { admin_password: password = '' } = await settings.section('security:admin_password');
        if (!password) return;
        const existing = await directory.find({ login });
        if (!existing) {
          const created = await createAdmin(login, password, email);
          if (!created.ok) return log.error('The configured administrator was not created.', { cause: created.failure.message });
          if (password === 'admin' || password.length < shortestOwner)
            log.warn('The configured administrator has a weak password. Change it in the profile.', { login });
        } else if (existing.serverAdmin && !existing.module && !(await passwords.has(existing.id))) {
          // An earlier start was cut off between the person and the password; without it nobody could ever sign in.
          await passwords.set(existing.id, password);
        }
        await identity.claimed();
      },
      forgetAttempts: async () => {
        await attempts.forgetOld();
        await invites.forgetOld();
      },
    },
  };
});

function refused(message: string, field: string): RouteResponse {
  return { status: 400, body: { message, field } };
}
function say(status: number, message: string): RouteResponse {
  return { status, body: { message } };
}

/** `24h`, `30m`, `7d` of the configuration. */
function durationMs(text = ''): number | undefined {
  const [, count, unit = ''] = /^(\d+)([smhdw])$/.exec(text.trim()) ?? [];
  const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
  return count ? Number(count) * (units[unit] ?? 0) : undefined;
}

/** JSON, or a form as pages without script send it. */
function formOf(body: unknown): { readonly user?: unknown; readonly password?: unknown } {
  if (body instanceof Uint8Array) return Object.fromEntries(new URLSearchParams(Buffer.from(body).toString('utf8')));
  return (body ?? {}) as { user?: unknown; password?: unknown };
}
