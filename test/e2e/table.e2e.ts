/** The table panel in Chromium: as it was built and signed, under the page's own policy. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FrameText, openPanelPage, type PanelPage } from '../support/panel-page.ts';

const shots = fileURLToPath(new URL('../screenshots', import.meta.url));
const count = 40;
const list = <Value>(make: (row: number) => Value, length = count): Value[] => Array.from({ length }, (_, row) => make(row));
const steps = (...colors: [number | null, string][]) => ({ mode: 'absolute', steps: colors.map(([value, color]) => ({ value, color })) });
const trend = (row: number): FrameText => ({
  fields: [
    { name: 'time', type: 'time', values: list((at) => 1.7e12 + at * 60_000, 30) },
    { name: 'v', type: 'number', values: list((at) => (at === 10 ? null : Math.sin(at / 3 + row) * 10 + row), 30) },
  ],
});
const states = { ok: { text: 'OK', color: 'green' }, warn: { text: 'Warning', color: 'orange' }, down: { text: 'Down', color: 'red' } };
const hosts: FrameText = {
  fields: [
    { name: 'Host', type: 'string', values: list((row) => `web-${row}`), config: { custom: { inspect: true, filterable: true } } },
    {
      ...{ name: 'State', type: 'string', values: list((row) => ['ok', 'warn', 'down'][row % 3]) },
      config: {
        mappings: [{ type: 'value', options: states }],
        custom: { cellOptions: { type: 'color-background', mode: 'basic' }, filterable: true },
      },
    },
    {
      ...{ name: 'CPU', type: 'number', values: list((row) => (row * 37) % 100) },
      config: {
        ...{ unit: 'percent', min: 0, max: 100, thresholds: steps([null, 'green'], [60, 'orange'], [80, 'red']) },
        custom: { cellOptions: { type: 'gauge', mode: 'gradient' } },
      },
    },
    {
      ...{ name: 'Slots', type: 'number', values: list((row) => (row * 13) % 100) },
      config: { min: 0, max: 100, color: { mode: 'continuous-GrYlRd' }, custom: { cellOptions: { type: 'gauge', mode: 'lcd' } } },
    },
    {
      ...{ name: 'Load', type: 'number', values: list((row) => (row % 7 ? row / 3 : null)) },
      config: { custom: { cellOptions: { type: 'color-text' }, footer: { reducers: ['mean', 'max'] }, filterable: true } },
    },
    { name: 'Trend', type: 'frame', values: list(trend), config: { color: { mode: 'palette-classic' } } },
    {
      name: 'Tags',
      type: 'string',
      values: list((row) => `shard-${row % 3}, prod, eu`),
      config: { custom: { cellOptions: { type: 'pill' } } },
    },
    {
      name: 'Log',
      type: 'string',
      values: list((row) => `line ${row}`),
      config: { links: [{ title: 'Log of ${__value.raw}', url: '/explore' }] },
    },
  ],
};

let host: PanelPage;
const grid = () => host.page.locator('#stage [role=grid]').first();
const column = (name: string) => host.page.locator(`#stage [data-column="${name}"]`);
const cells = (index: number) => host.page.locator(`#stage .tbl-row [role=gridcell][aria-colindex="${index}"]`);
const firstTexts = async (index: number, of = 3) => (await cells(index).allInnerTexts()).slice(0, of).map((text) => text.trim());
const events = () => host.page.evaluate(() => (globalThis as { panelEvents?: { type: string }[] }).panelEvents ?? []);
const setTheme = (name: string) => host.page.evaluate((theme) => void (document.documentElement.dataset.theme = theme), name);

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  host = await openPanelPage('table');
});
afterAll(() => host?.[Symbol.asyncDispose]());
beforeEach(async () => {
  await host.page.keyboard.press('Escape');
});

describe('a table', () => {
  test('draws every kind of cell, by night and by day, wide and narrow', async () => {
    for (const theme of ['night', 'day']) {
      await setTheme(theme);
      await host.draw({ width: 1380, height: 420, frames: [hosts], options: { sortBy: [{ displayName: 'CPU', desc: true }] } });
      await expect.poll(() => firstTexts(3)).toEqual(['99%', '96%', '95%']);
      await host.page.screenshot({ path: join(shots, `table-${theme}.png`) });
      await host.draw({ width: 350, height: 420, frames: [hosts], options: { frozenColumns: { left: 1 } } });
      await grid().evaluate((box) => void (box.scrollLeft = 320));
      await host.page.waitForTimeout(200);
      await host.page.screenshot({ path: join(shots, `table-narrow-${theme}.png`), clip: { x: 0, y: 0, width: 390, height: 460 } });
    }
    await setTheme('night');
  });

  test('is a grid that says how large it is and how it is sorted', async () => {
    await host.draw({ frames: [hosts], title: 'Hosts', options: { sortBy: [{ displayName: 'Host' }] } });
    await expect.poll(() => grid().getAttribute('aria-rowcount')).toBe('42');
    expect(await grid().getAttribute('aria-colcount')).toBe('8');
    expect(await grid().getAttribute('aria-label')).toBe('Hosts');
    expect(await column('Host').getAttribute('aria-sort')).toBe('ascending');
    await column('CPU').getByRole('button').first().click();
    await expect.poll(() => column('CPU').getAttribute('aria-sort')).toBe('ascending');
    expect(await column('Host').getAttribute('aria-sort')).toBe('none');
    await column('CPU').getByRole('button').first().click();
    await expect.poll(() => host.page.locator('#stage [aria-live]').innerText()).toBe('Sorted by CPU descending.');
    await column('CPU').getByRole('button').first().click();
    await expect.poll(() => column('CPU').getAttribute('aria-sort')).toBe('none');
  });

  test('is worked with the keyboard alone: moves by cell, sorts, filters, selects, copies', async () => {
    const { keyboard } = host.page;
    await host.draw({ width: 1300, frames: [hosts] });
    await grid().focus();
    await keyboard.press('ArrowRight');
    await keyboard.press('s');
    await expect.poll(() => column('State').getAttribute('aria-sort')).toBe('ascending');
    await keyboard.press('Control+Home');
    await keyboard.press('Shift+ArrowDown');
    await keyboard.press('Shift+ArrowRight');
    await keyboard.press('Control+c');
    await expect.poll(() => host.page.evaluate(() => navigator.clipboard.readText())).toBe('web-2\tDown\nweb-5\tDown');
    await keyboard.press('Control+End');
    const active = await grid().getAttribute('aria-activedescendant');
    expect(await host.page.locator(`[id="${active}"]`).innerText()).toBe('line 37');
    await keyboard.press('Control+ArrowUp');
    await keyboard.press('Home');
    await keyboard.press('f');
    await keyboard.type('web-3');
    await keyboard.press('Enter');
    await expect.poll(() => grid().getAttribute('aria-rowcount')).toBe('13');
    expect(await host.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
  });

  test('filters a column by an expression, says what it cannot read, and takes it back', async () => {
    await host.draw({ width: 1300, frames: [hosts] });
    await column('Load').hover();
    await column('Load').getByRole('button', { name: 'Filter Load' }).click();
    const box = host.page.locator('.tbl-filter');
    await box.getByRole('combobox').selectOption('expression');
    await box.getByRole('textbox').fill('$ > ');
    await expect.poll(() => box.getByRole('alert').innerText()).toContain('cannot be read');
    await box.getByRole('textbox').fill('$ > 10');
    await box.getByRole('button', { name: 'Apply' }).click();
    await expect.poll(() => host.page.locator('#stage .tbl-bar').innerText()).toContain('8 of 40 rows');
    expect(await host.page.locator('#stage .tbl-foot').innerText()).toContain('13');
    await host.page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => grid().getAttribute('aria-rowcount')).toBe('42');
  });

  test('picks from the values of a column', async () => {
    await host.draw({ width: 1300, frames: [hosts] });
    await column('State').hover();
    await column('State').getByRole('button', { name: 'Filter State' }).click();
    await host.page.locator('.tbl-filter').getByLabel(/Down/).check();
    await host.page.screenshot({ path: join(shots, 'table-filter.png') });
    await host.page.locator('.tbl-filter').getByRole('button', { name: 'Apply' }).click();
    await expect.poll(() => firstTexts(2)).toEqual(['Down', 'Down', 'Down']);
  });

  test('asks the host to follow the links of a value', async () => {
    await host.draw({ width: 1300, frames: [hosts] });
    await host.page.getByRole('button', { name: 'line 1', exact: true }).click();
    expect(await events()).toContainEqual(expect.objectContaining({ type: 'choose', point: { frame: 0, field: 7, row: 1 } }));
  });

  test('shows the whole value of a cell', async () => {
    await host.draw({ width: 1300, frames: [hosts] });
    await cells(1).first().hover();
    await cells(1).first().getByRole('button', { name: 'Show the whole value' }).click();
    expect(await host.page.getByRole('dialog').locator('pre').innerText()).toBe('web-0');
    await host.page.keyboard.press('Escape');
  });

  test('turns pages where it is asked to, and picks among several frames', async () => {
    const other: FrameText = { name: 'second', fields: [{ name: 'other', type: 'number', values: [1, 2] }] };
    await host.draw({ frames: [{ ...hosts, name: 'first' }, other], options: { enablePagination: true, pageSize: 15 } });
    const bar = host.page.locator('#stage .tbl-bar');
    await expect.poll(() => bar.innerText()).toContain('1–15 of 40');
    await bar.getByRole('button', { name: 'Next page' }).click();
    await bar.getByRole('button', { name: 'Next page' }).click();
    await expect.poll(() => bar.innerText()).toContain('31–40 of 40');
    await bar.getByRole('combobox').selectOption('second');
    await expect.poll(() => host.page.locator('#stage .tbl-row').count()).toBe(2);
  });

  test('opens rows that hold tables', async () => {
    const inner = (row: number): FrameText => ({
      fields: [
        { name: 'x', type: 'number', values: [row, row * 2] },
        { name: 'name', type: 'string', values: ['p', 'q'] },
      ],
    });
    await host.draw({
      frames: [
        {
          fields: [
            { name: 'Group', type: 'string', values: ['one', 'two', 'three'] },
            { name: '__nestedFrames', type: 'nestedFrames', values: [1, 2, 3].map((row) => [inner(row)]) },
          ],
        },
      ],
    });
    await host.page.getByRole('button', { name: 'Open row' }).nth(1).click();
    const nested = host.page.locator('#stage .tbl-inner [role=grid]');
    await expect.poll(() => nested.innerText()).toMatch(/x\s+name\s+2\s+p\s+4\s+q/);
    await host.page.screenshot({ path: join(shots, 'table-nested.png') });
  });

  test('wraps long texts and gives them the height they need', async () => {
    const long = 'word '.repeat(80);
    await host.draw({
      width: 600,
      frames: [{ fields: [{ name: 'text', type: 'string', values: [long, 'short'], config: { custom: { wrapText: true } } }] }],
    });
    await expect.poll(async () => (await host.page.locator('#stage .tbl-row').first().boundingBox())?.height ?? 0).toBeGreaterThan(60);
    const [one, two] = await Promise.all([0, 1].map((at) => host.page.locator('#stage .tbl-row').nth(at).boundingBox()));
    expect(two?.y).toBeGreaterThanOrEqual((one?.y ?? 0) + (one?.height ?? 0) - 1);
  });

  test('sorts and filters 100 000 rows while only those in sight exist', async () => {
    const many = 100_000;
    await host.draw({
      frames: [
        {
          fields: [
            { name: 'n', type: 'number', values: list((row) => (row * 7919) % many, many) },
            {
              name: 's',
              type: 'string',
              values: list((row) => `row ${(row * 104_729) % many}`, many),
              config: { custom: { filterable: true } },
            },
          ],
        },
      ],
    });
    await column('s').getByRole('button').first().click();
    await expect.poll(() => firstTexts(2), { timeout: 20_000 }).toEqual(['row 0', 'row 1', 'row 2']);
    await column('n').getByRole('button').first().click();
    await column('n').getByRole('button').first().click();
    await expect.poll(() => firstTexts(1), { timeout: 20_000 }).toEqual(['99999', '99998', '99997']);
    expect(await host.page.locator('#stage [role=row]').count()).toBeLessThan(60);
    await grid().focus();
    await host.page.keyboard.press('Control+End');
    await expect.poll(async () => (await cells(1).allInnerTexts()).at(-1)?.trim()).toBe('0');
  });

  test('writes hostile texts as texts, follows no script, and loads nothing from elsewhere', async () => {
    const payloads = [
      '<img src=x onerror="document.title=\'owned\'">',
      'javascript:document.title="owned"',
      '"><script>document.title="owned"</script>',
      'https://evil.example/pixel.png',
      'data:text/html,<script>document.title="owned"</script>',
      'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"/>',
    ];
    const asked: string[] = [];
    host.page.on('request', (request) => asked.push(request.url()));
    for (const type of ['auto', 'color-text', 'color-background', 'image', 'json-view', 'pill', 'markdown', 'data-links', 'geo', 'custom'])
      await host.draw({
        frames: [
          {
            fields: payloads.map((text, index) => ({
              ...{ name: `${index} ${text}`, type: 'string', values: [text], labels: { [text]: text } },
              config: {
                links: type === 'data-links' ? [{ title: text, url: text }] : [],
                custom: { cellOptions: { type, alt: text }, inspect: true },
              },
            })),
          },
        ],
      });
    await host.page.waitForTimeout(200);
    expect(await host.page.title()).not.toBe('owned');
    expect(asked.filter((url) => url.includes('evil.example'))).toEqual([]);
    expect(await host.page.locator('#stage script, #stage [onerror], #stage a[href^=javascript]').count()).toBe(0);
  });

  test('left not one complaint in the console', () => {
    expect(host.complaints).toEqual([]);
  });
});
