/** A panel in a frame of null origin: the same module, the same drawing, and nothing of the page within its reach. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

let orrery: RunningOrrery;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  orrery = await startOrrery({ env: { GF_SECURITY_ENABLE_FRONTEND_SANDBOX_FOR_PLUGINS: 'timeseries' } });
  const source = await orrery.json<{ datasource: { uid: string } }>('/api/datasources', {
    body: { name: 'Made up', type: 'testdata', isDefault: true },
  });
  await orrery.json('/api/dashboards/db', {
    body: {
      dashboard: {
        uid: 'boxed',
        title: 'Boxed',
        time: { from: 'now-1h', to: 'now' },
        panels: [1, 2].map((id) => ({
          id,
          type: 'timeseries',
          title: `Chart ${id}`,
          gridPos: { x: (id - 1) * 12, y: 0, w: 12, h: 9 },
          datasource: { uid: source.datasource.uid },
          targets: [{ refId: 'A', scenarioId: 'predictable_csv_wave', csvWave: [{ timeStep: 60, valuesCSV: '1,5,2,8', name: 'wave' }] }],
        })),
      },
    },
  });
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
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  await context.addCookies(
    orrery.cookie
      .split('; ')
      .map((pair) => ({ name: pair.split('=')[0] ?? '', value: pair.slice(pair.indexOf('=') + 1), url: orrery.url })),
  );
  page = await context.newPage();
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  await page.goto(`${orrery.url}/d/boxed/boxed`);
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll('[data-panel-id]')].every((cell) => (cell as HTMLElement).dataset.state === 'done') &&
      document.querySelectorAll('iframe').length >= 2,
    undefined,
    { timeout: 30_000 },
  );
});
afterAll(async () => {
  await browser?.close();
  await orrery?.stop();
});

describe('timeseries in a frame', () => {
  test('draws what it was sent, with the legend drawn by the page', async () => {
    await page.waitForFunction(() => document.querySelectorAll('[data-panel-id] iframe').length === 2);
    await page.waitForTimeout(1_000);
    const frames = page.frames().filter((frame) => frame.url().includes('/frame/'));
    expect(frames).toHaveLength(2);
    for (const frame of frames) {
      await frame.waitForSelector('canvas');
      await expect
        .poll(
          () =>
            frame.evaluate(() => {
              const canvas = document.querySelector('canvas');
              const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
              return Array.from(pixels).filter((value, index) => index % 4 === 3 && value > 0).length;
            }),
          { timeout: 10_000 },
        )
        .toBeGreaterThan(1_000);
    }
    expect(await page.locator('[data-panel-id="1"]').innerText()).toContain('wave');
  });

  test('has its tooltip drawn and pinned by the page', async () => {
    const frame = page.frames().find((one) => one.url().includes('/frame/'));
    const over = await frame?.locator('.u-over').boundingBox();
    if (!over) throw new Error('no chart in the frame');
    const [x, y] = [over.x + over.width / 2, over.y + over.height / 2];
    await page.mouse.move(x - 4, y);
    await page.mouse.move(x, y);
    const tip = page.locator('[data-panel-id] .o-ptip');
    await frame?.waitForTimeout(200);
    // The default tooltip tells of the series near the pointer: the wave is crossed somewhere on the way down.
    for (let step = 1; step <= 12 && (await tip.count()) === 0; step++) {
      await page.mouse.move(x, over.y + (over.height * step) / 13);
      await page.waitForTimeout(100);
    }
    await expect.poll(() => tip.innerText()).toMatch(/wave/);
    await page.mouse.down();
    await page.mouse.up();
    const pinned = page.getByRole('dialog');
    await pinned.waitFor();
    await pinned.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => pinned.count()).toBe(0);
  });

  test('has no origin, no cookie, no storage, no page and no network', async () => {
    const frame = page.frames().find((one) => one.url().includes('/frame/'));
    const found = await frame?.evaluate(async () => {
      const tried = async (work: () => unknown): Promise<string> => {
        try {
          return String(await work());
        } catch (error) {
          return `refused: ${(error as Error).name}`;
        }
      };
      return {
        origin: self.origin,
        cookie: await tried(() => document.cookie),
        storage: await tried(() => localStorage.length),
        page: await tried(() => parent.document.title),
        fetch: await tried(() => fetch('/api/health').then((response) => response.status)),
        socket: typeof RTCPeerConnection,
      };
    });
    expect(found).toMatchObject({ origin: 'null', socket: 'undefined' });
    for (const key of ['cookie', 'storage', 'page', 'fetch'] as const)
      expect([key, found?.[key]]).toEqual([key, expect.stringMatching(/^refused/)]);
  });

  test('drew without a complaint of its own', () => {
    // What the test itself tried in the frame is told by the browser; nothing else is.
    expect(complaints.filter((text) => !/api\/health/.test(text))).toEqual([]);
  });
});
