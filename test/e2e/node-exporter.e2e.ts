/**
 * Node Exporter Full, provisioned beside a real Prometheus that scrapes a real node exporter: every stat and timeseries panel of an
 * open row is drawn, and what was drawn is what Prometheus says when it is asked directly.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readQueryAnswer } from '@orrery/plugin-sdk/data/query-answer-read';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChild } from '../support/child.ts';
import { freePort } from '../support/ports.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const fixture = fileURLToPath(new URL('../fixtures/node-exporter-full.json', import.meta.url));
const shots = fileURLToPath(new URL('../screenshots', import.meta.url));

let home: string;
let exporter: ReturnType<typeof startChild>;
let prometheus: RunningPrometheus;
let orrery: RunningOrrery;
let browser: Browser;
let page: Page;
const complaints: string[] = [];
/** What the page asked and what it was given, by panel. */
const asked: {
  body: {
    from: string;
    to: string;
    queries: {
      refId: string;
      expr: string;
      intervalMs: number;
      instant?: boolean;
      range?: boolean;
      interval?: string;
      intervalFactor?: number;
    }[];
  };
  answer: Uint8Array;
}[] = [];

beforeAll(async () => {
  expect(existsSync(fixture)).toBe(true);
  const port = await freePort();
  exporter = startChild('prometheus-node-exporter', [`--web.listen-address=127.0.0.1:${port}`]);
  prometheus = await startPrometheus({ targets: { node: `127.0.0.1:${port}` } });
  home = mkdtempSync(join(tmpdir(), 'orrery-e2e-'));
  for (const kind of ['datasources', 'dashboards']) mkdirSync(join(home, 'conf/provisioning', kind), { recursive: true });
  mkdirSync(join(home, 'boards'));
  mkdirSync(shots, { recursive: true });
  copyFileSync(fixture, join(home, 'boards/node.json'));
  writeFileSync(
    join(home, 'conf/provisioning/datasources/p.yaml'),
    `apiVersion: 1\ndatasources:\n  - { name: Prometheus, type: prometheus, url: "${prometheus.url}", isDefault: true, jsonData: { timeInterval: 1s } }\n`,
  );
  writeFileSync(
    join(home, 'conf/provisioning/dashboards/p.yaml'),
    'apiVersion: 1\nproviders:\n  - { name: boards, options: { path: boards } }\n',
  );
  orrery = await startOrrery({ home });
  // Rates need a few scrapes.
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  page = await context.newPage();
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('response', async (response) => {
    if (!response.url().endsWith('/api/ds/query') || response.status() >= 400) return;
    // A page that is left takes its answers along; the next one asks again.
    const answer = await response.body().catch(() => undefined);
    if (answer) asked.push({ body: JSON.parse(response.request().postData() ?? '{}'), answer: new Uint8Array(answer) });
  });
});
afterAll(async () => {
  await browser?.close();
  await orrery?.stop();
  await prometheus?.[Symbol.asyncDispose]();
  await exporter?.stop();
  rmSync(home, { recursive: true, force: true });
});

describe('Node Exporter Full', () => {
  test('is reached from the sign-in page and the home page', async () => {
    await page.goto(`${orrery.url}/login`);
    await page.fill('input[name=user]', orrery.admin.user);
    await page.fill('input[type=password]', orrery.admin.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
    await page
      .getByRole('link', { name: /Node Exporter Full/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Node Exporter Full', level: 1 }).waitFor({ state: 'attached' });
  });

  test('draws every stat and timeseries panel of its open rows', async () => {
    const uid = /\/d\/([^/?]+)/.exec(page.url())?.[1] ?? '';
    await page.goto(`${orrery.url}/d/${uid}/x?from=now-5m&to=now`);
    await page.waitForFunction(() => document.querySelectorAll('[data-panel-type=timeseries]').length >= 4);
    const drawn = page.locator('[data-panel-type=timeseries], [data-panel-type=stat]');
    for (const cell of await drawn.all()) await cell.scrollIntoViewIfNeeded();
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll('[data-panel-type=timeseries], [data-panel-type=stat]')].every(
          (cell) => (cell as HTMLElement).dataset.state === 'done',
        ),
      undefined,
      { timeout: 30_000 },
    );
    await page.waitForTimeout(1_000);
    const facts = await drawn.evaluateAll((cells) =>
      cells.map((cell) => {
        const canvas = cell.querySelector('canvas');
        const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
        const inked = pixels.filter((value, index) => index % 4 === 3 && value > 0).length;
        return {
          type: (cell as HTMLElement).dataset.panelType,
          inked,
          text: (cell.querySelector('.o-pbody') as HTMLElement | null)?.innerText.trim() ?? '',
        };
      }),
    );
    // Before anything is expected, so that a failure can be looked at, too.
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: join(shots, 'node-exporter-full.png') });
    await page.screenshot({ path: join(shots, 'node-exporter-full-whole.png'), fullPage: true });
    expect(facts.filter(({ type }) => type === 'timeseries').length).toBeGreaterThanOrEqual(4);
    expect(facts.filter(({ type }) => type === 'stat').length).toBeGreaterThanOrEqual(5);
    for (const { type, inked, text } of facts) {
      if (type === 'timeseries') expect(inked).toBeGreaterThan(1_000);
      else expect(text).toMatch(/\d/);
    }
  });

  test('shows what Prometheus says when it is asked directly for the same step', async () => {
    let compared = 0;
    for (const { body, answer } of asked) {
      const answers = readQueryAnswer(answer);
      for (const query of body.queries) {
        if (!query.expr) continue;
        for (const frame of answers.find(({ refId }) => refId === query.refId)?.frames ?? []) {
          const executed = String(frame.meta?.executedQueryString);
          const expr = /^Expr: ([\s\S]*?)(?:\nStep: (.*)s)?$/.exec(executed);
          const [time, value] = [frame.fields[0], frame.fields[1]];
          const last = (time?.values.length ?? 0) - 1;
          if (!expr || !time || !value || last < 0) continue;
          const at = (time.values as Float64Array)[last] as number;
          const direct = await fetch(
            `${prometheus.url}/api/v1/query?${new URLSearchParams({ query: expr[1] as string, time: String(at / 1000) })}`,
          );
          const { data } = (await direct.json()) as { data: { result: { metric: Record<string, string>; value: [number, string] }[] } };
          const same = data.result.find(
            ({ metric }) => JSON.stringify(Object.entries(metric).sort()) === JSON.stringify(Object.entries(value.labels ?? {}).sort()),
          );
          expect([expr[1], same !== undefined]).toEqual([expr[1], true]);
          const theirs = Number(same?.value[1]);
          const ours = (value.values as Float64Array)[last] as number;
          if (Number.isNaN(theirs)) expect(ours).toBeNaN();
          else expect(Math.abs(ours - theirs) / Math.max(Math.abs(theirs), 1e-300)).toBeLessThanOrEqual(1e-9);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(20);
  });

  test('opens a closed row, and its panels draw', async () => {
    await page.getByRole('button', { name: /System Processes/ }).click();
    const cell = page.locator('[data-panel-type=timeseries]').last();
    await cell.scrollIntoViewIfNeeded();
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll('[data-panel-type=timeseries]')].filter((one) => (one as HTMLElement).dataset.state === 'done')
          .length >= 6,
    );
  });

  test('left not one complaint in the console', () => {
    expect(complaints).toEqual([]);
  });

  test('is usable at 390 px, by day', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await page.waitForFunction(() => document.querySelectorAll('[data-state=done]').length >= 1);
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.screenshot({ path: join(shots, 'node-exporter-full-phone-day.png') });
  });
});
