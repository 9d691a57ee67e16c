/** A chart of 2 000 series under a moving pointer. */
import { longestTask, mostMs } from './panel-tasks.ts';
import type { Bench } from './types.ts';

const options = { tooltip: { mode: 'multi', sort: 'desc' } };

export default {
  name: 'time series of 2 000 series, draw and hover',
  budget: `no task over ${mostMs} ms`,
  met: ({ value }) => value <= mostMs,
  run: () =>
    longestTask(
      {
        ...{ panel: 'timeseries', data: 'manySeries', width: 1200, height: 600, options },
        reference: { panel: 'timeseries', data: 'hosts', width: 1200, height: 600, options },
        referenceName: 'the same with 14 series',
      },
      async ({ page }) => {
        const box = (await page.locator('.o-draw').boundingBox())!;
        for (let at = 0; at < 40; at++) await page.mouse.move(box.x + (box.width * (at + 4)) / 48, box.y + box.height * (0.3 + 0.01 * at));
      },
    ),
} satisfies Bench;
