/** Ways to sign in, on whole servers: passwords, sessions, a proxy, tokens of another issuer, nobody; and how each is attacked. */
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, type Asking, asking, password, person, signIn } from '../support/people.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

/** For a server to start on a machine that does much else. */
const patience = 120_000;
/** What happens soon, on a machine that does much else. */
const soon = { timeout: 30_000 };
let server: RunningOrrery;
let root: Asking;
let issuer: Server;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let jwks: object;
let asked = 0;

beforeAll(async () => {
  keys = await generateKeyPair('RS256', { extractable: true });
  jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256' }] };
  issuer = createServer((_request, response) => {
    asked++;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(jwks));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => issuer.once('listening', resolve));
  server = await startOrrery({
    patienceMs: patience,
    settings: {
      'auth.proxy': {
        enabled: true,
        whitelist: '127.0.0.1',
        headers: 'Name:X-Name Email:X-Email Role:X-Role',
        enable_login_token: false,
      },
      'auth.jwt': {
        enabled: true,
        header_name: 'X-JWT-Assertion',
        jwk_set_url: `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/keys`,
        username_claim: 'preferred_username',
        email_claim: 'email',
        expect_claims: '{"iss":"https://issuer.example"}',
        role_attribute_path: "contains(groups, 'sre') && 'Editor' || 'Viewer'",
        auto_sign_up: true,
        url_login: true,
        enable_login_token: true,
      },
    },
  });
  root = asking(server, server.admin.user, server.admin.password, 1);
}, patience);
afterAll(async () => {
  await server?.stop();
  issuer?.close();
});

const said = ({ status, body }: { status: number; body: { message?: string } }) => [status, body?.message];

