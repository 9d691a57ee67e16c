/** The editors of Prometheus in Chromium, against a real server: builder and code are one text, completion knows the metrics. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { complaintsOf, signIn, startBrowser } from '../support/browser.ts';
import { mountDatasourceUi } from '../support/datasource-ui.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const shots = fileURLToPath(new URL('../screenshots', import.meta.url));
let source: RunningPrometheus;
let orrery: RunningOrrery;
let browser: Browser;
let page: Page;
let complaints: string[] = [];

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  source = await startPrometheus();
  orrery = await startOrrery();
  await orrery.json('/api/datasources', {
    body: { uid: 'prom', name: 'prom', type: 'prometheus', access: 'proxy', url: source.url, jsonData: { timeInterval: '1s' } },
  });
  browser = await startBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  await signIn(context, orrery);
  page = await context.newPage();
  page.setDefaultTimeout(60_000);
  complaints = complaintsOf(page);
  const scraped = async (): Promise<boolean> => {
    const answer = await fetch(`${source.url}/api/v1/query?query=prometheus_http_requests_total`);
    return ((await answer.json()) as { data: { result: unknown[] } }).data.result.length > 0;
  };
  while (!(await scraped())) await page.waitForTimeout(200);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await orrery?.stop();
  await source?.[Symbol.asyncDispose]();
});

async function show(
  value: Record<string, unknown>,
  editor: 'query' | 'config' | 'variable' | 'annotation' = 'query',
  more = {},
): Promise<void> {
  await page.goto(`${orrery.url}/`);
  await page.locator('main').waitFor();
  await mountDatasourceUi(page, { type: 'prometheus', uid: 'prom', editor, value: { refId: 'A', ...value }, width: 760, ...more });
}
const edited = (): Promise<Record<string, unknown>> =>
  page.evaluate(() => (globalThis as unknown as { edited: Record<string, unknown> }).edited);
const shot = (name: string) => page.screenshot({ path: join(shots, `prometheus-${name}.png`) });

describe('the builder', () => {
  test('makes a query from a metric, a label and an operation', async () => {
    await show({ expr: '' });
    await page.getByRole('combobox', { name: 'Metric' }).click();
    await page.getByRole('combobox', { name: 'Metric' }).fill('prometheus_http_requests');
    await page.getByRole('option', { name: /prometheus_http_requests_total/ }).click();
    await page.getByRole('button', { name: 'Label', exact: true }).click();
    await page.getByRole('combobox', { name: 'Label', exact: true }).first().click();
    await page.getByRole('option', { name: 'handler', exact: true }).click();
    await page.getByRole('combobox', { name: 'Value' }).click();
    await page.getByRole('option', { name: '/api/v1/query', exact: true }).click();
    expect((await edited()).expr).toBe('prometheus_http_requests_total{handler="/api/v1/query"}');
    await page.getByRole('button', { name: 'Show its rate' }).click();
    expect((await edited()).expr).toBe('rate(prometheus_http_requests_total{handler="/api/v1/query"}[$__rate_interval])');
    await page.getByRole('combobox', { name: 'Operation' }).fill('sum');
    await page.getByRole('option', { name: /^sum aggregation/ }).click();
    await page.getByRole('combobox', { name: 'Grouping' }).selectOption('by');
    await page.getByRole('combobox', { name: 'Labels to group by' }).click();
    await page.getByRole('option', { name: 'code', exact: true }).click();
    await page.getByRole('switch', { name: 'Explain' }).check();
    expect((await edited()).expr).toBe('sum by (code) (rate(prometheus_http_requests_total{handler="/api/v1/query"}[$__rate_interval]))');
    await shot('builder-night');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height: 844 });
    await shot('builder-phone-day');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark' });
  });
  test('shows a query of Node Exporter Full with a query inside, and leaves it as it is', async () => {
    const expr =
      '(sum by(instance) (irate(node_cpu_seconds_total{instance="$node",job="$job", mode!="idle"}[$__rate_interval])) / on(instance) group_left sum by (instance)((irate(node_cpu_seconds_total{instance="$node",job="$job"}[$__rate_interval])))) * 100';
    await show({ expr, editorMode: 'builder' });
    await page.getByText('In parentheses').first().waitFor();
    await shot('builder-nested-night');
    await page.getByRole('button', { name: 'Code', exact: true }).click();
    expect((await edited()).expr).toBe(expr);
  });
  test('says why a text stays text', async () => {
    await show({ expr: 'up # why', editorMode: 'builder' });
    await page.getByText('it has a comment').waitFor();
    await page.getByRole('textbox', { name: 'PromQL query' }).waitFor();
    await shot('code-reason-night');
  });
});

describe('the code', () => {
  test('completes metrics, runs by Shift+Enter, and is left by Escape and Tab', async () => {
    await show({ expr: 'sum(', editorMode: 'code' });
    const code = page.locator('.cm-content');
    await code.click();
    await page.keyboard.press('End');
    await page.keyboard.type('prometheus_build');
    await page.locator('.cm-tooltip-autocomplete').getByText('prometheus_build_info').first().waitFor();
    await shot('code-completion-night');
    await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    await expect.poll(async () => (await edited()).expr).toMatch(/^sum\(prometheus_build_info\)?$/);
    await page.keyboard.press('Shift+Enter');
    expect(await page.evaluate(() => (globalThis as unknown as { runs: number }).runs)).toBe(1);
    expect(await code.getAttribute('aria-label')).toBe('PromQL query');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.shadowRoot === null)).toBe(true);
  });
  test('says what is wrong, and takes variables for what they stand for', async () => {
    await show({ expr: 'rate(up{job="$job"}[$__rate_interval]) + sum(up[$window])', editorMode: 'code' });
    await page.locator('.cm-lintRange-error').first().waitFor();
    expect(await page.locator('.cm-lintRange-error').allInnerTexts()).toEqual(['up[$window]']);
    await show({ expr: 'sum by ($label) (rate(up{job="$job"}[$__rate_interval]))', editorMode: 'code' });
    await page.locator('.cm-content').getByText('$__rate_interval').waitFor();
    await page.waitForTimeout(1_200);
    expect(await page.locator('.cm-lintRange-error').count()).toBe(0);
  });
});

describe('the other editors', () => {
  test('of a variable stores the form and the text it means', async () => {
    await show({ queryType: 'variable' }, 'variable');
    await page.getByRole('combobox', { name: 'Label', exact: true }).click();
    await page.getByRole('option', { name: 'job', exact: true }).click();
    await page.getByRole('combobox', { name: 'Metric' }).fill('up');
    await page.keyboard.press('Tab');
    expect(await edited()).toMatchObject({ qryType: 1, label: 'job', metric: 'up', query: 'label_values(up,job)' });
    await page.getByRole('combobox', { name: 'Query type' }).selectOption('classic');
    expect(await edited()).toMatchObject({ qryType: 5, query: 'label_values(up,job)' });
    await shot('variable-night');
  });
  test('of an annotation', async () => {
    await show({ expr: 'ALERTS > 0' }, 'annotation');
    await page.getByLabel('Labels that become tags').fill('job');
    await page.keyboard.press('Tab');
    expect((await edited()).tagKeys).toBe('job');
    await shot('annotation-night');
  });
  test('of the configuration', async () => {
    const settings = {
      ...{
        uid: 'prom',
        name: 'prom',
        type: 'prometheus',
        url: source.url,
        access: 'proxy',
        basicAuth: false,
        basicAuthUser: '',
        withCredentials: false,
      },
      ...{ database: '', user: '', secureJsonFields: { httpHeaderValue1: true }, secureJsonData: {}, readOnly: false },
      jsonData: { httpHeaderName1: 'X-Scope-OrgID', exemplarTraceIdDestinations: [{ name: 'trace_id', datasourceUid: 'tempo' }] },
    };
    await show(settings, 'config', { width: 900 });
    await page.getByLabel('Scrape interval').fill('often');
    await page.getByText('Write a duration like 15s or 1m.').waitFor();
    await page.getByLabel('Scrape interval').fill('30s');
    expect(await edited()).toMatchObject({ jsonData: { timeInterval: '30s', httpHeaderName1: 'X-Scope-OrgID' } });
    // What every source that speaks HTTP has is asked once, by the page around it.
    expect(await page.getByRole('button', { name: 'Basic' }).count()).toBe(0);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.screenshot({ path: join(shots, 'prometheus-config-day.png'), fullPage: true });
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.screenshot({ path: join(shots, 'prometheus-config-phone-day.png'), fullPage: true });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark' });
  });
});

test('none of it is part of a first page', async () => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${orrery.url}/`);
  await page.locator('main').waitFor();
  await page.waitForTimeout(500);
  expect(asked.filter((url) => /codemirror|lezer|shared\/code/.test(url))).toEqual([]);
});

test('left not one complaint of its own in the console', () => {
  // What the home page asks in the background may meet a host that is being started anew.
  expect(
    complaints.filter((text) => !/^error: Failed to load resource: the server responded with a status of (400|401|503)/.test(text)),
  ).toEqual([]);
});
