/** Each option of each panel is drawn with and without it, and the two pictures differ: what is accepted is not ignored. */
import type { OptionEditor } from '@orrery/plugin-sdk/ui';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPanelStages, type PanelStage, type PanelStages } from '../support/panel-stage.ts';
import type { OptionCase } from './panels/options/shared.ts';
import { panelCases } from './panels/options.ts';
import type { Scene, Stage } from './panels/stage.tsx';

/** Pages that draw at the same time: each is a process, and drawing waits for frames more than it works. */
const pages = 3;
let stages: PanelStages;
const free: Page[] = [];
const waiting: ((page: Page) => void)[] = [];
type Page = Omit<PanelStage, keyof AsyncDisposable>;

/** What was drawn for a scene, by its text; the same on every page. */
const pictures = new Map<string, Promise<Buffer>>();
/** Round corners come out a little different from one raster to the next; what people see is more than this. */
const noise = 40;
/** Edges of shapes that were moved and not made anew differ a little more, but not half as much as what most options change. */
const keptNoise = (effect: number): number => Math.max(500, Math.min(1_000, effect / 2));

beforeAll(async () => {
  stages = await openPanelStages(pages);
  for (const stage of stages.all) {
    // The first drawing of a page also brings its fonts.
    await stage.show({ panel: 'timeseries', data: 'two' });
    await stage.capture();
    free.push(stage);
  }
});
afterAll(async () => {
  await stages?.[Symbol.asyncDispose]();
});

/** Works on a page that nobody else works on. */
async function onPage<Result>(work: (stage: Page) => Promise<Result>): Promise<Result> {
  const stage = free.pop() ?? (await new Promise<Page>((taken) => waiting.push(taken)));
  try {
    return await work(stage);
  } finally {
    const next = waiting.shift();
    if (next) next(stage);
    else free.push(stage);
  }
}

function withOption<Part extends object>(into: Part | undefined, path: readonly string[], value: unknown): Part {
  const [key, ...rest] = path as [string, ...string[]];
  const before = (into as Record<string, unknown> | undefined)?.[key];
  return { ...into, [key]: rest.length === 0 ? value : withOption(before as object | undefined, rest, value) } as Part;
}

/** The picture of a scene after what a person did there. */
async function draw(stage: Page, scene: Scene, { point, keys = [], drag, grid, wheel }: Partial<OptionCase> = {}): Promise<Buffer> {
  const { page } = stage;
  await page.mouse.move(1_400, 880);
  await stage.show(scene);
  const acts = point || drag || keys.length > 0;
  if (!acts) return stage.capture();
  const drawing = page.locator('.o-draw');
  const box = await drawing.boundingBox();
  if (!box) throw new Error('nothing was drawn');
  const at = ([x, y]: readonly [number, number]) => [box.x + box.width * x, box.y + box.height * y] as const;
  if (point) {
    const [x, y] = at(point);
    await page.mouse.move(x - 4, y);
    await page.mouse.move(x, y);
    if (wheel) {
      if (scene.held) await page.keyboard.down(scene.held);
      await page.mouse.wheel(0, wheel);
      if (scene.held) await page.keyboard.up(scene.held);
    }
  }
  if (drag) {
    await page.mouse.move(...at(drag[0]));
    await page.mouse.down();
    await page.mouse.move(...at(drag[1]), { steps: 3 });
    await page.mouse.up();
    await page.mouse.move(1_400, 880);
  }
  if (keys.length > 0) await (grid ? drawing.locator('[role=grid]').first() : drawing).focus();
  for (const name of keys) await page.keyboard.press(name);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return stage.capture();
}

/** As `draw`, once for all cases that ask for the same. */
function known(stage: Page, scene: Scene, each: OptionCase): Promise<Buffer> {
  const { point, keys, drag, grid, wheel } = each;
  const key = JSON.stringify([scene, point, keys, drag, grid, wheel]);
  let drawn = pictures.get(key);
  if (!drawn) {
    drawn = draw(stage, scene, each);
    pictures.set(key, drawn);
  }
  return drawn;
}

for (const [panel, { base, cases, withoutEditor = [], toldElsewhere = {} }] of Object.entries(panelCases)) {
  describe.concurrent(panel, () => {
    test('draws the same twice', () =>
      onPage(async (stage) => {
        const scene: Scene = { panel, data: 'two', ...base };
        expect(await stage.differing(await draw(stage, scene), await draw(stage, scene))).toBeLessThan(noise);
      }));

    test.each(cases.map((each) => [`${each.option} = ${JSON.stringify(each.value)}`, each] as const))('%s', (_name, each) =>
      onPage(async (stage) => {
        const without: Scene = { panel, data: 'two', ...base, ...each.scene };
        const path = each.option.split('.');
        const added =
          path[0] === 'custom'
            ? { ...without, custom: withOption(without.custom, path.slice(1), each.value) }
            : { ...without, options: withOption(without.options, path, each.value) };
        const plain = await known(stage, without, each);
        const fresh = await draw(stage, added, each);
        const effect = await stage.differing(fresh, plain);
        expect(effect).toBeGreaterThan(noise);
        if (each.point || each.keys || each.drag || each.wheel) return;
        // A drawn panel whose option is taken away draws as one that never had it, and gets it back as one that always had.
        await stage.show(without, true);
        expect(await stage.differing(await stage.capture(), plain)).toBeLessThan(keptNoise(effect));
        await stage.show(added, true);
        expect(await stage.differing(await stage.capture(), fresh)).toBeLessThan(keptNoise(effect));
      }),
    );

    test('offers an editor for every option, and has a case here for every editor', () =>
      onPage(async (stage) => {
        const paths = await stage.page.evaluate((id) => {
          const told = (globalThis as unknown as { stage: Stage }).stage.panel(id);
          const of = (editors: readonly OptionEditor[] = [], prefix = '') => editors.map(({ path }) => prefix + path);
          return [...of(told?.editors), ...of(told?.fieldEditors, 'custom.')];
        }, panel);
        const drawn = new Set(cases.map(({ option }) => option));
        expect([...new Set(paths)].filter((path) => !drawn.has(path) && !(path in toldElsewhere))).toEqual([]);
        expect([...drawn].filter((option) => !paths.includes(option) && !withoutEditor.includes(option))).toEqual([]);
      }));
  });
}

/** Addresses that cases name and nobody has, on purpose: what is not a picture in a column of pictures, and shapes of no map. */
const missing = /status of 404 \(Not Found\) http:\/\/[\d.:]+\/(Berlin|Madrid|Oslo|Athens|Dublin|nothing\.geojson)$/;

test('the pages complained of nothing', () => {
  expect(stages.all.flatMap(({ complaints }) => complaints).filter((text) => !missing.test(text))).toEqual([]);
});
