/**
 * `openStage`: a plugin's panels drawn in a real page, without a server. What a panel draws depends on what it is given alone, so a test
 * gives it frames, options and a size, and looks.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { bundleFrontend } from '../build/frontend.ts';
import type { FieldConfigSource } from '../data/display/types.ts';
import type { FrameData } from '../data/frame.ts';
import { chromium } from './chromium.ts';

/** What a panel is given. Sizes are CSS pixels of the whole panel, header included. */
export interface Scene {
  readonly frames?: readonly FrameData[];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly fieldConfig?: Partial<FieldConfigSource>;
  readonly title?: string;
  /** Epoch ms; what the frames' times cover when absent. */
  readonly range?: { readonly from: number; readonly to: number };
  readonly theme?: 'night' | 'day';
  readonly width?: number;
  readonly height?: number;
  readonly timeZone?: string;
  readonly locale?: string;
}

export interface PanelStage extends AsyncDisposable {
  /** Draws a panel of the module, or draws the one that is there anew with other data. Throws where the module has no such panel. */
  draw(panel: string, scene?: Scene): Promise<void>;
  /** All text that a person sees. */
  text(): Promise<string>;
  /** A PNG of the panel, also written to `path` when there is one. */
  picture(path?: string): Promise<Uint8Array>;
  /** Errors and warnings of the page's console, and what nobody caught. */
  readonly complaints: readonly string[];
  /** The page, for clicks and for looking closer. */
  readonly page: Page;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};
const document = (language: string): string =>
  `<!doctype html><html lang="${language}" data-theme="night"><meta charset="utf-8"><link rel="icon" href="data:,"><link rel="stylesheet" href="stage.css"><body><div id="stage"></div><script type="module" src="stage.js"></script></body></html>`;

/** `folder` holds `module.tsx`, whose `panels` can be drawn. Needs a Chromium: `chromium()` tells whether there is one. */
export async function openStage(folder: string, { language = 'en' }: { readonly language?: string } = {}): Promise<PanelStage> {
  const executablePath = chromium();
  if (!executablePath) throw new Error('There is no Chromium on this machine. Install one, or name it in $CHROMIUM.');
  await using life = new AsyncDisposableStack();
  const work = await makeFolder(folder);
  life.defer(() => rm(work, { recursive: true, force: true }));
  const files = await bundle(folder, work);
  const server = await serve(files, document(language));
  life.defer(() => void server.close());
  const browser = await launch(executablePath);
  life.defer(() => browser.close());

  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const complaints: string[] = [];
  page.on('console', (message) => void (['error', 'warning'].includes(message.type()) && complaints.push(message.text())));
  page.on('pageerror', (error) => void complaints.push(`uncaught: ${error.message}`));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page
    .waitForFunction(() => 'draw' in globalThis)
    .catch(() => {
      throw new Error(`The module did not load: ${complaints.join('; ') || 'no word of why'}`);
    });
  const kept = life.move();
  const stage = page.locator('#stage');
  return {
    page,
    complaints,
    async draw(panel, scene = {}) {
      // Typed arrays and masks cross as they are named, since a page is told in JSON.
      await page.evaluate(drawInPage, [panel, JSON.stringify(scene, named)] as const);
    },
    text: () => stage.innerText(),
    picture: (path) => stage.screenshot({ animations: 'disabled', ...(path && { path }) }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Below the plugin, so that what its module imports is found as the plugin finds it. */
async function makeFolder(folder: string): Promise<string> {
  await mkdir(join(folder, '.orrery'), { recursive: true });
  return mkdtemp(join(folder, '.orrery', 'stage-'));
}

async function bundle(folder: string, work: string): Promise<string> {
  const entry = `import { startStage } from '@orrery/plugin-sdk/testing/stage-page';\nimport { panels } from '../../module.tsx';\nstartStage(panels);\n`;
  await writeFile(join(work, 'stage.tsx'), entry);
  const out = join(work, 'out');
  await bundleFrontend(work, out, { source: 'stage.tsx', name: 'stage', selfContained: true, minify: false });
  return out;
}

async function serve(folder: string, page: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://stage').pathname;
    if (path === '/') return void response.setHeader('content-type', 'text/html').end(page);
    const bytes = await readFile(join(folder, path)).catch(() => undefined);
    if (bytes) response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream').end(bytes);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function launch(executablePath: string): Promise<Browser> {
  const { chromium: browsers } = await import('playwright-core');
  return browsers.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

function named(_key: string, value: unknown): unknown {
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return value;
  // As texts: JSON has neither NaN nor large integers.
  return { $array: value.constructor.name, list: Array.from(value as unknown as ArrayLike<number | bigint>, String) };
}

/** Runs in the page: knows nothing of this file. */
function drawInPage([panel, scene]: readonly [string, string]): Promise<void> {
  const page = globalThis as unknown as { draw(panel: string, scene: unknown): Promise<void> } & Record<
    string,
    { from(list: unknown[]): unknown }
  >;
  const revived: unknown = JSON.parse(scene, (_key, value: { $array?: string; list?: string[] } | null) => {
    if (!value?.$array || !value.list) return value;
    const isBig = value.$array.startsWith('Big');
    return page[value.$array]?.from(value.list.map((one) => (isBig ? BigInt(one) : Number(one))));
  });
  return page.draw(panel, revived);
}
