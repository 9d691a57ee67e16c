/** How much JavaScript a browser that was never here loads until a dashboard is drawn. The list is printed; growing past the budget fails. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn, startBrowser } from '../support/browser.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';
import { tellTransfers, transfersOf } from '../support/transfers.ts';

const source = { type: 'testdata', uid: 'td' };
const panel = (id: number, type: string, x: number) => ({
  ...{ id, type, title: `Panel ${id}`, gridPos: { x, y: 0, w: 12, h: 8 }, datasource: source },
  fieldConfig: { defaults: { unit: 'bytes', color: { mode: 'palette-classic' } }, overrides: [] },
  targets: [{ refId: 'A', scenarioId: 'random_walk', seriesCount: 3, datasource: source }],
});

let orrery: RunningOrrery;
let browser: Browser;
beforeAll(async () => {
  orrery = await startOrrery();
  browser = await startBrowser();
  await orrery.json('/api/datasources', { body: { uid: 'td', name: 'TestData', type: 'testdata', access: 'proxy' } });
  const save = (dashboard: object): Promise<unknown> => orrery.json('/api/dashboards/db', { body: { dashboard, overwrite: true } });
  await save({ uid: 'first', title: 'First', schemaVersion: 43, panels: [panel(1, 'timeseries', 0), panel(2, 'stat', 12)] });
  // Of an early version, with panels that are no more: each step of the migration and each of the stand-ins may be needed.
  await save({
    ...{ uid: 'old', title: 'Old', schemaVersion: 12, panels: [panel(1, 'graph', 0), panel(2, 'singlestat', 12)] },
  });
});
afterAll(async () => {
  await browser?.close();
  await orrery?.stop();
});

test.each([
  { given: 'a dashboard of time series and single values', uid: 'first', budget: 150_000 },
  { given: 'one that must be migrated first', uid: 'old', budget: 150_000 },
])('$given is drawn with less than $budget bytes of JavaScript', async ({ uid, budget }) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(context, orrery);
  const page = await context.newPage();
  const transfers = await transfersOf(page);
  await page.goto(`${orrery.url}/d/${uid}`);
  for (const id of [1, 2]) await page.locator(`[data-panel-id="${id}"][data-state=done]`).waitFor();
  const scripts = transfers.filter(({ path }) => path.endsWith('.js'));
  console.log(`${uid}\n${tellTransfers(scripts)}`);
  expect(scripts.map(({ path }) => path)).toEqual(expect.arrayContaining([expect.stringMatching(/shared\/ui\.js$/)]));
  expect(scripts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(budget);
  await context.close();
});
