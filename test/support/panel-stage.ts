/** A page in Chromium on which panels are drawn one by one, without a server: what a panel draws depends on what it is given alone. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFrontend } from '@orrery/plugin-sdk/build/frontend';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Scene, Stage } from '../e2e/panels/stage.tsx';

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
const page = `<!doctype html><html lang="en" data-theme="night"><meta charset="utf-8"><link rel="icon" href="data:,"><link rel="stylesheet" href="stage.css">
<body><div id="stage" class="o-stage"></div><script type="module" src="stage.js"></script></body></html>`;

export interface PanelStage extends AsyncDisposable {
  readonly page: Page;
  /** What the page complained of. */
  readonly complaints: readonly string[];
  show(scene: Scene, keep?: boolean): Promise<void>;
  picture(path?: string): Promise<Buffer>;
}

export async function openPanelStage(language = 'en'): Promise<PanelStage> {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-stage-'));
  let server: Server | undefined;
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await bundleFrontend(fileURLToPath(new URL('../e2e/panels', import.meta.url)), folder, {
      source: 'stage.tsx',
      name: 'stage',
      selfContained: true,
    });
    server = createServer((request, response) => {
      const path = request.url ?? '/';
      if (path === '/') return response.setHeader('content-type', 'text/html').end(page.replace('lang="en"', `lang="${language}"`));
      try {
        const bytes = readFileSync(join(folder, path));
        response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream').end(bytes);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    const opened = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const complaints: string[] = [];
    opened.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
    opened.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
    await opened.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await opened.waitForFunction(() => 'stage' in globalThis);
    return {
      page: opened,
      complaints,
      show: (scene, keep = false) =>
        opened.evaluate(([next, kept]) => (globalThis as unknown as { stage: Stage }).stage.show(next, kept), [scene, keep] as const),
      picture: (path) => opened.locator('#stage').screenshot({ animations: 'disabled', ...(path && { path }) }),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
