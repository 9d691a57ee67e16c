/**
 * Every page of the server, by night and by day, wide and on a phone: no complaint in the console, nothing serious for axe, nothing wider
 * than the phone. A page is opened twice: wide, where the theme is then changed under it, and on a phone.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { complaintsOf, signIn, startBrowser } from '../support/browser.ts';
import { furnish } from '../support/furnish.ts';
import { type KnownPage, pagesOf } from '../support/pages.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

let server: RunningOrrery;
let browser: Browser;
let pages: readonly KnownPage[];
let unfilled: readonly string[];
let axe: string;

beforeAll(async () => {
  server = await startOrrery();
  ({ pages, unfilled } = await pagesOf(server, await furnish(server)));
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Asked for by the page on the left, and right to be missing: the browser writes that answer into the console by itself. */
const missing: Readonly<Record<string, readonly string[]>> = {
  // Whether a catalog offers it, too: this one comes with the server.
  '/plugins/prometheus': ['/api/orrery/catalog/plugins/prometheus'],
};

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

/** `axe` is evaluated through the debugger: the page's own policy would refuse a script element. */
async function seriousIn(page: Page): Promise<string[]> {
  const violations = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ target }) => ({ target })) })))",
  )) as readonly Violation[];
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id} at ${nodes
          .slice(0, 3)
          .map(({ target }) => target.join(' '))
          .join(' and ')}`,
    );
}

/** Shown, and nothing of it still on its way. */
async function settled(page: Page): Promise<void> {
  await page.locator('#content :is(h1, h2)').first().waitFor({ state: 'attached' });
  await page
    .locator('#content [aria-busy=true]')
    .first()
    .waitFor({ state: 'detached', timeout: 5_000 })
    .catch(() => undefined);
  await page.waitForTimeout(400);
}

describe('every page', () => {
  test('is among those that are looked at', () => {
    expect(unfilled).toEqual([]);
    expect(pages.length).toBeGreaterThanOrEqual(6);
  });

  test('complains of nothing by night and by day, and has nothing serious for axe in either', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
    await signIn(context, server);
    const found: string[] = [];
    for (const { path } of pages) {
      const page = await context.newPage();
      const complaints = complaintsOf(page, missing[path]);
      await page.goto(server.url + path);
      await settled(page);
      await page.evaluate(axe);
      for (const serious of await seriousIn(page)) found.push(`${path} by night: ${serious}`);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.locator('html[data-theme=day]').waitFor();
      await page.waitForTimeout(200);
      for (const serious of await seriousIn(page)) found.push(`${path} by day: ${serious}`);
      for (const complaint of complaints) found.push(`${path}: ${complaint}`);
      await page.close();
    }
    await context.close();
    expect(found).toEqual([]);
  }, 400_000);

  test('complains of nothing on a phone, and is no wider than it', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true });
    await signIn(context, server);
    const found: string[] = [];
    for (const { path } of pages) {
      const page = await context.newPage();
      const complaints = complaintsOf(page, missing[path]);
      await page.goto(server.url + path);
      await settled(page);
      // What scrolls sideways says so by its own box; the page itself never does.
      const wide = await page.evaluate(() => {
        const content = document.querySelector('#content') ?? document.body;
        return [document.documentElement, content].some((box) => box.scrollWidth > box.clientWidth + 1);
      });
      if (wide) found.push(`${path}: is wider than the phone`);
      for (const complaint of complaints) found.push(`${path}: ${complaint}`);
      await page.close();
    }
    await context.close();
    expect(found).toEqual([]);
  }, 200_000);
});

test('going back leads to where one was on the page', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 500 } });
  await signIn(context, server);
  const page = await context.newPage();
  await page.goto(`${server.url}/admin/settings`);
  const content = page.locator('#content');
  await page.getByText('http_port').first().waitFor();
  await content.evaluate((box) => box.scrollTo(0, 900));
  await page.waitForTimeout(100);
  await page.getByRole('link', { name: 'Plugins' }).first().click();
  await page.getByRole('heading', { name: 'Plugins' }).waitFor();
  expect(await content.evaluate((box) => box.scrollTop)).toBe(0);
  await page.goBack();
  await expect.poll(() => content.evaluate((box) => box.scrollTop)).toBe(900);
  await context.close();
});

test('a phone has five tabs, the last of which leads to all others and tells when one is on such a page', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await signIn(context, server);
  const page = await context.newPage();
  await page.goto(`${server.url}/admin/teams`);
  const tabs = page.locator('nav.o-nav > :is(a, button):visible');
  await tabs.first().waitFor();
  expect(await tabs.count()).toBe(5);
  const more = tabs.last();
  expect(await more.getAttribute('class')).toContain('o-on');
  await more.click();
  await page.getByRole('menuitem', { name: 'Service accounts' }).click();
  await page.getByRole('heading', { name: 'Service accounts' }).waitFor();
  await context.close();
});
