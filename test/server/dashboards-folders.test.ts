/** Folders, search and stars, as their clients meet them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Callers, callersOf } from '../support/callers.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

let server: RunningOrrery;
let as: Callers;

beforeAll(async () => {
  server = await startOrrery({ settings: { dashboards: { max_folder_depth: 4 } } });
  as = await callersOf(server);
});
afterAll(() => server?.stop());

const make = (uid: string, parentUid = '', title = uid) => as.Editor('POST', '/api/folders', { uid, title, parentUid });
const save = (dashboard: object, folderUid = '') => as.Editor('POST', '/api/dashboards/db', { dashboard, folderUid });
const uidsOf = (body: { uid: string }[]) => body.map(({ uid }) => uid);

describe('a folder', () => {
  test('is made, read with its parents, and listed below its parent', async () => {
    const made = await as.Editor('POST', '/api/folders', { uid: 'top', title: ' Top ', description: 'why' });
    expect([made.status, made.body]).toMatchObject([
      200,
      {
        uid: 'top',
        title: 'Top',
        url: '/dashboards/f/top/top',
        version: 1,
        canSave: true,
        canDelete: true,

        hasAcl: false,
        description: 'why',
      },
    ]);
    expect(made.body).not.toHaveProperty('parentUid');
    await make('middle', 'top');
    await make('low', 'middle');
    const { body } = await as.Viewer('GET', '/api/folders/low');
    expect(body).toMatchObject({ parentUid: 'middle', parents: [{ uid: 'top' }, { uid: 'middle' }], canSave: false });
    expect(uidsOf((await as.Viewer('GET', '/api/folders?parentUid=top')).body)).toEqual(['middle']);
    expect((await as.Viewer('GET', `/api/folders/id/${made.body.id}`)).body.uid).toBe('top');
    expect((await as.Viewer('GET', '/api/folders/low?accesscontrol=true')).body.accessControl).toEqual({ 'folders:read': true });
    expect((await as.Viewer('GET', '/api/folders?permission=Edit')).body).toEqual([]);
    expect((await as.Viewer('GET', '/api/folders/general')).body).toMatchObject({ id: 0, uid: 'general', canSave: false });
  });

  test.each([
    ['no title', { title: ' ' }, 400, { message: 'folder title cannot be empty' }],
    ['a wrong uid', { title: 'x', uid: 'a b' }, 400, { message: 'uid contains illegal characters' }],
    ['the name of the root', { title: 'x', uid: 'general' }, 400, { message: 'invalid uid for folder provided' }],
    ['a uid that is taken', { title: 'x', uid: 'top' }, 409, { message: 'a folder/dashboard with the same uid already exists' }],
    ['an unknown parent', { title: 'x', parentUid: 'nowhere' }, 404, { status: 'not-found', message: 'folder not found' }],
  ])('with %s is not made', async (_name, body, status, answer) => {
    const got = await as.Editor('POST', '/api/folders', body);
    expect([got.status, got.body]).toEqual([status, answer]);
  });

  test('lies as deep as the settings let it', async () => {
    expect((await make('fourth', 'low')).status).toBe(200);
    const fifth = await make('fifth', 'fourth');
    expect([fifth.status, fifth.body]).toEqual([
      400,
      { statusCode: 400, messageId: 'folder.maximum-depth-reached', message: 'Maximum nested folder depth reached' },
    ]);
  });

  test('is renamed by whoever saw its newest version, and its dashboards say so at once', async () => {
    await make('renamed');
    await save({ uid: 'in-renamed', title: 'In it' }, 'renamed');
    await as.Viewer('GET', '/api/dashboards/uid/in-renamed');
    const late = await as.Editor('PUT', '/api/folders/renamed', { title: 'Late', version: 9 });
    expect([late.status, late.body]).toEqual([412, { status: 'version-mismatch', message: 'the folder has been changed by someone else' }]);
    expect((await as.Editor('PUT', '/api/folders/renamed', { title: 'Anew', version: 1 })).body).toMatchObject({
      title: 'Anew',
      version: 2,
      url: '/dashboards/f/renamed/anew',
    });
    expect((await as.Editor('PUT', '/api/folders/renamed', { title: 'Forced', overwrite: true })).body.version).toBe(3);
    expect((await as.Viewer('GET', '/api/dashboards/uid/in-renamed')).body.meta).toMatchObject({
      folderTitle: 'Forced',
      folderUrl: '/dashboards/f/renamed/forced',
    });
    expect((await as.Editor('PUT', '/api/folders/renamed', { title: '', overwrite: true })).status).toBe(400);
    expect((await as.Editor('PUT', '/api/folders/general', { title: 'x', overwrite: true })).status).toBe(400);
  });

  test('moves with all below it, never into itself, never too deep', async () => {
    await make('a');
    await make('b', 'a');
    await make('c', 'b');
    const circle = await as.Editor('POST', '/api/folders/a/move', { parentUid: 'c' });
    expect([circle.status, circle.body]).toEqual([
      400,
      { statusCode: 400, messageId: 'folder.circular-reference', message: 'Circular reference detected' },
    ]);
    expect((await as.Editor('POST', '/api/folders/a/move', { parentUid: 'a' })).body.messageId).toBe('folder.circular-reference');
    expect((await as.Editor('POST', '/api/folders/a/move', { parentUid: 'low' })).body.messageId).toBe('folder.maximum-depth-reached');
    expect((await as.Editor('POST', '/api/folders/a/move', { parentUid: 'nowhere' })).status).toBe(404);
    expect((await as.Editor('POST', '/api/folders/general/move', { parentUid: 'a' })).status).toBe(400);
    expect((await as.Editor('POST', '/api/folders/c/move', { parentUid: '' })).body).not.toHaveProperty('parentUid');
    expect((await as.Editor('POST', '/api/folders/c/move', { parentUid: 'a' })).body).toMatchObject({
      parentUid: 'a',
      parents: [{ uid: 'a' }],
    });
  });

  test('and another that move into each other at once make no circle', async () => {
    await make('left');
    await make('right');
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all([
        as.Editor('POST', '/api/folders/left/move', { parentUid: 'right' }),
        as.Editor('POST', '/api/folders/right/move', { parentUid: 'left' }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
      for (const uid of ['left', 'right']) await as.Editor('POST', `/api/folders/${uid}/move`, { parentUid: '' });
    }
  });

  test('counts what lies in it, and is deleted with all of it', async () => {
    await make('doomed');
    await make('doomed-below', 'doomed');
    await save({ uid: 'doomed-1', title: 'One' }, 'doomed');
    await save({ uid: 'doomed-2', title: 'Two', panels: [{ id: 1, libraryPanel: { uid: 'doomed-lib' } }] }, 'doomed-below');
    await as.Editor('POST', '/api/library-elements', {
      uid: 'doomed-lib',
      name: 'Doomed',
      kind: 1,
      model: { type: 'stat' },
      folderUid: 'doomed',
    });
    await save({ uid: 'outside', title: 'Outside', panels: [{ id: 1, libraryPanel: { uid: 'doomed-lib' } }] });
    expect((await as.Viewer('GET', '/api/folders/doomed/counts')).body).toEqual({ folder: 1, dashboard: 2, librarypanel: 1, alertrule: 0 });
    const used = await as.Editor('DELETE', '/api/folders/doomed');
    expect([used.status, used.body]).toEqual([403, { message: 'Folder could not be deleted because it contains library elements in use' }]);
    await as.Editor('DELETE', '/api/dashboards/uid/outside');
    expect((await as.Editor('DELETE', '/api/folders/doomed?forceDeleteRules=true')).body).toEqual({
      message: 'Folder doomed deleted',
      title: 'doomed',
      id: expect.any(Number),
    });
    for (const path of [
      '/api/folders/doomed',
      '/api/folders/doomed-below',
      '/api/dashboards/uid/doomed-1',
      '/api/dashboards/uid/doomed-2',
      '/api/library-elements/doomed-lib',
    ])
      expect([path, (await as.Viewer('GET', path)).status]).toEqual([path, 404]);
    expect((await as.Editor('DELETE', '/api/folders/general')).status).toBe(400);
  });
});

describe('a search', () => {
  beforeAll(async () => {
    await as.Editor('POST', '/api/folders', { uid: 'sf', title: 'Search folder' });
    await as.Editor('POST', '/api/folders', { uid: 'sf-below', title: 'Search below', parentUid: 'sf' });
    await save({ uid: 's1', title: 'Search zeta', tags: ['red', 'blue'] }, 'sf');
    await save({ uid: 's2', title: 'search Alpha', tags: ['red'] }, 'sf-below');
    await save({ uid: 's3', title: 'Search Öl', tags: [] });
  });
  const search = async (query: string, who = as.Viewer) => uidsOf((await who('GET', `/api/search?${query}`)).body);

  test('finds folders first, then dashboards, each by title, with what clients read', async () => {
    expect(await search('query=search')).toEqual(['sf-below', 'sf', 's2', 's3', 's1']);
    const { body } = await as.Viewer('GET', '/api/search?dashboardUIDs=s2');
    expect(body).toEqual([
      {
        ...{
          id: expect.any(Number),
          orgId: 1,
          uid: 's2',
          title: 'search Alpha',
          uri: 'db/search-alpha',
          url: '/d/s2/search-alpha',
          slug: '',
          type: 'dash-db',
        },
        ...{ tags: ['red'], isStarred: false, folderId: expect.any(Number), folderUid: 'sf-below', folderTitle: 'Search below' },
        ...{ folderUrl: '/dashboards/f/sf-below/search-below', sortMeta: 0, isDeleted: false },
      },
    ]);
    expect((await as.Viewer('GET', '/api/search?query=search%20folder')).body[0]).not.toHaveProperty('folderUid');
  });

  test.each([
    ['query=zeta%20search', ['s1']],
    ['query=öl', ['s3']],
    ['query=search&type=dash-db', ['s2', 's3', 's1']],
    ['query=search&type=dash-folder', ['sf-below', 'sf']],
    ['tag=red', ['s2', 's1']],
    ['tag=red&tag=blue', ['s1']],
    ['folderUIDs=sf', ['sf-below', 's1']],
    ['folderUIDs=sf,sf-below&type=dash-db', ['s2', 's1']],
    ['folderUIDs=general&query=search', ['sf', 's3']],
    ['folderIds=0&query=search', ['sf', 's3']],
    ['folderIds=987654', []],
    ['dashboardUIDs=s1&dashboardUIDs=s3', ['s3', 's1']],
    ['dashboardUID=s1', ['s1']],
    ['query=search&sort=alpha-desc', ['sf', 'sf-below', 's1', 's3', 's2']],
    ['query=search&limit=2', ['sf-below', 'sf']],
    ['query=search&limit=2&page=2', ['s2', 's3']],
    ['query=search&limit=2&page=9', []],
    ['query=search&permission=Edit', []],
    ['deleted=true', []],
    ['query=nothing-is-called-so', []],
  ])('by %s finds %j', async (query, uids) => {
    expect(await search(query)).toEqual(uids);
  });

  test('by numeric ids', async () => {
    const [hit] = (await as.Viewer('GET', '/api/search?dashboardUIDs=s1')).body;
    expect(await search(`dashboardIds=${hit.id}`)).toEqual(['s1']);
    expect(await search(`folderIds=${hit.folderId}&type=dash-db`)).toEqual(['s1']);
  });

  test('of too much, or of two things at once, is refused in words', async () => {
    expect((await as.Viewer('GET', '/api/search?limit=5001')).body.message).toBe(
      'Limit is above maximum allowed (5000), use page parameter to access hits beyond limit',
    );
    expect((await as.Viewer('GET', '/api/search?limit=5001')).status).toBe(422);
    const both = await as.Viewer('GET', '/api/search?dashboardUIDs=s1&dashboardIds=1');
    expect([both.status, both.body]).toEqual([400, { message: 'search supports UIDs or IDs, not both' }]);
  });

  test('shows nothing to whoever may see nothing, and an editor what may be edited', async () => {
    expect(await search('query=search', as.None)).toEqual([]);
    expect(await search('query=search&permission=Edit', as.Editor)).toEqual(['sf-below', 'sf', 's2', 's3', 's1']);
    const [hit] = (await as.Editor('GET', '/api/search?dashboardUIDs=s1&accesscontrol=true')).body;
    expect(hit.accessControl).toEqual({ 'dashboards:read': true, 'dashboards:write': true, 'dashboards:delete': true });
  });

  test('names its orders', async () => {
    expect((await as.Viewer('GET', '/api/search/sorting')).body.sortOptions.map(({ name }: { name: string }) => name)).toEqual([
      'alpha-asc',
      'alpha-desc',
    ]);
  });
});

describe('a star', () => {
  test("is the caller's own, set twice as well as once, by uid and by id", async () => {
    const { id } = (await save({ uid: 'starry', title: 'Starry' })).body;
    expect((await as.Viewer('POST', '/api/user/stars/dashboard/uid/starry')).body).toEqual({ message: 'Dashboard starred!' });
    expect((await as.Viewer('POST', `/api/user/stars/dashboard/${id}`)).status).toBe(200);
    expect((await as.Viewer('GET', '/api/user/stars')).body).toEqual(['starry']);
    expect((await as.Viewer('GET', '/api/search?starred=true')).body).toMatchObject([{ uid: 'starry', isStarred: true }]);
    expect((await as.Editor('GET', '/api/search?starred=true')).body).toEqual([]);
    // A person and a service account of the same number are two.
    expect((await as.owner('GET', '/api/user/stars')).body).toEqual([]);
    expect((await as.Viewer('DELETE', `/api/user/stars/dashboard/${id}`)).body).toEqual({ message: 'Dashboard unstarred' });
    expect((await as.Viewer('GET', '/api/user/stars')).body).toEqual([]);
    expect((await as.Viewer('POST', '/api/user/stars/dashboard/abc')).status).toBe(400);
    expect((await as.None('POST', '/api/user/stars/dashboard/uid/starry')).status).toBe(403);
  });
});
