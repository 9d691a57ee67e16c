/** Transformations as people use them: applied in panels, live and in a worker, told when they fail, built and looked into in the editor. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { complaintsOf, signIn, startBrowser } from '../support/browser.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const source = { type: 'testdata', uid: 'td' };
const csv = (csvContent: string, refId = 'A') => ({ refId, scenarioId: 'csv_content', csvContent, datasource: source });
const hosts = csv('host,region,cpu\nweb-1,eu,2\nweb-2,us,4\nweb-3,eu,6');
const table = (id: number, title: string, x: number, targets: readonly object[], transformations: readonly object[]) => ({
  ...{ id, type: 'table', title, datasource: source, targets, transformations },
  gridPos: { x: x * 8, y: 0, w: 8, h: 8 },
});
const board = {
  uid: 'steps',
  title: 'Steps',
  time: { from: 'now-1h', to: 'now' },
  schemaVersion: 41,
  templating: { list: [{ name: 'field', type: 'textbox', query: 'host', current: { text: 'host', value: 'host' } }] },
  panels: [
    table(
      1,
      'By region',
      0,
      [hosts],
      [
        {
          id: 'groupBy',
          options: { fields: { region: { operation: 'groupby' }, cpu: { operation: 'aggregate', aggregations: ['sum'] } } },
        },
      ],
    ),
    table(
      2,
      'Broken',
      1,
      [hosts],
      [
        { id: 'renameByRegex', options: { regex: '/(/', renamePattern: '' } },
        { id: 'made-up', options: {} },
        { id: 'sortBy', options: { sort: [{ field: 'cpu', desc: true }] } },
      ],
    ),
    table(
      3,
      'Joined',
      2,
      [csv('$field,cpu\nb,1\na,2'), csv('host,mem\na,7\nb,8', 'B')],
      [{ id: 'joinByField', options: { byField: '$field', mode: 'inner' } }],
    ),
    {
      id: 4,
      type: 'timeseries',
      title: 'Plain',
      datasource: source,
      targets: [{ refId: 'A', scenarioId: 'random_walk' }],
      gridPos: { x: 0, y: 8, w: 12, h: 8 },
    },
    {
      ...table(
        5,
        'Large',
        0,
        [{ refId: 'A', scenarioId: 'random_walk', seriesCount: 40 }],
        [{ id: 'reduce', options: { reducers: ['count'] } }],
      ),
      maxDataPoints: 1_000,
      gridPos: { x: 12, y: 8, w: 12, h: 8 },
    },
  ],
};

let orrery: RunningOrrery;
let browser: Browser;
let page: Page;
let complaints: string[];
const workers: string[] = [];

beforeAll(async () => {
  orrery = await startOrrery();
  await orrery.json('/api/datasources', { body: { uid: 'td', name: 'TestData', type: 'testdata', access: 'proxy' } });
  await orrery.json('/api/dashboards/db', { body: { dashboard: board, overwrite: true } });
  browser = await startBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(context, orrery);
  page = await context.newPage();
  page.on('worker', (worker) => workers.push(worker.url()));
  complaints = complaintsOf(page);
});
afterAll(async () => {
  await browser?.close();
  await orrery?.stop();
});

const panel = (id: number) => page.locator(`[data-panel-id="${id}"]`);
const open = async (search = ''): Promise<void> => {
  await page.goto(`${orrery.url}/d/steps${search}`);
  await panel(1).getByText('eu').first().waitFor();
};

describe('a panel with transformations', () => {
  test('shows what they make of its data', async () => {
    await open();
    await expect.poll(() => panel(1).innerText()).toMatch(/region\s+cpu \(sum\)\s+eu\s+8\s+us\s+4/);
    await expect.poll(() => panel(3).innerText()).toMatch(/host\s+cpu\s+mem\s+b\s+1\s+8\s+a\s+2\s+7/);
  });
  test('names a step that cannot be applied, and shows its data without it', async () => {
    const told = panel(2).locator('.dash-step-problem');
    await expect
      .poll(() => told.getAttribute('title'))
      .toBe(
        'Not applied: Rename fields by regex. "/(/" is no regular expression.\nNot applied: made-up. No plugin has the transformation "made-up".',
      );
    await expect.poll(() => panel(2).innerText()).toMatch(/web-3\s+eu\s+6\s+web-2\s+us\s+4\s+web-1/);
  });
  test('hands large data to a worker of the plugin, whose file reaches nothing', async () => {
    await panel(5).scrollIntoViewIfNeeded();
    await expect.poll(() => panel(5).innerText()).toMatch(/Field\s+Count\s/);
    expect(workers).toHaveLength(1);
    expect(workers[0]).toMatch(/\/m\/[0-9a-f]{64}\/worker\.js$/);
    const { headers } = await page.request.get(workers[0]!).then((response) => ({ headers: response.headers() }));
    expect(headers['content-security-policy']).toBe("default-src 'none'");
  });
  test('follows a variable in an option', async () => {
    await open('?var-field=nothing');
    await expect.poll(() => panel(3).innerText()).not.toMatch(/b\s+1\s+8/);
  });
  test('is inspected before and after them', async () => {
    await open('?inspect=1');
    const inspector = page.getByRole('complementary', { name: /By region/ });
    await expect.poll(() => inspector.locator('tbody tr').count()).toBe(2);
    await inspector.getByText('Before transformations').click();
    await expect.poll(() => inspector.locator('tbody tr').count()).toBe(3);
  });
});

describe('a dashboard without transformations', () => {
  test('loads none of their code', async () => {
    const [plain] = board.panels.filter(({ id }) => id === 4);
    await orrery.json('/api/dashboards/db', {
      body: { dashboard: { ...board, uid: 'plain', title: 'Plain', panels: [plain] }, overwrite: true },
    });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${orrery.url}/d/plain`);
    await panel(4).locator('canvas').first().waitFor();
    const boot = await orrery.json<{ transformations: Record<string, { module: string }> }>('/api/orrery/boot');
    const folder = boot.transformations.limit!.module.replace(/module\.js$/, '');
    expect(asked.filter((url) => url.includes(folder))).toEqual([]);
    expect(asked.filter((url) => /\/chunks\/transform-/.test(url))).toEqual([]);
  });
});

describe('the pipeline', () => {
  const pipeline = () => page.getByRole('region', { name: 'Pipeline' });
  const step = (name: string) => pipeline().getByRole('button', { name });
  test('adds a step that is found by what it does, with the data after it', async () => {
    await open();
    await panel(1).hover();
    await panel(1).getByRole('button', { name: 'Edit', exact: true }).click();
    await pipeline().getByRole('button', { name: 'Transform' }).click();
    const picker = page.getByRole('dialog', { name: 'Add a transformation' });
    await picker.getByLabel('Find a transformation').fill('last ones');
    await picker.getByRole('button', { name: /^Limit/ }).click();
    await step('Step 2: Limit').waitFor();
    await pipeline().getByLabel('Rows').fill('1');
    await expect.poll(() => step('Step 2: Limit').innerText()).toMatch(/1 frame\s+1 row/);
    await expect.poll(() => panel(1).innerText()).not.toMatch(/us\s+4/);
    await pipeline().getByRole('button', { name: 'Data after this step' }).click();
    await expect
      .poll(() => pipeline().getByRole('group', { name: 'Data after Limit' }).innerText())
      .toMatch(/region\s+cpu \(sum\)\s+eu\s+8/);
    await pipeline().getByRole('button', { name: 'Data of the queries' }).click();
    await expect.poll(() => pipeline().getByRole('group', { name: 'Data of the queries' }).innerText()).toMatch(/web-2\s+us\s+4/);
  });
  test('moves a step by keyboard, and says where it is', async () => {
    await step('Step 2: Limit').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await step('Step 1: Limit').waitFor();
    await pipeline().getByText('Limit is step 1 now.').waitFor({ state: 'attached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Step 1: Limit');
    await expect.poll(() => panel(1).innerText()).toMatch(/eu\s+2/);
  });
  test('switches a step off and on, filters what it is for, and removes it', async () => {
    await pipeline().getByRole('button', { name: 'Switch Limit off' }).click();
    await expect.poll(() => panel(1).innerText()).toMatch(/eu\s+8\s+us\s+4/);
    await pipeline().getByRole('button', { name: 'Switch Limit on' }).click();
    await expect.poll(() => panel(1).innerText()).not.toMatch(/us\s+4/);
    await pipeline().getByLabel('Only for', { exact: true }).last().selectOption('byRefId');
    await pipeline().getByRole('combobox', { name: 'Only for: Frames of query' }).fill('B');
    await page.keyboard.press('Enter');
    await expect.poll(() => panel(1).innerText()).toMatch(/eu\s+8\s+us\s+4/);
    await pipeline().getByRole('button', { name: 'Remove Limit' }).click();
    await expect.poll(() => pipeline().getByRole('button', { name: /^Step/ }).count()).toBe(1);
  });
  test('edits options that are kept by the name of a field', async () => {
    await step('Step 1: Group by').click();
    const host = pipeline().getByRole('group', { name: 'host', exact: true });
    await host
      .getByRole('radio', { name: 'Group' })
      .or(host.getByRole('button', { name: 'Group' }))
      .first()
      .click();
    await expect.poll(() => panel(1).innerText()).toMatch(/host\s+region\s+cpu \(sum\)\s+web-1\s+eu\s+2/);
  });
  test('complains about nothing', () => expect(complaints).toEqual([]));
});
