/** Dashboards as people use them: looked at, asked for another time and other values, changed, saved against somebody else, found and imported. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signIn, startBrowser } from '../support/browser.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const source = { type: 'testdata', uid: 'td' };
const walk = (more: object = {}) => [{ refId: 'A', scenarioId: 'random_walk', ...more }];
const board = {
  uid: 'fleet',
  title: 'Fleet',
  tags: ['linux'],
  time: { from: 'now-1h', to: 'now' },
  schemaVersion: 41,
  templating: {
    list: [
      {
        name: 'zone',
        label: 'Zone',
        type: 'custom',
        query: 'eu,us,ap',
        multi: true,
        includeAll: true,
        current: { text: ['eu'], value: ['eu'] },
      },
      { name: 'word', label: 'Word', type: 'textbox', query: 'x' },
    ],
  },
  panels: [
    {
      id: 1,
      type: 'stat',
      title: 'Load of $zone',
      repeat: 'zone',
      gridPos: { x: 0, y: 0, w: 24, h: 4 },
      datasource: source,
      targets: walk(),
    },
    {
      id: 2,
      type: 'timeseries',
      title: 'Traffic for $word',
      gridPos: { x: 0, y: 4, w: 12, h: 8 },
      datasource: source,
      targets: walk({ alias: '$word' }),
    },
    {
      id: 3,
      type: 'timeseries',
      title: 'Same again',
      gridPos: { x: 12, y: 4, w: 12, h: 8 },
      datasource: { uid: '-- Dashboard --' },
      targets: [{ refId: 'A', panelId: 2 }],
    },
    {
      id: 4,
      type: 'row',
      title: 'More',
      collapsed: true,
      gridPos: { x: 0, y: 12, w: 24, h: 1 },
      panels: [{ id: 5, type: 'stat', title: 'Inside', gridPos: { x: 0, y: 13, w: 6, h: 4 }, datasource: source, targets: walk() }],
    },
  ],
};

let home: string;
let orrery: RunningOrrery;
let browser: Browser;
let page: Page;
const uncaught: string[] = [];
let asked: { from: string; to: string; queries: Record<string, unknown>[] }[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'orrery-dashboards-'));
  mkdirSync(join(home, 'conf/provisioning/datasources'), { recursive: true });
  mkdirSync(join(home, 'conf/provisioning/dashboards'), { recursive: true });
  mkdirSync(join(home, 'boards'));
  writeFileSync(
    join(home, 'conf/provisioning/datasources/td.yaml'),
    'apiVersion: 1\ndatasources:\n  - { name: TestData, uid: td, type: testdata, isDefault: true }\n',
  );
  writeFileSync(
    join(home, 'conf/provisioning/dashboards/files.yaml'),
    'apiVersion: 1\nproviders:\n  - { name: files, options: { path: boards } }\n',
  );
  writeFileSync(join(home, 'boards/file.json'), JSON.stringify({ uid: 'from-file', title: 'From a file', panels: [] }));
  orrery = await startOrrery({ home });
  browser = await startBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });
  await signIn(context, orrery);
  page = await context.newPage();
  page.on('pageerror', (error) => uncaught.push(error.message));
  page.on('request', (request) => {
    if (request.url().endsWith('/api/ds/query')) asked.push(JSON.parse(request.postData() ?? '{}'));
  });
});
afterAll(async () => {
  await browser?.close();
  await orrery?.stop();
  rmSync(home, { recursive: true, force: true });
});
beforeEach(async () => {
  await orrery.json('/api/dashboards/db', { method: 'POST', body: { dashboard: board, overwrite: true } });
  asked = [];
});

/** Waits for what comes of its own accord; a machine at work takes its time. */
const soon = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 20_000, interval: 100 });
/** Keys of a sequence, sent without waiting for one another. */
const keys = (...all: string[]): Promise<unknown> => Promise.all(all.map((key) => page.keyboard.press(key)));

