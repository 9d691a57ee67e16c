/** What people do with a drawn panel: point, pin, follow, drag, isolate, read by keyboard; and what must never happen to it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openPanelStage, type PanelStage } from '../support/panel-stage.ts';
import { end, start } from './panels/frames.ts';
import { panelCases } from './panels/options.ts';
import type { Scene, Stage } from './panels/stage.tsx';

const multi = { tooltip: { mode: 'multi' } };
const two: Scene = { panel: 'timeseries', data: 'two', options: multi };
const links = [{ title: '${__field.name} of ${env}', url: '#/go?v=${__value.raw}' }];

let stage: PanelStage;
beforeAll(async () => {
  stage = await openPanelStage();
});
afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});
afterEach(async () => {
  await stage.page.mouse.move(1_400, 880);
});

const heard = () => stage.page.evaluate(() => [...(globalThis as unknown as { stage: Stage }).stage.heard]);
const tip = () => stage.page.locator('.o-ptip');

/** A place inside the drawing, as shares of its size. */
async function place(x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await stage.page.locator('.u-over').boundingBox();
  if (!box) throw new Error('no chart');
  return { x: box.x + box.width * x, y: box.y + box.height * y };
}
async function pointAt(x: number, y: number): Promise<void> {
  const at = await place(x, y);
  await stage.page.mouse.move(at.x - 3, at.y);
  await stage.page.mouse.move(at.x, at.y);
}

