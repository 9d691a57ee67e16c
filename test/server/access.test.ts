/** People, organisations and teams over the API, on a whole server: what each route answers, to whom, and what it refuses. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, type Asking, asking, password, person, signIn } from '../support/people.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

/** For a server to start on a machine that does much else. */
const patience = 120_000;
/** What happens soon, on a machine that does much else. */
const soon = { timeout: 30_000 };
let server: RunningOrrery;
let root: Asking;
let admin: Asking;
let editor: Asking;
let viewer: Asking;

beforeAll(async () => {
  server = await startOrrery({
    patienceMs: patience,
    settings: {
      quota: { enabled: true, org_user: 1000, user_org: 10, org_api_key: 1000 },
      'auth.basic': { password_policy: false },
      service_accounts: { token_expiration_day_limit: '' },
    },
  });
  root = asking(server, server.admin.user, server.admin.password, 1);
  [admin, editor, viewer] = [await person(server, 'ada', 'Admin'), await person(server, 'eve', 'Editor'), await person(server, 'vic')];
}, patience);
afterAll(() => server?.stop());

const said = ({ status, body }: { status: number; body: { message?: string } }) => [status, body?.message];

describe('who may call what', () => {
  // Method, path, then the lowest that may: everybody below gets 403, and nobody 401.
  const routes: [string, string, 'viewer' | 'editor' | 'admin' | 'root'][] = [
    ['GET', '/api/user', 'viewer'],
    ['GET', '/api/user/orgs', 'viewer'],
    ['GET', '/api/user/teams', 'viewer'],
    ['GET', '/api/user/quotas', 'viewer'],
    ['GET', '/api/user/preferences', 'viewer'],
    ['GET', '/api/user/auth-tokens', 'viewer'],
    ['GET', '/api/orrery/preferences', 'viewer'],
    ['GET', '/api/access-control/user/actions', 'viewer'],
    ['GET', '/api/access-control/user/permissions', 'viewer'],
    ['GET', '/api/org', 'viewer'],
    ['GET', '/api/org/quotas', 'viewer'],
    ['GET', '/api/teams/search', 'viewer'],
    ['GET', '/api/org/users', 'admin'],
    ['GET', '/api/org/users/search', 'admin'],
    ['GET', '/api/org/users/lookup', 'admin'],
    ['GET', '/api/org/invites', 'admin'],
    ['GET', '/api/org/preferences', 'admin'],
    ['GET', '/api/teams/1', 'admin'],
    ['GET', '/api/serviceaccounts/search', 'admin'],
    ['GET', '/api/auth/keys', 'admin'],
    ['GET', '/api/access-control/folders/description', 'admin'],
    ['GET', '/api/access-control/datasources/description', 'admin'],
    ['PUT', '/api/org', 'admin'],
    ['POST', '/api/teams', 'admin'],
    ['POST', '/api/serviceaccounts', 'admin'],
    ['POST', '/api/org/users', 'admin'],
    ['POST', '/api/org/invites', 'admin'],
    ['GET', '/api/users', 'root'],
    ['GET', '/api/users/search', 'root'],
    ['GET', '/api/users/1', 'root'],
    ['PUT', '/api/users/1', 'root'],
    ['POST', '/api/admin/users', 'root'],
    ['DELETE', '/api/admin/users/99999', 'root'],
    ['PUT', '/api/admin/users/99999/permissions', 'root'],
    ['PUT', '/api/admin/users/99999/password', 'root'],
    ['POST', '/api/admin/users/99999/disable', 'root'],
    ['POST', '/api/admin/users/99999/logout', 'root'],
    ['GET', '/api/admin/users/1/auth-tokens', 'root'],
    ['GET', '/api/orgs', 'root'],
    ['GET', '/api/orgs/name/Main%20Org.', 'root'],
    ['DELETE', '/api/orgs/99999', 'root'],
    ['PUT', '/api/orgs/1/quotas/org_user', 'root'],
    ['GET', '/api/access-control/roles', 'root'],
    ['GET', '/api/admin/settings', 'root'],
  ];
  test.each(routes)('%s %s is for %s and above', async (method, path, lowest) => {
    const ladder = { viewer, editor, admin, root };
    const names = Object.keys(ladder) as (keyof typeof ladder)[];
    const options = { method, ...(method !== 'GET' && { body: {} }) };
    const anonymous = await ask(server.url + path, options);
    expect([anonymous.status, anonymous.body]).toEqual([401, expect.objectContaining({ message: 'Unauthorized' })]);
    for (const name of names) {
      const { status, body } = await ladder[name](path, options);
      if (names.indexOf(name) < names.indexOf(lowest)) expect([name, status, body.title]).toEqual([name, 403, 'Access denied']);
      else expect([name, status === 401 || (status === 403 && body.title === 'Access denied')]).toEqual([name, false]);
    }
  });
});

