/** Drawn in a real page, in the host that dashboards use. Without a Chromium on this machine the drawing is left out, and says so. */
import { frame, numberField, timeField } from '@orrery/plugin-sdk/data';
import { chromium, openStage, type PanelStage } from '@orrery/plugin-sdk/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const times = Float64Array.from([0, 1, 2], (minute) => 1_700_000_000_000 + minute * 60_000);
const load = frame([
  timeField('time', times),
  numberField('load', Float64Array.of(10, 80, 42), { config: { unit: 'percent', min: 0, max: 100 } }),
]);

describe.skipIf(!chromium())('the panel', () => {
  let stage: PanelStage;
  beforeAll(async () => {
    stage = await openStage(import.meta.dirname);
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test('shows the last value of each series, with its unit', async () => {
    await stage.draw('acme-sample-panel', { frames: [load] });
    expect(await stage.text()).toContain('load\n42%');
    expect(stage.complaints).toEqual([]);
  });

  test('shows another value, and no bars, where its options say so', async () => {
    await stage.draw('acme-sample-panel', { frames: [load], options: { calc: 'max', bars: false } });
    expect(await stage.text()).toContain('80%');
    expect(await stage.page.locator('.acme-sample-bar').count()).toBe(0);
  });

  test('draws hostile names as text', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    await stage.draw('acme-sample-panel', { frames: [frame([timeField('time', times), numberField(hostile, Float64Array.of(1, 2, 3))])] });
    expect(await stage.text()).toContain(hostile);
    expect(await stage.page.locator('#stage img').count()).toBe(0);
  });
});
