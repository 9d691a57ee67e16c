/** A page in Chromium on which panels are drawn one by one, without a server: what a panel draws depends on what it is given alone. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFrontend } from '@orrery/plugin-sdk/build/frontend';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { answerOf } from './panel-answers.ts';
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
  /** The same in a third of the time: what moves by itself is stilled for good, and nothing is waited for. */
  capture(): Promise<Buffer>;
  /** How many pixels of two pictures differ. */
  differing(one: Buffer, other: Buffer): Promise<number>;
}

export interface StageWishes {
  /** Headers of the page, such as the policy of a server. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What becomes of an answer on its way. */
  readonly answered?: (answer: unknown) => unknown;
}

export async function openPanelStage(language = 'en', wishes: StageWishes = {}): Promise<PanelStage> {
  const stages = await openPanelStages(1, language, wishes);
  return { ...(stages.all[0] as PanelStage), [Symbol.asyncDispose]: () => stages[Symbol.asyncDispose]() };
}

export interface PanelStages extends AsyncDisposable {
  readonly all: readonly Omit<PanelStage, keyof AsyncDisposable>[];
}

/** Several pages of one build in one browser, each in a process of its own. */
export async function openPanelStages(
  count: number,
  language = 'en',
  { headers = {}, answered = (answer) => answer }: StageWishes = {},
): Promise<PanelStages> {
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
      if (path === '/')
        return response
          .writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' })
          .end(page.replace('lang="en"', `lang="${language}"`));
      const answer = path.startsWith('/api/') ? answerOf(new URL(path, 'http://stage')) : undefined;
      if (answer !== undefined) return response.setHeader('content-type', 'application/json').end(JSON.stringify(answered(answer)));
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
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const opened = browser;
    const all = await Promise.all(Array.from({ length: count }, async () => stageOf(await opened.newPage(viewport), address)));
    return { all, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

const viewport = { viewport: { width: 1440, height: 900 } };
const still = '*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent !important; }';

async function stageOf(opened: Page, address: string): Promise<Omit<PanelStage, keyof AsyncDisposable>> {
  const complaints: string[] = [];
  opened.on(
    'console',
    (message) => ['error', 'warning'].includes(message.type()) && complaints.push([message.text(), message.location().url].join(' ')),
  );
  opened.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  await opened.goto(address);
  // Told by an attribute: a function that is asked again and again is code made of text, which a policy may forbid.
  await opened
    .locator('html[data-stage=ready]')
    .waitFor({ state: 'attached' })
    .catch((error: unknown) => {
      throw new Error(`The page of panels did not start: ${complaints.join('\n')}`, { cause: error });
    });
  let session: Promise<CDPSession> | undefined;
  const stilled = async (): Promise<CDPSession> => {
    await opened.addStyleTag({ content: still });
    return opened.context().newCDPSession(opened);
  };
  return {
    page: opened,
    complaints,
    show: (scene, keep = false) =>
      opened.evaluate(([next, kept]) => (globalThis as unknown as { stage: Stage }).stage.show(next, kept), [scene, keep] as const),
    picture: (path) => opened.locator('#stage').screenshot({ animations: 'disabled', ...(path && { path }) }),
    async capture() {
      const box = await opened.locator('#stage').boundingBox();
      if (!box) throw new Error('the stage is not there');
      session ??= stilled();
      const clip = { ...box, scale: 1 };
      const { data } = await (await session).send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true, clip });
      return Buffer.from(data, 'base64');
    },
    differing: (one, other) =>
      one.equals(other) ? Promise.resolve(0) : opened.evaluate(countDiffering, [one.toString('base64'), other.toString('base64')] as const),
  };
}

/** Runs in the page. */
async function countDiffering(pictures: readonly [string, string]): Promise<number> {
  const [one, other] = await Promise.all(
    pictures.map(async (picture) => {
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      context.drawImage(image, 0, 0);
      return {
        size: `${image.width}x${image.height}`,
        data: new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer),
      };
    }),
  );
  if (!one || !other || one.size !== other.size) return Number.MAX_SAFE_INTEGER;
  return one.data.reduce((count, pixel, index) => count + (pixel === other.data[index] ? 0 : 1), 0);
}
