/** A browser for tests of pages, and datasource editors mounted in a real page before a page of ours shows them. */
import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { RunningOrrery } from './server.ts';

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
}

/** A context that is signed in as the administrator. */
export async function signedIn(
  browser: Browser,
  orrery: RunningOrrery,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark', ...options });
  await context.addCookies(
    orrery.cookie
      .split('; ')
      .map((pair) => ({ name: pair.split('=')[0] ?? '', value: pair.slice(pair.indexOf('=') + 1), url: orrery.url })),
  );
  return context;
}

export interface MountedUi {
  readonly type: string;
  readonly editor: 'query' | 'config' | 'variable' | 'annotation';
  /** Of the query, or of the settings. */
  readonly value: Record<string, unknown>;
  readonly props?: Record<string, unknown>;
  readonly uid?: string;
  /** CSS width of what it is shown in. */
  readonly width?: number;
}

/** Shows one editor of a datasource plugin in place of the page's content. What it holds is `window.edited`, runs are `window.runs`. */
export async function mountDatasourceUi(page: Page, mounted: MountedUi): Promise<void> {
  // As text: the test runner would rewrite the imports, which are meant for the page's own import map.
  const script = readFileSync(new URL('./mount-datasource.js', import.meta.url), 'utf8');
  await page.evaluate(`(${script.replace(/^\/\*[\s\S]*?\*\/\s*/, '').replace(/;\s*$/, '')})(${JSON.stringify(mounted)})`);
}
