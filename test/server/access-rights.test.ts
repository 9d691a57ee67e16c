/** Rights on single things, on a whole server: given, inherited, closed, taken; and how soon they count. */
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Asking, asking, person, signIn } from '../support/people.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

/** For a server to start on a machine that does much else. */
const patience = 120_000;
/** What happens soon, on a machine that does much else. */
const soon = { timeout: 30_000 };
let server: RunningOrrery;
let root: Asking;
let editor: Asking;
let viewer: Asking;
let other: Asking;
let teamId: number;

beforeAll(async () => {
  server = await startOrrery({ patienceMs: patience });
  root = asking(server, server.admin.user, server.admin.password, 1);
  [editor, viewer, other] = [await person(server, 'eve', 'Editor'), await person(server, 'vic'), await person(server, 'otto')];
  teamId = (await root('/api/teams', { method: 'POST', body: { name: 'Platform' } })).body.teamId;
  await root(`/api/teams/${teamId}/members`, { method: 'POST', body: { userId: viewer.id } });
  const folder = (uid: string, parentUid?: string) =>
    root('/api/folders', { method: 'POST', body: { uid, title: uid, ...(parentUid && { parentUid }) } });
  await folder('open');
  await folder('safe');
  await folder('inner', 'safe');
  await folder('deep', 'inner');
  for (const [uid, folderUid] of [
    ['at-root', ''],
    ['in-open', 'open'],
    ['in-safe', 'safe'],
    ['in-deep', 'deep'],
  ] as const)
    await root('/api/dashboards/db', { method: 'POST', body: { dashboard: { uid, title: uid, panels: [] }, folderUid } });
}, patience);
afterAll(() => server?.stop());

const said = ({ status, body }: { status: number; body: { message?: string } }) => [status, body?.message];
const give = (kind: string, uid: string, to: string, permission: string) =>
  root(`/api/access-control/${kind}/${uid}/${to}`, { method: 'POST', body: { permission } });
const reads = async (who: Asking, uid: string) => (await who(`/api/dashboards/uid/${uid}`)).status;
const found = async (who: Asking) =>
  (await who('/api/search')).body
    .map(({ uid }: { uid: string }) => uid)
    .filter((uid: string) => /^(at-root|in-|open|safe|inner|deep)/.test(uid))
    .sort();

