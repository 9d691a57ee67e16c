/** Chromium as every test starts it: headless, without the services that would look for the internet. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { RunningOrrery } from './server.ts';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function startBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? places.find((path) => existsSync(path)) ?? 'chromium';
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The context carries the administrator's session from now on. */
export async function signIn(context: BrowserContext, { cookie, url }: Pick<RunningOrrery, 'cookie' | 'url'>): Promise<void> {
  const cookies = cookie.split('; ').map((pair) => {
    const equals = pair.indexOf('=');
    return { name: pair.slice(0, equals), value: decodeURIComponent(pair.slice(equals + 1)), url };
  });
  await context.addCookies(cookies);
}

/**
 * Errors and warnings of a page's console, and what nobody caught; filled as they come. `missing`: paths that are right to be answered
 * with 404, which browsers write into the console by themselves.
 */
export function complaintsOf(page: Page, missing: readonly string[] = []): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    const [text, { url }] = [message.text(), message.location()];
    if (!text.startsWith('Failed to load resource')) complaints.push(`${message.type()}: ${text}`);
    else if (!(text.includes('status of 404') && missing.includes(new URL(url).pathname)))
      complaints.push(`${message.type()}: ${text} ${new URL(url).pathname}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  return complaints;
}
