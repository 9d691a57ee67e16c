/** Every page of the server, by night and by day: no complaint in the console, and nothing serious for axe. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
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

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

describe('every page', () => {
  test('is among those that are looked at', () => {
    expect(unfilled).toEqual([]);
    expect(pages.length).toBeGreaterThanOrEqual(6);
  });

  test.each([
    ['by night', 'dark', 1440],
    ['by day', 'light', 1440],
    ['on a phone', 'dark', 390],
  ] as const)(
    '%s complains of nothing, and has nothing serious for axe',
    async (_when, colorScheme, width) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
      await signIn(context, server);
      const found: string[] = [];
      for (const { path } of pages) {
        const page = await context.newPage();
        const complaints = complaintsOf(page);
        await page.goto(server.url + path);
        await page.locator('#content :is(h1, h2)').first().waitFor({ state: 'attached' });
        await page.waitForTimeout(800);
        // Evaluated through the debugger: the page's own policy would refuse a script element.
        await page.evaluate(axe);
        const violations = (await page.evaluate(
          "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ target }) => ({ target })) })))",
        )) as readonly Violation[];
        for (const { id, impact, nodes } of violations)
          if (impact === 'serious' || impact === 'critical')
            found.push(
              `${path}: ${id} at ${nodes
                .map(({ target }) => target.join(' '))
                .slice(0, 3)
                .join(' and ')}`,
            );
        // The page of a plugin asks the catalogs about it, which may not have it: the browser writes that answer down by itself.
        const asked = complaints.filter((text) => !(path.startsWith('/plugins/') && text.includes('status of 404')));
        for (const complaint of asked) found.push(`${path}: ${complaint}`);
        await page.close();
      }
      await context.close();
      expect(found).toEqual([]);
    },
    400_000,
  );
});