const open = async (query = ''): Promise<void> => {
  await page.goto('about:blank');
  await page.goto(`${orrery.url}/d/fleet/fleet${query}`);
  await page.locator('[data-panel-id="2"][data-state=done]').waitFor();
};
const stored = async (): Promise<typeof board & { version: number }> =>
  (await orrery.json<{ dashboard: typeof board & { version: number } }>('/api/dashboards/uid/fleet')).dashboard;
const panelTitles = (): Promise<string[]> => page.locator('.dash-grid [data-panel-key] h2').allInnerTexts();

describe('a dashboard', () => {
  test('repeats a panel for each chosen value, and the address holds the choice', async () => {
    await open();
    await page.getByRole('button', { name: /^Zone:/ }).click();
    await page.getByRole('option', { name: 'us', exact: true }).click();
    await page.getByRole('button', { name: 'Apply' }).click();
    await soon(panelTitles).toContain('Load of us');
    expect(await panelTitles()).toContain('Load of eu');
    expect(new URL(page.url()).searchParams.getAll('var-zone')).toEqual(['eu', 'us']);
    await page.goBack();
    await soon(panelTitles).not.toContain('Load of us');
  });

  test('asks for what a text says once it is entered, and only the panels that use it ask again', async () => {
    await open();
    asked = [];
    const word = page.getByRole('textbox', { name: 'Word' });
    await word.fill('errors');
    await word.press('Enter');
    await soon(() => asked.map(({ queries }) => queries[0]?.alias)).toEqual(['errors']);
    await soon(panelTitles).toContain('Traffic for errors');
  });

  test('shows another panel’s data without asking for them again', async () => {
    await open();
    await page.locator('[data-panel-id="3"][data-state=done] canvas').waitFor();
    expect(asked.filter(({ queries }) => queries[0]?.alias === 'x')).toHaveLength(1);
  });

  test('opens for the time of its link, takes a typed range, and says what is wrong with a date', async () => {
    await open('?from=1700000000000&to=1700003600000');
    expect(asked[0]).toMatchObject({ from: '1700000000000', to: '1700003600000' });
    await page.locator('.dash-time').first().click();
    await page.getByRole('textbox', { name: 'To', exact: true }).fill('2026-11-18 25:00');
    await page.getByText('Hours go from 00 to 23').waitFor();
    await page.getByRole('textbox', { name: 'Type a range' }).fill('last 3h');
    await page.keyboard.press('Enter');
    await soon(() => new URL(page.url()).searchParams.get('from')).toBe('now-3h');
    await keys('t', 'z');
    await soon(() => new URL(page.url()).searchParams.get('from')).toMatch(/^\d+$/);
  });

  test('opens a closed row, shows one panel alone, and leaves everything away in kiosk', async () => {
    await open();
    await page.locator('.dash-row').click();
    await soon(panelTitles).toContain('Inside');
    await open('?viewPanel=2');
    expect(await page.locator('[data-panel-key]').count()).toBe(1);
    await page.keyboard.press('Escape');
    await soon(() => page.locator('.dash-grid [data-panel-key]').count()).toBeGreaterThan(1);
    await keys('d', 'k');
    await soon(() => page.locator('.o-hdr').isVisible()).toBe(false);
    await page.keyboard.press('Escape');
    await soon(() => page.locator('.o-hdr').isVisible()).toBe(true);
  });

  test('is sent to somebody as a link, or as a short one, which leads a stranger here by way of signing in', async () => {
    await open('?from=now-2h&to=now&var-word=rain');
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'Copy link' }).click();
    await soon(copied).toBe(`${orrery.url}/d/fleet/fleet?from=now-2h&to=now&var-word=rain`);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Copy a short link' }).click();
    await soon(copied).toMatch(/\/goto\/\w+\?orgId=1$/);
    const link = await copied();
    expect(new URL(link).origin).toBe(new URL(orrery.url).origin);
    const elsewhere = await browser.newContext();
    const stranger = await elsewhere.newPage();
    await stranger.goto(link);
    await stranger
      .getByLabel(/^(Name|User)/)
      .first()
      .fill(orrery.admin.user);
    await stranger.getByLabel('Passphrase', { exact: true }).fill(orrery.admin.password);
    await stranger.getByRole('button', { name: 'Sign in' }).click();
    await stranger.waitForURL(/\/d\/fleet\/fleet\?from=now-2h/);
    expect(new URL(stranger.url()).searchParams.get('var-word')).toBe('rain');
    await elsewhere.close();
  });

  test('opens its inspector with the data, the request and a file to take along', async () => {
    await open('?inspect=panel-2');
    const inspector = page.getByRole('complementary', { name: /Inspect/ });
    await inspector.locator('tbody tr').first().waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), inspector.getByRole('button', { name: 'Download CSV' }).click()]);
    expect(file.suggestedFilename()).toBe('Traffic-for-x.csv');
    await inspector.getByRole('tab', { name: 'Query' }).click();
    await inspector.getByText('"scenarioId": "random_walk"').waitFor();
  });

  describe('exports a panel', () => {
    const inspect = async (panel: number): Promise<void> => {
      await open(`?inspect=panel-${panel}`);
      await page
        .getByRole('complementary', { name: /Inspect/ })
        .getByRole('tab', { name: 'Export' })
        .click();
    };
    const saved = async (format: string): Promise<{ name: string; bytes: Buffer }> => {
      const inspector = page.getByRole('complementary', { name: /Inspect/ });
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        inspector.getByRole('button', { name: format, exact: true }).click(),
      ]);
      return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
    };

    test('as a PNG of all of it, title and legend included', async () => {
      await inspect(2);
      const { name, bytes } = await saved('PNG');
      expect(name).toBe('Traffic-for-x.png');
      const box = await page.locator('[data-panel-id="2"] .o-panel').boundingBox();
      const regions = await page.evaluate(
        async ([picture, places]) => {
          const image = new Image();
          image.src = `data:image/png;base64,${picture}`;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height);
          const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
          context.drawImage(image, 0, 0);
          const panel = document.querySelector('[data-panel-id="2"] .o-panel') as HTMLElement;
          const [from, ratio] = [panel.getBoundingClientRect(), image.width / panel.offsetWidth];
          const colors = places.map((selector) => {
            const at = (panel.querySelector(selector) as HTMLElement).getBoundingClientRect();
            const { data } = context.getImageData(
              ...([at.left - from.left, at.top - from.top, at.width, at.height].map((px) => Math.round(px * ratio)) as [
                number,
                number,
                number,
                number,
              ]),
            );
            return new Set(new Uint32Array(data.buffer)).size;
          });
          return { width: image.width, height: image.height, colors };
        },
        [bytes.toString('base64'), ['.o-ptitle h2', '.o-legend', '.u-over']] as const,
      );
      expect(regions.width / regions.height).toBeCloseTo((box?.width ?? 0) / (box?.height ?? 1), 1);
      expect(regions.width).toBeGreaterThanOrEqual((box?.width ?? 0) * 2 - 2);
      // Letters and lines have soft edges: an empty region has one colour.
      for (const colors of regions.colors) expect(colors).toBeGreaterThan(5);
      if (process.env.ORRERY_PICTURES) writeFileSync(join(process.env.ORRERY_PICTURES, name), bytes);
    });

    test('as an SVG that names nothing outside of it', async () => {
      for (const panel of [1, 2]) {
        await inspect(panel);
        const { name, bytes } = await saved('SVG');
        const text = bytes.toString('utf8');
        // The page itself may read no markup from texts.
        const blank = await page.context().newPage();
        const problems = await blank.evaluate((source) => {
          const read = new DOMParser().parseFromString(source, 'image/svg+xml');
          const outside = [...read.querySelectorAll('*')].flatMap((each) =>
            [...each.attributes].filter(
              ({ name: attribute, value }) =>
                /^(xlink:)?href$|^src$|^style$|^on/.test(attribute) || (/url\(/.test(value) && !/url\(["']?#/.test(value)),
            ),
          );
          return {
            parsed: read.querySelector('parsererror') === null && read.documentElement.localName === 'svg',
            outside: outside.map(({ name: attribute, value }) => `${attribute}=${value}`),
            html: read.querySelectorAll('foreignObject, image, script, style').length,
            drawn: read.querySelectorAll('path, line, polyline').length,
          };
        }, text);
        await blank.close();
        expect(problems).toMatchObject({ parsed: true, outside: [], html: 0 });
        expect(problems.drawn).toBeGreaterThan(0);
        expect(text).toContain(panel === 1 ? 'Load of eu' : 'Traffic for x');
        if (process.env.ORRERY_PICTURES) writeFileSync(join(process.env.ORRERY_PICTURES, name), bytes);
      }
    });

    test('as CSV, JSON and Arrow with the same rows', async () => {
      await inspect(2);
      const csv = (await saved('CSV')).bytes.toString('utf8');
      expect(csv.startsWith('\ufeff')).toBe(true);
      const [head, first, ...more] = csv.slice(1).split('\r\n');
      expect(head).toBe('time,x');
      expect(first).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3},-?[\d.]+$/);
      const [frame] = JSON.parse((await saved('JSON')).bytes.toString('utf8'));
      expect(frame.data.values[0]).toHaveLength(more.length + 1);
      const arrow = await saved('Arrow');
      expect(arrow.name).toBe('Traffic-for-x.arrow');
      const table = tableFromIPC(arrow.bytes);
      expect(table.schema.fields.map((field) => field.name)).toEqual(frame.schema.fields.map((field: { name: string }) => field.name));
      expect(table.numRows).toBe(more.length + 1);
      expect(table.getChildAt(1)?.get(0)).toBe(frame.data.values[1][0]);
    });
  });
});

