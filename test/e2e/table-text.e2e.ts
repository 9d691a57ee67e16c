/** The text panel in Chromium, under the page's own policy. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPanelPage, type PanelPage } from '../support/panel-page.ts';
import { payloads } from '../support/payloads.ts';

const shots = fileURLToPath(new URL('../screenshots', import.meta.url));
const notes = `# Checkout service

Owned by **Payments**. Page the on-call *before* restarting; see the [runbook](https://example.org/runbook) or [the board](/d/x).

## What to look at

1. Latency of \`POST /v2/cart\`
2. Queue depth
   - [x] alert exists
   - [ ] dashboard linked

| Level | Budget | Page |
|:--|--:|:-:|
| gold | 99.9 % | yes |
| silver | 99 % | no |

> Everything fails all the time.

\`\`\`sql
select count(*) from carts where state = 'open'
\`\`\`

![Diagram of the service](https://example.org/diagram.png) &copy; 2026 <kbd>Ctrl</kbd>+<kbd>K</kbd>
`;
const page = `<h3 style="color: orange">Data center</h3><p align="center">eu-west <b>and</b> us-east</p>
<table><tr><th>Host<th>State<tr><td>web-1<td><font color="green">up</font><tr><td>web-2<td><mark>slow</mark></table>
<details open><summary>More</summary>Inside, with an image: <img alt="dot" width="20" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><circle cx='5' cy='5' r='5' fill='tomato'/></svg>"></details>`;
const json = '{\n  "datacenter": "eu-west",\n  "replicas": 3,\n  "canary": true,\n  "tags": ["a", "b"]\n}\n';

let host: PanelPage;
const shown = () => host.page.locator('#stage .txt');

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  host = await openPanelPage('text');
});
afterAll(() => host?.[Symbol.asyncDispose]());

describe('a text', () => {
  test('in each mode looks like what was written, by night and by day', async () => {
    for (const theme of ['night', 'day']) {
      await host.page.evaluate((name) => void (document.documentElement.dataset.theme = name), theme);
      for (const [mode, content] of Object.entries({ markdown: notes, html: page, code: json })) {
        await host.draw({ width: 620, height: 640, options: { mode, content, code: { language: 'json', showLineNumbers: true } } });
        await host.page.screenshot({ path: join(shots, `text-${mode}-${theme}.png`), clip: { x: 0, y: 0, width: 660, height: 680 } });
      }
    }
    await host.draw({ options: { mode: 'markdown', content: notes } });
    expect(await shown().locator('h3').first().innerText()).toBe('Checkout service');
    expect(await shown().locator('td').allInnerTexts()).toEqual(['gold', '99.9 %', 'yes', 'silver', '99 %', 'no']);
    expect(await shown().locator('input[type=checkbox]').first().isChecked()).toBe(true);
  });

  test('is drawn in a dashboard without any query', async () => {
    await expect.poll(() => host.page.locator('[data-panel-type=text] .txt').innerText()).toBe('text');
  });

  test('runs nothing, loads nothing and stays in its box, whatever is in it', async () => {
    const asked: string[] = [];
    host.page.on('request', (request) => asked.push(request.url()));
    for (const mode of ['html', 'markdown']) {
      for (const content of payloads) await host.draw({ options: { mode, content } });
      await host.draw({ options: { mode, content: payloads.join('\n\n') } });
      for (const link of await shown().locator('a[href]:not([target])').all())
        expect(await link.getAttribute('href')).not.toMatch(/script:/i);
    }
    await host.page.waitForTimeout(300);
    expect(await host.page.title()).not.toBe('owned');
    expect(asked.filter((url) => url.includes('evil.example'))).toEqual([]);
    const outside = await shown().evaluate((box) =>
      [...box.querySelectorAll('*')]
        .filter((element) => ['fixed', 'absolute', 'sticky'].includes(getComputedStyle(element).position))
        .map((element) => element.outerHTML),
    );
    expect(outside).toEqual([]);
  });

  test('left not one complaint in the console', () => {
    // `<img src=x>` is an image of this server that does not exist: asked for, and not found.
    expect(host.complaints.filter((line) => !/status of 40[0-9]/.test(line))).toEqual([]);
  });
});