describe('oneself', () => {
  test('is told in the shape clients know', async () => {
    const { status, body } = await viewer('/api/user');
    expect(status).toBe(200);
    expect(body).toEqual({
      id: viewer.id,
      uid: expect.stringMatching(/^[a-z0-9]{14}$/),
      email: 'vic@acme.example',
      name: 'vic',
      login: 'vic',
      theme: '',
      orgId: 1,
      isGrafanaAdmin: false,
      isDisabled: false,
      isExternal: false,
      isExternallySynced: false,
      isGrafanaAdminExternallySynced: false,
      authLabels: [],
      updatedAt: expect.any(String),
      createdAt: expect.any(String),
      avatarUrl: '',
      isProvisioned: false,
    });
    expect((await viewer('/api/user/orgs')).body).toEqual([{ orgId: 1, name: 'Main Org.', role: 'Viewer' }]);
  });
  test('changes name and address, never to what is taken or nothing, never to more rights', async () => {
    const change = (body: object) => viewer('/api/user', { method: 'PUT', body });
    expect(said(await change({ name: 'Vic T.', email: 'vic@acme.example', login: 'vic' }))).toEqual([200, 'User updated']);
    expect((await viewer('/api/user')).body.name).toBe('Vic T.');
    expect(said(await change({ name: 'x' }))).toEqual([400, 'Validation error, need to specify either username or email']);
    expect(said(await change({ login: 'eve' }))).toEqual([409, 'Update would result in user login conflict']);
    await change({ login: 'vic', email: 'vic@acme.example', isGrafanaAdmin: true, serverAdmin: true, role: 'Admin', orgId: 1 });
    expect((await viewer('/api/user')).body).toMatchObject({ isGrafanaAdmin: false });
    expect((await viewer('/api/org/users')).status).toBe(403);
  });
  test('keeps preferences: PUT replaces, PATCH adds, nonsense is refused by name', async () => {
    const path = '/api/user/preferences';
    expect(said(await viewer(path, { method: 'PUT', body: { theme: 'light', timezone: 'Europe/Berlin' } }))).toEqual([
      200,
      'Preferences updated',
    ]);
    await viewer(path, { method: 'PATCH', body: { weekStart: 'monday', language: 'de-DE' } });
    expect((await viewer(path)).body).toEqual({ theme: 'light', timezone: 'Europe/Berlin', weekStart: 'monday', language: 'de-DE' });
    expect(said(await viewer(path, { method: 'PUT', body: { theme: 'pink' } }))).toEqual([400, 'Invalid theme']);
    expect((await viewer(path, { method: 'PATCH', body: { timezone: 'Mars/Base' } })).status).toBe(400);
    await viewer(path, { method: 'PUT', body: { theme: 'dark' } });
    expect((await viewer(path)).body).toEqual({ theme: 'dark' });
  });
  test('is told apart by nearness: person before team before organisation', async () => {
    await admin('/api/org/preferences', { method: 'PUT', body: { theme: 'light', weekStart: 'sunday', timezone: 'utc' } });
    const { body: team } = await admin('/api/teams', { method: 'POST', body: { name: 'Early birds' } });
    await admin(`/api/teams/${team.teamId}/members`, { method: 'POST', body: { userId: viewer.id } });
    await admin(`/api/teams/${team.teamId}/preferences`, { method: 'PUT', body: { weekStart: 'monday', theme: '' } });
    expect((await viewer('/api/orrery/preferences')).body).toEqual({ theme: 'dark', weekStart: 'monday', timezone: 'utc' });
    await admin('/api/org/preferences', { method: 'PUT', body: {} });
  });
  test('sees its sessions, ends others, and not the one that asks', async () => {
    const [one, two] = [await signIn(server, 'vic'), await signIn(server, 'vic')];
    const by = (cookie: string, path: string, body?: object) =>
      ask(server.url + path, { headers: { cookie, origin: server.url }, ...(body && { method: 'POST', body }) });
    const { body: sessions } = await by(one, '/api/user/auth-tokens');
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ isActive }: { isActive: boolean }) => isActive)).toHaveLength(1);
    expect(Object.keys(sessions[0])).toEqual([
      ...['id', 'isActive', 'clientIp', 'device', 'os', 'osVersion', 'browser', 'browserVersion', 'createdAt', 'seenAt'],
    ]);
    const mine = sessions.find(({ isActive }: { isActive: boolean }) => isActive).id;
    const other = sessions.find(({ isActive }: { isActive: boolean }) => !isActive).id;
    expect(said(await by(one, '/api/user/revoke-auth-token', { authTokenId: mine }))).toEqual([
      400,
      'Cannot revoke active user auth token',
    ]);
    expect(said(await by(one, '/api/user/revoke-auth-token', { authTokenId: other }))).toEqual([200, 'User auth token revoked']);
    expect(said(await by(one, '/api/user/revoke-auth-token', { authTokenId: other }))).toEqual([404, 'User auth token not found']);
    expect((await by(two, '/api/user')).status).toBe(401);
    expect((await by(one, '/api/user')).status).toBe(200);
    // Somebody else's session is nobody's business.
    expect(said(await editor('/api/user/revoke-auth-token', { method: 'POST', body: { authTokenId: mine } }))).toEqual([
      404,
      'User auth token not found',
    ]);
    expect((await by(one, '/api/user/auth-tokens/rotate', {})).status).toBe(200);
    expect((await viewer('/api/user/auth-tokens/rotate', { method: 'POST', body: {} })).status).toBe(401);
  });
  test('changes its password only with the old one, and every other session ends', async () => {
    const pia = await person(server, 'pia');
    const [here, there] = [await signIn(server, 'pia'), await signIn(server, 'pia')];
    const change = (body: object) =>
      ask(`${server.url}/api/user/password`, { method: 'PUT', body, headers: { cookie: here, origin: server.url } });
    expect(said(await change({ oldPassword: 'wrong', newPassword: 'another-one' }))).toEqual([401, 'Invalid old password']);
    expect(said(await change({ oldPassword: password, newPassword: 'abc' }))).toEqual([400, 'New password is too short']);
    expect((await pia('/api/user')).status).toBe(200);
    expect(said(await change({ oldPassword: password, newPassword: 'another-one' }))).toEqual([200, 'User password changed']);
    expect((await ask(`${server.url}/api/user`, { headers: { cookie: here } })).status).toBe(200);
    expect((await ask(`${server.url}/api/user`, { headers: { cookie: there } })).status).toBe(401);
    // The old password was remembered a moment ago; not any more.
    expect((await pia('/api/user')).status).toBe(401);
    expect((await asking(server, 'pia', 'another-one')('/api/user')).status).toBe(200);
  });
});

