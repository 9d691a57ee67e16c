/** A newcomer's first minute in Chromium, against a real Prometheus. How long it takes is the bench's business (`first-minute.bench.ts`). */
import { readdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { complaintsOf, startBrowser } from '../support/browser.ts';
import {
  chartPrometheus,
  claim,
  connectPrometheus,
  type FreshOrrery,
  seeItMove,
  startFresh,
  startOwnPrometheus,
} from '../support/first-minute.ts';
import type { RunningPrometheus } from '../support/prometheus.ts';

let prometheus: RunningPrometheus;
let orrery: FreshOrrery;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  prometheus = await startOwnPrometheus();
  orrery = await startFresh();
  browser = await startBrowser();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.setDefaultTimeout(100_000);
  complaints = complaintsOf(page);
});
afterAll(async () => {
  await browser?.close();
  await orrery?.[Symbol.asyncDispose]();
  await prometheus?.[Symbol.asyncDispose]();
});

test('a passphrase that the page calls too short is refused in the same words', async () => {
  await page.goto(orrery.link);
  await page.getByText('At least 12 characters.').waitFor();
  await page.locator('input[name=login]').fill('newcomer');
  await page.locator('input[type=password]').first().fill('elevenchars');
  await page.getByRole('button', { name: 'Claim with passphrase' }).click();
  await page.getByText('The passphrase needs at least 12 characters.').waitFor();
  expect(complaints.splice(0)).toEqual([expect.stringContaining('/api/claim')]);
});

test('the printed link makes the server mine, and the first page shows a chart that moves', async () => {
  await claim(page, orrery.link);
  await seeItMove(page);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('First light, newcomer');
  expect(readdirSync(orrery.home)).toContain('data');
});

test('the next step adds a Prometheus, and what is stored was tested', async () => {
  await connectPrometheus(page, prometheus.url);
  expect(await page.getByRole('complementary', { name: 'Test' }).locator('li').count()).toBeGreaterThan(3);
});

test('the step after it draws a chart of it, which can be saved and found', async () => {
  await chartPrometheus(page);
  const answer = await page.evaluate(async () => (await fetch('/api/orrery/datasources')).json());
  expect((answer as { type: string; url?: string }[]).map(({ type }) => type)).toContain('prometheus');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Save/ }).last().click();
  await page.waitForURL(/\/d\//);
  await page.locator('[data-panel-id="1"][data-state=done] canvas').first().waitFor();
});

test('from home, a link leads back to First Light, which knows what is done', async () => {
  await page.goto(new URL('/', page.url()).href);
  await page.getByRole('navigation').getByRole('link', { name: 'First Light' }).click();
  await page.waitForURL(/\/first-light$/);
  const steps = page.getByRole('region', { name: 'Getting started' });
  await steps.getByText('4 of 5').waitFor();
  expect(await steps.getByRole('link', { name: 'Start: Let others in' }).getAttribute('href')).toBe('/admin/users');
  expect(complaints).toEqual([]);
});