describe('a time series', () => {
  test('tells the values under the pointer, and nothing when it left', async () => {
    await stage.show(two);
    await pointAt(0.5, 0.5);
    await expect.poll(() => tip().innerText()).toMatch(/09:30:00 UTC\s+read\s+[\d.]+\s+write\s+[\d.]+/);
    await stage.page.mouse.move(1_400, 880);
    await expect.poll(() => tip().count()).toBe(0);
  });

  test('keeps a pinned tooltip until it is closed, with links that lead on', async () => {
    await stage.show({ ...two, defaults: { links } });
    await pointAt(0.5, 0.62);
    await stage.page.mouse.down();
    await stage.page.mouse.up();
    await stage.page.mouse.move(1_400, 880);
    const dialog = stage.page.getByRole('dialog');
    await expect.poll(() => dialog.getByRole('link').innerText()).toMatch(/^(read|write) of prod$/);
    await dialog.getByRole('link').click();
    expect(stage.page.url()).toMatch(/#\/go\?v=[\d.]+$/);
    await stage.page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
  });

  test('follows a link of one click at once, and keeps what is pinned through a refresh', async () => {
    await stage.page.evaluate(() => history.replaceState(null, '', '/'));
    await stage.show({ ...two, defaults: { links: [{ ...links[0], oneClick: true }] } });
    await pointAt(0.5, 0.62);
    await tip().waitFor();
    await stage.page.mouse.down();
    await stage.page.mouse.up();
    await expect.poll(() => stage.page.url()).toMatch(/#\/go\?v=/);
    await stage.show(two);
    await pointAt(0.5, 0.62);
    await tip().waitFor();
    await stage.page.mouse.down();
    await stage.page.mouse.up();
    await stage.page.getByRole('dialog').waitFor();
    await stage.show({ ...two, title: 'Again' }, true);
    expect(await stage.page.getByRole('dialog').count()).toBe(1);
  });

  test('says which field it misses', async () => {
    await stage.show({ panel: 'timeseries', data: 'rows' });
    await expect.poll(() => stage.page.locator('#stage').innerText()).toContain('Data is missing a time field');
  });

  test('zooms to what was dragged over, and out again by a double click', async () => {
    await stage.show(two);
    const [from, to] = [await place(0.25, 0.5), await place(0.75, 0.5)];
    await stage.page.mouse.move(from.x, from.y);
    await stage.page.mouse.down();
    await stage.page.mouse.move(to.x, to.y, { steps: 4 });
    await stage.page.mouse.up();
    const quarter = (end - start) / 4;
    const [[, low, high] = []] = await heard();
    expect(Math.abs(Number(low) - (start + quarter))).toBeLessThan(20_000);
    expect(Math.abs(Number(high) - (end - quarter))).toBeLessThan(20_000);
    await stage.page.mouse.dblclick(from.x, from.y);
    expect((await heard()).at(-1)).toEqual(['range', start - (end - start) / 2, end + (end - start) / 2]);
  });

  test('whose points all lie outside the range says so, and leads to them', async () => {
    const later = { from: end + 60_000, to: end + 120_000 };
    await stage.show({ ...two, range: later });
    await stage.page.getByText('All data lie outside this time range').waitFor();
    await stage.page.getByRole('button', { name: 'Go to the data' }).click();
    expect(await heard()).toEqual([['range', start, end]]);
    await stage.show(two, true);
    await expect.poll(() => stage.page.getByText('outside this time range').count()).toBe(0);
  });

  test('marks a time or a range for an annotation while Ctrl is held', async () => {
    await stage.show(two);
    const [from, to] = [await place(0.25, 0.5), await place(0.5, 0.5)];
    await stage.page.keyboard.down('Control');
    await stage.page.mouse.click(from.x, from.y);
    await stage.page.mouse.move(from.x, from.y);
    await stage.page.mouse.down();
    await stage.page.mouse.move(to.x, to.y, { steps: 4 });
    await stage.page.mouse.up();
    await stage.page.keyboard.up('Control');
    const [point = [], range = []] = await heard();
    expect([point[0], point[1] === point[2]]).toEqual(['annotate', true]);
    expect([range[0], Number(range[2]) - Number(range[1]) > 800_000]).toEqual(['annotate', true]);
  });

  test('is read point by point with the keyboard, and speaks', async () => {
    await stage.show(two);
    await stage.page.locator('.o-draw').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowRight']) await stage.page.keyboard.press(key);
    await expect.poll(() => tip().innerText()).toContain('09:11:00 UTC');
    await expect.poll(() => stage.page.locator('[aria-live]').innerText()).toMatch(/^read [\d.]+, write [\d.]+$/);
    await stage.page.keyboard.press('Enter');
    await stage.page.getByRole('dialog').waitFor();
    await stage.page.keyboard.press('Escape');
    await expect.poll(() => stage.page.getByRole('dialog').count()).toBe(0);
    expect(await stage.page.locator('.o-draw').getAttribute('aria-label')).toMatch(
      /^Time series, 2 series, 09:00 to 10:00\. read peaks at/,
    );
  });

  test('tells of annotations and exemplars where they are', async () => {
    await stage.show({ ...two, annotations: true });
    await pointAt(12 / 60, 0.3);
    await expect.poll(() => tip().innerText()).toContain('api 4.18.0 deployed\nby Jana\ndeploy');
    await pointAt(0.66, 0.98);
    await expect.poll(() => tip().innerText()).toMatch(/09:34:00 UTC to 09:46:00 UTC\s+Database slow/);
    await stage.show({ panel: 'timeseries', data: 'exemplars', defaults: { min: 0, max: 100 } });
    await pointAt(25 / 60, 0.7);
    await expect.poll(() => tip().innerText()).toMatch(/Exemplar\s+Time\s+09:25:00 UTC\s+Value\s+30\s+traceID\s+b2/);
  });

  test('isolates a series by a click on its name, adds one with Ctrl, and brings all back', async () => {
    await stage.show({ panel: 'timeseries', data: 'three' });
    const shown = () => stage.page.locator('.o-legend button[aria-pressed=true]').allInnerTexts();
    const name = (text: string) => stage.page.locator('.o-legend button', { hasText: text });
    await name('system').click();
    await expect.poll(shown).toEqual(['system']);
    await name('iowait').click({ modifiers: ['Control'] });
    await expect.poll(shown).toEqual(['system', 'iowait']);
    await name('iowait').focus();
    await stage.page.keyboard.press('Control+Enter');
    await expect.poll(shown).toEqual(['system']);
    await stage.page.keyboard.press('ArrowUp');
    await stage.page.keyboard.press('ArrowUp');
    await stage.page.keyboard.press('Tab');
    await name('system').click();
    await expect.poll(shown).toEqual(['user', 'system', 'iowait']);
  });

  test('is painted once: its legend has its room before that', async () => {
    await stage.show(two);
    const painted = stage.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let count = 0;
          const { prototype } = CanvasRenderingContext2D;
          const clear = prototype.clearRect;
          prototype.clearRect = function (...area) {
            count++;
            clear.apply(this, area);
          };
          setTimeout(() => {
            prototype.clearRect = clear;
            resolve(count);
          }, 500);
        }),
    );
    await stage.show({ ...two, options: { ...multi, legend: { displayMode: 'table', placement: 'bottom', calcs: ['max'] } } });
    expect(await painted).toBe(1);
  });

  test('keeps its chart when data, time or size change', async () => {
    await stage.show(two);
    await stage.page.evaluate(() => Object.assign(document.querySelector('.uplot') ?? {}, { kept: true }));
    await stage.show({ ...two, width: 640 }, true);
    await stage.show({ ...two, data: 'signs' }, true);
    const kept = () => stage.page.evaluate(() => (document.querySelector('.uplot') as { kept?: boolean } | null)?.kept === true);
    // Other series are another chart; the same ones again are not.
    expect(await kept()).toBe(false);
    await stage.show(two);
    await stage.page.evaluate(() => Object.assign(document.querySelector('.uplot') ?? {}, { kept: true }));
    await stage.show({ ...two, width: 640, annotations: true, title: 'Other' }, true);
    expect(await kept()).toBe(true);
  });

  test('shows the time that another panel points at', async () => {
    await stage.show(two);
    await stage.page.evaluate((time) => (globalThis as unknown as { stage: Stage }).stage.point(time), start + 1_800_000);
    await expect
      .poll(() => stage.page.locator('.u-cursor-x').evaluate((line) => new DOMMatrix(getComputedStyle(line).transform).m41))
      .toBeGreaterThan(100);
    expect(await tip().count()).toBe(0);
  });

  test('gives itself away as a picture and as CSV', async () => {
    await stage.show(two);
    const [url, csv] = await stage.page.evaluate(async () => {
      const drawn = (globalThis as unknown as { stage: Stage }).stage.drawn();
      return [await drawn?.picture(), drawn?.csv()];
    });
    expect(url).toMatch(/^data:image\/png;base64,.{1000}/);
    expect(csv).toMatch(/^Time,read\r\n2026-03-10 09:00:00\.000,[\d.]+\r\n/);
  });
});

