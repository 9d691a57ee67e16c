/** Every panel as a drawing: elements that drawing programs know, with no page in it and nothing that it asks for. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPanelStage, type PanelStage } from '../support/panel-stage.ts';
import { panelCases } from './panels/options.ts';
import type { Scene, Stage } from './panels/stage.tsx';

let stage: PanelStage;
beforeAll(async () => {
  stage = await openPanelStage();
});
afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});

interface Drawing {
  readonly text: string;
  /** Elements by their name, and addresses that lie outside. */
  readonly elements: Readonly<Record<string, number>>;
  readonly outside: readonly string[];
}
async function drawingOf(name: string, scene: Scene): Promise<Drawing> {
  await stage.show({ title: 'Drawn', ...scene });
  const text = await stage.page.evaluate(() => (globalThis as unknown as { stage: Stage }).stage.drawn()?.svg());
  if (typeof text !== 'string') throw new Error(`${name} has no drawing`);
  if (process.env.ORRERY_PICTURES) {
    writeFileSync(join(process.env.ORRERY_PICTURES, `${name}.svg`), text);
    await stage.picture(join(process.env.ORRERY_PICTURES, `${name}.png`));
  }
  const told = await stage.page.evaluate((source) => {
    const read = new DOMParser().parseFromString(source, 'image/svg+xml');
    if (read.querySelector('parsererror')) throw new Error(read.querySelector('parsererror')?.textContent ?? '');
    const all = [...read.querySelectorAll('*')];
    const elements: Record<string, number> = {};
    for (const { localName } of all) elements[localName] = (elements[localName] ?? 0) + 1;
    const outside = all.flatMap((each) =>
      [...each.attributes].filter(
        ({ name, value }) =>
          (/^(xlink:)?href$|^src$/.test(name) && !value.startsWith('data:image/')) ||
          /^on|^style$/.test(name) ||
          /url\((?!["']?#)/.test(value),
      ),
    );
    return { elements, outside: outside.map(({ name, value }) => `${name}=${value.slice(0, 80)}`) };
  }, text);
  return { text, ...told };
}

describe('a drawing', () => {
  test.each(Object.entries(panelCases))('of %s holds what is seen, and names nothing outside of it', async (panel, { base }) => {
    const { text, elements, outside } = await drawingOf(panel, { panel, data: 'two', ...base });
    expect(outside).toEqual([]);
    expect(text).toContain('Drawn');
    expect(['foreignObject', 'script', 'style', 'image'].filter((name) => elements[name])).toEqual([]);
    expect(['path', 'rect', 'text', 'line', 'circle', 'polyline'].reduce((sum, name) => sum + (elements[name] ?? 0), 0)).toBeGreaterThan(4);
  });
  test('of a map has its coasts, and heat in it as the only picture', async () => {
    const map: Scene = { panel: 'geomap', data: 'cities', options: { view: { id: 'europe' }, layers: [] } };
    // The outlines come after the first picture of the map.
    await stage.show(map);
    await stage.page.waitForTimeout(500);
    const coasts = await drawingOf('coasts', map);
    const longest = Math.max(...[...coasts.text.matchAll(/ d="([^"]*)"/g)].map(([, d = '']) => d.length));
    expect(longest).toBeGreaterThan(20_000);
    expect(coasts.text).not.toMatch(/stroke-width="0"/);
    const heat = await drawingOf('heat', {
      ...map,
      options: { view: { id: 'europe' }, layers: [{ type: 'heatmap', name: 'Heat', config: { radius: 20, blur: 15 } }] },
    });
    expect([coasts.elements.image ?? 0, heat.elements.image]).toEqual([0, 1]);
  });
  test('of a drawing with a picture takes the picture along', async () => {
    const picture =
      'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="20" height="20"%3E%3Cpath fill="red" d="M0 0h20v20z"/%3E%3C/svg%3E';
    const box = {
      type: 'rectangle',
      name: 'A',
      placement: { top: 20, left: 20, width: 90, height: 60 },
      background: { image: { fixed: picture } },
    };
    const drawn = await drawingOf('canvas-picture', { panel: 'canvas', data: 'wind', options: { root: { elements: [box] } } });
    expect(drawn.elements.image).toBe(1);
    expect(drawn.outside).toEqual([]);
  });
  test('of a flame graph and of a graph is painted anew: its words are words', async () => {
    const flames = await drawingOf('flames', { panel: 'flamegraph', data: 'two', ...panelCases.flamegraph?.base });
    const graph = await drawingOf('graph', { panel: 'nodeGraph', data: 'two', ...panelCases.nodeGraph?.base });
    expect(Math.min(flames.elements.text ?? 0, graph.elements.text ?? 0)).toBeGreaterThan(5);
  });
});
