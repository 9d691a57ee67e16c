/**
 * An app in Grafana's folder format on a whole server: dashboards it brings, entries of the navigation, roles of its own, old ids, plugins inside
 * of it, and its settings from a provisioning file. Nothing in it says a word about Orrery, but for one panel inside.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { executableName } from '@orrery/plugin-sdk/manifest/executable';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GrafanaPlugins, startGrafanaPlugins } from '../support/grafana-plugins.ts';
import { type Asking, person } from '../support/people.ts';
import { peerExecutable } from '../support/process-plugins.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const app = 'orr-house-app';
const info = { version: '1.0.0', updated: '2026-01-31', keywords: ['test'] };
let plugins: GrafanaPlugins;
let server: RunningOrrery;
let viewer: Asking;
let editor: Asking;

const dashboard = {
  title: 'House',
  revision: 3,
  description: 'Every room',
  __inputs: [{ name: 'DS_HOUSE', label: 'House', type: 'datasource', pluginId: 'grafana-testdata-datasource' }],
  panels: [{ id: 1, type: 'text', title: 'Rooms', datasource: { uid: '${DS_HOUSE}' } }],
};

beforeAll(async () => {
  plugins = await startGrafanaPlugins();
  await plugins.install(
    app,
    {
      type: 'app',
      name: 'House',
      info: { ...info, description: 'A house' },
      aliasIDs: ['old-house-app'],
      roles: [
        {
          role: { name: 'Room reader', description: 'Sees rooms', permissions: [{ action: `${app}.rooms:read`, scope: 'rooms:*' }] },
          grants: ['Editor'],
        },
        { role: { name: 'Burglar', permissions: [{ action: 'users:write', scope: 'global.users:*' }] }, grants: ['Viewer'] },
      ],
      includes: [
        { type: 'page', name: 'Rooms', path: `/a/${app}/rooms`, role: 'Viewer', addToNav: true, defaultNav: true },
        { type: 'page', name: 'Keys', path: `/a/${app}/keys`, role: 'Admin', addToNav: true, icon: 'key' },
        { type: 'page', name: 'Cellar', path: `/a/${app}/cellar`, action: `${app}.rooms:read`, addToNav: true },
        { type: 'page', name: 'Hidden', path: `/a/${app}/hidden` },
        { type: 'dashboard', name: 'House', path: 'dashboards/house.json', uid: 'house-1', addToNav: true },
        { type: 'dashboard', name: 'Without a uid', path: 'dashboards/plain.json' },
        { type: 'dashboard', name: 'Not there', path: 'dashboards/gone.json' },
        { type: 'datasource', name: 'Meter', path: 'meter' },
        { type: 'panel', name: 'Door', path: 'door' },
      ],
    },
    {
      'dashboards/house.json': { ...dashboard, uid: 'house-1' },
      'dashboards/plain.json': { title: 'Plain', panels: [] },
      'meter/plugin.json': {
        type: 'datasource',
        id: 'orr-house-datasource',
        name: 'Meter',
        info,
        backend: true,
        executable: 'gpx_meter',
        aliasIDs: ['old-meter'],
      },
      [`meter/${executableName('gpx_meter', process.platform, process.arch)}`]: Buffer.from(peerExecutable()).toString(),
      'door/plugin.json': {
        type: 'panel',
        id: 'orr-house-panel',
        name: 'Door',
        info,
        orrery: { runtime: 'none', contributes: { panel: { 'orr-house-panel': { label: 'Door', description: 'Open or shut' } } } },
      },
      'door/module.js': 'export const panels = {};',
    },
  );
  const folder = join(plugins.home, 'conf/provisioning/plugins');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'apps.yaml'),
    `apiVersion: 1
apps:
  - type: ${app}
    jsonData: { street: "$HOUSE_STREET" }
    secureJsonData: { key: "$HOUSE_KEY" }
  - type: not-here-app
  - disabled: true
  - type: orrery-plugins-app
    org_name: Nobody
`,
  );
  server = await startOrrery({
    home: plugins.home,
    patienceMs: 150_000,
    env: { HOUSE_STREET: 'Elm Street', HOUSE_KEY: 'a-secret-of-the-house' },
    settings: { orrery: { allow_processes: 'orr-house-datasource' } },
  });
  [viewer, editor] = [await person(server, 'vic'), await person(server, 'eve', 'Editor')];
}, 240_000);
afterAll(async () => {
  await server?.stop();
  plugins?.[Symbol.dispose]();
});

describe('dashboards that an app brings', () => {
  const list = async (): Promise<Record<string, unknown>[]> => server.json(`/api/plugins/${app}/dashboards`);
  const one = async (path: string) => (await list()).find((each) => each.path === path);

  test('are listed with what they ask for, and those that are none', async () => {
    expect(await list()).toMatchObject([
      {
        uid: 'house-1',
        pluginId: app,
        title: 'House',
        imported: false,
        revision: 3,
        importedRevision: 0,
        path: 'dashboards/house.json',
        inputs: [{ name: 'DS_HOUSE', pluginId: 'grafana-testdata-datasource' }],
      },
      { title: 'Plain', imported: false, importedUrl: '' },
      { title: 'dashboards/gone.json', broken: true },
    ]);
    expect((await viewer(`/api/plugins/${app}/dashboards`)).status).toBe(403);
  });
  test('are imported by plugin and path, filled in, and are listed so', async () => {
    const order = {
      pluginId: app,
      path: 'dashboards/house.json',
      overwrite: false,
      inputs: [{ name: 'DS_HOUSE', type: 'datasource', pluginId: 'grafana-testdata-datasource', value: 'meter-1' }],
    };
    const without = await editor('/api/dashboards/import', { method: 'POST', body: { ...order, inputs: [] } });
    expect([without.status, without.body.message]).toEqual([400, 'Dashboard input variable: DS_HOUSE missing from import command']);
    expect(await server.json('/api/dashboards/import', { body: order })).toMatchObject({
      uid: 'house-1',
      pluginId: app,
      imported: true,
      importedUrl: '/d/house-1/house',
      importedRevision: 3,
      revision: 3,
      path: order.path,
    });
    const { dashboard: saved } = await server.json<{ dashboard: { panels: { datasource: unknown }[] } }>('/api/dashboards/uid/house-1');
    expect(saved.panels[0]?.datasource).toEqual({ uid: 'meter-1' });
    expect(await one(order.path)).toMatchObject({ imported: true, importedRevision: 3, importedUrl: '/d/house-1/house' });
  });
  test('keep the uid of the first time where they name none', async () => {
    const order = { pluginId: app, path: 'dashboards/plain.json', overwrite: true, inputs: [] };
    const first = await server.json<{ uid: string }>('/api/dashboards/import', { body: order });
    expect((await server.json<{ uid: string }>('/api/dashboards/import', { body: order })).uid).toBe(first.uid);
    await server.json(`/api/dashboards/uid/${first.uid}`, { method: 'DELETE' });
    expect(await one(order.path)).toMatchObject({ imported: false });
  });
  test('that are not there are told with those that are', async () => {
    for (const path of ['plugin.json', '../plugin.json', 'dashboards/gone.json', 'MANIFEST.txt']) {
      const { status, body } = await editor('/api/dashboards/import', { method: 'POST', body: { pluginId: app, path, inputs: [] } });
      expect([status, body.message]).toEqual([
        404,
        `The plugin "${app}" brings no dashboard "${path}". It brings dashboards/house.json, dashboards/plain.json, dashboards/gone.json (no dashboard).`,
      ]);
    }
  });
});

describe('pages and dashboards in the navigation', () => {
  const entries = async (who: Asking): Promise<Record<string, unknown>> => {
    const { body } = await who('/api/orrery/boot');
    return Object.fromEntries(
      (body.navigation as { id: string; label: string; path: string }[])
        .filter(({ id }) => id.startsWith(app))
        .map(({ label, path }) => [label, path]),
    );
  };
  test('are there for the roles and actions that they name', async () => {
    // No front end of Grafana's is drawn, so that its pages lead to where that is said.
    const page = `/plugins/${app}`;
    expect(await entries(viewer)).toEqual({ Rooms: page, House: '/d/house-1' });
    expect(await entries(editor)).toEqual({ Rooms: page, House: '/d/house-1', Cellar: page });
    expect(
      Object.keys(
        await entries(
          Object.assign((path: string) => server.json(path).then((body) => ({ status: 200, body, headers: new Headers() })), {
            id: 0,
            login: '',
            password: '',
          }),
        ),
      ),
    ).toEqual(expect.arrayContaining(['Rooms', 'Keys', 'House', 'Cellar']));
  });
  test('are told by the settings of the app, with where it begins', async () => {
    const { includes, defaultNavUrl } = await server.json<{ includes: { slug?: string; name: string }[]; defaultNavUrl: string }>(
      `/api/plugins/${app}/settings`,
    );
    expect(includes).toHaveLength(9);
    expect(includes[5]).toMatchObject({ name: 'Without a uid', slug: 'without-a-uid' });
    expect(defaultNavUrl).toBe(`/a/${app}/rooms`);
  });
});

describe('roles of an app', () => {
  test('are held by those they are granted to', async () => {
    const rooms = async (who: Asking): Promise<unknown> => (await who('/api/access-control/user/permissions')).body[`${app}.rooms:read`];
    expect([await rooms(viewer), await rooms(editor)]).toEqual([undefined, ['rooms:*']]);
  });
  test('give nothing that is not the app’s own', async () => {
    expect((await viewer('/api/access-control/user/permissions')).body['users:write']).toBeUndefined();
  });
});

describe('old ids', () => {
  test('lead to the app and to the data source inside of it', async () => {
    expect(await server.json('/api/plugins/old-house-app/settings')).toMatchObject({ id: app });
    await server.json('/api/datasources', { body: { name: 'Meter', uid: 'meter', type: 'old-meter', url: 'https://meter.example' } });
    expect(await server.json('/api/datasources/uid/meter')).toMatchObject({ type: 'orr-house-datasource', name: 'Meter' });
  });
});

describe('plugins inside of an app', () => {
  const state = async (id: string): Promise<string | undefined> =>
    (await server.json<{ plugins: { id: string; state: string }[] }>('/api/orrery/plugins')).plugins.find((one) => one.id === id)?.state;
  test('are there with it: a compiled data source that answers, a panel that is drawn', async () => {
    expect([await state('orr-house-datasource'), await state('orr-house-panel')]).toEqual(['active', 'active']);
    expect(
      await server.json('/api/ds/query', {
        body: { from: 'now-1h', to: 'now', queries: [{ refId: 'A', datasource: { uid: 'meter' }, kind: 'series', rows: 2 }] },
      }),
    ).toMatchObject({ results: { A: { status: 200 } } });
    expect(await server.json('/api/orrery/boot')).toMatchObject({ panels: { 'orr-house-panel': { label: 'Door' } } });
    expect((await server.json<{ id: string }[]>('/api/plugins?type=panel')).map(({ id }) => id)).toContain('orr-house-panel');
  });
  test('go and come back with it', async () => {
    await server.json(`/api/orrery/plugins/${app}/disable`, { method: 'POST' });
    expect([await state('orr-house-datasource'), await state('orr-house-panel')]).toEqual(['disabled', 'disabled']);
    await server.json(`/api/orrery/plugins/${app}/enable`, { method: 'POST' });
    await expect.poll(() => state('orr-house-panel')).toBe('active');
  });
});

describe('a provisioning file of apps', () => {
  test('has set what it names, secrets and variables in it', async () => {
    const settings = await server.json<object>(`/api/plugins/${app}/settings`);
    expect(settings).toMatchObject({ enabled: true, pinned: true, jsonData: { street: 'Elm Street' }, secureJsonFields: { key: true } });
    expect(JSON.stringify(settings)).not.toContain('a-secret-of-the-house');
  });
  test('says what of it could not be applied, and overwrites what was changed meanwhile', async () => {
    await server.json(`/api/plugins/${app}/settings`, { body: { enabled: false, jsonData: { street: 'Oak Road' } } });
    const response = await server.fetch('/api/admin/provisioning/plugins/reload', { method: 'POST' });
    const { message } = (await response.json()) as { message: string };
    expect(response.status).toBe(500);
    for (const said of [
      'plugin not installed: "not-here-app"',
      "app item 3 in configuration doesn't contain required field type",
      '"orrery-plugins-app": organization not found: Nobody',
    ])
      expect(message).toContain(said);
    expect(server.said()).toContain('plugin not installed: \\"not-here-app\\"');
    expect(await server.json(`/api/plugins/${app}/settings`)).toMatchObject({ enabled: true, jsonData: { street: 'Elm Street' } });
    expect((await viewer('/api/admin/provisioning/plugins/reload', { method: 'POST' })).status).toBe(403);
  });
});
