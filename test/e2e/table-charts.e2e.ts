/** Bars, pies, histograms and states over time in Chromium: drawn in a dashboard, pointed at, and read with the keyboard's event. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FrameText, openPanelPage, type PanelPage } from '../support/panel-page.ts';

const shots = fileURLToPath(new URL('../screenshots', import.meta.url));
const types = ['barchart', 'piechart', 'histogram', 'state-timeline', 'status-history'] as const;
const start = 1_700_000_000_000;
const list = <Value>(make: (row: number) => Value, length: number): Value[] => Array.from({ length }, (_, row) => make(row));
const categories: FrameText = {
  fields: [
    { name: 'label', type: 'string', values: ['alpha', 'beta', 'gamma'] },
    { name: 'one', type: 'number', values: [3, 10, 20] },
    { name: 'two', type: 'number', values: [5, null, 14] },
  ],
};
const states: FrameText = {
  fields: [
    { name: 'time', type: 'time', values: list((row) => start + row * 300_000, 12) },
    { name: 'gateway', type: 'string', values: list((row) => (row < 7 ? 'ok' : 'slow'), 12) },
    { name: 'billing', type: 'string', values: list((row) => ['ok', null, 'down'][row % 3], 12) },
    { name: 'load', type: 'number', values: list((row) => row * 9, 12) },
  ],
};
const spread: FrameText = {
  fields: [{ name: 'ms', type: 'number', values: list((row) => 50 + 40 * Math.sin(row) * Math.sin(row * 7), 500), config: { unit: 'ms' } }],
};
const mappings = [{ type: 'value', options: { ok: { color: 'green' }, slow: { color: 'orange' }, down: { color: 'red' } } }];
const drawings: Readonly<Record<string, object>> = {
  barchart: { frames: [categories] },
  piechart: { frames: [categories], options: { displayLabels: ['name', 'percent'], pieType: 'donut' } },
  histogram: { frames: [spread] },
  'state-timeline': { frames: [states], fieldConfig: { defaults: { mappings } } },
  'status-history': { frames: [states], fieldConfig: { defaults: { mappings } } },
};

let host: PanelPage;
interface Told {
  readonly type: string;
  readonly label?: string;
  readonly time?: number | null;
  readonly values?: readonly { readonly name: string; readonly text: string }[];
  readonly items?: readonly { readonly name: string }[];
}
const events = () => host.page.evaluate(() => (globalThis as { panelEvents?: Told[] }).panelEvents ?? []);
const lastCursor = async () => (await events()).findLast(({ type, values }) => type === 'cursor' && (values?.length ?? 0) > 0);

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  host = await openPanelPage(...types);
});
afterAll(() => host?.[Symbol.asyncDispose]());

describe.each(types)('%s', (type) => {
  test('is drawn by night and by day', async () => {
    for (const theme of ['night', 'day']) {
      await host.page.evaluate((name) => void (document.documentElement.dataset.theme = name), theme);
      await host.draw({ type, width: 560, height: 320, ...drawings[type] });
      await host.page.screenshot({ path: join(shots, `${type}-${theme}.png`), clip: { x: 0, y: 0, width: 600, height: 360 } });
    }
    expect((await events()).some((event) => event.type === 'state')).toBe(true);
  });
});

describe('pointing', () => {
  test.each([
    ['barchart', 0.88, 0.9, 'gamma'],
    ['histogram', 0.5, 0.9, ' – '],
    ['piechart', 0.62, 0.35, 'Panel'],
  ])('at %s tells the value and what it belongs to', async (type, x, y, label) => {
    await host.draw({ type, width: 560, height: 320, ...drawings[type], options: { tooltip: { mode: 'multi' } } });
    await host.page.mouse.move(20 + 560 * x, 20 + 320 * y);
    await expect.poll(async () => (await lastCursor())?.label ?? '').toContain(label);
  });
  test('at states tells the time and the state', async () => {
    await host.draw({
      type: 'state-timeline',
      width: 560,
      height: 320,
      ...drawings['state-timeline'],
      options: { tooltip: { mode: 'multi' } },
    });
    await host.page.mouse.move(20 + 540, 40);
    await expect.poll(async () => (await lastCursor())?.values?.[0]).toMatchObject({ name: 'gateway', text: 'slow' });
    expect((await events()).find(({ type }) => type === 'legend')?.items?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ok', 'slow', 'down']),
    );
  });
  test('and dragging over states asks for that range', async () => {
    await host.page.mouse.move(300, 100);
    await host.page.mouse.down();
    await host.page.mouse.move(400, 100);
    await host.page.mouse.up();
    await expect.poll(async () => (await events()).some(({ type }) => type === 'range')).toBe(true);
  });
  test('left not one complaint in the console', () => {
    expect(host.complaints).toEqual([]);
  });
});