describe('a password', () => {
  const login = (user: string, secret: string, headers: Record<string, string> = {}) =>
    ask(`${server.url}/login`, { method: 'POST', body: { user, password: secret }, headers: { origin: server.url, ...headers } });

  test('signs in by name or address, in any case, and the answer never says what was wrong', async () => {
    await person(server, 'pat');
    expect((await login('PAT', password)).body).toEqual({ message: 'Logged in', redirectUrl: '/' });
    expect((await login('Pat@Acme.example', password)).status).toBe(200);
    const answers = await Promise.all([login('pat', 'wrong'), login('nobody-here', password), login('pat', '')]);
    for (const { status, body } of answers)
      expect([status, body]).toEqual([
        401,
        { message: 'Invalid username or password', messageId: 'password-auth.failed', statusCode: 401 },
      ]);
    expect(said(await ask(`${server.url}/login`, { method: 'POST', body: { user: 1 } }))).toEqual([400, 'bad login data']);
  });
  test('is not guessed at: five wrong in five minutes, and the right one is no help either, for this login only (T32)', async () => {
    await person(server, 'gus');
    for (let n = 0; n < 5; n++) expect((await login('gus', `guess ${n}`)).status).toBe(401);
    expect((await login('gus', password)).status).toBe(401);
    expect((await login('GUS', password)).status).toBe(401);
    expect((await asking(server, 'gus', password)('/api/org')).status).toBe(401);
    expect((await login('pat', password)).status).toBe(200);
  });
  test('opens a session with a token of its own, whatever the cookie said before (T32)', async () => {
    const planted = 'A'.repeat(43);
    const answer = await login('pat', password, { cookie: `grafana_session=${planted}` });
    const cookies = answer.headers.getSetCookie();
    expect(cookies[0]).toMatch(/^grafana_session=[\w%-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    expect(cookies[0]).not.toContain(planted);
    expect(cookies[1]).toMatch(/^grafana_session_expiry=\d+; /);
    expect((await ask(`${server.url}/api/user`, { headers: { cookie: `grafana_session=${planted}` } })).status).toBe(401);
  });
  test('signed out is signed out: the old cookie opens nothing (T32)', async () => {
    const cookie = await signIn(server, 'pat');
    expect((await ask(`${server.url}/api/login/ping`, { headers: { cookie } })).body).toBe('Logged in');
    const out = await ask(`${server.url}/logout`, { headers: { cookie } });
    expect([out.status, out.headers.get('location')]).toEqual([302, '/login']);
    expect((await ask(`${server.url}/api/user`, { headers: { cookie } })).status).toBe(401);
  });
  test('of the samples people know opens nothing, nor does a cookie made from one (T22)', async () => {
    for (const [user, secret] of [
      ['admin', 'admin'],
      ['admin', 'password'],
      ['grafana', 'grafana'],
    ] as const)
      expect((await login(user, secret)).status).toBe(401);
    for (const cookie of ['SW2YcwTIb9zpOOhoPsMm', '1', '0', 'null', 'undefined', '../', `${'0'.repeat(32)}`, 'a'.repeat(43), '%00'])
      expect((await ask(`${server.url}/api/user`, { headers: { cookie: `grafana_session=${cookie}` } })).status).toBe(401);
  });
  test('needs an account: signing up is off until it is switched on', async () => {
    expect((await ask(`${server.url}/api/user/signup/options`)).body).toEqual({ verifyEmailEnabled: false, autoAssignOrg: true });
    const up = await ask(`${server.url}/api/user/signup`, { method: 'POST', body: { email: 'x@y.example' } });
    expect(said(up)).toEqual([401, 'User signup is disabled']);
    const step2 = await ask(`${server.url}/api/user/signup/step2`, { method: 'POST', body: { email: 'x@y.example', password } });
    expect(said(step2)).toEqual([401, 'User signup is disabled']);
  });
  test('claimed once, the server is never claimed again (T23)', async () => {
    for (const code of ['', 'x', 'A'.repeat(32)]) {
      const { status } = await ask(`${server.url}/api/claim`, { method: 'POST', body: { code, login: 'evil', password } });
      expect(status).toBe(404);
    }
  });
});

describe('a proxy', () => {
  const by = (headers: Record<string, string>, path = '/api/user', options: object = {}) => ask(server.url + path, { ...options, headers });

  test('names somebody, who is made and kept as it tells', async () => {
    const told = { 'x-webauth-user': 'prue', 'x-name': 'Prue P', 'x-email': 'prue@acme.example', 'x-role': 'Editor' };
    const { body } = await by(told);
    expect(body).toMatchObject({ login: 'prue', name: 'Prue P', email: 'prue@acme.example', isExternal: true, authLabels: ['Auth Proxy'] });
    expect((await by(told, '/api/user/orgs')).body).toEqual([{ orgId: 1, name: 'Main Org.', role: 'Editor' }]);
    await by({ ...told, 'x-role': 'Viewer', 'x-name': 'Prue Q' });
    await expect
      .poll(async () => (await by({ ...told, 'x-role': 'Viewer', 'x-name': 'Prue Q' }, '/api/user/orgs')).body[0].role, soon)
      .toBe('Viewer');
    expect((await root('/api/users/lookup?loginOrEmail=prue')).body.name).toBe('Prue Q');
    // Their profile is the proxy's.
    const change = await by(told, '/api/user', { method: 'PUT', body: { login: 'prue2', name: 'Mine' } });
    expect(said(change)).toEqual([403, 'User info cannot be updated for external Users']);
  });
  test('opens no session by itself, and a page of another site uses it for nothing (T18)', async () => {
    const answer = await by({ 'x-webauth-user': 'prue' });
    expect(answer.headers.getSetCookie()).toEqual([]);
    const forged = await by({ 'x-webauth-user': 'prue', origin: 'https://evil.example' }, '/api/user/preferences', {
      method: 'PUT',
      body: { theme: 'dark' },
    });
    expect(said(forged)).toEqual([403, 'origin not allowed']);
  });
  test('does not make the last administrator less', async () => {
    await by({ 'x-webauth-user': 'admin', 'x-role': 'Viewer' });
    expect((await root('/api/org/users')).body).toContainEqual(expect.objectContaining({ login: 'admin', role: 'Admin' }));
  });
});

describe('a token of another issuer', () => {
  const claims = { iss: 'https://issuer.example', sub: 'u-1', preferred_username: 'jo', email: 'jo@acme.example', groups: ['sre'] };
  const sign = (payload: JWTPayload, { key = keys.privateKey, alg = 'RS256', kid = 'one', until = '5m' } = {}) =>
    new SignJWT(payload).setProtectedHeader({ alg, kid }).setIssuedAt().setExpirationTime(until).sign(key);
  const by = (token: string, path = '/api/user') => ask(server.url + path, { headers: { 'x-jwt-assertion': token } });

  test('signs in whom its subject names, with the role its claims give', async () => {
    const token = await sign(claims);
    // The first token starts the worker that reads it.
    await expect.poll(async () => (await by(token)).status, soon).toBe(200);
    expect((await by(token)).body).toMatchObject({ login: 'jo', email: 'jo@acme.example', isExternal: true, authLabels: ['JWT'] });
    expect((await by(token, '/api/user/orgs')).body[0].role).toBe('Editor');
    expect((await by(`Bearer ${await sign({ ...claims, groups: [] })}`, '/api/user/orgs')).body[0].role).toBe('Viewer');
  });
  test('opens a session, so that pages go on without it', async () => {
    const answer = await ask(`${server.url}/api/user?auth_token=${await sign(claims)}`);
    expect(answer.body.login).toBe('jo');
    const cookie = answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    expect((await ask(`${server.url}/api/user`, { headers: { cookie } })).body.login).toBe('jo');
  });
  test('is refused when anything about it is wrong (T15)', async () => {
    const foreign = await generateKeyPair('RS256');
    const secret = await exportSPKI(keys.publicKey);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const body = part({ ...claims, exp: Math.floor(Date.now() / 1000) + 300 });
    const confused = `${part({ alg: 'HS256', kid: 'one' })}.${body}`;
    const good = await sign(claims);
    const wrong: Record<string, string> = {
      'no signature': `${part({ alg: 'none' })}.${body}.`,
      'a public key used as a secret': `${confused}.${createHmac('sha256', secret).update(confused).digest('base64url')}`,
      'another key': await sign(claims, { key: foreign.privateKey }),
      'an unknown key': await sign(claims, { key: foreign.privateKey, kid: 'two' }),
      'too late': await sign(claims, { until: '-5m' }),
      'another issuer': await sign({ ...claims, iss: 'https://evil.example' }),
      'no name': await sign({ iss: claims.iss, sub: 'u-9' }),
      'changed claims': good.split('.').with(1, body).join('.'),
      'made in the future': await new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'one' })
        .setIssuedAt(Math.floor(Date.now() / 1000) + 3600)
        .setExpirationTime('2h')
        .sign(keys.privateKey),
    };
    for (const [what, token] of Object.entries(wrong)) expect([what, (await by(token)).status]).toEqual([what, 401]);
  });
  test('never makes one person another: names and addresses are no proof (T15)', async () => {
    expect((await by(await sign(claims))).status).toBe(200);
    const { id } = (await root('/api/users/lookup?loginOrEmail=jo')).body;
    // Another subject with the same name, or the same address, is not them.
    expect((await by(await sign({ ...claims, sub: 'u-2' }))).status).toBe(401);
    expect((await by(await sign({ ...claims, sub: 'u-3', preferred_username: 'jane' }))).status).toBe(401);
    // The same subject under another name is.
    expect((await by(await sign({ ...claims, preferred_username: 'joanna' }))).body.id).toBe(id);
    // An administrator of the server is nobody's by name; nor are ids of ours those of the issuer.
    expect((await by(await sign({ ...claims, sub: 'u-4', preferred_username: 'admin', email: 'new@x.example' }))).status).toBe(401);
    for (const sub of ['1', 'admin', String(id)]) {
      const { body } = await by(await sign({ iss: claims.iss, sub, preferred_username: `sub-${sub}` }));
      expect(body).toMatchObject({ login: `sub-${sub}`, isGrafanaAdmin: false });
      expect([1, id]).not.toContain(body.id);
    }
    // Who was here before by a password is found once, and from then on by subject.
    const old = await person(server, 'olly');
    expect((await by(await sign({ iss: claims.iss, sub: 'u-5', preferred_username: 'olly' }))).body.id).toBe(old.id);
    expect((await by(await sign({ iss: claims.iss, sub: 'u-6', preferred_username: 'olly' }))).status).toBe(401);
  });
  test('with keys nobody knows does not make us ask the issuer again and again', async () => {
    const before = asked;
    const { privateKey } = await generateKeyPair('RS256');
    for (let n = 0; n < 10; n++) await by(await sign(claims, { key: privateKey, kid: `made-up-${n}` }));
    expect(asked - before).toBeLessThanOrEqual(1);
  });
  test('comes before every other way, and other tokens pass it by', async () => {
    const headers = { 'x-jwt-assertion': await sign(claims), 'x-webauth-user': 'prue' };
    expect((await ask(`${server.url}/api/user`, { headers })).body.login).toBe('jo');
    const cookie = await signIn(server, 'pat');
    expect((await ask(`${server.url}/api/user`, { headers: { cookie, 'x-webauth-user': 'prue' } })).body.login).toBe('prue');
    const basic = `Basic ${Buffer.from(`pat:${password}`).toString('base64')}`;
    expect((await ask(`${server.url}/api/user`, { headers: { authorization: basic, 'x-webauth-user': 'prue' } })).body.login).toBe('pat');
  });
});

