import { test } from 'vitest';
import { openPanelPage } from '../support/panel-page.ts';
const cats = ['alpha', 'beta', 'gamma', 'delta', 'a-rather-long-category-name', 'zeta'];
const frames = [{ fields: [
  { name: 'label', type: 'string', values: cats },
  { name: 'A', type: 'number', values: [3, 10, 20, 30, 12, 5] },
  { name: 'B', type: 'number', values: [5, null, 14, 8, 22, -4] },
  { name: 'C', type: 'number', values: [1, 2, 3, 4, 5, 6], config: { unit: 'bytes' } },
] }];
test('bars', async () => {
  await using host = await openPanelPage('barchart');
  const thresholds = { mode: 'absolute', steps: [{ value: null, color: 'green' }, { value: 10, color: 'orange' }, { value: 20, color: 'red' }] };
  const one = [{ fields: frames[0]!.fields.slice(0, 2) }];
  const variants: [string, object][] = [
    ['grouped', { frames }],
    ['stacked', { frames, options: { stacking: 'normal', barRadius: 0.3 } }],
    ['lying', { frames, options: { orientation: 'horizontal', stacking: 'percent' } }],
    ['scheme', { frames: one, fieldConfig: { defaults: { thresholds, color: { mode: 'thresholds' }, custom: { gradientMode: 'scheme', thresholdsStyle: { mode: 'dashed+area' }, axisLabel: 'things' } } } }],
    ['hue', { frames: one, options: { xTickLabelRotation: -45, showValue: 'never' }, fieldConfig: { defaults: { custom: { gradientMode: 'hue' } } } }],
    ['log', { frames: one, fieldConfig: { defaults: { custom: { gradientMode: 'opacity', scaleDistribution: { type: 'log', log: 10 }, axisBorderShow: true } } } }],
  ];
  for (const [name, v] of variants) { await host.draw({ width: 560, height: 320, ...v }); await host.page.waitForTimeout(100); if (name==='grouped'){ await host.page.mouse.move(200, 200); await host.page.waitForTimeout(100);} await host.page.screenshot({ path: `test/screenshots/bar-${name}.png`, clip: { x: 0, y: 0, width: 600, height: 360 } }); }
  console.log(JSON.stringify(await host.page.evaluate('panelEvents.slice(-3)')), host.complaints);
});
test('pie', async () => {
  await using host = await openPanelPage('piechart');
  await host.draw({ width: 400, height: 320, frames: frames.map((f) => ({ fields: f.fields.slice(1) })), options: { displayLabels: ['name', 'percent'], reduceOptions: { values: false, calcs: ['max'], fields: '' } } });
  await host.page.screenshot({ path: `test/screenshots/pie-1.png`, clip: { x: 0, y: 0, width: 440, height: 360 } });
  await host.draw({ width: 400, height: 320, frames: [{ fields: frames[0]!.fields.slice(0, 2) }], options: { pieType: 'donut', displayLabels: ['value'], reduceOptions: { values: true, calcs: [], fields: '' } } });
  await host.page.mouse.move(280, 120);
  await host.page.waitForTimeout(100);
  await host.page.screenshot({ path: `test/screenshots/pie-2.png`, clip: { x: 0, y: 0, width: 440, height: 360 } });
  console.log(JSON.stringify(await host.page.evaluate('panelEvents.slice(-2)')), host.complaints);
});