describe('a folder', () => {
  test('that nobody set anything for is for everybody as their role says, and the list says so', async () => {
    const { body } = await root('/api/access-control/folders/safe');
    expect(body.map((row: Record<string, unknown>) => [row.builtInRole, row.permission, row.isManaged, row.isInherited])).toEqual([
      ['Viewer', 'View', true, false],
      ['Editor', 'Edit', true, false],
      ['Admin', 'Admin', false, false],
    ]);
    expect(body[0]).toMatchObject({ roleName: 'managed:builtins:viewer:permissions', actions: expect.arrayContaining(['folders:read']) });
    expect([await reads(viewer, 'in-deep'), await reads(editor, 'in-deep')]).toEqual([200, 200]);
  });
  test('taken from a role is closed to it at once, with all that is in it, and in searches too', async () => {
    expect(said(await give('folders', 'safe', 'builtInRoles/Viewer', ''))).toEqual([200, 'Permission removed']);
    expect(await Promise.all(['at-root', 'in-open', 'in-safe', 'in-deep'].map((uid) => reads(viewer, uid)))).toEqual([200, 200, 403, 403]);
    expect(await Promise.all(['in-safe', 'in-deep'].map((uid) => reads(editor, uid)))).toEqual([200, 200]);
    expect((await viewer('/api/folders/inner')).status).toBe(403);
    expect(await found(viewer)).toEqual(['at-root', 'in-open', 'open']);
    expect(await found(editor)).toContain('in-deep');
    const { body } = await root('/api/access-control/folders/inner');
    expect(body.map((row: Record<string, unknown>) => [row.builtInRole, row.permission, row.isInherited])).toEqual([
      ['Admin', 'Admin', false],
      ['Editor', 'Edit', true],
    ]);
  });
  test('given to a team is open to its members, below too, and no further', async () => {
    expect(said(await give('folders', 'inner', `teams/${teamId}`, 'View'))).toEqual([200, 'Permission updated']);
    expect(await Promise.all(['in-safe', 'in-deep'].map((uid) => reads(viewer, uid)))).toEqual([403, 200]);
    expect(await reads(other, 'in-deep')).toBe(403);
    expect(await found(viewer)).toEqual(['at-root', 'deep', 'in-deep', 'in-open', 'inner', 'open']);
    // To read is not to change.
    const save = { dashboard: { uid: 'in-deep', title: 'in-deep', version: 1 }, folderUid: 'deep', overwrite: true };
    expect((await viewer('/api/dashboards/db', { method: 'POST', body: save })).status).toBe(403);
    await root(`/api/teams/${teamId}/members/${viewer.id}`, { method: 'DELETE' });
    expect(await reads(viewer, 'in-deep')).toBe(403);
    await root(`/api/teams/${teamId}/members`, { method: 'POST', body: { userId: viewer.id } });
    expect(await reads(viewer, 'in-deep')).toBe(200);
  });
  test('given to one person to edit lets them change what is in it, and not who may', async () => {
    await give('folders', 'deep', `users/${other.id}`, 'Edit');
    const save = { dashboard: { uid: 'in-deep', title: 'in-deep' }, folderUid: 'deep', overwrite: true };
    expect((await other('/api/dashboards/db', { method: 'POST', body: save })).status).toBe(200);
    const fresh = { dashboard: { title: 'New there' }, folderUid: 'deep' };
    expect((await other('/api/dashboards/db', { method: 'POST', body: fresh })).status).toBe(200);
    expect((await other('/api/dashboards/db', { method: 'POST', body: { ...fresh, folderUid: 'open' } })).status).toBe(403);
    const { status } = await other('/api/access-control/folders/deep/users/1', { method: 'POST', body: { permission: 'View' } });
    expect(status).toBe(403);
    expect((await other('/api/access-control/folders/deep')).status).toBe(403);
    await give('folders', 'deep', `users/${other.id}`, 'Admin');
    expect((await other('/api/access-control/folders/deep')).status).toBe(200);
    await give('folders', 'deep', `users/${other.id}`, '');
    expect((await other('/api/access-control/folders/deep')).status).toBe(403);
  });
  test('that is moved somewhere else takes the rights of where it is', async () => {
    const moved = { dashboard: { uid: 'in-safe', title: 'in-safe' }, folderUid: 'open', overwrite: true };
    expect(await reads(viewer, 'in-safe')).toBe(403);
    await root('/api/dashboards/db', { method: 'POST', body: moved });
    await expect.poll(() => reads(viewer, 'in-safe'), soon).toBe(200);
    await root('/api/dashboards/db', { method: 'POST', body: { ...moved, folderUid: 'safe' } });
    await expect.poll(() => reads(viewer, 'in-safe'), soon).toBe(403);
  });
});