describe('nobody', () => {
  let open: RunningOrrery;
  beforeAll(async () => {
    open = await startOrrery({
      patienceMs: patience,
      settings: {
        'auth.anonymous': { enabled: true, org_name: 'Main Org.', org_role: 'Viewer', hide_version: true, device_limit: 2 },
        'auth.proxy': { enabled: true, whitelist: '10.0.0.0/8' },
        users: { allow_sign_up: true },
      },
    });
  }, patience);
  afterAll(() => open?.stop());
  const get = (path: string, headers: Record<string, string> = {}) => ask(open.url + path, { headers });

  test('reads what the role may, is no person, and changes nothing', async () => {
    expect((await get('/api/org')).body).toMatchObject({ id: 1, name: 'Main Org.' });
    expect((await get('/api/folders')).status).toBe(200);
    expect((await get('/api/user')).status).toBe(401);
    expect((await get('/api/org/users')).status).toBe(403);
    expect((await ask(`${open.url}/api/folders`, { method: 'POST', body: { title: 'Mine' } })).status).toBe(403);
  });
  test('walks what a viewer reads: finds, opens and asks, in the organisation of the setting', async () => {
    await open.json('/api/datasources', { body: { name: 'Made up', type: 'testdata', uid: 'made-up', access: 'proxy' } });
    await open.json('/api/folders', { body: { uid: 'seen', title: 'Seen' } });
    await open.json('/api/dashboards/db', {
      body: { folderUid: 'seen', dashboard: { uid: 'board', title: 'Board', tags: ['t'], panels: [] } },
    });
    const other = await open.json<{ orgId: number }>('/api/orgs', { body: { name: 'Elsewhere' } });
    const there = { 'x-grafana-org-id': String(other.orgId) };
    await open.json('/api/folders', { body: { uid: 'foreign', title: 'Foreign' }, headers: there });

    expect((await get('/api/search?type=dash-db')).body).toMatchObject([{ uid: 'board', folderUid: 'seen', isStarred: false }]);
    expect((await get('/api/search/sorting')).status).toBe(200);
    expect((await get('/api/dashboards/tags')).body).toEqual([{ term: 't', count: 1 }]);
    expect((await get('/api/dashboards/home')).body.meta.isHome).toBe(true);
    expect((await get('/api/dashboards/uid/board')).body).toMatchObject({
      dashboard: { title: 'Board' },
      meta: { canSave: false, canEdit: false, canAdmin: false, canDelete: false, canStar: false },
    });
    // One with a name and the same rights is answered otherwise, from whatever is remembered.
    const viewer = await person(open, 'vera');
    expect((await viewer('/api/dashboards/uid/board')).body.meta).toMatchObject({ canSave: false, canStar: true });
    expect((await get('/api/dashboards/uid/board')).body.meta.canStar).toBe(false);

    const settings = (await get('/api/frontend/settings')).body;
    expect(settings).toMatchObject({ anonymousEnabled: true, anonymousOrgName: 'Main Org.', anonymousOrgRole: 'Viewer' });
    expect(Object.keys(settings.datasources)).toContain('Made up');
    expect((await get('/bootdata')).body.user).toMatchObject({
      isSignedIn: false,
      id: 0,
      orgId: 1,
      orgRole: 'Viewer',
      isGrafanaAdmin: false,
    });
    expect((await get('/api/orrery/boot')).body.principal).toMatchObject({ kind: 'anonymous', orgRole: 'Viewer' });
    const queries = [{ refId: 'A', datasource: { uid: 'made-up' }, scenarioId: 'no_data_points' }];
    const asked = await ask(`${open.url}/api/ds/query`, { method: 'POST', body: { from: '1', to: '2', queries } });
    expect([asked.status, asked.body.results?.A?.status]).toEqual([200, 200]);
    for (const path of ['/api/access-control/user/actions', '/api/orrery/preferences', '/api/playlists', '/apis', '/api/plugins'])
      expect([path, (await get(path)).status]).toEqual([path, 200]);
    expect((await get('/api/nothing')).status).toBe(404);

    const note = { dashboardUID: 'board', panelId: 1, time: 1, text: 'Mine' };
    expect((await ask(`${open.url}/api/annotations`, { method: 'POST', body: note })).status).toBe(403);

    // A header names another organisation: the setting decides.
    expect((await get('/api/org', there)).body.id).toBe(1);
    expect((await get('/api/folders/foreign', there)).status).toBe(404);
    expect((await get(`/api/search?targetOrgId=${other.orgId}&type=dash-folder`)).body).toMatchObject([{ uid: 'seen' }]);
  });
  test.each([
    ...['/api/user', '/api/user/orgs', '/api/user/teams', '/api/user/preferences', '/api/user/stars', '/api/user/auth-tokens'].map(
      (path) => ['GET', path, 401] as const,
    ),
    ...(['PUT /api/user', 'PUT /api/user/password', 'POST /api/user/using/1', 'POST /api/orgs'] as const).map(
      (line) => [...line.split(' '), 401] as unknown as readonly [string, string, number],
    ),
    ['POST', '/api/user/stars/dashboard/uid/board', 401],
    ['GET', '/api/login/ping', 401],
    ...['/api/org/users', '/api/users', '/api/datasources', '/api/admin/settings', '/api/serviceaccounts/search'].map(
      (path) => ['GET', path, 403] as const,
    ),
    ['POST', '/api/dashboards/db', 403],
    ['DELETE', '/api/dashboards/uid/board', 403],
    ['POST', '/api/playlists', 403],
    ['POST', '/api/serviceaccounts', 403],
  ] as const)('may not %s %s', async (method, path, status) => {
    const answer = await ask(open.url + path, { method, ...(method !== 'GET' && method !== 'DELETE' && { body: {} }) });
    expect([answer.status, Object.keys(answer.body)]).toEqual([status, expect.arrayContaining(['message'])]);
  });
  test('is not told the version', async () => {
    expect((await get('/api/health')).body).toEqual({ database: 'ok' });
    expect((await open.json<{ version: string }>('/api/health')).version).toMatch(/^\d+\.\d+\.\d+$/);
  });
  test('comes on so many devices and no more', async () => {
    const on = (id: string) => get('/api/org', { 'x-grafana-device-id': id });
    expect([(await on('one')).status, (await on('two')).status, (await on('three')).status, (await on('one')).status]).toEqual([
      200, 200, 401, 200,
    ]);
    expect((await open.json<object[]>('/api/anonymous/devices')).length).toBe(2);
    expect(await open.json('/api/anonymous/search')).toMatchObject({ totalCount: 2, page: 1 });
  });
  test('sees what is closed to the role no more than the role does', async () => {
    await open.json('/api/folders', { body: { uid: 'safe', title: 'Safe' } });
    expect((await get('/api/folders/safe')).status).toBe(200);
    await open.json('/api/access-control/folders/safe/builtInRoles/Viewer', { body: { permission: '' } });
    expect((await get('/api/folders/safe')).status).toBe(403);
  });
  test('becomes somebody by no header of a proxy that is none (T16)', async () => {
    const claimed = await get('/api/org', { 'x-webauth-user': 'admin' });
    expect(said(claimed)).toEqual([401, 'Proxy authentication required']);
    const forwarded = await get('/api/org', {
      'x-webauth-user': 'admin',
      'x-forwarded-for': '10.0.0.1',
      'x-real-ip': '10.0.0.1',
      forwarded: 'for=10.0.0.1',
    });
    expect(forwarded.status).toBe(401);
  });
  test('signs up where that is allowed, as the standard role', async () => {
    const up = (body: object) => ask(`${open.url}/api/user/signup/step2`, { method: 'POST', body });
    expect((await ask(`${open.url}/api/user/signup`, { method: 'POST', body: { email: 'new@x.example' } })).body).toEqual({
      status: 'SignUpCreated',
    });
    expect(said(await up({ email: 'new@x.example', password: 'abc' }))).toEqual([400, 'New password is too short']);
    const made = await up({ email: 'new@x.example', username: 'newbie', name: 'New', password, role: 'Admin', isGrafanaAdmin: true });
    expect(made.body).toEqual({ message: 'User sign up completed successfully', code: 'redirect-to-landing-page' });
    expect((await asking(open, 'newbie', password)('/api/user/orgs')).body).toEqual([{ orgId: 1, name: 'Main Org.', role: 'Viewer' }]);
    expect((await ask(`${open.url}/api/user/signup`, { method: 'POST', body: { email: 'new@x.example' } })).status).toBe(422);
  });
});
