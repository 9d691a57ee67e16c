/** Viewers who may ask only what a dashboard stores (T21), on a whole server: through every door to a source. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Asking, asking, person } from '../support/people.ts';
import { startRecorder, type Recorder } from '../support/recorder.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const patience = 120_000;
let server: RunningOrrery;
let source: Recorder;
let root: Asking;
let viewer: Asking;
let editor: Asking;

const expr = 'sum(up{env="$env",host=~"$host"})';
const board = {
  ...{ uid: 'board', title: 'Board', schemaVersion: 42 },
  panels: [
    { id: 1, type: 'stat', datasource: { uid: 'prom' }, targets: [{ refId: 'A', expr, instant: true }] },
    {
      id: 2,
      type: 'row',
      collapsed: true,
      panels: [{ id: 3, type: 'stat', targets: [{ refId: 'A', datasource: { uid: '$ds' }, expr: 'vector(1)' }] }],
    },
    { id: 4, type: 'stat', libraryPanel: { uid: 'shared', name: 'Shared' } },
  ],
  templating: {
    list: [
      { type: 'custom', name: 'env', query: 'prod,eu : eu-west' },
      { type: 'query', name: 'host', datasource: { uid: 'prom' }, query: 'label_values(up, host)' },
      { type: 'datasource', name: 'ds', query: 'prometheus' },
    ],
  },
  annotations: { list: [{ name: 'Deploys', datasource: { uid: 'prom' }, target: { expr: 'changes(deploys[1m])' }, enable: true }] },
};

beforeAll(async () => {
  source = await startRecorder();
  server = await startOrrery({ patienceMs: patience, settings: { orrery: { stored_queries_only: true } } });
  root = asking(server, server.admin.user, server.admin.password, 1);
  [viewer, editor] = [await person(server, 'vic'), await person(server, 'eve', 'Editor')];
  for (const uid of ['prom', 'other'])
    await server.json('/api/datasources', { body: { uid, name: uid, type: 'prometheus', url: source.url, access: 'proxy' } });
  await server.json('/api/library-elements', {
    body: {
      uid: 'shared',
      name: 'Shared',
      kind: 1,
      model: { type: 'stat', datasource: { uid: 'prom' }, targets: [{ refId: 'A', expr: 'vector(2)' }] },
    },
  });
  await server.json('/api/dashboards/db', { body: { dashboard: board } });
  await server.json('/api/folders', { body: { uid: 'closed', title: 'Closed' } });
  const secret = {
    uid: 'secret',
    title: 'Secret',
    panels: [{ id: 1, datasource: { uid: 'prom' }, targets: [{ refId: 'A', expr: 'secrets' }] }],
  };
  await server.json('/api/dashboards/db', { body: { dashboard: secret, folderUid: 'closed' } });
  await server.json('/api/access-control/folders/closed/builtInRoles/Viewer', { body: { permission: '' } });
}, patience);
afterAll(async () => {
  await server?.stop();
  await source?.[Symbol.asyncDispose]();
});

const query = (who: Asking, asked: object, dashboard: string | undefined = 'board') => {
  const queries = [{ refId: 'A', datasource: { uid: 'prom' }, intervalMs: 15_000, maxDataPoints: 100, ...asked }];
  const headers: Record<string, string> = dashboard ? { 'x-dashboard-uid': dashboard } : {};
  return who('/api/ds/query', { method: 'POST', body: { from: 'now-1h', to: 'now', queries }, headers });
};
/** Whether it got past the door: what the source makes of it is another matter. */
const admitted = async (...of: Parameters<typeof query>) => (await query(...of)).status !== 403;
const filled = { expr: 'sum(up{env="prod",host=~"web-1"})', instant: true };

describe('one who may not explore', () => {
  test.each<[string, object]>([
    ['a panel, with values for its variables', filled],
    ['a panel with several hosts', { ...filled, expr: 'sum(up{env="eu-west",host=~"(web-1|db\\\\.a)"})' }],
    ['a panel in a row, of a source that a variable chooses', { expr: 'vector(1)', datasource: { uid: 'other' } }],
    ['a library panel', { expr: 'vector(2)' }],
    ['the values of a variable', { query: 'label_values(up, host)', queryType: 'variable' }],
    ['an annotation', { expr: 'changes(deploys[1m])', queryType: 'annotation' }],
  ])('asks what the dashboard stores: %s', async (_what, asked) => expect(await admitted(viewer, asked)).toBe(true));

  test.each<[string, object, string?]>([
    ['another text', { ...filled, expr: 'secrets' }],
    ['more behind it', { ...filled, expr: `${filled.expr} or secrets` }],
    ['a value that the list does not hold', { ...filled, expr: 'sum(up{env="test",host=~"web-1"})' }],
    ['a value that ends the string', { ...filled, expr: 'sum(up{env="prod",host=~"x"} or secrets{a=~"y"})' }],
    ['a value that matches all', { ...filled, expr: 'sum(up{env="prod",host=~".*"})' }],
    ['the same of another source', { ...filled, datasource: { uid: 'other' } }],
    ['a key that is not stored', { ...filled, format: 'table' }],
    ['filters, where the dashboard has none', { ...filled, adhocFilters: [{ key: 'a', operator: '=', value: 'b' }] }],
    ['a dashboard they may not read', { expr: 'secrets' }, 'secret'],
    ['a dashboard there is not', filled, 'nowhere'],
    ['no dashboard', filled, ''],
  ])('asks nothing else: %s', async (_what, asked, dashboard = 'board') => {
    source.clear();
    const { status, body } = await query(viewer, asked, dashboard);
    expect([status, body.messageId]).toEqual([403, 'query.notStored']);
    expect(source.requests).toEqual([]);
  });
  test('reaches the source by no other door', async () => {
    source.clear();
    for (const path of [
      '/api/datasources/proxy/uid/prom/api/v1/query?query=secrets',
      '/api/datasources/uid/prom/resources/api/v1/labels',
    ]) {
      const { status, body } = await viewer(path);
      expect([path, status, body.messageId]).toEqual([path, 403, 'query.notStored']);
    }
    expect(source.requests).toEqual([]);
  });
});

test('who may explore asks what they like', async () => {
  for (const who of [editor, root]) expect(await admitted(who, { expr: 'secrets' }, '')).toBe(true);
});