describe('editing', () => {
  const begin = async (): Promise<void> => {
    await open();
    await page.getByRole('button', { name: 'Edit', exact: true }).first().click();
    await page.locator('.dash-edit-grid').waitFor();
  };
  const save = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Save changes' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
  };

  test('is where a link to a panel’s editor or to a setting leads', async () => {
    await open('?editPanel=2');
    await page.locator('.dash-pane').waitFor();
    await page.goto(`${orrery.url}/d/fleet/fleet?editview=variables`);
    await page.getByRole('tab', { name: /^Variables/, selected: true }).waitFor();
  });

  test('moves a panel by keyboard, says where it is, and undoes it', async () => {
    await begin();
    await page.getByRole('button', { name: 'Move Same again' }).focus();
    for (const key of [' ', 'ArrowLeft', 'ArrowLeft', 'ArrowDown']) await page.keyboard.press(key);
    await page.getByText(/Same again, column 11 row/).waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Undo: move Same again' }).click();
    await page.getByRole('button', { name: 'Nothing to undo' }).waitFor();
  });

  test('sizes a panel by pointer and saves it as a version with a message', async () => {
    await begin();
    const box = await page.locator('[data-panel-id="2"]').boundingBox();
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) - 6, (box?.y ?? 0) + (box?.height ?? 0) - 6];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 240, y + 80, { steps: 6 });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Save changes' }).first().click();
    await page.getByRole('textbox', { name: 'What changed, and why' }).fill('smaller');
    await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Dashboard saved').waitFor();
    const { gridPos } = (await stored()).panels.find(({ id }) => id === 2) ?? {};
    expect(gridPos?.w).toBeLessThan(12);
    expect(gridPos?.h).toBeGreaterThan(8);
    const { versions } = await orrery.json<{ versions: { message: string }[] }>('/api/dashboards/uid/fleet/versions');
    expect(versions[0]?.message).toBe('smaller');
  });

  test('changes a panel’s look and its query with the panel as preview', async () => {
    await begin();
    await page.getByRole('button', { name: 'Edit Traffic for $word' }).click();
    await page.locator('.dash-pane-title').fill('Requests');
    await page.getByRole('tab', { name: 'Look' }).click();
    await page.getByRole('button', { name: /^Unit:/ }).click();
    await page.getByRole('textbox', { name: 'Find a unit' }).fill('bytes/sec(IEC)');
    // The catalogue of units comes when it is first needed.
    await page.getByRole('button', { name: /binBps/ }).waitFor();
    await page.keyboard.press('Enter');
    await save();
    await page.getByText('Dashboard saved').waitFor();
    const saved = (await stored()).panels.find(({ id }) => id === 2) as { title: string; fieldConfig?: { defaults?: { unit?: string } } };
    expect(saved.title).toBe('Requests');
    expect(saved.fieldConfig?.defaults?.unit).toBe('binBps');
  });

  test('proposes panels that suit the data, drawn with them, and pictures each kind', async () => {
    await begin();
    await page.getByRole('button', { name: /^Edit (Requests|Traffic for)/ }).click();
    await page.getByRole('tab', { name: 'Look' }).click();
    await page.locator('.dash-kind-button').click();
    const picker = page.getByRole('dialog', { name: 'Which kind of panel' });
    const pictures = picker.locator('.dash-kind-picture img');
    expect(await pictures.count()).toBeGreaterThan(20);
    const broken = () => pictures.evaluateAll((all) => all.filter((each) => (each as HTMLImageElement).naturalWidth === 0).length);
    await pictures.last().scrollIntoViewIfNeeded();
    await soon(broken).toBe(0);
    if (process.env.ORRERY_PICTURES) await page.screenshot({ path: join(process.env.ORRERY_PICTURES, 'kinds.png') });
    await picker.getByRole('tab', { name: 'For these data' }).click();
    const cards = picker.locator('.dash-proposal');
    expect(await cards.first().innerText()).toBe('Time series');
    await cards.first().locator('canvas').waitFor();
    if (process.env.ORRERY_PICTURES) {
      await page.waitForTimeout(1_500);
      await page.screenshot({ path: join(process.env.ORRERY_PICTURES, 'proposals.png') });
    }
    await picker.getByRole('button', { name: 'Gauge' }).click();
    await save();
    await page.getByText('Dashboard saved').waitFor();
    const saved = (await stored()).panels.find(({ id }) => id === 2) as { type: string };
    expect(saved.type).toBe('gauge');
  });

  test('tells who saved first, and loses nothing', async () => {
    await begin();
    await page.getByRole('button', { name: 'Edit Same again' }).click();
    await page.locator('.dash-pane-title').fill('Mine');
    const theirs = await stored();
    await orrery.json('/api/dashboards/db', {
      method: 'POST',
      body: { dashboard: { ...theirs, title: 'Fleet', tags: ['theirs'] }, message: 'theirs' },
    });
    await save();
    await page.getByRole('heading', { name: 'Somebody saved first' }).waitFor();
    await page.getByText(/admin saved version/).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep editing' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(await page.locator('.dash-pane-title').inputValue()).toBe('Mine');
    await save();
    await page.getByRole('dialog').getByRole('button', { name: 'Save over it' }).click();
    await page.getByText('Dashboard saved').waitFor();
    expect((await stored()).panels.find(({ id }) => id === 3)?.title).toBe('Mine');
  });

  test('keeps unsaved changes for the next visit', async () => {
    await begin();
    await page.getByRole('button', { name: 'Edit Same again' }).click();
    await page.locator('.dash-pane-title').fill('Draft');
    await soon(() => page.evaluate(() => localStorage.getItem('orrery.dashboards.draft.fleet'))).toContain('Draft');
    page.once('dialog', (dialog) => void dialog.accept());
    await open();
    await page.getByRole('button', { name: 'Continue with them' }).click();
    await soon(() => page.locator('[data-panel-id="3"] h2').innerText()).toBe('Draft');
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.getByRole('button', { name: /^Discard/ }).click();
    await soon(() => page.locator('[data-panel-id="3"] h2').innerText()).toBe('Same again');
  });

  test('explains why a file’s dashboard cannot be saved, and offers its JSON', async () => {
    await page.goto(`${orrery.url}/d/from-file/x`);
    await page.getByRole('button', { name: 'Edit', exact: true }).first().click();
    await page.getByRole('button', { name: 'Row', exact: true }).click();
    await page.getByRole('button', { name: 'Save changes' }).first().click();
    await page.getByRole('heading', { name: 'This dashboard comes from a file' }).waitFor();
    await page.getByText(/file\.json/).waitFor();
    await page.evaluate(() => localStorage.clear());
  });

  test('goes back to an older version', async () => {
    await orrery.json('/api/dashboards/db', { method: 'POST', body: { dashboard: { ...board, title: 'Renamed' }, overwrite: true } });
    await open();
    await keys('d', 's');
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByRole('button', { name: 'Restore', exact: true }).first().click();
    await page.getByText(/restored/).waitFor();
    expect((await stored()).title).toBe('Fleet');
  });
});