describe('the lists', () => {
  test('are set as a whole by the newer form, merged by holder', async () => {
    const set = (permissions: object[]) => root('/api/access-control/dashboards/at-root', { method: 'POST', body: { permissions } });
    expect(
      said(
        await set([
          { builtInRole: 'Viewer', permission: '' },
          { userId: other.id, permission: 'View' },
        ]),
      ),
    ).toEqual([200, 'Permissions updated']);
    expect([await reads(viewer, 'at-root'), await reads(other, 'at-root'), await reads(editor, 'at-root')]).toEqual([403, 200, 200]);
    for (const wrong of [
      [{ userId: other.id, permission: 'Boss' }],
      [{ userId: 99999, permission: 'View' }],
      [{ teamId: 99999, permission: 'View' }],
      [{ builtInRole: 'Admin', permission: '' }],
      [{ permission: 'View' }],
      [{ userId: other.id, teamId, permission: 'View' }],
      'nonsense',
    ])
      expect((await set(wrong as object[])).status).toBe(400);
    expect((await root('/api/access-control/dashboards/nobody')).status).toBe(404);
    expect((await root('/api/access-control/folders/general')).status).toBe(404);
    expect((await root('/api/access-control/dashboards/*')).status).toBe(400);
  });
  test('are replaced as a whole by the older form', async () => {
    const { body } = await root('/api/dashboards/uid/at-root/permissions');
    expect(body).toContainEqual(
      expect.objectContaining({
        userId: other.id,
        userLogin: 'otto',
        permission: 1,
        permissionName: 'View',
        inherited: false,
        isFolder: false,
      }),
    );
    const items = [
      { role: 'Viewer', permission: 1 },
      { role: 'Editor', permission: 2 },
      { teamId, permission: 4 },
    ];
    expect(said(await root('/api/dashboards/uid/at-root/permissions', { method: 'POST', body: { items } }))).toEqual([
      200,
      'Dashboard permissions updated',
    ]);
    expect(await reads(viewer, 'at-root')).toBe(200);
    expect((await viewer('/api/dashboards/uid/at-root/permissions')).status).toBe(200);
    expect((await other('/api/dashboards/uid/at-root/permissions')).status).toBe(403);
    expect((await root('/api/folders/safe/permissions', { method: 'POST', body: { items: [items[0], items[0]] } })).status).toBe(409);
    expect(
      (await root('/api/folders/safe/permissions', { method: 'POST', body: { items: [{ role: 'Viewer', permission: 3 }] } })).status,
    ).toBe(400);
    expect((await root('/api/folders/safe/permissions', { method: 'POST', body: {} })).status).toBe(400);
    expect((await root('/api/folders/nobody/permissions')).body).toEqual({ status: 'not-found', message: 'folder not found' });
  });
  test('say what there is to give', async () => {
    expect((await root('/api/access-control/folders/description')).body).toEqual({
      assignments: { users: true, serviceAccounts: true, teams: true, builtInRoles: true },
      permissions: ['View', 'Edit', 'Admin'],
    });
    expect((await root('/api/access-control/datasources/description')).body.permissions).toEqual(['Query', 'Edit', 'Admin']);
    expect((await root('/api/access-control/teams/description')).body.permissions).toEqual(['Member', 'Admin']);
  });
});

