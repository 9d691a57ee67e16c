/**
 * The first minute of a newcomer, by the pages alone: `orrery start` on an empty folder, the link it prints, the first page, a source of
 * one's own, and a chart of it. What the test asserts and the bench times is one and the same way.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { type Child, startChild } from './child.ts';
import { freePort } from './ports.ts';
import { type RunningPrometheus, startPrometheus } from './prometheus.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

export interface FreshOrrery extends AsyncDisposable {
  /** As the console printed it. */
  readonly link: string;
  readonly home: string;
  said(): string;
}

/** `orrery start` as a newcomer types it; nothing is configured but a free port. */
export async function startFresh(): Promise<FreshOrrery> {
  const home = mkdtempSync(join(tmpdir(), 'orrery-first-'));
  const args = [join(checkout, 'kernel/cli/orrery.ts'), 'start', '--homepath', home, `cfg:server.http_port=${await freePort()}`];
  const child = startChild(process.execPath, args, { cwd: checkout });
  const end = async (): Promise<void> => {
    await child.stop();
    rmSync(home, { recursive: true, force: true });
  };
  const link = await printedLink(child);
  if (!link) {
    await end();
    throw new Error(`Orrery ended before it printed a link:\n${child.said()}`);
  }
  return { link, home, said: child.said, [Symbol.asyncDispose]: end };
}

async function printedLink(child: Child): Promise<string | undefined> {
  for (;;) {
    const link = /http:\S+\/claim\?code=\S+/.exec(child.said())?.[0];
    if (link || child.exited()) return link;
    await sleep(10);
  }
}

/** What a newcomer charts of their own Prometheus. */
const metric = 'office_temperature_celsius';

/** A Prometheus that had been running for an hour: one started this second has nothing to draw yet at the steps that a chart asks for. */
export function startOwnPrometheus(): Promise<RunningPrometheus> {
  const now = Math.floor(Date.now() / 1000);
  const lines = Array.from({ length: 240 }, (_, at) => `${metric} ${20 + Math.sin(at / 20)} ${now - (240 - at) * 15}`);
  return startPrometheus({ history: [`# TYPE ${metric} gauge`, ...lines, '# EOF', ''].join('\n') });
}

const owner = { name: 'newcomer', passphrase: 'a-long-first-passphrase' };

/** Opens the link, claims the server, and comes to First Light. */
export async function claim(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.locator('input[name=login]').fill(owner.name);
  await page.locator('input[type=password]').first().fill(owner.passphrase);
  await page.getByRole('button', { name: 'Claim with passphrase' }).click();
  await page.waitForURL(/\/first-light$/);
}

/** Resolves once the first chart of this machine was drawn, and drawn anew with later figures. */
export async function seeItMove(page: Page): Promise<void> {
  const chart = page.locator('.fl-machine .o-spark path').first();
  await chart.waitFor({ state: 'attached' });
  const before = await chart.getAttribute('d');
  await page.waitForFunction((drawn) => {
    const now = document.querySelector('.fl-machine .o-spark path')?.getAttribute('d');
    return now && now !== drawn;
  }, before);
}

/** From First Light to a tested source: each step is the one that the page offers. */
export async function connectPrometheus(page: Page, address: string): Promise<void> {
  await page.getByRole('link', { name: 'Start: Add a data source' }).click();
  await page.getByRole('textbox', { name: 'Name or language, or paste an address' }).fill(address);
  await page.getByRole('link', { name: /^Prometheus/ }).click();
  await page.getByRole('button', { name: 'Save and test' }).click();
  await page.waitForURL(/\/connections\/datasources\/edit\//);
  await page.getByRole('complementary', { name: 'Test' }).getByText('Works.').waitFor();
}

/** From a tested source to a chart of it, by the next step that the test offers. */
export async function chartPrometheus(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Make a chart of it' }).click();
  const chosen = page.getByRole('combobox', { name: 'Metric' });
  await chosen.click();
  await chosen.fill(metric);
  await page
    .getByRole('option', { name: new RegExp(`^${metric}\\b`) })
    .first()
    .click();
  await page.getByRole('button', { name: /^Run/ }).click();
  await page.locator('[data-panel-id="1"][data-state=done] canvas').first().waitFor();
}
