/** What a dashboard shares: annotations written in its charts, and panels of the library. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn, startBrowser } from '../support/browser.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const source = { type: 'grafana-testdata-datasource', uid: 'td' };
const walk = [{ refId: 'A', scenarioId: 'random_walk' }];
const panel = { type: 'timeseries', datasource: source, targets: walk, gridPos: { x: 0, y: 0, w: 12, h: 9 } };
const board = {
  uid: 'shared',
  title: 'Shared',
  time: { from: 'now-1h', to: 'now' },
  schemaVersion: 41,
  panels: [
    { ...panel, id: 1, title: 'Load' },
    { id: 2, gridPos: { x: 12, y: 0, w: 12, h: 9 }, libraryPanel: { uid: 'nobody', name: 'Long gone' } },
  ],
};

let orrery: RunningOrrery;
let browser: Browser;
let page: Page;
const uncaught: string[] = [];

beforeAll(async () => {
  orrery = await startOrrery();
  const datasource = { name: 'TestData', uid: 'td', type: 'grafana-testdata-datasource', access: 'proxy', isDefault: true };
  await orrery.json('/api/datasources', { method: 'POST', body: datasource });
  await orrery.json('/api/dashboards/db', { method: 'POST', body: { dashboard: board } });
  browser = await startBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(context, orrery);
  page = await context.newPage();
  page.on('pageerror', (error) => uncaught.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  await orrery?.stop();
});

const drawn = (id: number) => page.locator(`[data-panel-id="${id}"] .o-surface canvas`).first();
const stored = () =>
  orrery.json<{ id: number; text: string; tags: string[]; panelId: number; time: number }[]>('/api/annotations?dashboardUID=shared');

describe('an annotation', () => {
  test('is written where the chart is clicked with Ctrl, and drawn there', async () => {
    await page.goto(`${orrery.url}/d/shared`);
    await drawn(1).waitFor();
    await page.locator('[data-panel-id="1"] .u-over').click({ modifiers: ['Control'], position: { x: 200, y: 80 } });
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What happened').fill('deployed <b>4.2</b>');
    await dialog.getByLabel('Tags').fill('deploy, api');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    const [note] = await stored();
    expect(note).toMatchObject({ text: 'deployed <b>4.2</b>', tags: ['deploy', 'api'], panelId: 1 });
    const now = Date.now();
    expect(note?.time).toBeGreaterThan(now - 3_600_000);
    expect(note?.time).toBeLessThan(now);
  });

  test('is not offered to whoever may only look', async () => {
    const person = { name: 'Vera', login: 'vera', email: 'vera@x.test', password: 'a-long-test-password', OrgId: 1 };
    await orrery.json('/api/admin/users', { method: 'POST', body: person });
    const { dashboard, meta } = await orrery.json<{ dashboard: object; meta: { annotationsPermissions: { dashboard: object } } }>(
      '/api/dashboards/uid/shared',
    );
    expect(dashboard).toBeTruthy();
    expect(meta.annotationsPermissions.dashboard).toEqual({ canAdd: true, canEdit: true, canDelete: true });
    const basic = `Basic ${btoa('vera:a-long-test-password')}`;
    const seen = await fetch(`${orrery.url}/api/dashboards/uid/shared`, { headers: { authorization: basic } });
    const hers = (await seen.json()) as typeof meta & { meta: typeof meta };
    expect(hers.meta.annotationsPermissions.dashboard).toEqual({ canAdd: false, canEdit: false, canDelete: false });
  });
});

describe('a panel of the library', () => {
  test('that is gone keeps its place and says so', async () => {
    const cell = page.locator('[data-panel-id="2"]');
    await expect.poll(() => cell.innerText()).toContain('The library has no panel "Long gone" any more');
  });

  test('is shared by the menu of a panel, placed again from the library, and follows each change of it', async () => {
    await page.locator('[data-panel-id="1"]').hover();
    await page.getByRole('button', { name: 'Menu of Load' }).click();
    await page.getByRole('menuitem', { name: 'Share in the library' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Load of all');
    await dialog.getByRole('button', { name: 'Share', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Library', exact: true }).click();
    await dialog.getByRole('button', { name: /Load of all/ }).click();
    await drawn(3).waitFor();
    await page.getByRole('button', { name: 'Save changes' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
    await expect.poll(async () => (await saved()).panels.filter(({ libraryPanel }) => libraryPanel?.name === 'Load of all').length).toBe(2);

    const { result } = await orrery.json<{ result: { elements: { uid: string; version: number; name: string; model: object }[] } }>(
      '/api/library-elements',
    );
    const [element] = result.elements;
    expect(element).toMatchObject({ name: 'Load of all', model: { type: 'timeseries', targets: walk } });
    const body = { kind: 1, version: element?.version, model: { ...element?.model, type: 'stat' } };
    await orrery.json(`/api/library-elements/${element?.uid}`, { method: 'PATCH', body });
    await page.goto(`${orrery.url}/d/shared?from=now-2h`);
    for (const id of [1, 3]) await page.locator(`[data-panel-id="${id}"][data-panel-type=stat][data-state=done]`).waitFor();
    expect(uncaught).toEqual([]);
  });
});

async function saved() {
  type Saved = { dashboard: { panels: { libraryPanel?: { name: string } }[] } };
  return (await orrery.json<Saved>('/api/dashboards/uid/shared')).dashboard;
}
