/** A million lines of logs, arranged, scrolled and searched. */
import { longestTask, mostMs } from './panel-tasks.ts';
import type { Bench } from './types.ts';

const options = { showTime: true, showControls: true };

export default {
  name: 'a million log lines, scroll and search',
  budget: `no task over ${mostMs} ms`,
  met: ({ value }) => value <= mostMs,
  run: () =>
    longestTask(
      {
        ...{ panel: 'logs', data: 'millionLines', width: 1000, height: 600, options },
        reference: { panel: 'logs', data: 'lines', width: 1000, height: 600, options },
        referenceName: 'the same with 24 lines',
      },
      async ({ page }) => {
        const list = page.locator('.lg-list');
        const ready = (): Promise<unknown> =>
          page.waitForFunction(() => document.querySelector('.lg-list')?.getAttribute('aria-busy') === 'false');
        await ready();
        for (let at = 0; at < 20; at++)
          await list.evaluate((element, share) => {
            element.scrollTop = (element.scrollHeight - element.clientHeight) * share;
            return new Promise((done) => requestAnimationFrame(done));
          }, at / 19);
        await page.locator('.lg-search').fill('99');
        await ready();
      },
    ),
} satisfies Bench;
