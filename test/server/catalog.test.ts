/** A plugin's way from a catalog into a running server and out of it again, by the commands and by HTTP. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Publisher, type Said, startPublisher } from '../support/published.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

let publisher: Publisher;
let server: RunningOrrery;
let home: string;

beforeAll(async () => {
  publisher = await startPublisher();
  home = mkdtempSync(join(tmpdir(), 'orrery-home-'));
  mkdirSync(join(home, 'data'));
  writeFileSync(join(home, 'data/trust.json'), publisher.trust);
  await publisher.publish();
  server = await startOrrery({ home, settings: { 'catalog.test': { path: publisher.catalog, keys: publisher.fingerprint } } });
}, 120_000);
afterAll(async () => {
  await server?.stop();
  publisher?.[Symbol.dispose]();
  rmSync(home, { recursive: true, force: true });
});

const plugins = (...args: string[]): Promise<Said> =>
  publisher.orrery(['plugins', ...args, '--homepath', home, '--config', join(home, 'test.ini')]);
async function saidBy(id = 'test-greeter-app'): Promise<unknown> {
  const response = await server.fetch(`/api/${id}`);
  return response.ok ? ((await response.json()) as { version: string }).version : response.status;
}
const soon = { timeout: 20_000, interval: 200 };

describe('the command line', () => {
  test('installs, updates, goes back and removes while the server runs', async () => {
    expect((await plugins('list-remote')).out).toContain('id: test-greeter-app version: 1.0.0');
    const installed = await plugins('install', 'test-greeter-app');
    expect(installed).toMatchObject({ code: 0, err: '' });
    expect(installed.out).toMatch(/signed as community by Tests[\s\S]*installed test-greeter-app @ 1\.0\.0/);
    await expect.poll(() => saidBy(), soon).toBe('1.0.0');
    expect((await plugins('ls')).out).toBe('test-greeter-app @ 1.0.0\n');
    expect((await plugins('install', 'test-greeter-app')).out).toContain('is installed already');
    expect((await plugins('update', 'test-greeter-app')).out).toContain('is up to date');

    await publisher.publish({ version: '1.1.0' });
    expect((await plugins('list-versions', 'test-greeter-app')).out).toBe('1.1.0\n1.0.0\n');
    expect((await plugins('update-all')).out).toContain('installed test-greeter-app @ 1.1.0 in place of 1.0.0');
    await expect.poll(() => saidBy(), soon).toBe('1.1.0');
    expect((await plugins('install', 'test-greeter-app', '1.0.0')).out).toContain('in place of 1.1.0');
    await expect.poll(() => saidBy(), soon).toBe('1.0.0');

    expect((await plugins('remove', 'test-greeter-app')).out).toContain('removed test-greeter-app');
    await expect.poll(() => saidBy(), soon).toBe(404);
  }, 120_000);
});
