/** Dashboards from files, with every rule of the files that name them. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Callers, callersOf } from '../support/callers.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

let home: string;
let server: RunningOrrery;
let as: Callers;

function write(file: string, content: unknown): void {
  const path = join(home, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
}
const remove = (file: string) => rmSync(join(home, file), { recursive: true });
/** One provider a file, so that tests can add and take away their own. */
const provider = (name: string, more: string, options = '') =>
  write(
    `conf/provisioning/dashboards/${name}.yaml`,
    `apiVersion: 1\nproviders:\n  - { name: ${name}, ${more}${more ? ', ' : ''}options: { path: boards/${name}${options} } }\n`,
  );
const reload = () => as.owner('POST', '/api/admin/provisioning/dashboards/reload', {});
const get = (uid: string) => as.Viewer('GET', `/api/dashboards/uid/${uid}`);
const save = (dashboard: object, more: object = {}) => as.Editor('POST', '/api/dashboards/db', { dashboard, ...more });

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'orrery-files-'));
  provider('plain', 'folder: Plain, folderUid: plain-folder, updateIntervalSeconds: 3600');
  write('boards/plain/one.json', { uid: 'one', title: 'One', version: 17, id: 99 });
  write('boards/plain/wrapped.json', { meta: { folderTitle: 'x' }, dashboard: { uid: 'wrapped', title: 'Wrapped' } });
  write('boards/plain/.hidden/no.json', { uid: 'hidden', title: 'Hidden' });
  write('boards/plain/notes.txt', 'no dashboard');
  write('boards/plain/deep/er/two.json', { uid: 'two', title: 'Two' });
  write('boards/plain/broken.json', '{"title": ');
  write('boards/plain/untitled.json', { uid: 'untitled' });
  write('boards/plain/wrong-uid.json', { uid: 'a b', title: 'x' });
  server = await startOrrery({ home });
  as = await callersOf(server);
});
afterAll(async () => {
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
});

