/**
 * `npm run pages -- [FOLDER]`: every page as it looks, by night and by day, wide and narrow, as it is, while it waits and when its
 * questions fail. Writes a screenshot each and an index into FOLDER (test/screenshots/pages when absent).
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { complaintsOf, signIn, startBrowser } from '../support/browser.ts';
import { furnish } from '../support/furnish.ts';
import { type KnownPage, pagesOf } from '../support/pages.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';
import { root } from './run.ts';

const themes = ['dark', 'light'] as const;
const widths = [
  [1440, 900],
  [390, 844],
] as const;
const states = ['ready', 'loading', 'failing'] as const;
type State = (typeof states)[number];

const folder = resolve(process.argv[2] ?? join(root, 'test/screenshots/pages'));
await mkdir(folder, { recursive: true });
await using server = await startOrrery();
const values = await furnish(server);
const { pages, unfilled } = await pagesOf(server, values);
const browser = await startBrowser();
const shown: { page: KnownPage; state: State; file: string; complaints: readonly string[] }[] = [];
try {
  for (const theme of themes) for (const [width, height] of widths) await shootAll(browser, server, theme, width, height);
} finally {
  await browser.close();
}
await writeFile(join(folder, 'index.html'), indexOf());
const complaining = shown.filter(({ complaints, state }) => complaints.length > 0 && state !== 'failing');
for (const { file, complaints } of complaining) console.log(`${file}: ${complaints.join(' | ')}`);
for (const pattern of unfilled) console.log(`not shown, its parameters are not known: ${pattern}`);
console.log(`${shown.length} screenshots of ${pages.length} pages in ${folder}, ${complaining.length} with complaints in the console`);
process.exitCode = complaining.length > 0 || unfilled.length > 0 ? 1 : 0;

async function shootAll(on: Browser, of: RunningOrrery, theme: 'dark' | 'light', width: number, height: number): Promise<void> {
  for (const state of states) {
    const context = await on.newContext({ viewport: { width, height }, colorScheme: theme });
    await signIn(context, of);
    await hold(await context.newPage(), state);
    for (const known of pages) {
      const page = await context.newPage();
      await hold(page, state);
      const complaints = complaintsOf(page);
      await page.goto(of.url + known.path);
      await page.waitForTimeout(state === 'loading' ? 1_200 : 1_500);
      const file = `${known.name}-${state}-${theme}-${width}.png`;
      await page.screenshot({ path: join(folder, file) });
      shown.push({ page: known, state, file, complaints: [...complaints] });
      await page.close();
    }
    await context.close();
  }
}

/** What the page itself needs to begin is always answered. */
async function hold(page: Page, state: State): Promise<void> {
  if (state === 'ready') return;
  await page.route(/\/api\/(?!orrery\/boot|orrery\/live)/, async (route) => {
    if (state === 'loading') return;
    await route.fulfill({
      status: 500,
      contentType: 'application/json',
      body: JSON.stringify({ message: 'The database does not answer.', requestId: 'f0e1d2c3' }),
    });
  });
}

function indexOf(): string {
  const figure = ({ file }: { file: string }): string =>
    `<figure><a href="${file}"><img src="${file}" loading="lazy" width="420" alt=""></a><figcaption>${file}</figcaption></figure>`;
  const sections = pages.map(({ name, title, path }) => {
    const own = shown.filter(({ page }) => page.name === name);
    return `<h2>${escape(title)} <code>${escape(path)}</code></h2><div>${own.map(figure).join('')}</div>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>Pages</title><style>body{font:14px system-ui;margin:24px}div{display:flex;flex-wrap:wrap;gap:12px}figure{margin:0}figcaption{font-size:11px}</style>${sections.join('')}\n`;
}
function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