describe('a time series of thousands', () => {
  const many: Scene = { panel: 'timeseries', data: 'manySeries', width: 900, height: 400, options: { legend: { showLegend: false } } };
  const rounded = 2_000;
  /** Painting for a drawing is done at once, in the same canvas. */
  const atOnce = async (): Promise<Buffer> => {
    await stage.page.evaluate(() => (globalThis as unknown as { stage: Stage }).stage.drawn()?.svg());
    return stage.picture();
  };

  test('is painted in parts that make the same picture as all at once', async () => {
    await stage.show(many);
    const parts = await stage.picture();
    // Soft edges are rounded once more where a picture is laid over another.
    expect(await stage.differing(parts, await atOnce())).toBeLessThan(rounded);
    await stage.show({ ...many, range: { from: start, to: start + (end - start) / 4 } }, true);
    const closer = await stage.picture();
    expect(await stage.differing(closer, parts)).toBeGreaterThan(10_000);
    expect(await stage.differing(closer, await atOnce())).toBeLessThan(rounded);
  });

  test('shows what it had where that now lies, until the rest is painted', async () => {
    await stage.show(many);
    const colors = await stage.page.evaluate(
      async ([scene, moved]) => {
        const { stage: own } = globalThis as unknown as { stage: Stage };
        const shown = own.show({ ...scene, range: moved }, true);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const busy = document.querySelector('#stage .uplot')?.getAttribute('aria-busy');
        const canvas = document.querySelector('#stage canvas') as HTMLCanvasElement;
        const { data } = canvas.getContext('2d')!.getImageData(canvas.width / 2, 0, 1, canvas.height);
        await shown;
        return { busy, colors: new Set(new Uint32Array(data.buffer)).size };
      },
      [many, { from: start + 300_000, to: end + 300_000 }] as const,
    );
    expect(colors.busy).toBe('true');
    expect(colors.colors).toBeGreaterThan(20);
  });
});