describe('other things', () => {
  test('a data source is queried by everybody until it is closed', async () => {
    await server.json('/api/datasources', { body: { uid: 'made-up', name: 'Made up', type: 'testdata', access: 'proxy' } });
    const body = { queries: [{ refId: 'A', datasource: { uid: 'made-up' }, scenarioId: 'no_data_points' }], from: 'now-1h', to: 'now' };
    const query = async (who: Asking) => {
      const answer = await who('/api/ds/query', { method: 'POST', body });
      return answer.body.results?.A?.status ?? answer.status;
    };
    expect(await query(viewer)).toBe(200);
    await give('datasources', 'made-up', 'builtInRoles/Viewer', '');
    expect([await query(viewer), await query(editor)]).toEqual([403, 200]);
    await give('datasources', 'made-up', `teams/${teamId}`, 'Query');
    expect(await query(viewer)).toBe(200);
    expect((await viewer('/api/datasources/uid/made-up')).status).toBe(200);
    expect((await other('/api/datasources/uid/made-up')).status).toBe(403);
    await give('datasources', 'made-up', 'builtInRoles/Viewer', 'Query');
  });
  test('what was said about a data source that is gone does not hold for the next of its name', async () => {
    const make = () => server.json('/api/datasources', { body: { uid: 'twice', name: 'Twice', type: 'testdata', access: 'proxy' } });
    await make();
    await give('datasources', 'twice', 'builtInRoles/Viewer', '');
    await give('datasources', 'twice', `teams/${teamId}`, 'Edit');
    expect((await viewer('/api/datasources/uid/twice', { method: 'DELETE' })).status).toBe(200);
    await make();
    expect((await viewer('/api/datasources/uid/twice', { method: 'DELETE' })).status).toBe(403);
    expect((await root('/api/access-control/datasources/twice')).body).not.toContainEqual(expect.objectContaining({ teamId }));
  });
  test('an account for programs holds rights as people do, and is held by those it was given to', async () => {
    const { body: account } = await root('/api/serviceaccounts', { method: 'POST', body: { name: 'status page', role: 'None' } });
    const { body: token } = await root(`/api/serviceaccounts/${account.id}/tokens`, { method: 'POST', body: { name: 't' } });
    const byToken = async (uid: string) =>
      (await fetch(`${server.url}/api/dashboards/uid/${uid}`, { headers: { authorization: `Bearer ${token.key}` } })).status;
    expect(await byToken('in-deep')).toBe(403);
    await give('dashboards', 'in-deep', `users/${account.id}`, 'View');
    expect([await byToken('in-deep'), await byToken('in-safe')]).toEqual([200, 403]);
    expect((await root('/api/access-control/dashboards/in-deep')).body).toContainEqual(
      expect.objectContaining({ userId: account.id, isServiceAccount: true, permission: 'View' }),
    );
    expect((await editor(`/api/serviceaccounts/${account.id}`)).status).toBe(403);
    await give('serviceaccounts', String(account.id), `users/${editor.id}`, 'Edit');
    expect((await editor(`/api/serviceaccounts/${account.id}/tokens`)).status).toBe(200);
    expect((await editor('/api/serviceaccounts/search')).body.totalCount).toBe(1);
    expect((await editor(`/api/serviceaccounts/${account.id}`, { method: 'DELETE' })).status).toBe(403);
    // Edit is no way up: neither the account nor its tokens may come to hold more than the editor.
    expect((await editor(`/api/serviceaccounts/${account.id}`, { method: 'PATCH', body: { role: 'Admin' } })).status).toBe(403);
    await root(`/api/serviceaccounts/${account.id}`, { method: 'PATCH', body: { role: 'Admin' } });
    expect((await editor(`/api/serviceaccounts/${account.id}/tokens`, { method: 'POST', body: { name: 'up' } })).status).toBe(403);
  });
  test('a team is given and taken as its members', async () => {
    expect(said(await give('teams', String(teamId), `users/${other.id}`, 'Admin'))).toEqual([200, 'Permission updated']);
    expect((await root(`/api/teams/${teamId}/members`)).body).toContainEqual(expect.objectContaining({ userId: other.id, permission: 4 }));
    await give('teams', String(teamId), `users/${other.id}`, '');
    expect((await root(`/api/teams/${teamId}/members`)).body).toHaveLength(1);
  });
});

