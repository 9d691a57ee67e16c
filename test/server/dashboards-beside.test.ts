/** What lies beside dashboards: library elements, playlists, annotations, snapshots. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Callers, callersOf } from '../support/callers.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

let server: RunningOrrery;
let as: Callers;

beforeAll(async () => {
  server = await startOrrery({ settings: { server: { root_url: 'https://boards.example/' } } });
  as = await callersOf(server);
});
afterAll(() => server?.stop());

const save = (dashboard: object) => as.Editor('POST', '/api/dashboards/db', { dashboard });

describe('a library element', () => {
  const input = { uid: 'el', name: 'CPU', kind: 1, model: { type: 'stat', title: 'CPU', description: 'busy' } };

  test('is made, read, found by name, and listed', async () => {
    const { status, body } = await as.Editor('POST', '/api/library-elements', input);
    expect([status, body.result]).toMatchObject([
      200,
      {
        ...{
          id: expect.any(Number),
          orgId: 1,
          folderId: 0,
          folderUid: '',
          uid: 'el',
          name: 'CPU',
          kind: 1,
          type: 'stat',
          description: 'busy',
          version: 1,
        },
        meta: { folderName: 'General', folderUid: '', connectedDashboards: 0, createdBy: { name: 'sa-1-caller-editor', avatarUrl: '' } },
      },
    ]);
    expect((await as.Viewer('GET', '/api/library-elements/el')).body.result.model).toEqual(input.model);
    expect((await as.Viewer('GET', '/api/library-elements/name/CPU')).body.result).toHaveLength(1);
    await as.Editor('POST', '/api/library-elements', { uid: 'el2', name: 'RAM', kind: 1, model: { type: 'gauge' } });
    const list = async (query: string) => {
      const { totalCount, page, perPage, elements } = (await as.Viewer('GET', `/api/library-elements?${query}`)).body.result;
      return { totalCount, page, perPage, uids: elements.map(({ uid }: { uid: string }) => uid) };
    };
    expect(await list('')).toEqual({ totalCount: 2, page: 1, perPage: 100, uids: ['el', 'el2'] });
    expect((await list('sortDirection=alpha-desc&perPage=1')).uids).toEqual(['el2']);
    expect((await list('perPage=1&page=2')).uids).toEqual(['el2']);
    expect((await list('typeFilter=gauge,x')).uids).toEqual(['el2']);
    expect((await list('searchString=busy')).uids).toEqual(['el']);
    expect((await list('excludeUid=el&kind=1')).uids).toEqual(['el2']);
    expect((await list('kind=2')).uids).toEqual([]);
    expect((await list('folderFilterUIDs=general')).uids).toEqual(['el', 'el2']);
    expect((await list('folderFilter=999')).uids).toEqual([]);
  });

  test.each([
    ['a name that is taken', { ...input, uid: 'other' }, 400, 'library element with that name or UID already exists'],
    ['a uid that is taken', { ...input, name: 'other' }, 400, 'library element with that name or UID already exists'],
    ['an unknown folder', { ...input, uid: 'x', folderUid: 'nowhere' }, 404, 'folder not found'],
    ['no name', { ...input, uid: 'x', name: '' }, 400, 'A library element needs a name of 1 to 190 characters.'],
    ['an odd kind', { ...input, uid: 'x', kind: 7 }, 400, 'The kind of a library element is 1 (panel) or 2 (variable); found 7.'],
    ['a wrong uid', { ...input, uid: '../x' }, 400, 'uid contains illegal characters'],
  ])('with %s is not made', async (_name, body, status, message) => {
    const got = await as.Editor('POST', '/api/library-elements', body);
    expect([got.status, got.body]).toEqual([status, { message }]);
  });

  test('is changed by whoever saw its newest version', async () => {
    const late = await as.Editor('PATCH', '/api/library-elements/el', { name: 'Late', kind: 1, version: 7 });
    expect([late.status, late.body]).toEqual([412, { message: 'the library element has been changed by someone else' }]);
    const { result } = (await as.Editor('PATCH', '/api/library-elements/el', { name: 'CPU 2', kind: 1, version: 1 })).body;
    expect(result).toMatchObject({ name: 'CPU 2', version: 2, model: input.model });
    const clash = await as.Editor('PATCH', '/api/library-elements/el', { name: 'RAM', kind: 1, version: 2 });
    expect(clash.body).toEqual({ message: 'library element with that name or UID already exists' });
  });

  test('knows which dashboards show it, wherever the panel lies, and is not deleted while one does', async () => {
    const { id } = (
      await save({ uid: 'shows', title: 'Shows', panels: [{ type: 'row', panels: [{ id: 2, libraryPanel: { uid: 'el' } }] }] })
    ).body;
    const { result } = (await as.Viewer('GET', '/api/library-elements/el/connections/')).body;
    expect(result).toMatchObject([{ kind: 1, connectionId: id, connectionUid: 'shows', createdBy: { name: 'sa-1-caller-editor' } }]);
    expect((await as.Viewer('GET', '/api/library-elements/el')).body.result.meta.connectedDashboards).toBe(1);
    const used = await as.Editor('DELETE', '/api/library-elements/el');
    expect([used.status, used.body]).toEqual([403, { message: 'the library element has connections' }]);
    await as.Editor('POST', '/api/dashboards/db', { dashboard: { uid: 'shows', title: 'Shows', panels: [], version: 1 } });
    expect((await as.Editor('DELETE', '/api/library-elements/el')).body).toEqual({
      message: 'Library element deleted',
      id: expect.any(Number),
    });
    const gone = await as.Viewer('GET', '/api/library-elements/el');
    expect([gone.status, gone.body]).toEqual([404, { message: 'library element could not be found' }]);
  });
});

describe('a playlist', () => {
  const items = [{ type: 'dashboard_by_uid', value: 'x', order: 1, title: 'X' }];
  test('is made, changed, read and deleted', async () => {
    const { body } = await as.Editor('POST', '/api/playlists', { name: 'Wall', interval: '5m', items });
    expect(body).toEqual({ id: expect.any(Number), uid: expect.any(String), name: 'Wall', interval: '5m', items });
    expect((await as.Viewer('GET', '/api/playlists?query=wa')).body).toEqual([
      { id: body.id, uid: body.uid, name: 'Wall', interval: '5m' },
    ]);
    expect((await as.Viewer('GET', `/api/playlists/${body.uid}/items`)).body).toEqual(items);
    expect((await as.Editor('PUT', `/api/playlists/${body.uid}`, { name: 'Wall 2', interval: '1m', items: [] })).body).toMatchObject({
      name: 'Wall 2',
      items: [],
    });
    expect((await as.Viewer('GET', `/api/playlists/${body.uid}`)).body).toMatchObject({ uid: body.uid, name: 'Wall 2', interval: '1m' });
    expect((await as.Editor('DELETE', `/api/playlists/${body.uid}`)).status).toBe(200);
    expect((await as.Viewer('GET', `/api/playlists/${body.uid}`)).body).toEqual({ message: 'Playlist not found' });
  });
  test.each([
    ['no name', { interval: '5m', items }, /needs a name/],
    ['no interval', { name: 'x', interval: 'soon', items }, /interval.*"soon"/],
    ['odd items', { name: 'x', interval: '5m', items: [{ type: 'y' }] }, /items\[0\]/],
  ])('with %s is refused in words', async (_name, body, message) => {
    const got = await as.Editor('POST', '/api/playlists', body);
    expect([got.status, got.body]).toEqual([400, { message: expect.stringMatching(message) }]);
  });
});

describe('an annotation', () => {
  let board: number;
  beforeAll(async () => {
    board = (await save({ uid: 'noted', title: 'Noted' })).body.id;
  });
  const find = async (query: string, who = as.Viewer) =>
    (await who('GET', `/api/annotations?${query}`)).body.map(({ text }: { text: string }) => text);

  test('is made on a dashboard or on the organisation, a moment or a region, and read back', async () => {
    const point = await as.Editor('POST', '/api/annotations', {
      dashboardUID: 'noted',
      panelId: 2,
      time: 1000,
      tags: ['deploy', 'a'],
      text: 'point',
      data: { x: 1 },
    });
    expect(point.body).toEqual({ message: 'Annotation added', id: expect.any(Number) });
    await as.Editor('POST', '/api/annotations', { dashboardId: board, time: 5000, timeEnd: 3000, tags: ['a'], text: 'region' });
    await as.Editor('POST', '/api/annotations', { time: 9000, tags: ['deploy'], text: 'everywhere' });
    expect((await as.Viewer('GET', `/api/annotations/${point.body.id}`)).body).toMatchObject({
      ...{ id: point.body.id, dashboardId: board, dashboardUID: 'noted', panelId: 2, time: 1000, timeEnd: 1000, text: 'point' },
      ...{ tags: ['deploy', 'a'], data: { x: 1 }, login: 'sa-1-caller-editor', alertId: 0, newState: '', prevState: '' },
    });
    expect((await as.Viewer('GET', '/api/annotations?dashboardUID=noted')).body[0]).toMatchObject({
      text: 'region',
      time: 3000,
      timeEnd: 5000,
    });
  });

  test.each([
    ['', ['everywhere', 'region', 'point']],
    ['from=2000&to=4000', ['region']],
    ['from=4500', ['everywhere', 'region']],
    ['to=2000', ['point']],
    ['dashboardUID=noted&panelId=2', ['point']],
    ['tags=a&tags=deploy', ['point']],
    ['tags=a&tags=deploy&matchAny=true', ['everywhere', 'region', 'point']],
    ['tags=deploy&from=2000', ['everywhere']],
    ['tags=nobody', []],
    ['limit=1', ['everywhere']],
    ['type=annotation', ['everywhere', 'region', 'point']],
    ['type=alert', []],
    ['userId=424242', []],
  ])('is found by %s', async (query, texts) => {
    expect(await find(query)).toEqual(texts);
  });

  test('on a dashboard that is not there, or with nothing to say, is refused', async () => {
    const nowhere = await as.Editor('POST', '/api/annotations', { dashboardUID: 'nowhere', text: 'x' });
    expect([nowhere.status, nowhere.body]).toEqual([400, { message: 'Invalid dashboard UID in annotation request' }]);
    expect((await as.Viewer('GET', '/api/annotations?dashboardUID=nowhere')).status).toBe(400);
    const empty = await as.Editor('POST', '/api/annotations', { text: ' ' });
    expect([empty.status, empty.body]).toEqual([400, { message: 'Failed to save annotation', error: 'text field should not be empty' }]);
    for (const body of [
      { text: 'x', time: 'soon' },
      { text: 'x', tags: [1] },
      { text: 'x', tags: ['t'.repeat(191)] },
    ])
      expect((await as.Editor('POST', '/api/annotations', body)).status).toBe(400);
  });

  test('is patched in part, replaced as a whole, deleted', async () => {
    const { id } = (
      await as.Editor('POST', '/api/annotations', { dashboardUID: 'noted', time: 100, timeEnd: 200, tags: ['old'], text: 'before' })
    ).body;
    expect((await as.Editor('PATCH', `/api/annotations/${id}`, { text: 'patched' })).body).toEqual({ message: 'Annotation patched' });
    const get = async () => (await as.Viewer('GET', `/api/annotations/${id}`)).body;
    expect(await get()).toMatchObject({ text: 'patched', tags: ['old'], time: 100, timeEnd: 200 });
    expect((await as.Editor('PUT', `/api/annotations/${id}`, { text: 'replaced', time: 300, timeEnd: 400, tags: ['new'] })).body).toEqual({
      message: 'Annotation updated',
    });
    expect(await get()).toMatchObject({ text: 'replaced', tags: ['new'], time: 300, timeEnd: 400 });
    expect(await find('tags=old')).toEqual([]);
    expect(await find('tags=new')).toEqual(['replaced']);
    expect((await as.Editor('DELETE', `/api/annotations/${id}`)).body).toEqual({ message: 'Annotation deleted' });
    for (const [method, body] of [['GET'], ['PUT', { text: 'x' }], ['PATCH', {}], ['DELETE']] as const) {
      const got = await as.Editor(method, `/api/annotations/${id}`, body);
      expect([method, got.status, got.body]).toEqual([method, 404, { message: 'Annotation not found' }]);
    }
  });

  test("in Graphite's form is one of the organisation", async () => {
    const { body } = await as.Editor('POST', '/api/annotations/graphite', {
      what: 'deploy',
      when: 1700000000,
      tags: 'one two',
      data: 'v2',
    });
    expect(body).toEqual({ message: 'Graphite annotation added', id: expect.any(Number) });
    expect((await as.Viewer('GET', `/api/annotations/${body.id}`)).body).toMatchObject({
      text: 'deploy\nv2',
      tags: ['one', 'two'],
      time: 1700000000000,
      dashboardUID: null,
    });
    expect((await as.Editor('POST', '/api/annotations/graphite', { when: 1 })).body.message).toBe('Failed to save Graphite annotation');
    await as.Editor('DELETE', `/api/annotations/${body.id}`);
  });

  test('has tags that are counted', async () => {
    expect((await as.Viewer('GET', '/api/annotations/tags')).body.result.tags).toEqual([
      { tag: 'a', count: 2 },
      { tag: 'deploy', count: 2 },
    ]);
    expect((await as.Viewer('GET', '/api/annotations/tags?tag=dep&limit=1')).body.result.tags).toEqual([{ tag: 'deploy', count: 2 }]);
  });

  test('is only changed by whoever may change its dashboard, or annotate the organisation', async () => {
    const [onBoard] = (await as.Viewer('GET', '/api/annotations?dashboardUID=noted')).body;
    const [ofOrg] = (await as.Viewer('GET', '/api/annotations?tags=deploy&from=8000')).body;
    expect((await as.Viewer('POST', '/api/annotations', { dashboardUID: 'noted', text: 'x' })).status).toBe(403);
    expect((await as.Viewer('POST', '/api/annotations', { text: 'x' })).status).toBe(403);
    for (const { id } of [onBoard, ofOrg])
      for (const [method, body] of [['PUT', { text: 'x' }], ['PATCH', { text: 'x' }], ['DELETE']] as const)
        expect([method, (await as.Viewer(method, `/api/annotations/${id}`, body)).status]).toEqual([method, 403]);
    expect((await as.Viewer('POST', '/api/annotations/mass-delete', { dashboardUID: 'noted', panelId: 2 })).status).toBe(403);
    expect(await find('')).toHaveLength(3);
  });

  test('goes with its panel, and with its dashboard', async () => {
    expect((await as.Editor('POST', '/api/annotations/mass-delete', { dashboardUID: 'noted' })).status).toBe(400);
    expect((await as.Editor('POST', '/api/annotations/mass-delete', { dashboardUID: 'noted', panelId: 2 })).body).toEqual({
      message: 'Annotations deleted',
    });
    expect(await find('')).toEqual(['everywhere', 'region']);
    await as.Editor('DELETE', '/api/dashboards/uid/noted');
    expect(await find('')).toEqual(['everywhere']);
    expect((await as.Viewer('GET', '/api/annotations/tags')).body.result.tags).toEqual([{ tag: 'deploy', count: 1 }]);
  });
});

describe('a snapshot', () => {
  const dashboard = { title: 'Frozen', panels: [{ snapshotData: [1, 2] }], uid: 'frozen' };

  test('is seen by whoever has its key, and by nobody who guesses', async () => {
    const { status, body } = await as.Viewer('POST', '/api/snapshots', { dashboard, name: 'Mine' });
    expect([status, body]).toEqual([
      200,
      {
        ...{
          id: expect.any(Number),
          key: expect.stringMatching(/^[A-Za-z0-9]{43}$/),
          deleteKey: expect.stringMatching(/^[A-Za-z0-9]{43}$/),
        },
        ...{
          url: `https://boards.example/dashboard/snapshot/${body.key}`,
          deleteUrl: `https://boards.example/api/snapshots-delete/${body.deleteKey}`,
        },
      },
    ]);
    const seen = await as.nobody('GET', `/api/snapshots/${body.key}`);
    expect(seen.body).toMatchObject({ dashboard, meta: { isSnapshot: true, type: 'snapshot', canSave: false } });
    for (const key of [
      ':key',
      '%3Akey',
      '*',
      '%25',
      body.deleteKey,
      body.key.toLowerCase(),
      `${body.key}x`,
      String(body.id),
      '__proto__',
      "' OR 1=1",
    ]) {
      const got = await as.nobody('GET', `/api/snapshots/${encodeURIComponent(decodeURIComponent(key))}`);
      expect([key, got.status, got.body]).toEqual([key, 404, { message: 'Dashboard snapshot not found' }]);
    }
    const stored = ['data/orrery.db', 'data/orrery.db-wal'].map((file) => contentOf(join(server.home, file))).join('');
    expect(stored).toContain('snapshotData');
    for (const secret of [body.key, body.deleteKey]) expect(stored.includes(secret)).toBe(false);
  });

  test('is listed for its maker and for administrators, with its key', async () => {
    const list = async (who = as.Viewer) => (await who('GET', '/api/dashboard/snapshots?query=mine')).body;
    const [mine] = await list();
    expect(mine).toMatchObject({ name: 'Mine', external: false, externalUrl: '', orgId: 1 });
    expect((await as.nobody('GET', `/api/snapshots/${mine.key}`)).status).toBe(200);
    expect(await list(as.Editor)).toEqual([]);
    expect(await list(as.Admin)).toHaveLength(1);
  });

  test('is deleted by its maker, by an administrator, by its other key, and by nobody else', async () => {
    const make = async () => (await as.Viewer('POST', '/api/snapshots', { dashboard })).body;
    const first = await make();
    const refused = await as.Editor('DELETE', `/api/snapshots/${first.key}`);
    expect([refused.status, refused.body]).toEqual([403, { message: 'Access denied to this snapshot' }]);
    expect((await as.nobody('DELETE', `/api/snapshots/${first.key}`)).status).toBe(401);
    expect((await as.nobody('GET', `/api/snapshots-delete/${first.key}`)).body).toEqual({ message: 'Snapshot not found' });
    expect((await as.Viewer('DELETE', `/api/snapshots/${first.key}`)).body).toEqual({
      ...{ message: "Snapshot deleted. It might take an hour before it's cleared from any CDN caches.", id: first.id },
    });
    expect((await as.nobody('GET', `/api/snapshots/${first.key}`)).status).toBe(404);
    expect((await as.Admin('DELETE', `/api/snapshots/${(await make()).key}`)).status).toBe(200);
    const third = await make();
    expect((await as.nobody('GET', `/api/snapshots-delete/${third.deleteKey}`)).status).toBe(200);
    expect((await as.nobody('GET', `/api/snapshots/${third.key}`)).status).toBe(404);
  });

  test('that has expired is as if it had never been', async () => {
    const { key, deleteKey } = (await as.Viewer('POST', '/api/snapshots', { dashboard, expires: 1 })).body;
    await expect.poll(async () => (await as.nobody('GET', `/api/snapshots/${key}`)).status, { timeout: 5_000 }).toBe(404);
    expect((await as.nobody('GET', `/api/snapshots-delete/${deleteKey}`)).status).toBe(404);
  });

  test.each([
    ['no dashboard', {}, 400],
    ['a key that could be guessed', { dashboard, key: 'short' }, 400],
    ['an odd end', { dashboard, expires: 'soon' }, 400],
    ['another server', { dashboard, external: true }, 403],
  ])('with %s is refused', async (_name, body, status) => {
    expect((await as.Editor('POST', '/api/snapshots', body)).status).toBe(status);
  });

  test('says that it goes to no other server', async () => {
    expect((await as.Viewer('GET', '/api/snapshot/shared-options')).body).toEqual({
      externalSnapshotURL: '',
      externalSnapshotName: '',
      externalEnabled: false,
    });
  });
});

function contentOf(file: string): string {
  try {
    return readFileSync(file).toString('latin1');
  } catch {
    return '';
  }
}