describe('single values', () => {
  for (const panel of ['stat', 'gauge', 'bargauge']) {
    test(`of a ${panel} follow their only link, and offer several in a menu`, async () => {
      await stage.page.evaluate(() => history.replaceState(null, '', '/'));
      await stage.show({ panel, data: 'one', defaults: { links } });
      await stage.page.locator('.o-value-link').click();
      expect(stage.page.url()).toMatch(/#\/go\?v=[\d.]+$/);
      await stage.show({ panel, data: 'one', defaults: { links: [...links, { title: 'Other', url: '#/other' }] } });
      await stage.page.locator('.o-value-link').focus();
      await stage.page.keyboard.press('Enter');
      await expect.poll(() => stage.page.getByRole('menuitem').allInnerTexts()).toEqual(['load of prod', 'Other']);
      await expect.poll(() => stage.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('menuitem');
      await stage.page.keyboard.press('ArrowDown');
      await stage.page.keyboard.press('Enter');
      await expect.poll(() => stage.page.url()).toMatch(/#\/other$/);
    });

    test(`of a ${panel} say that there are none, in the words of the dashboard`, async () => {
      await stage.show({ panel, data: 'nothing', defaults: { noValue: 'quiet' } });
      await expect.poll(() => stage.page.locator('.o-draw').innerText()).toContain('quiet');
    });
  }
});

test('an action is shown before it is sent, and goes without anybody’s sign-in', async () => {
  const { page } = stage;
  const sent: { url: string; body: string | null; cookie: boolean }[] = [];
  await page.context().addCookies([{ name: 'session', value: 'secret', domain: 'ops.example', path: '/', secure: true, sameSite: 'None' }]);
  await page.route('https://ops.example/**', async (route) => {
    const headers = await route.request().allHeaders();
    const answer = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
    if (route.request().method() === 'POST')
      sent.push({ url: route.request().url(), body: route.request().postData(), cookie: 'cookie' in headers });
    await route.fulfill({ status: 200, headers: answer, body: '{}' });
  });
  const fetched = { method: 'POST', url: 'https://ops.example/restart?of=${__field.name}', body: '{"why":"$why"}' };
  const actions = [
    { type: 'fetch', title: 'Restart', confirmation: 'Restart it?', variables: [{ key: 'why', name: 'Reason' }], fetch: fetched },
  ];
  await stage.show({ panel: 'stat', data: 'one', defaults: { actions } });
  await page.locator('.o-value-link').click();
  const dialog = page.getByRole('dialog', { name: 'Restart' });
  await dialog.getByText('Restart it?').waitFor();
  await dialog.getByLabel('Reason').fill('hot');
  expect(await dialog.locator('pre').innerText()).toBe('POST https://ops.example/restart?of=load\n\n{"why":"hot"}');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(sent).toEqual([]);
  await page.locator('.o-value-link').click();
  await dialog.getByRole('button', { name: 'Send' }).click();
  await dialog.getByText('Done.').waitFor();
  expect(sent).toEqual([{ url: 'https://ops.example/restart?of=load', body: '{"why":""}', cookie: false }]);
  await dialog.getByRole('button', { name: 'Close' }).first().click();
  const own = new URL('/api/admin', page.url()).href;
  await stage.show({ panel: 'stat', data: 'one', defaults: { actions: [{ ...actions[0], fetch: { ...fetched, url: own } }] } });
  await page.locator('.o-value-link').click();
  expect(await dialog.getByRole('alert').innerText()).toContain('this server itself');
  expect(await dialog.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  await page.unroute('https://ops.example/**');
});

describe('any panel', () => {
  const evil = '<img src=x onerror="globalThis.attacked = true">${env}<script>globalThis.attacked = true</script>';
  test.each(['timeseries', 'stat', 'gauge', 'bargauge'])('%s writes hostile text as text', async (panel) => {
    await stage.show({
      panel,
      data: 'one',
      title: evil,
      options: { ...multi, textMode: 'value_and_name', legend: { showLegend: true } },
      defaults: { displayName: evil, unit: `suffix:${evil}`, noValue: evil },
      custom: { axisLabel: evil },
      annotations: [{ time: start + 1_800_000, color: 'url(https://evil.example/x)', title: evil, text: evil, tags: [evil] }],
    });
    if (panel === 'timeseries') await pointAt(0.5, 0.5);
    await expect.poll(() => stage.page.locator('#stage').innerText()).toContain('onerror');
    expect(await stage.page.evaluate(() => 'attacked' in globalThis)).toBe(false);
    expect(await stage.page.locator('#stage img, #stage script').count()).toBe(0);
  });

  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const scenes: readonly Scene[] = [
    { panel: 'timeseries', data: 'three', title: 'CPU', options: { legend: { displayMode: 'table', calcs: ['max'] } } },
    { panel: 'stat', data: 'disks', title: 'Disks', defaults: { links } },
    { panel: 'bargauge', data: 'disks', title: 'Disks', options: { orientation: 'horizontal' } },
    ...Object.entries(panelCases).map(([panel, { base }]): Scene => ({ panel, data: 'two', title: 'Something', ...base })),
  ];
  test.each(scenes.flatMap((scene) => (['night', 'day'] as const).map((theme) => [scene.panel, theme, scene] as const)))(
    '%s has nothing serious against it by %s',
    async (_panel, theme, scene) => {
      await stage.show({ ...scene, theme });
      await stage.page.evaluate(axe);
      const found = await stage.page.evaluate(async () => {
        const run = (
          globalThis as unknown as {
            axe: { run(root: Element): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
          }
        ).axe;
        const { violations } = await run.run(document.getElementById('stage') as Element);
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      // Colours of values are the dashboard's own.
      expect(found.filter((each) => !each.startsWith('color-contrast'))).toEqual([]);
    },
  );

  test('complained of nothing', () => {
    expect(stage.complaints).toEqual([]);
  });
});

test('cells of a table say what they are told to say of themselves', async () => {
  const cellOptions = { type: 'image', title: 'A <b>house</b>' };
  await stage.show({ panel: 'table', data: 'pictures', custom: { cellOptions } });
  expect(await stage.page.locator('[role=gridcell] [title]').last().getAttribute('title')).toBe(cellOptions.title);
  await stage.show({ panel: 'table', data: 'rows', custom: { tooltip: { field: 'Used' } } });
  const tip = stage.page.locator('.tbl-tip');
  await stage.page.getByRole('gridcell').nth(4).hover();
  expect(await tip.textContent()).toBe('47');
  await stage.page.mouse.move(1_400, 880);
  await expect.poll(() => tip.count()).toBe(0);
  await stage.page.getByRole('grid').focus();
  await stage.page.keyboard.press('ArrowDown');
  await expect.poll(() => tip.textContent()).toBe('23');
  await stage.page.keyboard.press('Escape');
  await expect.poll(() => tip.count()).toBe(0);
});

test('lines around a line are those at hand where nobody knows more', async () => {
  await stage.show({ panel: 'logs', data: 'lines', width: 760, height: 420, options: { showLogContextToggle: true } });
  await stage.page.getByRole('row').nth(1).click();
  await stage.page.getByRole('button', { name: 'Lines around' }).click();
  const list = stage.page.getByRole('list', { name: 'Lines around' });
  expect(await list.getByRole('listitem').count()).toBeGreaterThan(3);
  await expect.poll(() => stage.page.locator('.lg-around button').count()).toBe(0);
});

test('panels speak German to those who read it', async () => {
  await using german = await openPanelStage('de');
  await german.show({ panel: 'timeseries', data: 'hosts', options: { legend: { displayMode: 'table' } } });
  expect(await german.page.locator('.o-draw').getAttribute('aria-label')).toMatch(/^Zeitreihe, 14 Reihen, 09:00 bis 10:00\./);
  expect(await german.page.locator('.o-legend-filter').getAttribute('placeholder')).toBe('Reihen filtern');
});
