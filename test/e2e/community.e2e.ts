/** The plugins that are offered, at the level they are signed at: each outside the page, in Chromium. `ORRERY_PICTURES=1` keeps their pictures. */
import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { complaintsOf, signIn, startBrowser } from '../support/browser.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const folder = fileURLToPath(new URL('../../plugins/community', import.meta.url));
let orrery: RunningOrrery;
let browser: Browser;
let context: BrowserContext;
let cluster: Server;
let address = '';

const meta = (name: string, namespace = 'shop') => ({ metadata: { name, namespace, creationTimestamp: '2026-01-01T00:00:00Z' } });
const served: Readonly<Record<string, unknown>> = {
  '/orders': {
    orders: [
      { id: 1, total: 42.5, customer: { name: 'Ada' } },
      { id: 2, total: 7, customer: { name: 'Grace' } },
    ],
  },
  '/api/v1/nodes': {
    items: [{ ...meta('node-1'), status: { conditions: [{ type: 'Ready', status: 'True' }], nodeInfo: { kubeletVersion: 'v1.33.1' } } }],
  },
  '/apis/apps/v1/deployments': { items: [{ ...meta('web'), spec: { replicas: 2 }, status: { readyReplicas: 2 } }] },
  '/api/v1/pods': {
    items: [
      {
        ...meta('web-1'),
        spec: { nodeName: 'node-1' },
        status: { phase: 'Running', containerStatuses: [{ ready: true, restartCount: 0 }] },
      },
      {
        ...meta('worker-7'),
        spec: { nodeName: 'node-1' },
        status: {
          phase: 'Running',
          containerStatuses: [{ ready: false, restartCount: 12, state: { waiting: { reason: 'CrashLoopBackOff' } } }],
        },
      },
    ],
  },
};

function grant(home: string, plugin: string, granted: object): void {
  const database = new DatabaseSync(join(home, 'data', 'orrery.db'));
  database
    .prepare(
      "INSERT INTO k_plugin (plugin, plugin_version, hash, enabled, granted, origin, installed_by, version, updated) VALUES (?, '', '', 1, ?, '', 'test', 1, 0)",
    )
    .run(plugin, JSON.stringify(granted));
  database.close();
}

