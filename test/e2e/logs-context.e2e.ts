/** Lines around a line of a panel of logs, from its source: before and after, and more of them, also outside of the page's time. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn, startBrowser } from '../support/browser.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const source = { type: 'grafana-testdata-datasource', uid: 'td' };
const to = Date.UTC(2026, 2, 10, 10, 0);
let orrery: RunningOrrery;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  orrery = await startOrrery();
  browser = await startBrowser();
  await orrery.json('/api/datasources', { body: { uid: 'td', name: 'TestData', type: 'testdata', access: 'proxy' } });
  const panel = (id: number, target: object) => ({
    ...{ id, type: 'logs', title: `Lines ${id}`, datasource: source, gridPos: { x: 0, y: id * 12, w: 24, h: 12 } },
    options: { showLogContextToggle: true, showTime: true, wrapLogMessage: false },
    targets: [{ refId: 'A', datasource: source, ...target }],
  });
  const csv = 'time,message\n1773136200000,first\n1773136500000,second\n1773136800000,third';
  const panels = [
    panel(1, { scenarioId: 'logs', lines: 10 }),
    panel(2, { scenarioId: 'logs', lines: 10 }),
    panel(3, { scenarioId: 'csv_content', csvContent: csv }),
  ];
  await orrery.json('/api/dashboards/db', {
    body: { dashboard: { uid: 'lines', title: 'Lines', schemaVersion: 43, panels }, overwrite: true },
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(context, orrery);
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await orrery?.stop();
});
const open = async (id: number) => {
  await page.goto(`${orrery.url}/d/lines?from=${to - 600_000}&to=${to}&timezone=utc&viewPanel=${id}`);
  const panel = page.locator(`[data-panel-id="${id}"]`);
  await panel.getByRole('row').nth(1).click();
  return panel;
};
const timesIn = (list: ReturnType<Page['locator']>) => list.locator('.lg-around-time').allTextContents();

test('come ten at a time from the source, older ones above', async () => {
  const panel = await open(1);
  const asked = page.waitForRequest(
    (request) => request.url().includes('/api/ds/query') && (request.postData() ?? '').includes('"before"'),
  );
  await panel.getByRole('button', { name: 'Lines around' }).click();
  expect((await asked).postDataJSON().queries[0].logContext).toMatchObject({ direction: 'before', limit: 10, row: { labels: {} } });
  const list = panel.getByRole('list', { name: 'Lines around' });
  await expect.poll(() => list.getByRole('listitem').count()).toBeGreaterThan(12);
  const before = await timesIn(list);
  expect(before).toEqual(before.toSorted());
  expect(before[0]).toBe('09:39:00.000');
  expect(await list.locator('[aria-current]').textContent()).toContain('09:59:00.000');
  await panel.getByRole('button', { name: 'More older lines' }).click();
  await expect.poll(async () => (await timesIn(list))[0]).toBe('09:19:00.000');
  expect(await timesIn(list)).toHaveLength(before.length + 10);
  if (process.env.ORRERY_PICTURES) await panel.screenshot({ path: `${process.env.ORRERY_PICTURES}/context.png` });
});

test('that the source does not give say so, and may be asked for again', async () => {
  const panel = await open(2);
  await page.route('**/api/ds/query*', (route) =>
    (route.request().postData() ?? '').includes('logContext')
      ? route.fulfill({ status: 500, json: { message: 'The source is gone' } })
      : route.continue(),
  );
  await panel.getByRole('button', { name: 'Lines around' }).click();
  await panel.getByRole('alert').first().waitFor();
  expect(await panel.getByRole('alert').first().textContent()).toContain('The source is gone');
  await page.unroute('**/api/ds/query*');
  await panel.getByRole('button', { name: 'Ask again' }).first().click();
  await panel.getByText('09:39:00.000').waitFor();
});
