/** A panel that may show what was before beside what is now: offered where its option says so, asked for and told in the legend. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn, startBrowser } from '../support/browser.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const source = { type: 'grafana-testdata-datasource', uid: 'td' };
const to = Date.UTC(2026, 2, 10, 10, 0);
const from = to - 3_600_000;
let orrery: RunningOrrery;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  orrery = await startOrrery();
  browser = await startBrowser();
  await orrery.json('/api/datasources', { body: { uid: 'td', name: 'TestData', type: 'testdata', access: 'proxy' } });
  const panel = (id: number, options: object) => ({
    ...{ id, type: 'timeseries', title: `Walk ${id}`, datasource: source, options, gridPos: { x: (id - 1) * 12, y: 0, w: 12, h: 9 } },
    targets: [{ refId: 'A', datasource: source, scenarioId: 'random_walk', alias: 'walk' }],
  });
  const dashboard = { uid: 'walks', title: 'Walks', schemaVersion: 43, panels: [panel(1, { timeCompare: true }), panel(2, {})] };
  await orrery.json('/api/dashboards/db', { body: { dashboard, overwrite: true } });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(context, orrery);
  page = await context.newPage();
  await page.goto(`${orrery.url}/d/walks?from=${from}&to=${to}&timezone=utc`);
  for (const id of [1, 2]) await page.locator(`[data-panel-id="${id}"][data-state=done]`).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await orrery?.stop();
});

test('is offered by panels that say so', async () => {
  await page.locator('[data-panel-id="1"]').getByRole('button', { name: 'Compare with before' }).waitFor();
  expect(await page.getByRole('button', { name: 'Compare with before' }).count()).toBe(1);
});

test('asks for the time before, and draws it beside', async () => {
  const panel = page.locator('[data-panel-id="1"]');
  const asked = page.waitForRequest((request) => (request.postData() ?? '').includes(String(from - 86_400_000)));
  await panel.getByRole('button', { name: 'Compare with before' }).click();
  await page.getByRole('menuitem', { name: 'the day before' }).click();
  expect((await asked).postDataJSON()).toMatchObject({ from: String(from - 86_400_000), to: String(to - 86_400_000) });
  await panel.getByText('walk (comparison)').waitFor();
  if (process.env.ORRERY_PICTURES) await page.screenshot({ path: `${process.env.ORRERY_PICTURES}/compare.png` });
  await panel.getByRole('button', { name: 'Compared with the day before' }).click();
  await page.getByRole('menuitem', { name: 'Nothing' }).click();
  await expect.poll(() => panel.getByText('walk (comparison)').count()).toBe(0);
});

test('that fails leaves what is now', async () => {
  const panel = page.locator('[data-panel-id="1"]');
  await page.route('**/api/ds/query*', (route) =>
    (route.request().postData() ?? '').includes(String(from - 7 * 86_400_000))
      ? route.fulfill({ status: 500, json: { message: 'Too old' } })
      : route.continue(),
  );
  await panel.getByRole('button', { name: 'Compare with before' }).click();
  await page.getByRole('menuitem', { name: 'the week before' }).click();
  await panel.getByText('1 of 2').waitFor();
  expect(await panel.getByText('walk', { exact: true }).count()).toBeGreaterThan(0);
});
