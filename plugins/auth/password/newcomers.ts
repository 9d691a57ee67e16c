/** How people come to this server: made by an administrator, invited by a link, or by signing up where that is allowed. */
import { FailureError, type Result, type Role, type RouteHandler, type RouteResponse, type Settings } from '@orrery/plugin-sdk';
import type { Directory, NewPerson, Person } from './directory.ts';
import { type Invites, inviteJson } from './invites.ts';
import type { Passwords } from './passwords.ts';
import { passwordProblem } from './policy.ts';

const roles: readonly Role[] = ['None', 'Viewer', 'Editor', 'Admin'];
const noMail = 'No mail server is configured. Use the link in this answer, or ask without sendEmail.';

interface Parts {
  readonly directory: Directory;
  readonly passwords: Passwords;
  readonly invites: Invites;
  readonly settings: Settings;
  readonly changed: () => Promise<void>;
}

export function newcomers({ directory, passwords, invites, settings, changed }: Parts) {
  const policy = () => settings.section('auth.basic');
  async function make(person: NewPerson, password: string): Promise<Result<Person>> {
    const created = await directory.create(person);
    if (created.ok) await passwords.set(created.value.id, password);
    return created;
  }
  const fieldsOf = (body: unknown): Record<string, string> =>
    Object.fromEntries(
      Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
    );
  const refusal = ({ code, message }: { code: string; message: string }, taken: RouteResponse): RouteResponse =>
    code === 'directory/taken' ? taken : say(code === 'directory/quota' ? 403 : 500, message);

  return {
    createUser: (async ({ body }) => {
      const { name = '', email = '', login = '', password = '' } = fieldsOf(body);
      const { orgId } = (body ?? {}) as { orgId?: unknown };
      const as = login.trim() || email.trim();
      if (!as) return say(400, 'Validation error, need specify either username or email');
      if (as.length > 190 || email.length > 190 || name.length > 190)
        return say(400, 'Name, username and email have at most 190 characters');
      if (passwordProblem(password, await policy())) return say(400, 'Password is missing or too short');
      const wanted = typeof orgId === 'number' && orgId > 0 ? { orgId } : {};
      if (wanted.orgId && !(await directory.org({ id: wanted.orgId }))) return say(400, 'Organization not found');
      const taken = say(412, `User with email '${email}' or username '${login}' already exists`);
      const made = await make({ login: as, ...(email && { email }), name: name || as, ...wanted }, password);
      if (!made.ok) return refusal(made.failure, taken);
      return { body: { id: made.value.id, uid: made.value.uid, message: 'User created' } };
    }) satisfies RouteHandler,

    invite: (async ({ body, headers }, { orgId, principal }) => {
      const { loginOrEmail = '', name = '', role = '' } = fieldsOf(body);
      const { sendEmail } = (body ?? {}) as { sendEmail?: unknown };
      if (!roles.includes(role as Role)) return say(400, 'Invalid role specified');
      if (!principal.serverAdmin && roles.indexOf(role as Role) > roles.indexOf(principal.orgRole))
        return say(403, "Cannot assign a role higher than user's role");
      const email = loginOrEmail.trim();
      if (!email || email.length > 190 || name.length > 190) return say(400, 'loginOrEmail is required');
      const known = await directory.find({ login: email });
      const org = await directory.org({ id: orgId });
      if (known) {
        const added = await directory.addMember(known.id, orgId, role as Role);
        if (!added.ok)
          return added.failure.code === 'directory/member'
            ? say(412, `User ${email} is already added to organization`)
            : refusal(added.failure, say(409, ''));
        await changed();
        return say(200, `Existing Grafana user ${known.login} added to org ${org?.name ?? ''}`, { userId: known.id });
      }
      if (sendEmail === true) return say(412, noMail);
      const by = { login: principal.login, name: principal.name, email: principal.email };
      const { row, code } = await invites.create({ orgId, email, name, role: role as Role, by });
      const url = `${await rootUrl(headers.origin)}/invite/${code}`;
      return say(200, `Created invite for ${email}`, { code: row.handle, url });
    }) satisfies RouteHandler,
    listInvites: (async (_request, { orgId }) => ({
      body: (await invites.pending(orgId)).map((row) => inviteJson(row, invites.statusOf(row))),
    })) satisfies RouteHandler,
    revokeInvite: (async ({ params }, { orgId }) =>
      (await invites.revoke(orgId, params.code ?? '')) ? say(200, 'Invite revoked') : say(404, 'Invite not found')) satisfies RouteHandler,
    readInvite: (async ({ params }) => {
      const row = await invites.open(params.code);
      if (!row || invites.statusOf(row) !== 'InvitePending') return say(404, 'Invite not found');
      const { invitedByName, invitedByLogin, email, name } = inviteJson(row, 'InvitePending');
      const org = await directory.org({ id: row.orgId as number });
      return { body: { email, name, username: email, invitedBy: invitedByName || invitedByLogin, orgName: org?.name ?? '' } };
    }) satisfies RouteHandler,
    completeInvite: (async ({ body }) => {
      const { inviteCode = '', email = '', name = '', username = '', password = '', confirmPassword } = fieldsOf(body);
      const row = await invites.open(inviteCode);
      if (!row) return say(404, 'Invite not found');
      const status = invites.statusOf(row);
      if (status !== 'InvitePending') return say(412, `Invite cannot be used in status ${status}`);
      if (confirmPassword !== undefined && confirmPassword !== password) return say(400, 'Passwords do not match');
      const wrong = passwordProblem(password, await policy());
      if (wrong) return say(400, wrong);
      const mail = email.trim() || (row.email as string);
      const login = username.trim() || mail;
      if (Math.max(login.length, mail.length, name.length) > 190) return say(400, 'Name, username and email have at most 190 characters');
      try {
        await invites.complete(row);
      } catch (error) {
        if (error instanceof FailureError && error.failure.code === 'storage/version')
          return say(412, 'Invite cannot be used in status Completed');
        throw error;
      }
      const orgId = row.orgId as number;
      const made = await make(
        { login, ...(mail.includes('@') && { email: mail }), name: name || (row.name as string) || login, orgId, role: row.role as Role },
        password,
      );
      if (!made.ok) {
        await invites.reopen(row);
        return refusal(made.failure, say(412, `User with email '${mail}' or username '${login}' already exists`));
      }
      const session = { userId: made.value.id, orgId };
      return { ...say(200, 'User created and logged in', { id: made.value.id }), session };
    }) satisfies RouteHandler,

    signUpOptions: (async () => {
      const users = await settings.section('users');
      return { body: { verifyEmailEnabled: users.verify_email_enabled === 'true', autoAssignOrg: users.auto_assign_org !== 'false' } };
    }) satisfies RouteHandler,
    signUp: (async ({ body }) => {
      const problem = await signUpProblem();
      if (problem) return problem;
      const { email = '' } = fieldsOf(body);
      if (!email.includes('@')) return say(400, 'email is required');
      if (await directory.find({ login: email })) return say(422, 'User with same email address already exists');
      return { body: { status: 'SignUpCreated' } };
    }) satisfies RouteHandler,
    finishSignUp: (async ({ body }) => {
      const problem = await signUpProblem();
      if (problem) return problem;
      const { email = '', name = '', username = '', password = '', orgName = '' } = fieldsOf(body);
      const login = username.trim() || email.trim();
      if (!login || Math.max(login.length, email.length, name.length) > 190) return say(400, 'email or username is required');
      const wrong = passwordProblem(password, await policy());
      if (wrong) return say(400, wrong);
      const made = await make({ login, ...(email.includes('@') && { email }), name: name || login }, password);
      if (!made.ok) return refusal(made.failure, say(401, 'User with same email address already exists'));
      let { orgId } = made.value;
      const users = await settings.section('users');
      if (users.auto_assign_org === 'false' && orgName.trim()) {
        const own = await directory.createOrg(orgName.trim().slice(0, 190), made.value.id);
        if (own.ok) {
          orgId = own.value;
          await directory.settleIn(made.value.id, orgId);
        }
      }
      return {
        ...say(200, 'User sign up completed successfully', { code: 'redirect-to-landing-page' }),
        session: { userId: made.value.id, orgId },
      };
    }) satisfies RouteHandler,
  };

  async function signUpProblem(): Promise<RouteResponse | undefined> {
    const users = await settings.section('users');
    if (users.allow_sign_up !== 'true') return say(401, 'User signup is disabled');
    return users.verify_email_enabled === 'true'
      ? say(412, 'Signing up needs a mail server, since verify_email_enabled is set, and none is configured.')
      : undefined;
  }
  async function rootUrl(origin: string | undefined): Promise<string> {
    const { root_url: configured = '' } = await settings.section('server');
    const url = configured.includes('%(') ? '' : configured;
    return (url || origin || '').replace(/\/$/, '');
  }
}

function say(status: number, message: string, more: object = {}): RouteResponse {
  return { status, body: { message, ...more } };
}
