/** The loop of an author, through the command alone: made, seen, changed, broken and mended, tested, signed, packed, installed, updated, removed. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn, startBrowser } from '../support/browser.ts';
import { type Child, startChild } from '../support/child.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const command = fileURLToPath(new URL('../../kernel/cli/orrery.ts', import.meta.url));
const id = 'acme-lights-panel';
const patience = { timeout: 600_000 };

let work: string;
let folder: string;
let browser: Browser;
const figures: Record<string, number> = {};

async function timed<Value>(what: string, act: () => Promise<Value>): Promise<Value> {
  const started = performance.now();
  const value = await act();
  figures[what] = Math.round(performance.now() - started);
  return value;
}

/** What the command said; fails the test with it where the exit code is another than 0. */
function orrery(args: readonly string[], cwd = folder): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', command, ...args], {
      cwd,
      env: { ...process.env, USER: 'Acme' },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (more: string) => (said += more));
    child.on('exit', (code) => (code === 0 ? resolve(said) : reject(new Error(`orrery ${args.join(' ')}: ${code}\n${said}`))));
  });
}
const edit = async (file: string, from: string, to: string): Promise<void> => {
  const text = await readFile(join(folder, file), 'utf8');
  expect(text).toContain(from);
  await writeFile(join(folder, file), text.replace(from, to));
};

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'orrery-author-'));
  folder = join(work, id);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(work, { recursive: true, force: true });
  console.log(
    `author's loop: ${Object.entries(figures)
      .map(([what, ms]) => `${what} ${ms} ms`)
      .join(', ')}`,
  );
});

// Builds, browsers and servers after each other: what is slow here is the machine.
describe('a new panel', { timeout: 900_000 }, () => {
  let dev: Child;
  let page: Page;
  const drawn = (text: string) => page.frameLocator('.o-surface iframe').locator('.acme-lights-name', { hasText: text }).first();

  test('is made, and is seen in the browser', async () => {
    const started = performance.now();
    await timed('create', () => orrery(['plugin', 'create', 'panel', 'Lights', '--org', 'Acme'], work));
    expect(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))).toMatchObject({
      name: id,
      devDependencies: { '@orrery/plugin-sdk': expect.stringMatching(/^file:vendor/) },
    });
    dev = startChild(process.execPath, [command, 'plugin', 'dev', '--no-types'], { cwd: folder });
    const link = await until(() => /http:\/\/localhost:\S+auth_token=\S+/.exec(dev.said())?.[0]);
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(link);
    await drawn('A-series').waitFor(patience);
    figures['first command to first render'] = Math.round(performance.now() - started);
  });

  test('shows a saved change in the page that is open, which keeps what it held', async () => {
    await page.evaluate(() => Object.assign(globalThis, { kept: 'yes' }));
    await timed('edit to page', async () => {
      await edit('module.tsx', '{name}</span>', '{name} changed</span>');
      await drawn('changed').waitFor(patience);
    });
    expect(await page.evaluate(() => (globalThis as { kept?: string }).kept)).toBe('yes');
  });

  test('says in browser and terminal where it is broken, and goes on showing the last good build', async () => {
    await edit('module.tsx', 'view(props) {', 'view(props) { const = 1;');
    await page.locator('.o-problems').waitFor(patience);
    expect(await page.locator('.o-problems').innerText()).toMatch(/module\.tsx:\d+:\d+/);
    expect(dev.said()).toMatch(/✗ module\.tsx:\d+:\d+/);
    expect(await drawn('changed').count()).toBe(1);
    await edit('module.tsx', 'view(props) { const = 1;', 'view(props) {');
    await page.locator('.o-problems').waitFor({ state: 'detached', ...patience });
    await page.close();
    await dev.stop();
  });

  test('passes its own checks: types, rules, and tests in a real page', async () => {
    await edit('module.tsx', '{name} changed</span>', '{name}</span>');
    expect(await orrery(['plugin', 'validate', '--strict'])).toContain('no errors');
    await timed('tests', () => orrery(['plugin', 'test']));
  });
});

