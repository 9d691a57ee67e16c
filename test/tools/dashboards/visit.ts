/** Opens a dashboard in Chromium with every row open and every panel mounted, and says what each panel shows. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { RunningOrrery } from '../../support/server.ts';

export type Outcome = 'drawn' | 'empty' | 'failed' | 'missing panel' | 'missing source' | 'blank';
export interface SeenPanel {
  readonly key: string;
  readonly type: string;
  readonly title: string;
  readonly outcome: Outcome;
  /** What the panel says, or the plugin or source that is missing. */
  readonly said: string;
}
export interface Visit {
  readonly panels: readonly SeenPanel[];
  readonly complaints: readonly string[];
}

interface Facts {
  readonly key: string;
  readonly type: string;
  readonly state: string;
  readonly title: string;
  readonly says: string | undefined;
  readonly text: string;
  readonly missing: string | undefined;
  readonly inked: boolean;
  readonly busy: boolean;
}

const width = 1440;
/** Beyond it Chromium takes no picture in one piece. */
const tallest = 14_000;
const patienceMs = 20_000;

/** A page that does not answer any more would hold up all that come after it. */
const deadlineMs = 240_000;

export async function visit(browser: Browser, orrery: RunningOrrery, uid: string, shot: string): Promise<Visit> {
  const late = new AbortController();
  const deadline = sleep(deadlineMs, undefined, { signal: late.signal }).then(() => {
    throw new Error(`the page was not done after ${deadlineMs / 1000} s`);
  });
  try {
    return await Promise.race([look(browser, orrery, uid, shot), deadline]);
  } finally {
    late.abort();
    deadline.catch(() => undefined);
  }
}

async function look(browser: Browser, orrery: RunningOrrery, uid: string, shot: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: 'dark', locale: 'en-US' });
  try {
    const cookies = orrery.cookie.split('; ').map((pair) => {
      const equals = pair.indexOf('=');
      return { name: pair.slice(0, equals), value: pair.slice(equals + 1), url: orrery.url };
    });
    await context.addCookies(cookies);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
    await page.goto(`${orrery.url}/d/${encodeURIComponent(uid)}`);
    await page.locator('[data-panel-type], .dash-row, .o-state').first().waitFor({ timeout: patienceMs });
    await openRows(page);
    await grow(page);
    const seen = new Map<string, Facts>();
    await settled(page);
    await retry(page);
    for (const facts of await settled(page)) seen.set(facts.key, facts);
    await page.screenshot({ path: shot, fullPage: true });
    // What did not fit into the tallest window is scrolled to.
    for (const cell of await page.locator('[data-panel-type]').all()) {
      const key = await cell.evaluate((element: HTMLElement) => `${element.dataset.panelKey ?? element.dataset.panelId}`);
      const known = seen.get(key);
      if (known && !known.busy && (known.inked || known.says || known.missing)) continue;
      await cell.scrollIntoViewIfNeeded();
      for (const facts of await settled(page, key)) seen.set(facts.key, facts);
    }
    return { panels: [...seen.values()].map(judge), complaints: complaints.filter(isFault) };
  } finally {
    await context.close();
  }
}

/** A query that fails answers 4xx or 5xx, which browsers write into the console of themselves; the panel says why. */
function isFault(text: string): boolean {
  return !/^Failed to load resource: the server responded with a status of/.test(text);
}

async function openRows(page: Page): Promise<void> {
  const closed = page.locator('.dash-row[aria-expanded=false]');
  for (let tries = 0; tries < 100 && (await closed.count()) > 0; tries++) await closed.first().click();
}

/** What failed is asked for once more, as a person would do: a busy machine is no fault of the dashboard. */
async function retry(page: Page): Promise<void> {
  for (const box of await page.locator('[data-panel-type] [data-says=error]').all()) {
    await box
      .getByRole('button')
      .first()
      .click({ timeout: 2_000 })
      .catch(() => undefined);
    await page.waitForTimeout(300);
  }
}

