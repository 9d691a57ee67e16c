/** A dashboard on a phone: what a finger can reach. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn, startBrowser } from '../support/browser.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const source = { type: 'testdata', uid: 'td' };
const targets = [{ refId: 'A', scenarioId: 'random_walk', datasource: source }];
const long = 'A title that says all there is to say about what this panel shows, and then some';
const stat = (id: number, y: number) => ({
  ...{ id, type: 'stat', title: `Value ${id}`, gridPos: { x: 0, y, w: 6, h: 4 } },
  ...{ datasource: source, targets },
});
const board = {
  ...{ uid: 'pocket', title: 'Pocket', schemaVersion: 43, time: { from: 'now-6h', to: 'now' } },
  panels: [
    { id: 1, type: 'timeseries', title: long, gridPos: { x: 0, y: 0, w: 12, h: 8 }, datasource: source, targets },
    ...[stat(2, 8), stat(3, 12), stat(4, 16)],
    { id: 5, type: 'no-such-panel', title: 'Absent', gridPos: { x: 0, y: 20, w: 12, h: 8 }, datasource: source, targets },
  ],
};
const screen = { width: 390, height: 844 };
let orrery: RunningOrrery;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  orrery = await startOrrery();
  await orrery.json('/api/datasources', { body: { uid: 'td', name: 'TestData', type: 'testdata', access: 'proxy' } });
  await orrery.json('/api/dashboards/db', { body: { dashboard: board } });
  browser = await startBrowser();
  const context = await browser.newContext({ viewport: screen, hasTouch: true });
  await signIn(context, orrery);
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await orrery?.stop();
});

async function open(query = ''): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${orrery.url}/d/pocket${query}`);
  await page.locator('[data-panel-id="1"][data-state=done]').waitFor();
}
async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not shown.');
  return box;
}
const rangeButton = () => page.getByRole('button', { name: /^Last (6 hours|15 minutes)/ });

test('offers the usual ranges', async () => {
  await open();
  await rangeButton().tap();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Last 15 minutes' }).tap();
  await page.waitForURL(/from=now-15m/);
});

test('shows the list of zones within the page, with the field ready', async () => {
  await open();
  await rangeButton().tap();
  await page.getByRole('button', { name: 'Change' }).tap();
  const field = page.getByRole('textbox', { name: 'Find a time zone' });
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.type('berlin');
  const zone = page.getByRole('button', { name: /Europe\/Berlin/ });
  await zone.waitFor();
  const { y, height } = await boxOf(zone);
  expect(y + height).toBeLessThanOrEqual(screen.height);
  await page.keyboard.press('Enter');
  await page.waitForURL(/timezone=Europe%2FBerlin/);
});

test('lets small figures stand in pairs, and one that is left over have the line', async () => {
  await open();
  const [first, second, third] = await Promise.all([2, 3, 4].map((id) => boxOf(page.locator(`[data-panel-id="${id}"]`))));
  expect(second?.y).toBe(first?.y);
  expect(first?.width).toBeLessThan(screen.width / 2);
  expect(third?.width).toBeGreaterThan(screen.width * 0.9);
});

test('keeps a long title clear of the menu', async () => {
  await open();
  const cell = page.locator('[data-panel-id="1"]');
  const [title, menu] = await Promise.all([boxOf(cell.getByRole('heading')), boxOf(cell.getByRole('button', { name: /^Menu of/ }))]);
  expect(title.x + title.width).toBeLessThanOrEqual(menu.x);
});

test('keeps the time readable beside the way back from one panel', async () => {
  await open('?viewPanel=1');
  const { width } = await boxOf(rangeButton());
  expect(width).toBeGreaterThan(100);
});

test('has what can be added in the place of the tabs', async () => {
  await open('?editview=settings');
  await page.getByRole('button', { name: 'Back to the dashboard' }).tap();
  await page.getByRole('navigation', { name: 'What can be added' }).getByRole('button', { name: 'Panel' }).tap();
  const picker = page.getByRole('dialog', { name: 'Which kind of panel' });
  const { x, y, width, height } = await boxOf(picker);
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(screen.width);
  expect(y + height).toBeLessThanOrEqual(screen.height - 60);
  await picker.getByRole('button', { name: 'Gauge', exact: true }).tap();
  await page.locator('.dash-pane').waitFor();
});

test('leads from a panel that nothing draws to the catalog', async () => {
  await open();
  const cell = page.locator('[data-panel-id="5"]');
  await cell.scrollIntoViewIfNeeded();
  await cell.getByRole('button', { name: 'Look in the catalog' }).tap();
  await page.waitForURL(/\/plugins\?view=browse&q=no-such-panel/);
});