beforeAll(async () => {
  cluster = createServer((request, response) => {
    const found = served[(request.url ?? '').split('?')[0] ?? ''];
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(found ?? { message: 'not found' }));
  });
  await new Promise<void>((done) => cluster.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(cluster.address() as { port: number }).port}`;
  // What level community may hold, an administrator grants: recorded where the server keeps it, before it starts anew.
  const home = mkdtempSync(join(tmpdir(), 'orrery-community-'));
  const settings = { paths: { plugins: folder } };
  await (await startOrrery({ settings, home })).stop();
  grant(home, 'orrery-json-datasource', { fetch: ['instance'] });
  grant(home, 'orrery-kubernetes-app', { fetch: ['instance'], instances: { datasource: ['read', 'call'] } });
  orrery = await startOrrery({ settings, home });
  await orrery.json('/api/datasources', { body: { name: 'Made up', uid: 'made', type: 'testdata', isDefault: true } });
  browser = await startBrowser();
  context = await browser.newContext({ viewport: { width: 1000, height: 640 }, colorScheme: 'dark' });
  await signIn(context, orrery);
});
afterAll(async () => {
  await browser?.close();
  await orrery?.stop();
  cluster?.close();
});

const keep = async (page: Page, plugin: string): Promise<void> => {
  if (process.env.ORRERY_PICTURES) await page.screenshot({ path: `${folder}/${plugin}/img/screenshot.png` });
};

async function show(
  type: string,
  title: string,
  options: object,
  csv?: string,
  defaults: object = {},
): Promise<{ page: Page; complaints: string[] }> {
  const uid = `c-${type}`.slice(0, 39);
  const targets = csv === undefined ? [] : [{ refId: 'A', scenarioId: 'csv_content', csvContent: csv }];
  await orrery.json('/api/dashboards/db', {
    body: {
      overwrite: true,
      dashboard: {
        uid,
        title,
        panels: [
          {
            id: 1,
            type,
            title,
            gridPos: { x: 0, y: 0, w: 24, h: 16 },
            options,
            datasource: { uid: 'made' },
            targets,
            fieldConfig: { defaults, overrides: [] },
          },
        ],
      },
    },
  });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(`${orrery.url}/d/${uid}`);
  return { page, complaints };
}
const figure = (page: Page) => page.locator('[data-panel-id="1"] [role=figure]').getAttribute('aria-label');

describe('an offered plugin', () => {
  test('is signed at level community', async () => {
    const plugins = await orrery.json<readonly { id: string; signatureType?: string }[]>('/api/plugins?embedded=0');
    for (const id of [
      'orrery-clock-panel',
      'orrery-drilldown-pie-panel',
      'orrery-worldmap-panel',
      'orrery-diagram-panel',
      'orrery-json-datasource',
      'orrery-kubernetes-app',
    ])
      expect(plugins.find((plugin) => plugin.id === id)).toMatchObject({ id, signatureType: 'community' });
  });

  test('clock: tells the time, also to dashboards of the panel it stands in for', async () => {
    const { page, complaints } = await show('grafana-clock-panel', 'Berlin', {
      mode: 'time',
      timezone: 'Europe/Berlin',
      dateSettings: { showDate: true },
    });
    await expect.poll(() => figure(page), { timeout: 20_000 }).toMatch(/^\d\d:\d\d:\d\d, \d{4}-\d\d-\d\d$/);
    const before = await figure(page);
    await expect.poll(() => figure(page)).not.toBe(before);
    expect(page.frames().some((frame) => frame.url().includes('/frame/orrery-clock'))).toBe(false);
    const dial = await show('orrery-clock-panel', 'Tokyo', {
      face: 'dial',
      timezone: 'Asia/Tokyo',
      timezoneSettings: { showTimezone: true, zoneFormat: 'name' },
    });
    await expect.poll(() => figure(dial.page), { timeout: 20_000 }).toContain('Asia/Tokyo');
    await keep(dial.page, 'clock');
    expect([...complaints, ...dial.complaints]).toEqual([]);
  });

  test('world map: colours countries, tells of the one under the pointer', async () => {
    const { page, complaints } = await show(
      'orrery-worldmap-panel',
      'Requests by country',
      {},
      'country,requests\nDE,420\nUS,900\nBR,310\nIN,760\nAU,150\nFR,380\nZA,90\nJP,510\nCA,270',
    );
    await expect.poll(() => figure(page), { timeout: 20_000 }).toMatch(/9 .*US/);
    await keep(page, 'world-map');
    await page.locator('[data-panel-id="1"] [role=figure]').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.locator('.o-ptip').innerText()).toContain('United States');
    expect(complaints).toEqual([]);
  });

  test('drill-down pie: opens a part, and leads back', async () => {
    const { page, complaints } = await show(
      'orrery-drilldown-pie-panel',
      'Requests',
      {},
      'region,service,requests\neu,web,30\neu,db,10\nus,web,50\nus,queue,10',
    );
    const frame = page.frameLocator('iframe[src*="/frame/orrery-drilldown-pie-panel"]');
    await frame.getByRole('button', { name: /^us 60/ }).waitFor({ timeout: 20_000 });
    await keep(page, 'pie-drilldown');
    await frame.getByRole('button', { name: /^us 60/ }).press('Enter');
    await frame.getByLabel(/^web 50/).waitFor();
    await frame.getByRole('button', { name: 'All' }).click();
    await frame.getByRole('button', { name: /^eu 40/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('diagram: draws its text, with the values of its nodes', async () => {
    const { page, complaints } = await show(
      'orrery-diagram-panel',
      'Shop',
      {
        content:
          'graph LR\n  users((Users)) --> web[Web]\n  web -->|asks| api(API)\n  subgraph back [Back end]\n    api --> db[(Database)]\n    api -.-> cache{{Cache}}\n  end',
      },
      'name,load\nweb,31\napi,82\ndb,55\ncache,12',
      {
        unit: 'percent',
        thresholds: {
          mode: 'absolute',
          steps: [
            { value: null, color: 'green' },
            { value: 50, color: 'orange' },
            { value: 80, color: 'red' },
          ],
        },
      },
    );
    const frame = page.frameLocator('iframe[src*="/frame/orrery-diagram-panel"]');
    await frame.getByRole('img', { name: 'API: 82%' }).waitFor({ timeout: 20_000 });
    await keep(page, 'diagram');
    expect(complaints).toEqual([]);
  });

  test('JSON API: finds rows and columns, edited outside the page', async () => {
    await orrery.json('/api/datasources', {
      body: { name: 'Shop', uid: 'shop', type: 'orrery-json-datasource', url: address, access: 'proxy' },
    });
    const answer = await orrery.json<{ results: { A: { frames: { data: { values: unknown[][] } }[] } } }>('/api/ds/query', {
      body: {
        from: '0',
        to: '1',
        queries: [
          {
            refId: 'A',
            datasource: { uid: 'shop' },
            path: '/orders',
            rows: '$.orders[*]',
            columns: [{ path: '$.customer.name' }, { path: 'total' }],
          },
        ],
      },
    });
    expect(answer.results.A.frames[0]?.data.values).toEqual([
      ['Ada', 'Grace'],
      [42.5, 7],
    ]);
    const page = await context.newPage();
    await page.goto(`${orrery.url}/connections/datasources/edit/shop`);
    await page.frameLocator('iframe[src*="/frame/orrery-json-datasource"]').getByLabel('Path to test').waitFor({ timeout: 20_000 });
    await keep(page, 'json-api');
  });

  test('Kubernetes overview: says when there is no cluster, when it does not answer, and what is wrong with it', async () => {
    const page = await context.newPage();
    const open = async () => {
      await page.goto(`${orrery.url}/a/orrery-kubernetes-app`);
      return page.frameLocator('iframe[src*="/frame/orrery-kubernetes-app"]');
    };
    await (await open()).getByText('No cluster yet').waitFor({ timeout: 20_000 });
    await orrery.json('/api/datasources', {
      body: { name: 'Broken', uid: 'k0', type: 'orrery-kubernetes-cluster', url: `${address}/nowhere`, access: 'proxy' },
    });
    await (await open()).getByText('The cluster answered 404').waitFor({ timeout: 20_000 });
    await orrery.fetch('/api/datasources/uid/k0', { method: 'DELETE' });
    await orrery.json('/api/datasources', {
      body: { name: 'Live', uid: 'k1', type: 'orrery-kubernetes-cluster', url: address, access: 'proxy' },
    });
    const frame = await open();
    await frame.getByText('CrashLoopBackOff').waitFor({ timeout: 20_000 });
    await keep(page, 'kubernetes');
  });
});