/** Makes the window as high as the page, so that all of it is in sight. */
async function grow(page: Page): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    const missing = await page.evaluate(() => {
      // What scrolls in a panel, as tables do, scrolls there.
      const boxes = [document.scrollingElement, ...document.querySelectorAll('main, main *')].filter(
        (box): box is Element => box !== null && !box.closest('[data-panel-type]'),
      );
      return Math.max(
        ...boxes.map((box) =>
          /(auto|scroll)/.test(getComputedStyle(box).overflowY) || box === document.scrollingElement
            ? box.scrollHeight - box.clientHeight
            : 0,
        ),
      );
    });
    const height = page.viewportSize()?.height ?? 900;
    if (missing <= 0 || height >= tallest) return;
    await page.setViewportSize({ width, height: Math.min(tallest, height + missing) });
    await page.waitForTimeout(200);
  }
}

/** Facts once nothing changes any more: of one panel, or of all. */
async function settled(page: Page, key?: string): Promise<Facts[]> {
  const end = Date.now() + patienceMs;
  for (let calm = 0, before = ''; ; ) {
    const facts = (await page.evaluate(readPanels)).filter((one) => key === undefined || one.key === key);
    const open = facts.filter((one) => one.busy || (!one.inked && !one.says && !one.missing));
    const now = JSON.stringify(facts);
    calm = now === before ? calm + 1 : 0;
    before = now;
    if ((open.length === 0 && calm >= 1) || calm >= 12 || Date.now() > end) return facts;
    await page.waitForTimeout(250);
  }
}

/** Runs in the page. */
function readPanels(): Facts[] {
  const inked = (surface: Element | null): boolean => {
    if (!surface) return false;
    if (surface.querySelector('svg, img, input, i[style], [role=grid]') || (surface as HTMLElement).innerText.trim() !== '') return true;
    // A value may be shown by the colour of its box alone.
    const filled = [...surface.querySelectorAll('*')].some((element) => {
      const { backgroundColor, backgroundImage } = getComputedStyle(element);
      return backgroundImage !== 'none' || !/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor);
    });
    if (filled) return true;
    return [...surface.querySelectorAll('canvas')].some((canvas) => {
      const pixels =
        canvas.width && canvas.height ? canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data : undefined;
      if (!pixels) return false;
      for (let at = 3; at < pixels.length; at += 4) if (pixels[at]! > 0) return true;
      return false;
    });
  };
  return [...document.querySelectorAll<HTMLElement>('[data-panel-type]')].map((cell) => {
    const box = cell.querySelector<HTMLElement>('[data-says]');
    const surface = cell.querySelector('.o-surface');
    const missing = cell.querySelector('.dash-absent [data-says]') ? cell.dataset.panelType : undefined;
    return {
      key: cell.dataset.panelKey ?? String(cell.dataset.panelId),
      type: cell.dataset.panelType ?? '',
      state: cell.dataset.state ?? '',
      title: cell.querySelector('h2, h3')?.textContent?.trim() ?? '',
      says: box?.dataset.says,
      text: box?.querySelector('h4')?.textContent?.trim() ?? '',
      missing,
      inked: inked(surface),
      busy: missing === undefined && (cell.dataset.state === 'loading' || cell.querySelector('.o-loading') !== null),
    };
  });
}

const noSource = /^(?:[A-Z]: )?The data source (.+) is not configured\.$|^(?:[A-Z]: )?No active plugin answers for the data source (.+)\.$/;

function judge({ key, type, title, says, text, missing, inked, busy, state }: Facts): SeenPanel {
  const panel = { key, type, title };
  if (missing !== undefined) return { ...panel, outcome: 'missing panel', said: type };
  const source = noSource.exec(text);
  if (source) return { ...panel, outcome: 'missing source', said: source[1] ?? source[2] ?? '' };
  if (says === 'empty') return { ...panel, outcome: 'empty', said: text };
  if (says === 'unconfigured') return { ...panel, outcome: 'empty', said: text };
  if (says) return { ...panel, outcome: 'failed', said: text };
  if (inked) return { ...panel, outcome: 'drawn', said: '' };
  if (busy) return { ...panel, outcome: 'failed', said: `still ${state || 'loading'} after ${patienceMs / 1000} s` };
  return { ...panel, outcome: 'blank', said: '' };
}
