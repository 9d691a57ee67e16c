/** Large data through transformations in a page: how long the page can do nothing else. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFrontend } from '@orrery/plugin-sdk/build/frontend';
import { startBrowser } from '../support/browser.ts';
import type { Large } from './transform-page/page.ts';
import type { Bench } from './types.ts';

const place = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default {
  name: 'join of 2 x 100 000 rows and grouping of 1 000 000: longest task of the page',
  budget: 'no task over 100 ms',
  met: ({ value }) => value <= 100,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'orrery-transform-'));
    const browser = await startBrowser();
    const server = createServer((request, response) => {
      if (request.url === '/') return response.setHeader('content-type', 'text/html').end('<script type="module" src="page.js"></script>');
      try {
        response.setHeader('content-type', 'text/javascript').end(readFileSync(join(folder, request.url ?? '')));
      } catch {
        response.writeHead(404).end();
      }
    });
    try {
      await bundleFrontend(place('transform-page'), folder, { source: 'page.ts', name: 'page', selfContained: true });
      await bundleFrontend(place('../../plugins/transformations/core'), folder, {
        source: 'module.tsx',
        name: 'worker',
        transforms: true,
        selfContained: true,
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await page.waitForFunction(() => 'large' in globalThis);
      const run = (name: string): Promise<Large> =>
        page.evaluate((which) => (globalThis as unknown as { large(name: string): Promise<Large> }).large(which), name);
      const [joined, grouped] = [await run('join'), await run('group')];
      const told = (name: string, { ms, longestTask, rows }: Large): string =>
        `${name}: ${Math.round(ms)} ms to ${rows} rows, longest task ${Math.round(longestTask)} ms`;
      return {
        value: Math.max(joined.longestTask, grouped.longestTask),
        unit: 'ms',
        reference: joined.ms + grouped.ms,
        referenceName: 'both from frames to frames',
        note: `${told('join', joined)}; ${told('group', grouped)}`,
      };
    } finally {
      await browser.close();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
} satisfies Bench;
