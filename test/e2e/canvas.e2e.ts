/** A drawing that is edited where it is drawn: what is dragged, added or removed goes to the host as options. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPanelStage, type PanelStage } from '../support/panel-stage.ts';
import type { Stage } from './panels/stage.tsx';

let stage: PanelStage;
beforeAll(async () => {
  stage = await openPanelStage();
});
afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});
const box = {
  type: 'rectangle',
  name: 'A',
  placement: { top: 80, left: 60, width: 100, height: 60 },
  background: { color: { fixed: 'blue' } },
};
const scene = { panel: 'canvas', data: 'wind', editable: true, width: 640, height: 400 } as const;
const told = async () => {
  const all = await stage.page.evaluate(() => [...(globalThis as unknown as { stage: Stage }).stage.heard]);
  return (all.findLast(([event]) => event === 'options')?.[1] as { root: { elements: (typeof box)[] } } | undefined)?.root.elements;
};

test('what is dragged has a new place', async () => {
  await stage.show({ ...scene, options: { root: { elements: [box] } } });
  await stage.page.getByRole('toolbar').waitFor();
  const at = await stage.page.locator('[data-path="0"]').boundingBox();
  await stage.page.mouse.move((at?.x ?? 0) + 50, (at?.y ?? 0) + 30);
  await stage.page.mouse.down();
  await stage.page.mouse.move((at?.x ?? 0) + 90, (at?.y ?? 0) + 40);
  await stage.page.mouse.up();
  await expect.poll(told).toEqual([{ ...box, placement: { top: 90, left: 100, width: 100, height: 60 } }]);
});

test.each([
  [true, 'Wind turbine', 1],
  [false, 'Wind turbine', 0],
  [false, 'Rectangle', 1],
])('offers special elements only where they are wanted: showAdvancedTypes %s, %s', async (showAdvancedTypes, name, count) => {
  await stage.show({ ...scene, options: { showAdvancedTypes, root: { elements: [] } } });
  await stage.page.getByRole('button', { name: 'Add' }).click();
  await stage.page.getByRole('menuitem').first().waitFor();
  expect(await stage.page.getByRole('menuitem', { name }).count()).toBe(count);
});

test('a drawing that is only looked at offers no tools', async () => {
  await stage.show({ ...scene, editable: false, options: { root: { elements: [box] } } });
  expect(await stage.page.getByRole('toolbar').count()).toBe(0);
});
