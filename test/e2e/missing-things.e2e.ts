/** Addresses of things that are not there: each says so, and leads on. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn, startBrowser } from '../support/browser.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

let orrery: RunningOrrery;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  orrery = await startOrrery();
  await orrery.json('/api/datasources', { body: { uid: 'td', name: 'TestData', type: 'testdata', access: 'proxy' } });
  browser = await startBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(context, orrery);
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await orrery?.stop();
});

test.each([
  { path: '/nowhere', says: 'There is no page here', leads: 'Go home', to: /\/$/ },
  { path: '/d/nowhere', says: 'There is no such dashboard', leads: 'All dashboards', to: /\/dashboards$/ },
  { path: '/dashboards/f/nowhere', says: 'There is no such folder', leads: 'All dashboards', to: /\/dashboards$/ },
  { path: '/connections/datasources/edit/nowhere', says: 'There is no such data source', leads: 'All data sources', to: /\/datasources$/ },
  { path: '/plugins/nowhere', says: 'There is no such plugin', leads: 'All plugins', to: /\/plugins$/ },
  { path: '/admin/teams/nowhere', says: 'There is no such team', leads: 'All teams', to: /\/admin\/teams$/ },
  { path: '/admin/access/dashboards/nowhere', says: 'There is no such dashboard', leads: 'Go to the list', to: /\/dashboards$/ },
  { path: '/invite/nowhere', says: 'This invitation is no good any more', leads: 'Sign in', to: /\/(login)?$/ },
])('$path says "$says" and leads on', async ({ path, says, leads, to }) => {
  await page.goto(orrery.url + path);
  await page.getByRole('heading', { name: says }).waitFor();
  await page
    .getByRole('button', { name: leads, exact: true })
    .or(page.getByRole('link', { name: leads, exact: true }))
    .click();
  await page.waitForURL(to);
});

test('a second source of a type is offered a name that no other has', async () => {
  await page.goto(`${orrery.url}/connections/datasources/new`);
  await page.getByRole('link', { name: /^TestData/ }).click();
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await expect.poll(() => name.inputValue(), { timeout: 20_000 }).toBe('TestData 2');
  await name.fill('TestData');
  await page.getByRole('button', { name: 'Save and test' }).click();
  await page.getByText('Another data source has this name').waitFor();
});