describe('the people of the server', () => {
  test('are listed, searched, paged and looked up', async () => {
    const { body } = await root('/api/users/search?query=acme&perpage=2&page=1');
    expect(body).toMatchObject({ totalCount: expect.any(Number), page: 1, perPage: 2 });
    expect(body.users).toHaveLength(2);
    expect(Object.keys(body.users[0])).toEqual(
      expect.arrayContaining(['id', 'uid', 'name', 'login', 'email', 'isAdmin', 'isDisabled', 'lastSeenAt', 'lastSeenAtAge', 'authLabels']),
    );
    const pages = await Promise.all([1, 2, 3].map((page) => root(`/api/users?perpage=2&page=${page}`)));
    const ids = pages.flatMap((page) => page.body.map(({ id }: { id: number }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect((await root('/api/users?perpage=2&page=99')).body).toEqual([]);
    expect((await root('/api/users/lookup?loginOrEmail=EVE@acme.example')).body).toMatchObject({ login: 'eve' });
    expect(said(await root('/api/users/lookup?loginOrEmail=nobody'))).toEqual([404, 'user not found']);
    expect((await root(`/api/users/${editor.id}`)).body).toMatchObject({ login: 'eve', orgId: 1 });
    expect((await root(`/api/users/${(await root(`/api/users/${editor.id}`)).body.uid}`)).body).toMatchObject({ login: 'eve' });
    expect(said(await root('/api/users/99999'))).toEqual([404, 'user not found']);
    expect((await root(`/api/users/${editor.id}/orgs`)).body).toEqual([{ orgId: 1, name: 'Main Org.', role: 'Editor' }]);
  });
  test('are made by the operator, with what the API says is missing', async () => {
    const make = (body: object) => root('/api/admin/users', { method: 'POST', body });
    expect(said(await make({ password }))).toEqual([400, 'Validation error, need specify either username or email']);
    expect(said(await make({ login: 'nia', password: 'x' }))).toEqual([400, 'Password is missing or too short']);
    expect(said(await make({ login: 'vic', email: 'v@x.example', password }))).toEqual([
      412,
      "User with email 'v@x.example' or username 'vic' already exists",
    ]);
    const { body } = await make({ login: 'Nia', name: 'Nia', password });
    expect(body).toEqual({ id: expect.any(Number), uid: expect.any(String), message: 'User created' });
    expect((await asking(server, 'nia', password)('/api/user')).status).toBe(200);
  });
  test('lose everything at once when they are disabled, signed out or deleted', async () => {
    const max = await person(server, 'max');
    const cookie = await signIn(server, 'max');
    const byCookie = () => ask(`${server.url}/api/user`, { headers: { cookie } });
    expect([(await max('/api/user')).status, (await byCookie()).status]).toEqual([200, 200]);
    expect(said(await root(`/api/admin/users/${max.id}/disable`, { method: 'POST' }))).toEqual([200, 'User disabled']);
    expect([(await max('/api/user')).status, (await byCookie()).status]).toEqual([401, 401]);
    await root(`/api/admin/users/${max.id}/enable`, { method: 'POST' });
    const again = await signIn(server, 'max');
    expect((await root(`/api/admin/users/${max.id}/auth-tokens`)).body).toHaveLength(1);
    expect(said(await root(`/api/admin/users/${max.id}/logout`, { method: 'POST' }))).toEqual([200, 'User logged out']);
    expect((await ask(`${server.url}/api/user`, { headers: { cookie: again } })).status).toBe(401);
    expect(said(await root('/api/admin/users/1/logout', { method: 'POST' }))).toEqual([400, 'You cannot logout yourself']);
    await root(`/api/admin/users/${max.id}/password`, { method: 'PUT', body: { password: 'brand-new-one' } });
    expect([(await max('/api/user')).status, (await asking(server, 'max', 'brand-new-one')('/api/user')).status]).toEqual([401, 200]);
    expect(said(await root(`/api/admin/users/${max.id}`, { method: 'DELETE' }))).toEqual([200, 'User deleted']);
    expect((await asking(server, 'max', 'brand-new-one')('/api/user')).status).toBe(401);
    expect(said(await root(`/api/admin/users/${max.id}`, { method: 'DELETE' }))).toEqual([404, 'user not found']);
  });
  test('always have one who administers the server, however many are taken at once (T13)', async () => {
    const take = (id: number) => root(`/api/admin/users/${id}/permissions`, { method: 'PUT', body: { isGrafanaAdmin: false } });
    expect(said(await take(1))).toEqual([400, 'cannot remove last grafana admin']);
    expect(said(await root('/api/admin/users/1', { method: 'DELETE' }))).toEqual([400, 'cannot remove last grafana admin']);
    expect((await root('/api/admin/users/1/disable', { method: 'POST' })).status).toBe(400);
    const second = await person(server, 'second');
    await root(`/api/admin/users/${second.id}/permissions`, { method: 'PUT', body: { isGrafanaAdmin: true } });
    const both = await Promise.all(
      [second, root].map((by) => by(`/api/admin/users/${by.id}/permissions`, { method: 'PUT', body: { isGrafanaAdmin: false } })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    const left = both[0]?.status === 200 ? root : second;
    await left(`/api/admin/users/1/permissions`, { method: 'PUT', body: { isGrafanaAdmin: true } });
    expect((await root('/api/users')).status).toBe(200);
  });
});

describe('an organisation', () => {
  test('is read, renamed and given an address', async () => {
    expect((await viewer('/api/org')).body).toEqual({
      id: 1,
      name: 'Main Org.',
      address: { address1: '', address2: '', city: '', zipCode: '', state: '', country: '' },
    });
    expect(said(await admin('/api/org/address', { method: 'PUT', body: { city: 'Ulm', zipcode: '89073' } }))).toEqual([
      200,
      'Address updated',
    ]);
    expect((await viewer('/api/org')).body.address).toMatchObject({ city: 'Ulm', zipCode: '89073' });
    expect(said(await admin('/api/org', { method: 'PUT', body: { name: '' } }))[0]).toBe(400);
    expect(said(await admin('/api/org', { method: 'PUT', body: { name: 'Acme' } }))).toEqual([200, 'Organization updated']);
    await admin('/api/org', { method: 'PUT', body: { name: 'Main Org.' } });
  });
  test('tells its members in the shape clients know, with the rights of who asks', async () => {
    const { body } = await admin('/api/org/users?query=vic&accesscontrol=true');
    expect(body).toHaveLength(1);
    expect(body[0]).toMatchObject({ orgId: 1, userId: viewer.id, login: 'vic', role: 'Viewer', isDisabled: false, authLabels: [] });
    expect(body[0].accessControl).toEqual({
      'org.users:add': true,
      'org.users:read': true,
      'org.users:remove': true,
      'org.users:write': true,
    });
    expect((await admin('/api/org/users/lookup?query=vic')).body).toEqual([
      { userId: viewer.id, uid: expect.any(String), login: 'vic', avatarUrl: '' },
    ]);
    expect((await admin('/api/org/users/search?perpage=1')).body).toMatchObject({ page: 1, perPage: 1, orgUsers: [expect.anything()] });
  });
  test('takes and loses members, and its last administrator never', async () => {
    const { body: org } = await root('/api/orgs', { method: 'POST', body: { name: 'Second' } });
    expect(org).toEqual({ orgId: expect.any(Number), message: 'Organization created' });
    expect(said(await root('/api/orgs', { method: 'POST', body: { name: 'Second' } }))).toEqual([409, 'Organization name taken']);
    const users = `/api/orgs/${org.orgId}/users`;
    const add = (body: object) => root(users, { method: 'POST', body });
    expect(said(await add({ loginOrEmail: 'vic', role: 'Boss' }))).toEqual([400, 'Invalid role specified']);
    expect(said(await add({ loginOrEmail: 'nobody', role: 'Viewer' }))).toEqual([404, 'User not found']);
    expect((await add({ loginOrEmail: 'vic', role: 'Editor' })).body).toEqual({ message: 'User added to organization', userId: viewer.id });
    expect((await add({ loginOrEmail: 'vic', role: 'Editor' })).body).toEqual({
      message: 'User is already member of this organization',
      userId: viewer.id,
    });
    const lastOne = 'Cannot change role so that there is no organization admin left';
    expect(said(await root(`${users}/1`, { method: 'PATCH', body: { role: 'Viewer' } }))).toEqual([400, lastOne]);
    expect(said(await root(`${users}/1`, { method: 'DELETE' }))).toEqual([400, 'Cannot remove last organization admin']);
    expect(said(await root(`${users}/99999`, { method: 'PATCH', body: { role: 'Viewer' } }))).toEqual([404, 'user not found']);
    // Two administrators who remove each other at once.
    await root(`${users}/${viewer.id}`, { method: 'PATCH', body: { role: 'Admin' } });
    const both = await Promise.all([1, viewer.id].map((id) => root(`${users}/${id}`, { method: 'DELETE' })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    const { body: left } = await root(users);
    expect(left).toEqual([expect.objectContaining({ role: 'Admin' })]);
    expect(said(await root(`/api/orgs/${org.orgId}`, { method: 'DELETE' }))).toEqual([200, 'Organization deleted']);
    expect(said(await root(`/api/orgs/${org.orgId}`))).toEqual([404, 'Organization not found']);
    expect(said(await root('/api/orgs/1', { method: 'DELETE' }))).toEqual([400, 'Can not delete org for current user']);
    expect(said(await root('/api/orgs/nonsense', { method: 'DELETE' }))).toEqual([404, 'Failed to delete organization. ID not found']);
  });
  test('is switched to by its members only, for the session and by header', async () => {
    const { body: org } = await root('/api/orgs', { method: 'POST', body: { name: 'Third' } });
    const ola = await person(server, 'ola');
    expect(said(await ola(`/api/user/using/${org.orgId}`, { method: 'POST' }))).toEqual([401, 'Not a valid organization']);
    expect((await ola('/api/org', { headers: { 'x-grafana-org-id': String(org.orgId) } })).status).toBe(401);
    await root(`/api/orgs/${org.orgId}/users`, { method: 'POST', body: { loginOrEmail: 'ola', role: 'Editor' } });
    expect((await ola('/api/org', { headers: { 'x-grafana-org-id': String(org.orgId) } })).body.name).toBe('Third');
    expect((await ola('/api/org')).body.name).toBe('Main Org.');
    const cookie = await signIn(server, 'ola');
    const moved = await ask(`${server.url}/api/user/using/${org.orgId}`, { method: 'POST', headers: { cookie, origin: server.url } });
    expect(said(moved)).toEqual([200, 'Active organization changed']);
    const now = moved.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    expect((await ask(`${server.url}/api/org`, { headers: { cookie: now } })).body.name).toBe('Third');
    // Put out of the organisation the session was in, they are at home again instead of nowhere.
    await root(`/api/orgs/${org.orgId}/users/${ola.id}`, { method: 'DELETE' });
    expect((await ask(`${server.url}/api/org`, { headers: { cookie: now } })).body.name).toBe('Main Org.');
  });
  test('of one administrator is no business of another, and the server of neither (T13)', async () => {
    const { body: org } = await root('/api/orgs', { method: 'POST', body: { name: 'Rival' } });
    for (const [method, path, body] of [
      ['GET', `/api/orgs/${org.orgId}`, undefined],
      ['PUT', `/api/orgs/${org.orgId}`, { name: 'Mine' }],
      ['GET', `/api/orgs/${org.orgId}/users`, undefined],
      ['POST', `/api/orgs/${org.orgId}/users`, { loginOrEmail: 'ada', role: 'Admin' }],
      ['PATCH', `/api/orgs/${org.orgId}/users/1`, { role: 'Viewer' }],
      ['DELETE', `/api/orgs/${org.orgId}/users/1`, undefined],
      ['PUT', `/api/admin/users/${admin.id}/permissions`, { isGrafanaAdmin: true }],
      ['DELETE', '/api/admin/users/1', undefined],
    ] as const)
      expect([path, (await admin(path, { method, ...(body && { body }) })).status]).toEqual([path, 403]);
    expect((await admin('/api/orgs/1/users')).status).toBe(200);
    // Taken out of the organisation, a server administrator goes on being one.
    const boss = await person(server, 'boss', 'Admin');
    await root(`/api/admin/users/${boss.id}/permissions`, { method: 'PUT', body: { isGrafanaAdmin: true } });
    expect(said(await admin(`/api/org/users/${boss.id}`, { method: 'DELETE' }))).toEqual([200, 'User removed from organization']);
    expect((await root(`/api/users/${boss.id}`)).body).toMatchObject({ isGrafanaAdmin: true });
    await root(`/api/admin/users/${boss.id}`, { method: 'DELETE' });
  });
  test('lets nobody give more than they have', async () => {
    expect((await editor(`/api/org/users/${editor.id}`, { method: 'PATCH', body: { role: 'Admin' } })).status).toBe(403);
    expect((await viewer('/api/org/users', { method: 'POST', body: { loginOrEmail: 'vic', role: 'Admin' } })).status).toBe(403);
    expect((await viewer('/api/orgs', { method: 'POST', body: { name: 'My own' } })).body).toEqual({ message: 'Access denied' });
  });
  test('has quotas, which are kept', async () => {
    const { body } = await viewer('/api/org/quotas');
    expect(body).toContainEqual({ target: 'org_user', limit: 1000, used: expect.any(Number), org_id: 1 });
    const { body: org } = await root('/api/orgs', { method: 'POST', body: { name: 'Small' } });
    expect((await root(`/api/orgs/${org.orgId}/quotas/nonsense`, { method: 'PUT', body: { limit: 1 } })).body).toMatchObject({
      statusCode: 400,
      messageId: 'quota.invalid-target',
    });
    expect(said(await root(`/api/orgs/${org.orgId}/quotas/org_user`, { method: 'PUT', body: { limit: 1 } }))).toEqual([
      200,
      'Organization quota updated',
    ]);
    expect(said(await root(`/api/orgs/${org.orgId}/users`, { method: 'POST', body: { loginOrEmail: 'vic', role: 'Viewer' } }))).toEqual([
      403,
      'org_user Quota reached',
    ]);
    await root(`/api/admin/users/${viewer.id}/quotas/user_org`, { method: 'PUT', body: { limit: 1 } });
    await root(`/api/orgs/${org.orgId}/quotas/org_user`, { method: 'PUT', body: { limit: 5 } });
    expect(said(await root(`/api/orgs/${org.orgId}/users`, { method: 'POST', body: { loginOrEmail: 'vic', role: 'Viewer' } }))).toEqual([
      403,
      'user_org Quota reached',
    ]);
    expect((await viewer('/api/user/quotas')).body).toEqual([{ target: 'user_org', limit: 1, used: 1, user_id: viewer.id }]);
  });
});

describe('a team', () => {
  test('is made, found, changed and removed', async () => {
    const { status, body } = await admin('/api/teams', { method: 'POST', body: { name: 'Platform', email: 'p@acme.example' } });
    expect([status, body]).toEqual([200, { message: 'Team created', teamId: expect.any(Number), uid: expect.any(String) }]);
    expect(said(await admin('/api/teams', { method: 'POST', body: { name: 'Platform' } }))).toEqual([409, 'Team name taken']);
    const team = {
      ...{ id: body.teamId, uid: body.uid, orgId: 1, name: 'Platform', email: 'p@acme.example' },
      ...{ avatarUrl: '', memberCount: 0, permission: 0, isProvisioned: false },
    };
    expect((await admin(`/api/teams/${body.teamId}`)).body).toEqual(team);
    expect((await admin(`/api/teams/${body.uid}`)).body).toEqual(team);
    expect((await admin('/api/teams/search?name=Platform')).body).toEqual({ totalCount: 1, teams: [team], page: 1, perPage: 1000 });
    expect((await admin('/api/teams/search?query=plat')).body.totalCount).toBe(1);
    expect((await admin('/api/teams/search?name=Nobody')).body).toEqual({ totalCount: 0, teams: [], page: 1, perPage: 1000 });
    expect(said(await admin(`/api/teams/${body.teamId}`, { method: 'PUT', body: { name: 'Platforms', email: '' } }))).toEqual([
      200,
      'Team updated',
    ]);
    expect(said(await admin('/api/teams/99999'))).toEqual([404, 'Team not found']);
    expect(said(await admin(`/api/teams/${body.teamId}`, { method: 'DELETE' }))).toEqual([200, 'Team deleted']);
    expect(said(await admin(`/api/teams/${body.teamId}`, { method: 'DELETE' }))).toEqual([404, 'Failed to delete Team. ID not found']);
  });
  test('has members, and those who keep it may change it and nothing else', async () => {
    const { body: made } = await admin('/api/teams', { method: 'POST', body: { name: 'Payments' } });
    const { body: other } = await admin('/api/teams', { method: 'POST', body: { name: 'Others' } });
    const path = `/api/teams/${made.teamId}`;
    const add = (userId: number) => admin(`${path}/members`, { method: 'POST', body: { userId } });
    expect(said(await add(viewer.id))).toEqual([200, 'Member added to Team']);
    expect(said(await add(viewer.id))).toEqual([400, 'User is already added to this team']);
    expect((await add(99999)).status).toBe(404);
    const { body: members } = await admin(`${path}/members`);
    expect(members).toEqual([
      expect.objectContaining({ orgId: 1, teamId: made.teamId, teamUID: made.uid, userId: viewer.id, login: 'vic', permission: 0 }),
    ]);
    // A member sees it and no more.
    expect((await viewer(path)).body).toMatchObject({ memberCount: 1 });
    expect((await viewer('/api/user/teams')).body).toContainEqual(expect.objectContaining({ name: 'Payments' }));
    expect((await viewer('/api/teams/search')).body.teams.map(({ name }: { name: string }) => name)).not.toContain('Others');
    expect((await viewer(path, { method: 'PUT', body: { name: 'Mine' } })).status).toBe(403);
    expect((await viewer(`${path}/members`, { method: 'POST', body: { userId: editor.id } })).status).toBe(403);
    // One who keeps it changes it, at once.
    expect(said(await admin(`${path}/members/${viewer.id}`, { method: 'PUT', body: { permission: 4 } }))).toEqual([
      200,
      'Team member updated',
    ]);
    expect(said(await viewer(path, { method: 'PUT', body: { name: 'Payments 2' } }))).toEqual([200, 'Team updated']);
    expect((await viewer(`${path}/members`, { method: 'POST', body: { userId: editor.id } })).status).toBe(200);
    expect((await viewer(`/api/teams/${other.teamId}`)).status).toBe(403);
    expect(said(await admin(`${path}/members`, { method: 'PUT', body: { members: ['vic@acme.example'], admins: [] } }))).toEqual([
      200,
      'Team memberships have been updated',
    ]);
    expect((await admin(`${path}/members`)).body).toEqual([expect.objectContaining({ userId: viewer.id, permission: 0 })]);
    expect(said(await admin(`${path}/members/${viewer.id}`, { method: 'DELETE' }))).toEqual([200, 'Team Member removed']);
    expect(said(await admin(`${path}/members/${viewer.id}`, { method: 'DELETE' }))).toEqual([404, 'Team member not found']);
    expect((await viewer(path)).status).toBe(403);
  });
});

describe('an account for programs', () => {
  test('is made, changed, listed and removed in the shapes clients know', async () => {
    const { status, body } = await admin('/api/serviceaccounts/', { method: 'POST', body: { name: 'CI deploys', role: 'Editor' } });
    expect([status, body]).toEqual([
      201,
      {
        ...{ id: expect.any(Number), uid: expect.any(String), name: 'CI deploys', login: 'sa-1-ci-deploys', orgId: 1 },
        ...{ isDisabled: false, isExternal: false, role: 'Editor', tokens: 0, avatarUrl: '' },
      },
    ]);
    expect(said(await admin('/api/serviceaccounts', { method: 'POST', body: { name: 'ci deploys' } }))).toEqual([
      400,
      'service account already exists',
    ]);
    const path = `/api/serviceaccounts/${body.id}`;
    const changed = await admin(path, { method: 'PATCH', body: { name: 'CI', role: 'Viewer' } });
    expect(changed.body).toMatchObject({ id: body.id, name: 'CI', message: 'Service account updated', serviceaccount: { role: 'Viewer' } });
    expect((await admin(`${path}?accesscontrol=true`)).body).toMatchObject({ createdAt: expect.any(String), teams: [], accessControl: {} });
    expect((await admin('/api/serviceaccounts/search?query=CI')).body).toMatchObject({ totalCount: 1, page: 1, perPage: 1000 });
    expect(said(await admin('/api/serviceaccounts/nonsense'))).toEqual([400, 'Service Account ID is invalid']);
    expect(said(await admin('/api/serviceaccounts/99999'))).toEqual([404, 'Failed to retrieve service account']);
    // It is nobody among people, and cannot be signed in as.
    expect((await root(`/api/users/${body.id}`)).status).toBe(404);
    expect((await admin('/api/org/users')).body.map(({ login }: { login: string }) => login)).not.toContain('sa-1-ci-deploys');
    expect(said(await admin(path, { method: 'DELETE' }))).toEqual([200, 'Service account deleted']);
    expect((await admin(path, { method: 'DELETE' })).status).toBe(404);
  });
  test('signs in with tokens that are shown once, and not after they are revoked', async () => {
    const { body: account } = await admin('/api/serviceaccounts', { method: 'POST', body: { name: 'reader', role: 'Viewer' } });
    const path = `/api/serviceaccounts/${account.id}/tokens`;
    const { body: token } = await admin(path, { method: 'POST', body: { name: 'one', secondsToLive: 3600 } });
    expect(token).toEqual({ id: expect.any(Number), name: 'one', key: expect.stringMatching(/^glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}$/) });
    expect(said(await admin(path, { method: 'POST', body: { name: 'one' } }))).toEqual([
      409,
      'service account token with given name already exists in the organization',
    ]);
    expect(said(await admin(path, { method: 'POST', body: { name: 'two', secondsToLive: -1 } }))).toEqual([
      400,
      'invalid SecondsToLive value',
    ]);
    const { body: listed } = await admin(path);
    expect(listed).toEqual([
      {
        ...{ id: token.id, name: 'one', created: expect.any(String), expiration: expect.any(String), lastUsedAt: null },
        ...{ secondsUntilExpiration: expect.any(Number), hasExpired: false, isRevoked: false },
      },
    ]);
    expect(JSON.stringify(listed)).not.toContain(token.key);
    const byToken = (key: string, more: Record<string, string> = {}) =>
      ask(`${server.url}/api/org`, { headers: { authorization: `Bearer ${key}`, ...more } });
    expect((await byToken(token.key)).body.name).toBe('Main Org.');
    expect((await asking(server, 'api_key', token.key)('/api/org')).status).toBe(200);
    await expect.poll(async () => (await admin(path)).body[0].lastUsedAt, soon).not.toBeNull();
    expect(said(await byToken(`${token.key.slice(0, -1)}${token.key.endsWith('0') ? '1' : '0'}`))).toEqual([401, 'Invalid API key']);
    // Programs are no people.
    expect(said(await ask(`${server.url}/api/user`, { headers: { authorization: `Bearer ${token.key}` } }))).toEqual([
      404,
      'user not found',
    ]);
    expect(said(await admin(`${path}/${token.id}`, { method: 'DELETE' }))).toEqual([200, 'Service account token deleted']);
    expect(said(await byToken(token.key))).toEqual([401, 'Invalid API key']);
    const { body: second } = await admin(path, { method: 'POST', body: { name: 'two' } });
    await admin(`/api/serviceaccounts/${account.id}`, { method: 'PATCH', body: { isDisabled: true } });
    expect(said(await byToken(second.key))).toEqual([401, 'Service account is disabled']);
  });
  test('is made through the older keys too', async () => {
    const { body } = await admin('/api/auth/keys', { method: 'POST', body: { name: 'old', role: 'Viewer' } });
    expect(body).toEqual({ id: expect.any(Number), name: 'old', key: expect.any(String) });
    expect(said(await admin('/api/auth/keys', { method: 'POST', body: { name: 'old', role: 'Viewer' } }))).toEqual([
      409,
      'API key, organization ID and name must be unique',
    ]);
    expect(said(await admin('/api/auth/keys', { method: 'POST', body: { name: 'x', role: 'Boss' } }))).toEqual([
      400,
      'Invalid role specified',
    ]);
    expect((await admin('/api/auth/keys')).body).toEqual([{ id: body.id, name: 'old', role: 'Viewer' }]);
    expect((await ask(`${server.url}/api/org`, { headers: { authorization: `Bearer ${body.key}` } })).status).toBe(200);
    expect(said(await admin(`/api/auth/keys/${body.id}`, { method: 'DELETE' }))).toEqual([200, 'API key deleted']);
    expect(said(await admin(`/api/auth/keys/${body.id}`, { method: 'DELETE' }))).toEqual([404, 'Failed to delete API key']);
    expect((await ask(`${server.url}/api/org`, { headers: { authorization: `Bearer ${body.key}` } })).status).toBe(401);
  });
});

describe('an invitation', () => {
  const invite = (body: object) => admin('/api/org/invites', { method: 'POST', body });
  const complete = (body: object) => ask(`${server.url}/api/user/invite/complete`, { method: 'POST', body });
  const codeOf = (url: string) => url.split('/invite/')[1] as string;

  test('lets one person in, once, as what they were invited as', async () => {
    const { body } = await invite({ loginOrEmail: 'ruth@acme.example', name: 'Ruth', role: 'Editor' });
    expect(body).toEqual({
      message: 'Created invite for ruth@acme.example',
      code: expect.any(String),
      url: expect.stringContaining('/invite/'),
    });
    const { body: list } = await admin('/api/org/invites');
    expect(list).toEqual([
      expect.objectContaining({
        email: 'ruth@acme.example',
        role: 'Editor',
        status: 'InvitePending',
        invitedByLogin: 'ada',
        emailSent: false,
      }),
    ]);
    // The list names it, and does not open it.
    expect((await ask(`${server.url}/api/user/invite/${list[0].code}`)).status).toBe(404);
    expect(JSON.stringify(list)).not.toContain(codeOf(body.url).split('.')[1]);
    const inviteCode = codeOf(body.url);
    expect((await ask(`${server.url}/api/user/invite/${inviteCode}`)).body).toMatchObject({ email: 'ruth@acme.example', name: 'Ruth' });
    expect(said(await complete({ inviteCode, username: 'ruth', password: 'abc' }))).toEqual([400, 'New password is too short']);
    expect(said(await complete({ inviteCode, username: 'vic', password }))[0]).toBe(412);
    const twice = await Promise.all([1, 2].map((n) => complete({ inviteCode, username: `ruth${n}`, password, role: 'Admin' })));
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(said(await complete({ inviteCode, username: 'third', password }))).toEqual([412, 'Invite cannot be used in status Completed']);
    const login = twice[0]?.status === 200 ? 'ruth1' : 'ruth2';
    expect((await asking(server, login, password)('/api/user/orgs')).body).toEqual([{ orgId: 1, name: 'Main Org.', role: 'Editor' }]);
  });
  test('is revoked, and guessed by nobody (T12)', async () => {
    const { body } = await invite({ loginOrEmail: 'late@acme.example', role: 'Viewer' });
    for (const code of [':code', '', '*', body.code, `${body.code}.`, `${body.code}.${'A'.repeat(43)}`, '__proto__', 'null'])
      expect((await complete({ inviteCode: code, username: 'x', password })).status).toBe(404);
    expect(said(await admin(`/api/org/invites/${body.code}/revoke`, { method: 'DELETE' }))).toEqual([200, 'Invite revoked']);
    expect(said(await admin(`/api/org/invites/${body.code}/revoke`, { method: 'PATCH' }))).toEqual([404, 'Invite not found']);
    expect(said(await complete({ inviteCode: codeOf(body.url), username: 'x', password }))).toEqual([
      412,
      'Invite cannot be used in status Revoked',
    ]);
  });
  test('gives no more than who invites has, needs no mail server it does not have, and adds who is known', async () => {
    expect(said(await invite({ loginOrEmail: 'a@b.example', role: 'Boss' }))).toEqual([400, 'Invalid role specified']);
    expect(said(await invite({ loginOrEmail: 'vic', role: 'Viewer' }))).toEqual([412, 'User vic is already added to organization']);
    expect((await invite({ loginOrEmail: 'm@b.example', role: 'Viewer', sendEmail: true })).status).toBe(412);
  });
  test('by a forged request of another site is none (T18)', async () => {
    const cookie = await signIn(server, 'ada');
    const forged = (headers: Record<string, string>) =>
      ask(`${server.url}/api/org/invites`, { method: 'POST', body: { loginOrEmail: 'evil@x.example', role: 'Admin' }, headers });
    expect((await forged({ cookie, origin: 'https://evil.example' })).status).toBe(403);
    expect((await forged({ cookie, origin: 'null' })).status).toBe(403);
    expect((await forged({ cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const basic = `Basic ${Buffer.from(`ada:${password}`).toString('base64')}`;
    expect((await forged({ authorization: basic, origin: 'https://evil.example' })).status).toBe(403);
    expect((await admin('/api/org/invites')).body).toEqual([]);
  });
});

describe('roles', () => {
  test('are listed with what they hold', async () => {
    const { body } = await root('/api/access-control/roles');
    expect(body.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['basic:viewer', 'basic:admin', 'basic:grafana_admin']),
    );
    const one = await root('/api/access-control/roles/basic_admin');
    expect(one.body.permissions).toContainEqual({ action: 'org.users:write', scope: 'users:*' });
    expect((await root('/api/access-control/roles/nobody')).status).toBe(404);
  });
  test('say what somebody may, in both forms, and who may something', async () => {
    expect((await viewer('/api/access-control/user/actions')).body).toMatchObject({ 'orgs:read': true });
    expect((await viewer('/api/access-control/user/permissions')).body).toMatchObject({ 'dashboards:read': ['dashboards:*'] });
    const found = await root('/api/access-control/users/permissions/search?action=org.users:write');
    expect(Object.keys(found.body)).toContain(String(admin.id));
    expect(Object.keys(found.body)).not.toContain(String(editor.id));
  });
});
