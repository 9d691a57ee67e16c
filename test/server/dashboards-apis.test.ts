/** Dashboards and folders through the Kubernetes-style door, as tools that manage them from files use it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Callers, callersOf } from '../support/callers.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

let server: RunningOrrery;
let as: Callers;

beforeAll(async () => {
  server = await startOrrery();
  as = await callersOf(server);
});
afterAll(() => server?.stop());

const boards = '/apis/dashboard.grafana.app/v1beta1/namespaces/default/dashboards';
const folders = '/apis/folder.grafana.app/v1beta1/namespaces/default/folders';
const object = (name: string, spec: object, metadata: object = {}) => ({
  ...{ apiVersion: 'dashboard.grafana.app/v1beta1', kind: 'Dashboard', metadata: { name, ...metadata }, spec },
});

describe('discovery', () => {
  test('lists the groups that are served, and only those', async () => {
    const { body } = await as.Viewer('GET', '/apis');
    expect(body).toMatchObject({ kind: 'APIGroupList', apiVersion: 'v1' });
    expect(body.groups.map(({ name }: { name: string }) => name)).toEqual(['dashboard.grafana.app', 'folder.grafana.app']);
    for (const { name, versions, preferredVersion } of body.groups) {
      expect((await as.Viewer('GET', `/apis/${name}`)).body).toMatchObject({ kind: 'APIGroup', name, preferredVersion });
      for (const { groupVersion } of versions) {
        const { body: list } = await as.Viewer('GET', `/apis/${groupVersion}`);
        expect(list).toMatchObject({ kind: 'APIResourceList', groupVersion });
        expect(list.resources[0]).toMatchObject({ namespaced: true, verbs: expect.arrayContaining(['get', 'list', 'create', 'update']) });
      }
    }
    for (const path of ['/apis/iam.grafana.app', '/apis/dashboard.grafana.app/v9', '/apis/x/y/z']) {
      const got = await as.Viewer('GET', path);
      expect([path, got.status, got.body.kind, got.body.reason]).toEqual([path, 404, 'Status', 'NotFound']);
    }
    expect((await as.nobody('GET', '/apis')).status).toBe(401);
  });
});

describe('an object', () => {
  test('is made, read at both doors, and changed by whoever saw its newest version', async () => {
    const spec = { title: 'Kept', tags: ['k'], panels: [], schemaVersion: 41 };
    const metadata = {
      labels: { team: 'a' },
      annotations: { 'grafana.app/managedBy': 'terraform', 'grafana.app/managerId': 'm', 'grafana.app/message': 'why' },
    };
    const made = await as.Editor('POST', boards, object('kept', spec, metadata));
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        ...{ kind: 'Dashboard', apiVersion: 'dashboard.grafana.app/v1beta1', spec },
        metadata: {
          ...{ name: 'kept', namespace: 'default', uid: expect.stringMatching(/^[0-9a-f-]{36}$/), resourceVersion: '1', generation: 1 },
          labels: { team: 'a', 'grafana.app/deprecatedInternalID': expect.any(String) },
          annotations: { 'grafana.app/managedBy': 'terraform', 'grafana.app/managerId': 'm' },
        },
      },
    ]);
    expect(made.body.spec).toEqual(spec);
    expect(made.body.metadata.annotations).not.toHaveProperty('grafana.app/message');
    expect((await as.Viewer('GET', '/api/dashboards/uid/kept')).body.dashboard).toMatchObject({ title: 'Kept', version: 1 });
    expect((await as.Editor('GET', '/api/dashboards/uid/kept/versions')).body.versions[0].message).toBe('why');
    const again = await as.Editor('POST', boards, object('kept', spec));
    expect([again.status, again.body.reason]).toEqual([409, 'AlreadyExists']);

    const changed = await as.Editor('PUT', `${boards}/kept`, { ...made.body, spec: { ...spec, title: 'Kept anew' } });
    expect([changed.status, changed.body.metadata.resourceVersion, changed.body.metadata.uid]).toEqual([200, '2', made.body.metadata.uid]);
    expect(changed.body.metadata.labels.team).toBe('a');
    for (const stale of [made.body, object('kept', spec)]) {
      const late = await as.Editor('PUT', `${boards}/kept`, stale);
      expect([late.status, late.body.reason]).toEqual([409, 'Conflict']);
    }
    // A save at the other door keeps what tools put on it.
    await as.Editor('POST', '/api/dashboards/db', { dashboard: { uid: 'kept', title: 'From the page', version: 2 } });
    expect((await as.Viewer('GET', `${boards}/kept`)).body.metadata).toMatchObject({
      resourceVersion: '3',
      annotations: { 'grafana.app/managerId': 'm' },
    });
  });

  test('is made by PUT where there is none, named by the server where it has no name, tried without being made', async () => {
    expect((await as.Editor('PUT', `${boards}/put-new`, object('put-new', { title: 'x' }))).status).toBe(201);
    expect((await as.Editor('PUT', `${boards}/never`, object('never', { title: 'x' }, { resourceVersion: '4' }))).status).toBe(404);
    const generated = await as.Editor('POST', boards, { metadata: { generateName: 'gen-' }, spec: { title: 'x' } });
    expect(generated.body.metadata.name).toMatch(/^gen-[a-z0-9]{8}$/);
    expect((await as.Editor('POST', `${boards}?dryRun=All`, object('dry', { title: 'x' }))).status).toBe(201);
    expect((await as.Viewer('GET', `${boards}/dry`)).status).toBe(404);
    expect((await as.Editor('DELETE', `${boards}/put-new?dryRun=All`)).status).toBe(200);
    expect((await as.Viewer('GET', `${boards}/put-new`)).status).toBe(200);
  });

  test.each([
    ['no title', object('bad', { title: '' }), 400, 'BadRequest'],
    ['a wrong name', object('a b', { title: 'x' }), 400, 'BadRequest'],
    ['an unknown folder', object('bad', { title: 'x' }, { annotations: { 'grafana.app/folder': 'nowhere' } }), 400, 'BadRequest'],
  ])('with %s is refused with a reason', async (_name, body, code, reason) => {
    const got = await as.Editor('POST', boards, body);
    expect([got.status, got.body]).toMatchObject([code, { kind: 'Status', status: 'Failure', reason, code, message: expect.any(String) }]);
  });

  test('is patched by merging and by steps', async () => {
    await as.Editor('POST', boards, object('patched', { title: 'One', panels: [{ id: 1 }] }));
    const patch = (body: unknown, type: string) => as.Editor('PATCH', `${boards}/patched`, body, { 'content-type': type });
    const merge = await patch({ spec: { title: 'Two', tags: ['t'] } }, 'application/merge-patch+json');
    expect([merge.status, merge.body.spec]).toEqual([200, { title: 'Two', tags: ['t'], panels: [{ id: 1 }] }]);
    const steps = await patch(
      [
        { op: 'test', path: '/spec/title', value: 'Two' },
        { op: 'add', path: '/spec/panels/-', value: { id: 2 } },
        { op: 'remove', path: '/spec/tags' },
      ],
      'application/json-patch+json',
    );
    expect(steps.body.spec).toEqual({ title: 'Two', panels: [{ id: 1 }, { id: 2 }] });
    expect((await patch([{ op: 'test', path: '/spec/title', value: 'No' }], 'application/json-patch+json')).status).toBe(422);
    expect((await patch([{ op: 'add', path: '/spec/__proto__/bad', value: 1 }], 'application/json-patch+json')).status).toBe(422);
    expect((await patch('x', 'application/apply-patch+yaml')).status).toBe(415);
  });

  test('lies in the folder that it names, and in another after a move', async () => {
    await as.Editor('POST', folders, { metadata: { name: 'here' }, spec: { title: 'Here' } });
    const inside = { annotations: { 'grafana.app/folder': 'here' } };
    const { body } = await as.Editor('POST', boards, object('lying', { title: 'Lying' }, inside));
    expect(body.metadata.annotations['grafana.app/folder']).toBe('here');
    const { annotations, ...rest } = body.metadata;
    const { 'grafana.app/folder': _, ...others } = annotations;
    const moved = await as.Editor('PUT', `${boards}/lying`, { ...body, metadata: { ...rest, annotations: others } });
    expect(moved.body.metadata.annotations).not.toHaveProperty('grafana.app/folder');
    expect((await as.Viewer('GET', '/api/dashboards/uid/lying')).body.meta.folderUid).toBe('');
  });

  test('comes with what the caller may do with it', async () => {
    expect((await as.Viewer('GET', `${boards}/kept/dto`)).body.access).toMatchObject({
      canSave: false,
      canDelete: false,
      url: '/d/kept/from-the-page',
    });
    expect((await as.Admin('GET', `${boards}/kept/dto`)).body.access).toMatchObject({ canSave: true, canAdmin: true });
  });

  test('is listed page by page, found by name, and gone when deleted', async () => {
    const all = (await as.Viewer('GET', boards)).body;
    expect(all).toMatchObject({ kind: 'DashboardList', apiVersion: 'dashboard.grafana.app/v1beta1' });
    const names: string[] = [];
    for (let next: string | undefined = '0'; next !== undefined; ) {
      const answer: Answer = await as.Viewer('GET', `${boards}?limit=2&continue=${next}`);
      const { metadata, items } = answer.body;
      expect(items.length).toBeLessThanOrEqual(2);
      names.push(...items.map((item: { metadata: { name: string } }) => item.metadata.name));
      next = metadata.continue;
    }
    expect(names).toEqual(all.items.map((item: { metadata: { name: string } }) => item.metadata.name));
    expect((await as.Viewer('GET', `${boards}?fieldSelector=metadata.name%3Dkept`)).body.items).toHaveLength(1);
    expect((await as.Viewer('GET', `${boards}?watch=true`)).status).toBe(405);
    expect((await as.Editor('DELETE', `${boards}/kept`)).body.metadata.name).toBe('kept');
    const gone = await as.Viewer('GET', `${boards}/kept`);
    expect([gone.status, gone.body.message, gone.body.details]).toEqual([
      404,
      'dashboards.dashboard.grafana.app "kept" not found',
      { name: 'kept', group: 'dashboard.grafana.app', kind: 'dashboards' },
    ]);
  });

  test('is in no other namespace than that of the caller', async () => {
    for (const namespace of ['org-2', 'org-1', 'stacks-1', 'kube-system'])
      expect([namespace, (await as.Admin('GET', boards.replace('default', namespace))).status]).toEqual([namespace, 403]);
  });
});

describe('a folder object', () => {
  test('is made below another, told apart from its parts, moved, and not moved into itself', async () => {
    const folder = (name: string, parent = '') => ({
      metadata: { name, annotations: parent ? { 'grafana.app/folder': parent } : {} },
      spec: { title: name.toUpperCase() },
    });
    await as.Editor('POST', folders, folder('f-top'));
    const { body } = await as.Editor('POST', folders, folder('f-low', 'f-top'));
    expect(body).toMatchObject({ kind: 'Folder', metadata: { annotations: { 'grafana.app/folder': 'f-top' } }, spec: { title: 'F-LOW' } });
    expect((await as.Viewer('GET', `${folders}/f-low/parents`)).body.items).toEqual([
      { name: 'f-top', title: 'F-TOP' },
      { name: 'f-low', title: 'F-LOW', parent: 'f-top' },
    ]);
    expect((await as.Viewer('GET', `${folders}/f-top/children`)).body.items).toMatchObject([{ name: 'f-low' }]);
    expect((await as.Viewer('GET', `${folders}/f-top/counts`)).body.counts[0]).toEqual({
      group: 'folder.grafana.app',
      resource: 'folders',
      count: 1,
    });
    expect((await as.Viewer('GET', `${folders}/f-top/access`)).body).toMatchObject({ canSave: false });
    expect((await as.Viewer('GET', `${folders}/f-top/nonsense`)).status).toBe(404);
    const top = (await as.Editor('GET', `${folders}/f-top`)).body;
    const circle = await as.Editor('PUT', `${folders}/f-top`, {
      ...top,
      metadata: { ...top.metadata, annotations: { 'grafana.app/folder': 'f-low' } },
    });
    expect([circle.status, circle.body.reason]).toEqual([400, 'BadRequest']);
    const moved = await as.Editor('PUT', `${folders}/f-low`, {
      ...body,
      metadata: { ...body.metadata, annotations: {} },
      spec: { title: 'Moved' },
    });
    expect([moved.status, moved.body.spec.title]).toEqual([200, 'Moved']);
    expect((await as.Viewer('GET', '/api/folders/f-low')).body).not.toHaveProperty('parentUid');
    expect((await as.Editor('DELETE', `${folders}/f-low`)).status).toBe(200);
  });
});

describe('both doors', () => {
  test.each([
    ['GET', '', ['Viewer', 'Editor', 'Admin'], undefined],
    ['POST', '', ['Editor', 'Admin'], object('', {})],
    ['GET', '/nobody', ['Viewer', 'Editor', 'Admin'], undefined],
    ['GET', '/nobody/dto', ['Viewer', 'Editor', 'Admin'], undefined],
    ['PUT', '/nobody', ['Editor', 'Admin'], object('nobody', {})],
    ['PATCH', '/nobody', ['Editor', 'Admin'], {}],
    ['DELETE', '/nobody', ['Editor', 'Admin'], undefined],
  ])('let the same people in: %s %s', async (method, path, allowed, body) => {
    for (const base of [boards, folders]) {
      if (base === folders && path.endsWith('dto')) continue;
      expect((await as.nobody(method, base + path, body)).status).toBe(401);
      for (const role of ['None', 'Viewer', 'Editor', 'Admin'] as const) {
        const { status } = await as[role](method, base + path, body);
        expect([base, role, status === 403]).toEqual([base, role, !allowed.includes(role)]);
        expect(status).toBeLessThan(500);
      }
    }
  });
});
