/** From the command on an empty folder to a moving chart of this machine, and to a chart of one's own Prometheus, in Chromium. */
import { loadavg } from 'node:os';
import { startBrowser } from '../support/browser.ts';
import { chartPrometheus, claim, connectPrometheus, seeItMove, startFresh, startOwnPrometheus } from '../support/first-minute.ts';
import type { Bench } from './types.ts';

const [moving, own] = [10, 60];

export default {
  name: 'the first minute',
  budget: `${moving} s to a moving chart, ${own} s to a chart of one's own Prometheus`,
  met: ({ value, reference }) => reference <= moving && value <= own,
  async run() {
    await using prometheus = await startOwnPrometheus();
    // The browser is open before the command is typed, as it is on a desk.
    await using browser = { its: await startBrowser(), [Symbol.asyncDispose]: () => browser.its.close() };
    const page = await browser.its.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(300_000);
    const start = performance.now();
    const seconds = (): number => (performance.now() - start) / 1000;
    await using orrery = await startFresh();
    const printed = seconds();
    await claim(page, orrery.link);
    const claimed = seconds();
    await seeItMove(page);
    const moved = seconds();
    await connectPrometheus(page, prometheus.url);
    const tested = seconds();
    await chartPrometheus(page);
    return {
      value: seconds(),
      unit: 's',
      reference: moved,
      referenceName: 'from the command to a moving chart of this machine',
      note: `link printed after ${printed.toFixed(1)} s, claimed after ${claimed.toFixed(1)} s, source tested after ${tested.toFixed(1)} s; load ${loadavg()[0]?.toFixed(1)}`,
    };
  },
} satisfies Bench;