describe('a provider', () => {
  test('brings in every file below its path, whatever else lies there, and tells of broken ones by name', async () => {
    await expect.poll(async () => (await get('two')).status, { timeout: 10_000 }).toBe(200);
    const { dashboard, meta } = (await get('one')).body;
    expect(dashboard).toMatchObject({ title: 'One', version: 1 });
    expect(dashboard.id).not.toBe(99);
    expect(meta).toMatchObject({
      folderTitle: 'Plain',
      folderUid: 'plain-folder',
      provisioned: true,
      provisionedExternalId: 'one.json',
      createdBy: 'Anonymous',
    });
    expect((await get('two')).body.meta.provisionedExternalId).toBe('deep/er/two.json');
    expect((await get('wrapped')).body.dashboard.title).toBe('Wrapped');
    expect((await get('hidden')).status).toBe(404);
    expect(server.said()).toMatch(/failed to load dashboard from broken\.json/);
    expect(server.said()).toMatch(/untitled\.json: Dashboard title cannot be empty/);
    expect(server.said()).toMatch(/wrong-uid\.json: uid contains illegal characters/);
    const answer = await reload();
    expect([answer.status, answer.body.message]).toEqual([200, 'Dashboards config reloaded']);
    expect(answer.body.problems).toHaveLength(3);
  });

  test('of which a file did not change saves nothing, and one that did saves one version', async () => {
    await reload();
    expect((await get('one')).body.dashboard.version).toBe(1);
    write('boards/plain/one.json', { uid: 'one', title: 'One, changed' });
    await reload();
    expect((await get('one')).body.dashboard).toMatchObject({ version: 2, title: 'One, changed' });
    const { versions } = (await as.Editor('GET', '/api/dashboards/uid/one/versions')).body;
    expect(versions[0]).toMatchObject({ version: 2, message: '' });
  });

  test('lets nobody save over or delete what is in its files', async () => {
    const saved = await save({ uid: 'one', title: 'Mine' }, { overwrite: true });
    expect([saved.status, saved.body]).toEqual([400, { message: 'Cannot save provisioned dashboard' }]);
    const deleted = await as.Editor('DELETE', '/api/dashboards/uid/one');
    expect([deleted.status, deleted.body]).toEqual([400, { message: 'provisioned dashboard cannot be deleted' }]);
    expect((await as.Editor('POST', '/api/dashboards/uid/one/restore', { version: 1 })).status).toBe(400);
  });

  test('deletes what went from its folder, keeps what moved within, and keeps all of a folder that is not there', async () => {
    write('boards/plain/goes.json', { uid: 'goes', title: 'Goes' });
    write('boards/plain/moves.json', { uid: 'moves', title: 'Moves' });
    await reload();
    const { id } = (await get('moves')).body.dashboard;
    await as.Viewer('POST', '/api/user/stars/dashboard/uid/moves');
    remove('boards/plain/goes.json');
    renameSync(join(home, 'boards/plain/moves.json'), join(home, 'boards/plain/deep/moved.json'));
    await reload();
    expect((await get('goes')).status).toBe(404);
    expect((await get('moves')).body).toMatchObject({ dashboard: { id }, meta: { provisionedExternalId: 'deep/moved.json' } });
    expect((await as.Viewer('GET', '/api/user/stars')).body).toEqual(['moves']);
    renameSync(join(home, 'boards/plain'), join(home, 'boards/away'));
    expect((await reload()).body.problems).toEqual([expect.stringMatching(/^plain: .*boards\/plain/)]);
    expect((await get('one')).status).toBe(200);
    renameSync(join(home, 'boards/away'), join(home, 'boards/plain'));
    await reload();
  });

  test('with disableDeletion lets go of what went', async () => {
    provider('keeps', 'disableDeletion: true');
    write('boards/keeps/stays.json', { uid: 'stays', title: 'Stays' });
    await reload();
    expect((await get('stays')).body.meta.provisioned).toBe(true);
    remove('boards/keeps/stays.json');
    write('boards/keeps/other.json', { uid: 'other-kept', title: 'Other' });
    await reload();
    expect((await get('stays')).body).toMatchObject({ dashboard: { version: 1 }, meta: { provisioned: false, provisionedExternalId: '' } });
    expect((await save({ uid: 'stays', title: 'Mine now', version: 1 })).status).toBe(200);
  });

  test('with allowUiUpdates keeps what people did until the file changes, and lets nobody delete', async () => {
    provider('open', 'allowUiUpdates: true');
    write('boards/open/ui.json', { uid: 'ui', title: 'From the file' });
    await reload();
    expect((await get('ui')).body.meta.provisioned).toBe(false);
    expect((await save({ uid: 'ui', title: 'From the page', version: 1 })).status).toBe(200);
    await reload();
    expect((await get('ui')).body.dashboard.title).toBe('From the page');
    write('boards/open/ui.json', { uid: 'ui', title: 'From the file again' });
    await reload();
    expect((await get('ui')).body.dashboard).toMatchObject({ title: 'From the file again', version: 3 });
    expect((await as.Editor('DELETE', '/api/dashboards/uid/ui')).status).toBe(400);
    provider('open', 'allowUiUpdates: false');
    await reload();
    expect((await get('ui')).body.meta.provisioned).toBe(true);
    expect((await save({ uid: 'ui', title: 'x' }, { overwrite: true })).status).toBe(400);
  });

  test('with foldersFromFilesStructure makes the folders of its files, nested', async () => {
    provider('tree', '', ', foldersFromFilesStructure: true');
    write('boards/tree/Team A/Sub/in.json', { uid: 'in-sub', title: 'In sub' });
    write('boards/tree/at-root.json', { uid: 'at-root', title: 'At root' });
    await reload();
    const { meta } = (await get('in-sub')).body;
    expect(meta.folderTitle).toBe('Sub');
    expect((await as.Viewer('GET', `/api/folders/${meta.folderUid}`)).body.parents).toMatchObject([{ title: 'Team A' }]);
    expect((await get('at-root')).body.meta.folderUid).toBe('');
    renameSync(join(home, 'boards/tree/Team A/Sub/in.json'), join(home, 'boards/tree/Team A/in.json'));
    await reload();
    expect((await get('in-sub')).body.meta.folderTitle).toBe('Team A');
    expect((await as.Viewer('GET', `/api/folders/${meta.folderUid}`)).status).toBe(200);
  });

  test('gives a file without a uid one that stays, and takes over a dashboard of the same uid', async () => {
    await save({ uid: 'by-hand', title: 'By hand' });
    provider('uids', 'folder: Group / Nested');
    write('boards/uids/nameless.json', { title: 'Nameless' });
    write('boards/uids/taken.json', { uid: 'by-hand', title: 'From a file' });
    await reload();
    const find = async () => (await as.Viewer('GET', '/api/search?query=nameless')).body.map(({ uid }: { uid: string }) => uid);
    const [uid] = await find();
    write('boards/uids/nameless.json', { title: 'Nameless, changed' });
    await reload();
    expect(await find()).toEqual([uid]);
    expect((await get(uid)).body.dashboard.version).toBe(2);
    expect((await get('by-hand')).body).toMatchObject({
      dashboard: { title: 'From a file', version: 2 },
      meta: { provisioned: true, folderTitle: 'Nested' },
    });
    write('boards/uids/taken.json', { uid: 'another', title: 'From a file' });
    await reload();
    expect((await get('by-hand')).status).toBe(404);
    expect((await get('another')).status).toBe(200);
  });

  test.each([
    ['uid', { uid: 'twin', title: 'Twin A' }, { uid: 'twin', title: 'Twin B' }, /the same UID is used more than once: "twin"/],
    [
      'title in a folder',
      { uid: 'twin-1', title: 'Twin' },
      { uid: 'twin-2', title: 'Twin' },
      /dashboard title is not unique in folder: "Twin"/,
    ],
  ])('and another that hold the same %s write nothing until that is mended', async (_name, first, second, message) => {
    provider('twin-a', 'folder: Twins');
    provider('twin-b', 'folder: Twins');
    write('boards/twin-a/a.json', first);
    write('boards/twin-b/b.json', second);
    write('boards/twin-b/innocent.json', { uid: 'innocent', title: 'Innocent' });
    const told = (await reload()).body.problems.join('\n');
    expect(told).toMatch(message);
    expect(told).toMatch(/a\.json \(twin-a\) and b\.json \(twin-b\)/);
    expect(told).toContain('twin-b: Not saving new dashboard due to restricted database access');
    for (const uid of [first.uid, second.uid, 'innocent']) expect([uid, (await get(uid)).status]).toEqual([uid, 404]);
    write('boards/plain/one.json', { uid: 'one', title: `Others go on ${Math.random()}` });
    remove('boards/twin-b/b.json');
    await reload();
    expect((await get(first.uid)).body.dashboard.title).toBe(first.title);
    expect((await get('innocent')).status).toBe(200);
    for (const name of ['twin-a', 'twin-b']) {
      remove(`conf/provisioning/dashboards/${name}.yaml`);
      remove(`boards/${name}`);
    }
    await reload();
    expect((await get('innocent')).status).toBe(404);
  });

  test('of another organisation fills that one only, and what it leaves behind is found there', async () => {
    const { orgId } = await server.json<{ orgId: number }>('/api/orgs', { body: { name: 'Second' } });
    const there = (path: string) => as.owner('GET', path, undefined, { 'x-grafana-org-id': String(orgId) });
    provider('second', `orgId: ${orgId}`);
    write('boards/second/s.json', { uid: 'only-there', title: 'Only there' });
    await reload();
    expect((await get('only-there')).status).toBe(404);
    expect((await there('/api/dashboards/uid/only-there')).body.dashboard.title).toBe('Only there');
    write('boards/second/s.json', { uid: 'only-there', title: 'Changed there' });
    await reload();
    expect((await there('/api/dashboards/uid/only-there')).body.dashboard.title).toBe('Changed there');
    remove('conf/provisioning/dashboards/second.yaml');
    await reload();
    expect((await there('/api/dashboards/uid/only-there')).status).toBe(404);
  });
});

