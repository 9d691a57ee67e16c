/** Dashboards, as their clients meet them: saving, reading, versions, export and import, and who may what. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Callers, callersOf } from '../support/callers.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

let server: RunningOrrery;
let as: Callers;

beforeAll(async () => {
  server = await startOrrery({ settings: { dashboards: { versions_to_keep: 3 }, quota: { enabled: true, org_dashboard: 40 } } });
  as = await callersOf(server);
});
afterAll(() => server?.stop());

const save = (dashboard: object, more: object = {}) => as.Editor('POST', '/api/dashboards/db', { dashboard, ...more });
const read = (uid: string) => as.Viewer('GET', `/api/dashboards/uid/${uid}`);

describe('saving a dashboard', () => {
  test('answers everything that clients read, and gives back the model as it was written', async () => {
    const model = { uid: 'whole', title: ' Whole ', tags: ['a', 1, 'b'], panels: [{ id: 1, type: 'x', odd: { n: null } }], future: [1.5] };
    const { status, body } = await save(model, { message: 'first' });
    expect([status, body]).toEqual([
      200,
      { status: 'success', id: expect.any(Number), uid: 'whole', title: 'Whole', url: '/d/whole/whole', version: 1, slug: 'whole' },
    ]);
    const got = await read('whole');
    expect(got.body.dashboard).toEqual({ ...model, title: 'Whole', id: body.id, version: 1 });
    expect(got.body.meta).toMatchObject({
      ...{ type: 'db', slug: 'whole', url: '/d/whole/whole', version: 1, folderId: 0, folderUid: '', folderTitle: 'Dashboards' },
      ...{ canSave: false, canEdit: false, canDelete: false, canAdmin: false, canStar: true, provisioned: false },
      createdBy: 'sa-1-caller-editor',
    });
    expect((await as.Editor('GET', '/api/dashboards/uid/whole')).body.meta).toMatchObject({ canSave: true, canDelete: true });
    expect((await as.Admin('GET', '/api/dashboards/uid/whole')).body.meta).toMatchObject({ canSave: true, canAdmin: true });
  });

  test('makes a uid where there is none, of lower-case letters and digits', async () => {
    const { body } = await save({ title: 'No uid', uid: '', id: null });
    expect(body.uid).toMatch(/^[a-z0-9]{8,14}$/);
  });

  test.each([
    ['no dashboard', {}, 400, { message: expect.stringContaining('unable to parse dashboard') }],
    ['a list', { dashboard: [] }, 400, { message: expect.stringContaining('unable to parse dashboard') }],
    ['no title', { dashboard: { title: '  ' } }, 400, { status: 'empty-name', message: 'Dashboard title cannot be empty' }],
    ['a wrong uid', { dashboard: { title: 'x', uid: 'a/b' } }, 400, { message: 'uid contains illegal characters' }],
    ['a long uid', { dashboard: { title: 'x', uid: 'a'.repeat(41) } }, 400, { message: 'uid too long, max 40 characters' }],
    ['an unknown folder', { dashboard: { title: 'x' }, folderUid: 'nowhere' }, 400, { message: 'Folder not found' }],
    ['an unknown folder id', { dashboard: { title: 'x' }, folderId: 99 }, 400, { message: 'Folder not found' }],
    ['an unknown id', { dashboard: { title: 'x', id: 999_999 } }, 404, { status: 'not-found', message: 'Dashboard not found' }],
    ['a hasty refresh', { dashboard: { title: 'x', refresh: '1s' } }, 400, { message: 'Dashboard refresh interval is too low' }],
  ])('refuses %s', async (_name, body, status, answer) => {
    const got = await as.Editor('POST', '/api/dashboards/db', body);
    expect([got.status, got.body]).toEqual([status, answer]);
  });

  test('refuses ids that disagree, and takes a new uid for a known id', async () => {
    const one = (await save({ uid: 'one', title: 'One' })).body;
    await save({ uid: 'two', title: 'Two' });
    const clash = await save({ id: one.id, uid: 'two', title: 'x', version: 1 });
    expect([clash.status, clash.body]).toEqual([400, { message: 'A dashboard with the same uid already exists' }]);
    expect((await save({ id: one.id, uid: 'one-renamed', title: 'One', version: 1 })).body).toMatchObject({
      uid: 'one-renamed',
      version: 2,
    });
    expect((await read('one')).status).toBe(404);
    expect((await read('one-renamed')).body.dashboard.version).toBe(2);
  });

  test('of one version by two at once lets one through, tells the others, and loses nothing', async () => {
    await save({ uid: 'raced', title: 'Start' });
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => save({ uid: 'raced', title: `By ${n}`, version: 1 })));
    const through = answers.filter(({ status }) => status === 200);
    expect(through).toHaveLength(1);
    for (const { body } of answers.filter(({ status }) => status !== 200))
      expect(body).toEqual({ status: 'version-mismatch', message: 'The dashboard has been changed by someone else' });
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(7);
    expect((await read('raced')).body.dashboard).toMatchObject({ version: 2, title: through[0]?.body.title });
    const { versions } = (await as.Editor('GET', '/api/dashboards/uid/raced/versions')).body;
    expect(versions.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
  });

  test('over everything by many at once keeps every version', async () => {
    await save({ uid: 'forced', title: 'Start' });
    const answers = await Promise.all(Array.from({ length: 3 }, (_, n) => save({ uid: 'forced', title: `By ${n}` }, { overwrite: true })));
    expect(answers.map(({ body }) => body.version).sort()).toEqual([2, 3, 4]);
  });

  test('into a folder says where it lies, and a save without a folder leaves it there', async () => {
    await as.Editor('POST', '/api/folders', { uid: 'home-of', title: 'Home of' });
    expect((await save({ uid: 'lies', title: 'Lies' }, { folderUid: 'home-of' })).body.folderUid).toBe('home-of');
    expect((await save({ uid: 'lies', title: 'Lies', version: 1 })).body).toMatchObject({ folderUid: 'home-of', version: 2 });
    expect((await read('lies')).body.meta).toMatchObject({
      folderUid: 'home-of',
      folderTitle: 'Home of',
      folderUrl: '/dashboards/f/home-of/home-of',
    });
    expect((await save({ uid: 'lies', title: 'Lies', version: 2 }, { folderUid: 'general' })).body).not.toHaveProperty('folderUid');
    expect((await read('lies')).body.meta).toMatchObject({ folderUid: '', folderTitle: 'Dashboards' });
  });

  test('beyond the quota is refused, and over what is there is not', async () => {
    const { body: tags } = await as.Admin('GET', '/api/search?type=dash-db');
    for (let n = tags.length; n < 40; n++) expect((await save({ uid: `quota-${n}`, title: `Quota ${n}` })).status).toBe(200);
    const over = await save({ title: 'One too many' });
    expect([over.status, over.body]).toEqual([403, { message: 'Quota reached' }]);
    expect((await save({ uid: 'quota-39', title: 'Again', version: 1 })).status).toBe(200);
    for (let n = tags.length; n < 40; n++) await as.Editor('DELETE', `/api/dashboards/uid/quota-${n}`);
  });

  test('keeps keys of prototypes out', async () => {
    const text = '{"dashboard":{"uid":"polluted","title":"p","__proto__":{"bad":1},"panels":[{"__proto__":{"bad":1},"id":1}]}}';
    await as.Editor('POST', '/api/dashboards/db', text);
    const { dashboard } = (await read('polluted')).body;
    expect(JSON.stringify(dashboard)).not.toContain('bad');
    expect(({} as { bad?: number }).bad).toBeUndefined();
  });
});

describe('the versions of a dashboard', () => {
  test('are as many as the settings keep, newest first, each with its content, by uid and by id', async () => {
    const { body } = await save({ uid: 'many', title: 'v1' });
    for (let version = 1; version < 5; version++)
      await save({ uid: 'many', title: `v${version + 1}`, version }, { message: `m${version + 1}` });
    const { versions, continueToken } = (await as.Editor('GET', '/api/dashboards/uid/many/versions')).body;
    expect(continueToken).toBe('');
    expect(versions.map(({ version, message }: Record<string, unknown>) => [version, message])).toEqual([
      [5, 'm5'],
      [4, 'm4'],
      [3, 'm3'],
    ]);
    expect(versions[0]).toMatchObject({
      dashboardId: body.id,
      uid: 'many',
      parentVersion: 4,
      restoredFrom: 0,
      createdBy: 'sa-1-caller-editor',
    });
    expect((await as.Editor('GET', `/api/dashboards/id/${body.id}/versions?limit=1&start=1`)).body.versions).toMatchObject([
      { version: 4 },
    ]);
    expect((await as.Editor('GET', '/api/dashboards/uid/many/versions/3')).body).toMatchObject({
      version: 3,
      data: { title: 'v3', version: 3 },
    });
    const lost = await as.Editor('GET', '/api/dashboards/uid/many/versions/1');
    expect([lost.status, lost.body.message]).toEqual([404, `Dashboard version 1 not found for dashboardId ${body.id}`]);
    expect((await as.Editor('GET', '/api/dashboards/uid/many/versions/abc')).status).toBe(404);
  });

  test('can be gone back to, which is a save of its own', async () => {
    await save({ uid: 'back', title: 'before' });
    await save({ uid: 'back', title: 'after', version: 1 });
    expect((await as.Editor('POST', '/api/dashboards/uid/back/restore', { version: 1 })).body).toMatchObject({
      status: 'success',
      version: 3,
      title: 'before',
    });
    const { versions } = (await as.Editor('GET', '/api/dashboards/uid/back/versions')).body;
    expect(versions[0]).toMatchObject({ version: 3, restoredFrom: 1, parentVersion: 2, message: 'Restored from version 1' });
    const never = await as.Editor('POST', '/api/dashboards/uid/back/restore', { version: 77 });
    expect([never.status, never.body]).toEqual([404, { message: 'Dashboard version not found' }]);
  });

  test('are compared, for programs and for people, without a word of theirs becoming markup', async () => {
    const { id } = (await save({ uid: 'differ', title: 'A', panels: [{ id: 1, type: 'stat' }] })).body;
    await save({ uid: 'differ', title: '<script>alert(1)</script>', panels: [{ id: 1, type: 'gauge' }, { id: 2 }], version: 1 });
    const ask = (diffType: string) =>
      as.Editor('POST', '/api/dashboards/calculate-diff', {
        base: { dashboardId: id, version: 1 },
        new: { dashboardId: id, version: 2 },
        diffType,
      });
    expect((await ask('json')).body).toEqual({
      title: ['A', '<script>alert(1)</script>'],
      version: [1, 2],
      panels: { '0': { type: ['stat', 'gauge'] }, '1': [{ id: 2 }], _t: 'a' },
    });
    const page = (await ask('basic')).body as string;
    expect(page).toContain('panels.0.type');
    expect(page).not.toContain('<script');
    const missing = await as.Editor('POST', '/api/dashboards/calculate-diff', { base: { dashboardId: id, version: 9 }, new: {} });
    expect([missing.status, missing.body]).toEqual([404, { message: 'Dashboard version not found' }]);
  });
});

describe('a dashboard of somebody else', () => {
  const shared = {
    __inputs: [
      { name: 'DS_PROM', type: 'datasource', pluginId: 'prometheus', label: 'Prom' },
      { name: 'VAR_ENV', type: 'constant', value: 'prod' },
    ],
    __requires: [{ type: 'panel', id: 'stat' }],
    __elements: { 'lib-1': { uid: 'lib-1', name: 'Shared', kind: 1, model: { type: 'stat', datasource: { uid: '${DS_PROM}' } } } },
    id: 17,
    uid: 'imported',
    title: 'Imported ${VAR_ENV}',
    panels: [
      { id: 1, type: 'stat', datasource: { type: 'prometheus', uid: '${DS_PROM}' }, targets: [{ expr: 'up{env="${VAR_ENV}"} ${other}' }] },
      { id: 2, libraryPanel: { uid: 'lib-1', name: 'Shared' } },
    ],
  };
  const inputs = [{ name: 'DS_PROM', type: 'datasource', pluginId: 'prometheus', value: 'my-prom' }];

  test('is imported with its inputs filled in, its library panels made, and nothing else changed', async () => {
    await as.Editor('POST', '/api/folders', { uid: 'imports', title: 'Imports' });
    const { status, body } = await as.Editor('POST', '/api/dashboards/import', {
      dashboard: shared,
      inputs,
      folderUid: 'imports',
      overwrite: false,
    });
    expect([status, body]).toMatchObject([
      200,
      {
        uid: 'imported',
        title: 'Imported prod',
        imported: true,
        importedUri: 'db/imported-prod',
        importedUrl: '/d/imported/imported-prod',
        folderUid: 'imports',
        removed: false,
      },
    ]);
    const { dashboard } = (await read('imported')).body;
    expect(Object.keys(dashboard).filter((key) => key.startsWith('__'))).toEqual([]);
    expect(dashboard.panels[0]).toMatchObject({ datasource: { uid: 'my-prom' }, targets: [{ expr: 'up{env="prod"} ${other}' }] });
    const element = (await as.Viewer('GET', '/api/library-elements/lib-1')).body.result;
    expect(element).toMatchObject({
      name: 'Shared',
      folderUid: 'imports',
      model: { datasource: { uid: 'my-prom' } },
      meta: { connectedDashboards: 1 },
    });
  });

  test('is not imported twice without saying so, nor with an input left open', async () => {
    expect((await as.Editor('POST', '/api/dashboards/import', { dashboard: shared, inputs })).status).toBe(412);
    expect((await as.Editor('POST', '/api/dashboards/import', { dashboard: shared, inputs, overwrite: true })).body.dashboardId).toEqual(
      expect.any(Number),
    );
    const open = await as.Editor('POST', '/api/dashboards/import', { dashboard: { ...shared, uid: 'open' }, inputs: [] });
    expect([open.status, open.body]).toEqual([400, { message: 'Dashboard input variable: DS_PROM missing from import command' }]);
    const none = await as.Editor('POST', '/api/dashboards/import', { inputs });
    expect([none.status, none.body]).toEqual([422, { message: 'Dashboard must be set' }]);
    expect((await as.Editor('POST', '/api/dashboards/interpolate', { dashboard: shared, inputs })).body.title).toBe('Imported prod');
  });

  test('goes out with its needs named, and comes back in the same', async () => {
    await server.json('/api/datasources', { body: { uid: 'out-src', name: 'My Source', type: 'testdata' } });
    const panels = [
      { id: 1, type: 'stat', datasource: { type: 'testdata', uid: 'out-src' }, targets: [{ refId: 'A', datasource: { uid: 'out-src' } }] },
      { id: 2, type: 'text', datasource: { uid: '$picked' } },
    ];
    const list = [
      { type: 'query', name: 'q', datasource: { uid: 'out-src' }, current: { value: 'x' }, options: [{ value: 'x' }], refresh: 0 },
      { type: 'constant', name: 'env', query: 'prod' },
    ];
    await save({ uid: 'outgoing', title: 'Outgoing', panels, templating: { list } });
    const { body } = await as.Viewer('GET', '/api/orrery/dashboards/outgoing/export');
    expect(body.__inputs).toMatchObject([
      { name: 'DS_MY_SOURCE', type: 'datasource', pluginId: 'grafana-testdata-datasource', label: 'My Source' },
      { name: 'VAR_ENV', type: 'constant', value: 'prod' },
    ]);
    expect(body.__requires.map(({ type, id }: Record<string, string>) => `${type} ${id}`)).toEqual([
      'grafana grafana',
      'datasource grafana-testdata-datasource',
      'panel stat',
      'panel text',
    ]);
    expect(body.panels[1].datasource).toEqual({ uid: '$picked' });
    expect(body.templating.list[0]).toMatchObject({ current: {}, options: [], refresh: 1 });
    expect(JSON.stringify(body)).not.toContain('out-src');
    const back = await as.Editor('POST', '/api/dashboards/import', {
      dashboard: { ...body, uid: 'back-in' },
      inputs: [{ name: 'DS_MY_SOURCE', type: 'datasource', value: 'out-src' }],
    });
    expect(back.status).toBe(200);
    const { dashboard } = (await read('back-in')).body;
    expect(dashboard.panels[0].datasource.uid).toBe('out-src');
    expect(dashboard.templating.list[1].query).toBe('prod');
  });

  test('is checked before it is sent', async () => {
    expect((await as.Editor('POST', '/api/dashboards/validate', { dashboard: '{"title":"x"}' })).body).toEqual({ isValid: true });
    expect((await as.Editor('POST', '/api/dashboards/validate', { dashboard: '{"title":' })).status).toBe(422);
  });
});

describe('lists beside dashboards', () => {
  test('count tags, give a home, translate ids', async () => {
    const { id } = (await save({ uid: 'tagged', title: 'Tagged', tags: ['only-here', 'b'] })).body;
    expect((await as.Viewer('GET', '/api/dashboards/tags')).body).toContainEqual({ term: 'only-here', count: 1 });
    expect((await as.Viewer('GET', '/api/dashboards/home')).body).toMatchObject({
      dashboard: { title: 'Home' },
      meta: { isHome: true, canSave: false },
    });
    expect((await as.Viewer('GET', `/api/dashboards/ids/${id},999999`)).body).toEqual(['tagged']);
    expect((await as.Viewer('GET', '/api/dashboards/ids/x')).status).toBe(400);
  });
  test('forget a dashboard with everything that hung on it', async () => {
    const { id } = (await save({ uid: 'leaves', title: 'Leaves' })).body;
    await as.Viewer('POST', '/api/user/stars/dashboard/uid/leaves');
    expect((await as.Editor('DELETE', '/api/dashboards/uid/leaves')).body).toEqual({
      title: 'Leaves',
      message: 'Dashboard Leaves deleted',
      uid: 'leaves',
      id,
    });
    expect((await read('leaves')).body).toEqual({ message: 'Dashboard not found' });
    expect((await as.Viewer('GET', '/api/user/stars')).body).toEqual([]);
    expect((await as.Editor('DELETE', '/api/dashboards/uid/leaves')).status).toBe(404);
  });
});

describe('every route', () => {
  const none = ['None', 'Viewer', 'Editor', 'Admin'] as const;
  const [viewers, editors] = [none.slice(1), none.slice(2)];
  /** Who gets past the rule. What the handler then says of a thing that is not there tells that it was asked. */
  const table: readonly (readonly [string, string, readonly string[], object?])[] = [
    ['POST', '/api/dashboards/db', editors, {}],
    ['GET', '/api/dashboards/uid/nobody', viewers],
    ['DELETE', '/api/dashboards/uid/nobody', editors],
    ['GET', '/api/dashboards/home', none],
    ['GET', '/api/dashboards/tags', none],
    ['GET', '/api/dashboards/ids/1', viewers],
    ['POST', '/api/dashboards/import', editors, {}],
    ['POST', '/api/dashboards/interpolate', editors, {}],
    ['POST', '/api/dashboards/validate', editors, {}],
    ['GET', '/api/orrery/dashboards/nobody/export', viewers],
    ['GET', '/api/dashboards/uid/nobody/versions', editors],
    ['GET', '/api/dashboards/uid/nobody/versions/1', editors],
    ['POST', '/api/dashboards/uid/nobody/restore', editors, {}],
    ['GET', '/api/dashboards/id/99999/versions', editors],
    ['GET', '/api/dashboards/id/99999/versions/1', editors],
    ['POST', '/api/dashboards/id/99999/restore', editors, {}],
    ['POST', '/api/dashboards/calculate-diff', editors, {}],
    ['GET', '/api/folders', viewers],
    ['POST', '/api/folders', editors, {}],
    ['GET', '/api/folders/nobody', viewers],
    ['GET', '/api/folders/id/99999', viewers],
    ['GET', '/api/folders/nobody/counts', viewers],
    ['PUT', '/api/folders/nobody', editors, {}],
    ['POST', '/api/folders/nobody/move', editors, {}],
    ['DELETE', '/api/folders/nobody', editors],
    ['GET', '/api/search', none],
    ['GET', '/api/search/sorting', none],
    ['GET', '/api/user/stars', none],
    ['POST', '/api/user/stars/dashboard/uid/nobody', none],
    ['DELETE', '/api/user/stars/dashboard/uid/nobody', none],
    ['POST', '/api/user/stars/dashboard/99999', none],
    ['DELETE', '/api/user/stars/dashboard/99999', none],
    ['GET', '/api/library-elements', viewers],
    ['POST', '/api/library-elements', editors, {}],
    ['GET', '/api/library-elements/nobody', viewers],
    ['GET', '/api/library-elements/name/nobody', viewers],
    ['GET', '/api/library-elements/nobody/connections/', viewers],
    ['PATCH', '/api/library-elements/nobody', editors, {}],
    ['DELETE', '/api/library-elements/nobody', editors],
    ['GET', '/api/playlists', none],
    ['GET', '/api/playlists/nobody', none],
    ['GET', '/api/playlists/nobody/items', none],
    ['POST', '/api/playlists', editors, {}],
    ['PUT', '/api/playlists/nobody', editors, {}],
    ['DELETE', '/api/playlists/nobody', editors],
    ['GET', '/api/annotations', viewers],
    ['GET', '/api/annotations/99999', viewers],
    ['GET', '/api/annotations/tags', viewers],
    ['POST', '/api/annotations', viewers, {}],
    ['POST', '/api/annotations/graphite', viewers, {}],
    ['PUT', '/api/annotations/99999', viewers, {}],
    ['PATCH', '/api/annotations/99999', viewers, {}],
    ['DELETE', '/api/annotations/99999', viewers],
    ['POST', '/api/annotations/mass-delete', viewers, {}],
    ['POST', '/api/snapshots', viewers, {}],
    ['GET', '/api/dashboard/snapshots', viewers],
    ['GET', '/api/snapshot/shared-options', none],
    ['DELETE', '/api/snapshots/nobody', none],
    ['POST', '/api/admin/provisioning/dashboards/reload', [], {}],
  ];

  for (const [method, path, allowed, body] of table)
    test(`${method} ${path} is for those who may, and nobody else`, async () => {
      const outside = await as.nobody(method, path, body);
      expect([outside.status, outside.body.message]).toEqual([401, 'Unauthorized']);
      for (const role of none) {
        const { status, body: answer } = await as[role](method, path, body);
        const refused = status === 403 && answer.title === 'Access denied';
        expect([role, refused]).toEqual([role, !allowed.includes(role)]);
        expect(status).toBeLessThan(500);
        if (status >= 400) expect(answer.message).toEqual(expect.any(String));
      }
    });

  test('in another spelling or by another method is the same or nothing', async () => {
    await save({ uid: 'spelled', title: 'Spelled' });
    for (const path of ['/api/dashboards/uid/%73pelled', '/api/dashboards/uid/spelled/', '/api/dashboards/uid/spelled?x=1'])
      expect([path, (await read(path.slice('/api/dashboards/uid/'.length))).status]).toEqual([path, 200]);
    for (const path of ['/api//dashboards/uid/spelled', '/api/dashboards/uid/..%2fuid%2fspelled'])
      expect([path, (await as.Admin('DELETE', path)).status]).toEqual([path, 400]);
    for (const uid of ['*', 'spelled:*', 'uid:spelled', '{uid}', ':uid'])
      expect([uid, (await as.Admin('GET', `/api/dashboards/uid/${encodeURIComponent(uid)}`)).status]).toEqual([uid, 400]);
    const overridden = await as.Viewer('POST', '/api/search', {}, { 'x-http-method-override': 'DELETE' });
    expect(overridden.status).toBe(404);
    expect((await read('spelled')).status).toBe(200);
  });

  test('stays in its organisation', async () => {
    await save({ uid: 'ours', title: 'Ours' });
    const { id } = (await as.Editor('POST', '/api/annotations', { text: 'ours' })).body;
    const { key } = (await as.Editor('POST', '/api/snapshots', { dashboard: { title: 'x' } })).body;
    const { orgId } = await server.json<{ orgId: number }>('/api/orgs', { body: { name: 'Others' } });
    const there = { 'x-grafana-org-id': String(orgId) };
    for (const [method, path] of [
      ['GET', '/api/dashboards/uid/ours'],
      ['GET', '/api/dashboards/uid/ours/versions'],
      ['DELETE', '/api/dashboards/uid/ours'],
      ['POST', '/api/user/stars/dashboard/uid/ours'],
      ['GET', `/api/annotations/${id}`],
      ['DELETE', `/api/annotations/${id}`],
      ['DELETE', `/api/snapshots/${key}`],
    ] as const)
      expect([method, path, (await as.owner(method, path, method === 'POST' ? {} : undefined, there)).status]).toEqual([method, path, 404]);
    for (const path of ['/api/search', '/api/folders', '/api/annotations', '/api/dashboard/snapshots', '/api/dashboards/tags'])
      expect([path, (await as.owner('GET', path, undefined, there)).body]).toEqual([path, []]);
    expect((await read('ours')).status).toBe(200);
  });
});
