/**
 * `npm run pages -- [FOLDER [NAME...]]`: every page as it looks, by night and by day, wide and narrow, as it is, while it waits and when
 * its questions fail; and the situations that no address alone leads to. Writes a screenshot each and an index into FOLDER
 * (test/screenshots/pages when absent). With names, only pages and situations whose name begins with one of them.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { complaintsOf, signIn, startBrowser } from '../support/browser.ts';
import { furnish } from '../support/furnish.ts';
import { pagesOf } from '../support/pages.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';
import { furnishSituations, type Situation, situations } from '../support/situations.ts';
import { root } from './run.ts';

const themes = ['dark', 'light'] as const;
const widths = [
  [1440, 900],
  [390, 844],
] as const;
const states = ['ready', 'loading', 'failing'] as const;
type State = (typeof states)[number];

const [, , place, ...names] = process.argv;
const folder = resolve(place ?? join(root, 'test/screenshots/pages'));
const isAsked = ({ name }: { readonly name: string }): boolean => names.length === 0 || names.some((one) => name.startsWith(one));
await mkdir(folder, { recursive: true });
await using server = await startOrrery();
const values = await furnish(server);
await furnishSituations(server);
const { pages: all, unfilled } = await pagesOf(server, values);
const pages = all.filter(isAsked);
const asked = situations.filter(isAsked);
const browser = await startBrowser();
const shown: { name: string; file: string; complaints: readonly string[] }[] = [];
try {
  for (const theme of themes) for (const [width, height] of widths) await shootAll(browser, server, theme, width, height);
  for (const [width, height] of widths) for (const one of asked) await shootSituation(browser, server, one, width, height);
} finally {
  await browser.close();
}
await writeFile(join(folder, 'index.html'), indexOf());
const complaining = shown.filter(({ complaints }) => complaints.length > 0);
for (const { file, complaints } of complaining) console.log(`${file}: ${complaints.join(' | ')}`);
for (const pattern of unfilled) console.log(`not shown, its parameters are not known: ${pattern}`);
console.log(
  `${shown.length} screenshots of ${pages.length} pages and ${asked.length} situations in ${folder}, ${complaining.length} with complaints in the console`,
);
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
      shown.push({ name: known.name, file, complaints: state === 'failing' ? [] : [...complaints] });
      await page.close();
    }
    await context.close();
  }
}

/** Reached once, and shown by night and by day. One that cannot be reached is shown as far as it was, and is a complaint. */
async function shootSituation(
  on: Browser,
  of: RunningOrrery,
  { name, path, reach, fails = false, stranger = false }: Situation,
  width: number,
  height: number,
): Promise<void> {
  const context = await on.newContext({ viewport: { width, height }, colorScheme: themes[0], hasTouch: width < 768, locale: 'en-US' });
  if (!stranger) await signIn(context, of);
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  const complaints = complaintsOf(page);
  await page.goto(of.url + path);
  await page.waitForTimeout(1_200);
  const lost = await reach?.(page).then(
    () => undefined,
    (error: Error) => `not reached: ${error.message.split('\n', 1)[0]}`,
  );
  await page.waitForTimeout(500);
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForTimeout(200);
    const file = `${name}-${theme}-${width}.png`;
    await page.screenshot({ path: join(folder, file) });
    shown.push({ name, file, complaints: [...(lost ? [lost] : []), ...(fails ? [] : complaints)] });
  }
  await context.close();
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
  const figure = ({ file }: { readonly file: string }): string =>
    `<figure><a href="${file}"><img src="${file}" loading="lazy" width="420" alt=""></a><figcaption>${file}</figcaption></figure>`;
  const sections = [...pages, ...asked.map(({ name, path }) => ({ name, title: name, path }))].map(({ name, title, path }) => {
    const own = shown.filter((one) => one.name === name);
    return `<h2>${escape(title)} <code>${escape(path)}</code></h2><div>${own.map(figure).join('')}</div>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>Pages</title><style>body{font:14px system-ui;margin:24px}div{display:flex;flex-wrap:wrap;gap:12px}figure{margin:0}figcaption{font-size:11px}</style>${sections.join('')}\n`;
}
function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