describe('a file that names providers', () => {
  const bad = 'conf/provisioning/dashboards/zz.yaml';
  test.each([
    ['cannot be read', 'providers: [ {name: x\n', /zz\.yaml/],
    ['names one twice', 'providers: [{ name: plain, options: { path: x } }]', /zz\.yaml: dashboard name "plain" is not unique/],
    ['names none', 'providers: [{ options: { path: x } }]', /zz\.yaml: providers\[0\]: it has no name/],
    ['asks for another type', 'providers: [{ name: z, type: git, options: { path: x } }]', /type git is not supported/],
    ['gives no path', 'providers: [{ name: z, options: { path: [1] } }]', /path param is not a string/],
    [
      'contradicts itself',
      'providers: [{ name: z, folder: F, options: { path: x, foldersFromFilesStructure: true } }]',
      /should be empty using 'foldersFromFilesStructure'/,
    ],
    ['wants the root by name', 'providers: [{ name: z, folderUid: general, options: { path: x } }]', /folderUid "general"/],
  ])('and %s fails the reload by its name, while the others go on and nothing is deleted', async (_name, text, message) => {
    // With this one gone as well its dashboards would be orphans, if anybody could know.
    provider('orphaned', '');
    write('boards/orphaned/o.json', { uid: 'orphan', title: 'Orphan' });
    await reload();
    remove('conf/provisioning/dashboards/orphaned.yaml');
    write(bad, text);
    const title = `Still ${Math.random()}`;
    write('boards/plain/one.json', { uid: 'one', title });
    const answer = await reload();
    expect([answer.status, answer.body.message]).toEqual([500, expect.stringMatching(message)]);
    expect((await get('one')).body.dashboard.title).toBe(title);
    expect((await get('orphan')).status).toBe(200);
    remove(bad);
    expect((await reload()).status).toBe(200);
    expect((await get('orphan')).status).toBe(404);
  });

  test('is read again when its interval is over, without anybody asking', async () => {
    provider('quick', 'updateIntervalSeconds: 1');
    write('boards/quick/q.json', { uid: 'quick', title: 'First' });
    await reload();
    write('boards/quick/q.json', { uid: 'quick', title: 'Second' });
    await expect.poll(async () => (await get('quick')).body.dashboard.title, { timeout: 10_000 }).toBe('Second');
  });

  test('and its dashboards are there after a restart as before it', async () => {
    const before = (await get('one')).body.dashboard;
    await server.stop().catch(() => {});
    server = await startOrrery({ home });
    const cookie = { cookie: server.cookie };
    const again = await fetch(`${server.url}/api/dashboards/uid/one`, { headers: cookie });
    expect(((await again.json()) as { dashboard: unknown }).dashboard).toEqual(before);
  });
});
