/** Twenty charts of one plugin, in the page and in frames of their own: the same source, the same data, two servers. */
import { type ProcessFacts, processTree, totalCpu, totalPss, totalRss } from '../support/processes.ts';
import { signIn, startBrowser } from '../support/browser.ts';
import { startOrrery } from '../support/server.ts';
import type { Bench } from './types.ts';

const panels = 20;
const rounds = 3;

interface Seen {
  /** From asking for the page to the last chart drawn. */
  readonly ms: number;
  /** Of all processes of the browser, above what an empty page takes: shared pages once, and each process by itself. */
  readonly megabytes: number;
  readonly resident: number;
  /** Processor time of the browser. */
  readonly seconds: number;
}

async function look(sandboxed: boolean): Promise<Seen> {
  await using orrery = await startOrrery({
    settings: sandboxed ? { security: { enable_frontend_sandbox_for_plugins: 'timeseries' } } : {},
  });
  const { datasource } = await orrery.json<{ datasource: { uid: string } }>('/api/datasources', {
    body: { name: 'Made up', type: 'testdata', isDefault: true },
  });
  await orrery.json('/api/dashboards/db', {
    body: {
      dashboard: {
        uid: 'many',
        title: 'Many',
        time: { from: 'now-1h', to: 'now' },
        panels: Array.from({ length: panels }, (_, at) => ({
          id: at + 1,
          type: 'timeseries',
          title: `Chart ${at + 1}`,
          gridPos: { x: (at % 5) * 4, y: Math.floor(at / 5) * 5, w: 4, h: 5 },
          datasource: { uid: datasource.uid },
          targets: [{ refId: 'A', scenarioId: 'predictable_csv_wave', csvWave: [{ timeStep: 60, valuesCSV: '1,5,2,8', name: 'wave' }] }],
        })),
      },
    },
  });
  const browser = await startBrowser();
  try {
    const [root] = processTree(process.pid).filter(({ command }) => /chrom/i.test(command) && !command.includes('--type='));
    const tree = (): readonly ProcessFacts[] => processTree(root?.pid ?? Number.NaN);
    const taken = (): Omit<Seen, 'ms'> => {
      const all = tree();
      return { megabytes: totalPss(all) / 1e6, resident: totalRss(all) / 1e6, seconds: totalCpu(all) };
    };
    const found: Seen[] = [];
    for (let round = 0; round < rounds; round++) {
      const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
      await signIn(context, orrery);
      const page = await context.newPage();
      await page.goto(`${orrery.url}/api/health`);
      const before = taken();
      const began = performance.now();
      await page.goto(`${orrery.url}/d/many/many`);
      // What a chart says of itself comes after it was drawn, wherever it was.
      await page.waitForFunction(
        (count) =>
          [...document.querySelectorAll('[data-panel-id]')].filter(
            (cell) =>
              (cell as HTMLElement).dataset.state === 'done' &&
              /wave/.test(cell.querySelector('[role=figure]')?.getAttribute('aria-label') ?? ''),
          ).length === count,
        panels,
        { timeout: 60_000, polling: 20 },
      );
      const ms = performance.now() - began;
      if ((await page.locator('iframe[src*="/frame/timeseries"]').count()) >= panels !== sandboxed)
        throw new Error('the charts are not where they should be');
      await page.waitForTimeout(500);
      const after = taken();
      found.push({
        ms,
        megabytes: after.megabytes - before.megabytes,
        resident: after.resident - before.resident,
        seconds: after.seconds - before.seconds,
      });
      await context.close();
    }
    return found.sort((a, b) => a.ms - b.ms)[rounds >> 1] as Seen;
  } finally {
    await browser.close();
  }
}

export default {
  name: 'twenty panels in frames',
  budget: 'drawn 1.5 s after what the page itself takes, in 150 MB more',
  met: ({ value, reference, note = '' }) => value - reference <= 1_500 && Number(/(-?\d+) MB more/.exec(note)?.[1]) <= 150,
  async run() {
    const inPage = await look(false);
    const framed = await look(true);
    return {
      value: framed.ms,
      unit: 'ms',
      reference: inPage.ms,
      referenceName: 'the same panels in the page',
      note: `browser ${framed.megabytes.toFixed(0)} MB in frames, ${inPage.megabytes.toFixed(0)} MB in the page: ${(framed.megabytes - inPage.megabytes).toFixed(0)} MB more (${(framed.resident - inPage.resident).toFixed(0)} where what processes share counts for each); ${framed.seconds.toFixed(1)} and ${inPage.seconds.toFixed(1)} s of processor`,
    };
  },
} satisfies Bench;