describe('the same panel', { timeout: 900_000 }, () => {
  let server: RunningOrrery;
  beforeAll(async () => {
    server = await startOrrery({ patienceMs: 600_000 });
  }, 900_000);
  afterAll(() => server?.stop());
  const plugins = (...args: string[]) => orrery(['plugins', ...args, '--homepath', server.home, '--config', join(server.home, 'test.ini')]);
  const there = async (): Promise<string | undefined> => {
    const { plugins: all } = await server.json<{ plugins: { id: string; version: string; state: string }[] }>('/api/orrery/plugins');
    const one = all.find((plugin) => plugin.id === id);
    return one && one.state === 'active' ? one.version : undefined;
  };

  test('is packed to the same bytes twice', async () => {
    const hashOf = (said: string) => /SHA-256 ([0-9a-f]{64})/.exec(said)?.[1];
    const once = hashOf(await timed('pack', () => orrery(['plugin', 'pack'])));
    expect(hashOf(await orrery(['plugin', 'pack']))).toBe(once);
    expect(once).toBeDefined();
  });

  test('is signed, installed, updated and removed while the server runs', async () => {
    const key = join(work, 'key.asc');
    await orrery(['keys', 'create', '--name', 'Acme', '--out', key]);
    await orrery(['keys', 'trust', `${key}.pub`, '--level', 'community', '--trust', join(server.home, 'data', 'trust.json')]);
    await timed('sign', () => orrery(['plugin', 'sign', '--key', key, '--level', 'community']));
    expect(await orrery(['plugin', 'pack'])).toContain('1.0.0, signed');
    await timed('install', async () => {
      await plugins('install', join(folder, 'dist'));
      await until(async () => (await there()) === '1.0.0');
    });
    const context = await browser.newContext();
    await signIn(context, server);
    const page = await context.newPage();
    await page.goto(`${server.url}/plugins/${id}`);
    await page.getByRole('heading', { name: 'Lights' }).first().waitFor(patience);
    await context.close();

    await edit('manifest.ts', "version: '1.0.0'", "version: '1.1.0'");
    await orrery(['plugin', 'sign', '--key', key, '--level', 'community']);
    await timed('update', async () => {
      await plugins('install', join(folder, 'dist'));
      await until(async () => (await there()) === '1.1.0');
    });
    await timed('remove', async () => {
      await plugins('remove', id);
      await until(async () => (await there()) === undefined);
    });
  });
});

describe('a new transformation', { timeout: 900_000 }, () => {
  test('is seen from the first build on, changes with its source, and says where it fails', async () => {
    const name = 'acme-shares-app';
    await orrery(['plugin', 'create', 'transformation', 'Shares', '--org', 'Acme'], work);
    folder = join(work, name);
    const dev = startChild(process.execPath, [command, 'plugin', 'dev', '--no-types'], { cwd: folder });
    const link = await until(() => /http:\/\/localhost:\S+auth_token=\S+/.exec(dev.said())?.[0]);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(link);
    const cells = page.locator('[data-panel-id="1"]');
    await expect.poll(() => cells.innerText(), patience).toMatch(/web-3\s+50/);
    expect(await page.locator('[data-panel-id="2"]').innerText()).toMatch(/web-3\s+30/);
    await page.evaluate(() => Object.assign(globalThis, { kept: 'yes' }));
    await timed('edit of a transformation to page', async () => {
      await edit('share.ts', '(one / sum) * whole', '(one / sum) * whole + 1000');
      await expect.poll(() => cells.innerText(), { ...patience, interval: 20 }).toMatch(/web-3\s+1,?050/);
    });
    const parts = 'const parts = cells.map((one) => (one === null || sum === 0 ? null : (one / sum) * whole + 1000));';
    await edit('share.ts', parts, 'for (;;); const parts = cells;');
    await cells.locator('.dash-step-problem').waitFor(patience);
    expect(await cells.locator('.dash-step-problem').getAttribute('title')).toBe(
      'Not applied: Shares. Shares stopped answering and was ended',
    );
    await edit('share.ts', 'for (;;); const parts = cells;', 'const parts = cells.map((one) => one === null ? null : one * 2);');
    await expect.poll(() => cells.innerText(), patience).toMatch(/web-3\s+60/);
    expect(await cells.locator('.dash-step-problem').count()).toBe(0);
    expect(await page.evaluate(() => (globalThis as { kept?: string }).kept)).toBe('yes');
    await page.close();
    await dev.stop();
  });
});

/** The first answer that is one. What never comes is the test's own time limit's to notice. */
async function until<Value>(look: () => Value | undefined | false | Promise<Value | undefined | false>): Promise<Value> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
