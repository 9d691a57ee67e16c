/** Keyboard alone, from the sign-in to a saved change: no pointer is used, and what has the focus can be seen all the way. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const source = { type: 'testdata', uid: 'td' };
const board = {
  ...{ uid: 'keys', title: 'Quokka', schemaVersion: 43, time: { from: 'now-6h', to: 'now' } },
  templating: { list: [{ name: 'zone', label: 'Zone', type: 'custom', query: 'eu,us', current: { text: 'eu', value: 'eu' } }] },
  panels: [
    {
      ...{ id: 1, type: 'timeseries', title: 'Walk of $zone', gridPos: { x: 0, y: 0, w: 12, h: 8 }, datasource: source },
      targets: [{ refId: 'A', scenarioId: 'random_walk', datasource: source }],
    },
  ],
};
let orrery: RunningOrrery;
let browser: Browser;
let page: Page;

/** Runs in the page before anything else: it sees pointers, and can take the focus away without anybody being told. */
const watch = `
  globalThis.pointers = [];
  for (const kind of ['pointerdown', 'mousedown', 'touchstart'])
    addEventListener(kind, () => pointers.push(kind), true);
  let probing = false;
  for (const kind of ['blur', 'focus', 'focusin', 'focusout', 'toggle'])
    addEventListener(kind, (event) => probing && event.stopImmediatePropagation(), true);
  const still = new CSSStyleSheet();
  still.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important; }');
  addEventListener('DOMContentLoaded', () => document.adoptedStyleSheets.push(still));
  const look = (element) => {
    const looks = [];
    for (let one = element, up = 0; one && up < 4; one = one.parentElement, up++) {
      const { outline, boxShadow, borderColor, backgroundColor, color } = getComputedStyle(one);
      looks.push(outline, boxShadow, borderColor, backgroundColor, color);
    }
    return looks.join();
  };
  /** What has the focus: its name, and whether it would look different without. */
  globalThis.focused = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return { name: '', shown: true };
    const names = [element.getAttribute('aria-label'), element.labels?.[0]?.textContent, element.textContent, element.title];
    const name = names.find((one) => one?.trim())?.trim() ?? element.tagName;
    const withFocus = look(element);
    probing = true;
    element.blur();
    const without = look(element);
    element.focus({ focusVisible: true, preventScroll: true });
    probing = false;
    // The page itself takes the focus after a change of page, so that reading goes on at its start; a ring around all of it says nothing.
    return { name, shown: withFocus !== without || element.id === 'content' };
  };`;

beforeAll(async () => {
  orrery = await startOrrery();
  await orrery.json('/api/datasources', { body: { uid: 'td', name: 'TestData', type: 'testdata', access: 'proxy' } });
  await orrery.json('/api/dashboards/db', { body: { dashboard: board } });
  browser = await startBrowser();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.addInitScript(watch);
});
afterAll(async () => {
  await browser?.close();
  await orrery?.stop();
});

const focused = (): Promise<{ name: string; shown: boolean }> => page.evaluate('focused()');
const pointers = (): Promise<readonly string[]> => page.evaluate('pointers');
const drawn = (title: string): Promise<void> => page.locator('[data-panel-id="1"][data-state=done]').filter({ hasText: title }).waitFor();

/** Goes on by Tab until the focus is on what is named; each stop on the way has to show that it has it. */
async function tabTo(wanted: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < 150; step++) {
    const { name, shown } = await focused();
    expect({ name, shown }, 'the focus can be seen').toEqual({ name, shown: true });
    if (wanted.test(name)) return;
    passed.push(name.slice(0, 30));
    await page.keyboard.press('Tab');
  }
  throw new Error(`No way by Tab to ${wanted}; passed: ${passed.join(' | ')}`);
}

/** By Ctrl+K; the key and what is typed follow without a pause, as a hand does it. */
async function search(text: string, path: RegExp): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(text);
  await page.locator('#palette-list [role=option][aria-selected=true]').filter({ hasText: text }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(path);
  // Reading goes on at the start of the page, not at the top of the window.
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('content');
}

test('signs in and finds a dashboard', async () => {
  await page.goto(`${orrery.url}/login`);
  await page.locator('input').first().waitFor();
  await tabTo(/name/i);
  await page.keyboard.type(orrery.admin.user);
  await tabTo(/^passphrase/i);
  await page.keyboard.type(orrery.admin.password);
  await page.keyboard.press('Enter');
  await page.locator('.o-app').waitFor();
  await search('Quokka', /\/d\/keys/);
  await drawn('Walk of eu');
});

test('asks for another time and another value', async () => {
  await tabTo(/^last 6 hours/i);
  await page.keyboard.press('Enter');
  await page.locator('.dash-picker [data-first], .dash-picker input').first().waitFor();
  await tabTo(/^last 15 minutes/i);
  await page.keyboard.press('Enter');
  await page.waitForURL(/from=now-15m/);

  // Shift+Tab would do as well: the way round is longer, and passes everything.
  await tabTo(/^zone: eu/i);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await focused()).name).toBe('Find a value of Zone');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/var-zone=us/);
  await drawn('Walk of us');
});

test('renames a panel from its menu and saves', async () => {
  await tabTo(/^menu of walk of us/i);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await focused()).name).toMatch(/^view alone/i);
  await page.keyboard.press('ArrowDown');
  expect((await focused()).name).toMatch(/^edit/i);
  await page.keyboard.press('Enter');
  await page.locator('.dash-pane').waitFor();
  await tabTo(/^title$/i);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Stroll of $zone');
  await page.keyboard.press('Control+s');
  await page.getByRole('dialog', { name: /save changes/i }).waitFor();
  await tabTo(/^save changes$/i);
  await page.keyboard.press('Enter');
  await drawn('Stroll of us');
  await expect
    .poll(async () => (await orrery.json<{ dashboard: typeof board }>('/api/dashboards/uid/keys')).dashboard.panels[0]?.title)
    .toBe('Stroll of $zone');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

test('goes to the data sources and to the people, and everything there has a stop', async () => {
  await search('Data sources', /\/connections\/datasources$/);
  await tabTo(/^add data source/i);
  await search('Users', /\/admin\/users$/);
  await tabTo(/invite|add/i);
  expect(await pointers()).toEqual([]);
});
