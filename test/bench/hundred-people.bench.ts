/** A hundred people with one dashboard of twenty panels, refreshed every five seconds, on one instance with a real Prometheus. */
import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { signIn, startBrowser } from '../support/browser.ts';
import { countRequests } from '../support/counted.ts';
import { startPrometheus } from '../support/prometheus.ts';
import { startOrrery } from '../support/server.ts';
import type { CrowdOptions, CrowdResult } from './crowd.ts';
import { spreadOf } from './measure.ts';
import type { Bench } from './types.ts';

const [people, accounts, everyMs, seconds, spanMs] = [100, 10, 5_000, 30, 15 * 60_000];
const source = { type: 'prometheus', uid: 'crowd' };
const counters = [
  'prometheus_http_requests_total',
  'go_memstats_alloc_bytes_total',
  'prometheus_tsdb_head_samples_appended_total',
  'process_cpu_seconds_total',
];
const expressions = counters.flatMap((name) => [1, 2, 3, 4, 5].map((minutes) => `rate(${name}[${minutes}m])`));
const queries = expressions.map((expr) => ({
  ...{ refId: 'A', datasource: source, expr, range: true, instant: false, intervalMs: 15_000, maxDataPoints: 60 },
}));

export default {
  name: 'a hundred people, twenty panels, every 5 s',
  budget: 'no error, 95 % of refreshes within 1 s, no question asked while the same is open',
  met: ({ value, note }) => value <= 1_000 && Boolean(note?.startsWith('0 failed') && note.includes(', 0 of them while')),
  async run() {
    await using prometheus = await startPrometheus();
    await using counted = await countRequests(prometheus.url);
    await using server = await startOrrery();
    await server.json('/api/datasources', { body: { ...source, name: 'crowd', access: 'proxy', url: counted.url } });
    const panels = expressions.map((expr, id) => ({
      ...{
        id: id + 1,
        type: 'timeseries',
        title: expr,
        datasource: source,
        gridPos: { x: (id % 4) * 6, y: Math.floor(id / 4) * 5, w: 6, h: 5 },
      },
      targets: [{ refId: 'A', expr, range: true }],
    }));
    await server.json('/api/dashboards/db', {
      body: { dashboard: { uid: 'crowd', title: 'Crowd', schemaVersion: 43, refresh: '5s', time: { from: 'now-15m', to: 'now' }, panels } },
    });
    const cookies = await sessions(server);

    // One of them is a browser that draws, with the rights of the others: answers are shared among equals only.
    await using browser = { page: await startBrowser(), [Symbol.asyncDispose]: () => browser.page.close() };
    const context = await browser.page.newContext({ viewport: { width: 1440, height: 900 } });
    await signIn(context, { url: server.url, cookie: cookies[0] ?? '' });
    const page = await context.newPage();
    await page.goto(`${server.url}/d/crowd?refresh=5s`);
    await page.locator('[data-panel-id="1"][data-state=done]').waitFor({ timeout: 60_000 });

    counted.asked.length = 0;
    counted.twice.length = 0;
    const options: CrowdOptions = { url: server.url, people: cookies, everyMs, seconds, spanMs, queries };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [fileURLToPath(new URL('crowd.ts', import.meta.url)), JSON.stringify(options)],
      {
        maxBuffer: 64 << 20,
      },
    );
    const { asked, failed, refreshes, requests, said } = JSON.parse(stdout) as CrowdResult;
    const shown = await page.locator('[data-panel-id][data-state=done]').count();
    const [whole, each] = [spreadOf(refreshes), spreadOf(requests)];
    return {
      value: whole.p95,
      unit: 'ms',
      reference: each.median,
      referenceName: 'one panel, median; measured is a whole refresh, 95 %',
      note:
        `${failed} failed${said && ` (${said})`} of ${asked}, ${(asked / seconds).toFixed(0)} /s; a panel: p95 ${each.p95.toFixed(0)} ms; ` +
        `the source was asked ${counted.asked.length} times, ${counted.twice.length} of them while the same was open; load ${loadavg()[0]?.toFixed(1)}; the browser shows ${shown} panels without a fault`,
    };
  },
} satisfies Bench;

/** Ten sessions each of ten people who may look. */
async function sessions(server: Awaited<ReturnType<typeof startOrrery>>): Promise<string[]> {
  const all: string[] = [];
  for (let at = 0; at < accounts; at++) {
    const [login, password] = [`viewer${at}`, `a-long-password-${at}`];
    await server.json('/api/admin/users', { body: { login, password, name: login, email: `${login}@example.org` } });
    for (let session = 0; session < people / accounts; session++) {
      const answer = await fetch(`${server.url}/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: server.url },
        body: JSON.stringify({ user: login, password }),
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${login} could not sign in: ${answer.status}`);
      all.push(
        answer.headers
          .getSetCookie()
          .map((cookie) => cookie.split(';')[0])
          .join('; '),
      );
    }
  }
  return all;
}
