/** Each option of each panel is drawn with and without it, and the two pictures differ: what is accepted is not ignored. */
import type { OptionEditor } from '@orrery/plugin-sdk/ui';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPanelStage, type PanelStage } from '../support/panel-stage.ts';
import type { OptionCase } from './panels/options/shared.ts';
import { panelCases } from './panels/options.ts';
import type { Scene, Stage } from './panels/stage.tsx';

let stage: PanelStage;
const pictures = new Map<string, Buffer>();
/** Round corners come out a little different from one raster to the next; what people see is more than this. */
const noise = 40;
/** Edges of shapes that were moved and not made anew differ a little more. */
const keptNoise = 400;

beforeAll(async () => {
  stage = await openPanelStage();
  // The first drawing of a page also brings its fonts.
  await stage.show({ panel: 'timeseries', data: 'two' });
  await stage.picture();
});
afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});

function withOption<Part extends object>(into: Part | undefined, path: readonly string[], value: unknown): Part {
  const [key, ...rest] = path as [string, ...string[]];
  const before = (into as Record<string, unknown> | undefined)?.[key];
  return { ...into, [key]: rest.length === 0 ? value : withOption(before as object | undefined, rest, value) } as Part;
}

async function picture(scene: Scene, { point, keys = [], drag, grid, wheel }: OptionCase): Promise<Buffer> {
  const key = JSON.stringify([scene, point, keys, drag, grid, wheel]);
  const known = pictures.get(key);
  if (known) return known;
  const { page } = stage;
  await page.mouse.move(1_400, 880);
  await stage.show(scene);
  const drawing = page.locator('.o-draw');
  if (point) {
    const box = await drawing.boundingBox();
    if (!box) throw new Error('nothing was drawn');
    const [x, y] = [box.x + box.width * point[0], box.y + box.height * point[1]];
    await page.mouse.move(x - 4, y);
    await page.mouse.move(x, y);
    if (wheel) {
      if (scene.held) await page.keyboard.down(scene.held);
      await page.mouse.wheel(0, wheel);
      if (scene.held) await page.keyboard.up(scene.held);
    }
  }
  if (drag) {
    const box = await drawing.boundingBox();
    if (!box) throw new Error('nothing was drawn');
    const [from, to] = drag.map(([x, y]) => [box.x + box.width * x, box.y + box.height * y] as const);
    await page.mouse.move(from![0], from![1]);
    await page.mouse.down();
    await page.mouse.move(to![0], to![1], { steps: 3 });
    await page.mouse.up();
    await page.mouse.move(1_400, 880);
  }
  if (keys.length > 0) await (grid ? drawing.locator('[role=grid]').first() : drawing).focus();
  for (const name of keys) await page.keyboard.press(name);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const taken = await stage.picture();
  pictures.set(key, taken);
  return taken;
}

for (const [panel, { base, cases, withoutEditor = [], toldElsewhere = {} }] of Object.entries(panelCases)) {
  describe(panel, () => {
    test('draws the same twice', async () => {
      const scene: Scene = { panel, data: 'two', ...base };
      const first = await picture(scene, { option: '', value: '' });
      pictures.clear();
      expect(await stage.differing(await picture(scene, { option: '', value: '' }), first)).toBeLessThan(noise);
    });

    test.each(cases.map((each) => [`${each.option} = ${JSON.stringify(each.value)}`, each] as const))('%s', async (_name, each) => {
      const without: Scene = { panel, data: 'two', ...base, ...each.scene };
      const path = each.option.split('.');
      const added =
        path[0] === 'custom'
          ? { ...without, custom: withOption(without.custom, path.slice(1), each.value) }
          : { ...without, options: withOption(without.options, path, each.value) };
      const fresh = await picture(added, each);
      expect(await stage.differing(fresh, await picture(without, each))).toBeGreaterThan(noise);
      if (each.point || each.keys || each.drag || each.wheel) return;
      // A drawn panel that is given the option draws as one that always had it.
      await stage.show(without);
      await stage.show(added, true);
      expect(await stage.differing(await stage.picture(), fresh)).toBeLessThan(keptNoise);
    });

    test('offers an editor for every option, and has a case here for every editor', async () => {
      const paths = await stage.page.evaluate((id) => {
        const told = (globalThis as unknown as { stage: Stage }).stage.panel(id);
        const of = (editors: readonly OptionEditor[] = [], prefix = '') => editors.map(({ path }) => prefix + path);
        return [...of(told?.editors), ...of(told?.fieldEditors, 'custom.')];
      }, panel);
      const drawn = new Set(cases.map(({ option }) => option));
      expect([...new Set(paths)].filter((path) => !drawn.has(path) && !(path in toldElsewhere))).toEqual([]);
      expect([...drawn].filter((option) => !paths.includes(option) && !withoutEditor.includes(option))).toEqual([]);
    });
  });
}

test('the pages complained of nothing', () => {
  // What the stage's small server does not have, such as pictures that options name, browsers write down by themselves.
  expect(stage.complaints.filter((text) => !/status of 404/.test(text))).toEqual([]);
});