describe('the list', () => {
  test('makes a folder, moves a dashboard into it, finds it there, and deletes the folder by its name', async () => {
    await page.goto(`${orrery.url}/dashboards`);
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('menuitem', { name: 'New folder' }).click();
    await page.getByRole('textbox', { name: 'Name of the folder' }).fill('Ops');
    await page.getByRole('button', { name: 'Create folder' }).click();
    await page.getByRole('heading', { name: 'Ops', level: 1 }).waitFor();
    await page.goto(`${orrery.url}/dashboards`);
    await page.getByRole('checkbox', { name: 'Choose Fleet' }).check();
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await page.getByRole('dialog').getByRole('combobox').selectOption({ label: 'Ops' });
    await page.getByRole('dialog').getByRole('button', { name: 'Move' }).click();
    await page.getByText('1 moved').waitFor();
    await page.getByRole('link', { name: 'Ops' }).first().click();
    await page.getByRole('table').getByRole('link', { name: 'Fleet' }).waitFor();
    await page.getByRole('button', { name: 'Menu of Ops' }).click();
    await page.getByRole('menuitem', { name: 'Delete folder' }).click();
    const gone = page.getByRole('dialog').getByRole('button', { name: 'Delete folder' });
    expect(await gone.isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Type Ops to delete it' }).fill('Ops');
    await gone.click();
    await page.getByText('Ops deleted').waitFor();
  });

  test('says that a folder is gone, where it is', async () => {
    await page.goto(`${orrery.url}/dashboards/f/nowhere`);
    await page.getByText('There is no such folder').waitFor();
    await page.getByRole('button', { name: 'All dashboards' }).click();
    await page.getByRole('table').waitFor();
  });

  test('imports a dashboard and asks for the data source it needs', async () => {
    await page.goto(`${orrery.url}/dashboards`);
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Import a dashboard' }).click();
    await page.getByRole('textbox', { name: 'Or paste the JSON' }).fill('{"title":');
    await page.getByText('This is not JSON').waitFor();
    const exported = {
      __inputs: [{ name: 'DS_X', label: 'Main source', type: 'datasource', pluginId: 'testdata', pluginName: 'TestData' }],
      title: 'Imported',
      panels: [
        {
          id: 1,
          type: 'stat',
          title: 'One',
          gridPos: { x: 0, y: 0, w: 6, h: 4 },
          datasource: { type: 'testdata', uid: '${DS_X}' },
          targets: walk(),
        },
      ],
    };
    await page.getByRole('textbox', { name: 'Or paste the JSON' }).fill(JSON.stringify(exported));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.locator('[data-panel-id="1"][data-state=done]').waitFor();
    expect(page.url()).toContain('/d/');
  });
});

test('nothing was thrown and not caught', () => expect(uncaught).toEqual([]));