describe('every door', () => {
  test('gives the same verdict (T10): page data, search, folder list, deletion, versions, rights', async () => {
    await give('folders', 'safe', 'builtInRoles/Viewer', '');
    const doors = [
      '/api/dashboards/uid/in-safe',
      '/api/dashboards/uid/in-safe/versions',
      '/api/folders/safe',
      '/api/access-control/folders/safe',
    ];
    for (const door of doors) expect([door, (await other(door)).status]).toEqual([door, 403]);
    for (const door of ['/api/dashboards/uid/in-safe', '/api/folders/safe'])
      expect((await other(door, { method: 'DELETE' })).status).toBe(403);
    expect(await found(other)).not.toContain('in-safe');
    const listed = await other('/api/folders');
    expect(JSON.stringify(listed.body)).not.toContain('"safe"');
  });
  test('that a right on something else opens is closed behind it (T10): the act is judged on its own thing', async () => {
    // One who may do everything in one folder passes every route's rule that names no thing. The thing is what they may not touch.
    const mina = await person(server, 'mina');
    await give('folders', 'open', `users/${mina.id}`, 'Admin');
    await root('/api/folders', { method: 'POST', body: { uid: 'next-door', title: 'Next door' } });
    await give('folders', 'next-door', 'builtInRoles/Viewer', '');
    const board = async (uid: string, folderUid: string) =>
      (await root('/api/dashboards/db', { method: 'POST', body: { dashboard: { uid, title: uid, panels: [] }, folderUid } })).body.id;
    const element = (uid: string, folderUid: string) =>
      root('/api/library-elements', { method: 'POST', body: { uid, name: uid, kind: 1, folderUid, model: { type: 'text' } } });
    const [ours, theirs] = [await board('ours', 'open'), await board('theirs', 'next-door')];
    for (const [uid, folderUid] of [
      ['el-ours', 'open'],
      ['el-theirs', 'next-door'],
    ] as const)
      await element(uid, folderUid);
    const acts = (uid: string, id: number, folderUid: string): [string, string, object?][] => [
      ['GET', `/api/dashboards/id/${id}/versions`],
      ['GET', `/api/dashboards/id/${id}/versions/1`],
      [
        'POST',
        '/api/dashboards/calculate-diff',
        { base: { dashboardId: id, version: 1 }, new: { dashboardId: id, version: 1 }, diffType: 'basic' },
      ],
      ['POST', `/api/user/stars/dashboard/uid/${uid}`],
      ['POST', `/api/user/stars/dashboard/${id}`],
      ['POST', '/api/annotations', { dashboardUID: uid, panelId: 1, time: 1, text: 'note' }],
      ['POST', '/api/dashboards/db', { dashboard: { uid, title: uid, panels: [] }, folderUid, overwrite: true }],
      ['POST', '/api/dashboards/db', { dashboard: { title: `new in ${folderUid}`, panels: [] }, folderUid }],
      [
        'POST',
        '/api/dashboards/import',
        { dashboard: { title: `brought to ${folderUid}`, panels: [] }, folderUid, inputs: [], overwrite: false },
      ],
      ['POST', `/api/dashboards/id/${id}/restore`, { version: 1 }],
      ['POST', '/api/folders', { title: `below ${folderUid}`, parentUid: folderUid }],
      ['GET', `/api/library-elements/el-${uid}`],
      ['PATCH', `/api/library-elements/el-${uid}`, { name: `el-${uid}`, kind: 1, version: 1, model: { type: 'text' } }],
      ['POST', '/api/library-elements', { name: `new in ${folderUid}`, kind: 1, folderUid, model: { type: 'text' } }],
      ['DELETE', `/api/library-elements/el-${uid}`],
    ];
    const verdicts = async (list: [string, string, object?][]) => {
      const told: (readonly [string, number])[] = [];
      for (const [method, path, body] of list)
        told.push([`${method} ${path}`, (await mina(path, { method, ...(body && { body }) })).status]);
      return told;
    };
    // The same acts where they hold the right: so no route's own rule stands in the way.
    expect((await verdicts(acts('ours', ours, 'open'))).filter(([, status]) => status >= 300)).toEqual([]);
    expect((await verdicts(acts('theirs', theirs, 'next-door'))).filter(([, status]) => status !== 403 && status !== 404)).toEqual([]);
    // Nor is a thing that is theirs carried to where it may not go.
    const carried = { dashboard: { uid: 'ours', title: 'ours', panels: [] }, folderUid: 'next-door', overwrite: true };
    expect((await mina('/api/dashboards/db', { method: 'POST', body: carried })).status).toBe(403);
    expect((await root('/api/dashboards/uid/theirs')).body.dashboard.version).toBe(1);
  });
  test('of another organisation knows nothing of it (T10)', async () => {
    const { body: org } = await root('/api/orgs', { method: 'POST', body: { name: 'Elsewhere' } });
    const there = { 'x-grafana-org-id': String(org.orgId) };
    expect((await root('/api/dashboards/uid/in-open', { headers: there })).status).toBe(404);
    expect((await root('/api/access-control/folders/safe', { headers: there })).status).toBe(404);
    expect((await root(`/api/teams/${teamId}`, { headers: there })).status).toBe(404);
    const { status } = await root('/api/access-control/folders/safe/users/1', {
      method: 'POST',
      body: { permission: 'View' },
      headers: there,
    });
    expect(status).toBe(404);
  });
  test('of a request that takes its time closes when the role goes in its midst (T34): nothing of it is kept', async () => {
    const slow = await person(server, 'sloane', 'Editor');
    const authorization = `Basic ${Buffer.from(`sloane:${slow.password}`).toString('base64')}`;
    const save = JSON.stringify({ dashboard: { uid: 'late', title: 'Late', panels: [] }, folderUid: 'open' });
    /** Sends half of the body, waits for `meanwhile`, sends the rest. */
    const inTwo = (meanwhile: () => Promise<unknown>) =>
      new Promise<number>((resolve, reject) => {
        const headers = { authorization, 'content-type': 'application/json', 'content-length': Buffer.byteLength(save) };
        const request = httpRequest(`${server.url}/api/dashboards/db`, { method: 'POST', headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        });
        request.on('error', reject);
        request.write(save.slice(0, 20));
        // Long enough for the half to arrive and be admitted.
        setTimeout(() => meanwhile().then(() => request.end(save.slice(20)), reject), 300);
      });
    const role = (role: string) => root(`/api/org/users/${slow.id}`, { method: 'PATCH', body: { role } });
    expect(await inTwo(() => role('Viewer'))).toBe(403);
    expect((await root('/api/dashboards/uid/late')).status).toBe(404);
    await role('Editor');
    expect(await inTwo(() => root(`/api/admin/users/${slow.id}/disable`, { method: 'POST' }))).toBe(401);
    expect((await root('/api/dashboards/uid/late')).status).toBe(404);
    await root(`/api/admin/users/${slow.id}/enable`, { method: 'POST' });
    // What changes for others, and what is gained, is no obstacle.
    expect(await inTwo(() => Promise.all([role('Admin'), give('folders', 'safe', `users/${other.id}`, 'View')]))).toBe(200);
    expect((await root('/api/dashboards/uid/late')).status).toBe(200);
    await give('folders', 'safe', `users/${other.id}`, '');
  });
  test('of a question that takes its time closes, too (T34): what was found is not told', async () => {
    const asks = await person(server, 'quinn');
    const query = (stringInput: string) => {
      const queries = [{ refId: 'A', datasource: { uid: 'made-up' }, scenarioId: 'slow_query', stringInput }];
      return asks('/api/ds/query', { method: 'POST', body: { queries, from: 'now-1h', to: 'now' } });
    };
    // Long enough for a crowded machine to take the role before the answer is there.
    const told = query('6s');
    await new Promise((done) => setTimeout(done, 700));
    await root(`/api/org/users/${asks.id}`, { method: 'PATCH', body: { role: 'None' } });
    const { status, body } = await told;
    expect([status, body.code, body.results]).toEqual([403, 'access/changed', undefined]);
    await root(`/api/org/users/${asks.id}`, { method: 'PATCH', body: { role: 'Viewer' } });
    expect((await query('1ms')).body.results.A.status).toBe(200);
  });
  test('of a live socket closes when the role goes, asked anew every second (T29, T34)', async () => {
    const lara = await person(server, 'lara');
    const cookie = await signIn(server, 'lara');
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/orrery/live`, { headers: { cookie, origin: server.url } });
    const heard: { channel: string; error?: string }[] = [];
    socket.on('message', (data) => heard.push(JSON.parse(String(data))));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const channel = 'plugin/orrery-dashboards-app/changes';
    socket.send(JSON.stringify({ subscribe: channel }));
    await expect
      .poll(async () => {
        await root('/api/dashboards/db', { method: 'POST', body: { dashboard: { uid: 'noise', title: 'Noise' }, overwrite: true } });
        return heard.some((message) => message.channel === channel && !message.error);
      }, soon)
      .toBe(true);
    await root(`/api/org/users/${lara.id}`, { method: 'PATCH', body: { role: 'None' } });
    await expect.poll(() => heard.some(({ error }) => error === 'Permission denied'), soon).toBe(true);
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await root(`/api/admin/users/${lara.id}/disable`, { method: 'POST' });
    expect(await closed).toBe(4401);
  });
});
