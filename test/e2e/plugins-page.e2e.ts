/** The plugins page in Chromium: a plugin's way from the catalog into the server, to another version and back, and out again. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFolder, writeArchive } from '@orrery/signing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { complaintsOf, signIn, startBrowser } from '../support/browser.ts';
import { person, signIn as signInAs } from '../support/people.ts';
import { type Publisher, startPublisher } from '../support/published.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const shots = process.env.ORRERY_SHOTS;
const patience = { timeout: 30_000 };
/** A catalog that was read is not read again at once. */
const offered = (version: string): Promise<void> =>
  expect
    .poll(async () => (await server.fetch(`/api/orrery/catalog/plugins/${id}`)).text(), { ...patience, interval: 500 })
    .toContain(`"${version}"`);
const id = 'test-weather-app';
const hostile = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';
let publisher: Publisher;
let server: RunningOrrery;
let home: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

const route = { route: { say: { method: 'GET', path: `/api/${id}`, rule: { signedIn: true } } } };
const says = 'return { route: { say: async () => ({ body: { version: [typeof cache, typeof fetch].join(" ") } }) } }';
const weather = (version: string, capabilities: object, source = says) => ({
  ...{ id, version, source },
  manifest: {
    name: 'Weather',
    info: { version, description: 'What the sky does next.', author: { name: 'Tests' }, keywords: ['sky'] },
  },
  orrery: { capabilities, contributes: route },
  files: { 'README.md': `# Weather\n\nReads **clouds**.\n\n${hostile}\n`, 'CHANGELOG.md': `# ${version}\n\n- Sees more.\n` },
});

beforeAll(async () => {
  publisher = await startPublisher();
  home = mkdtempSync(join(tmpdir(), 'orrery-home-'));
  mkdirSync(join(home, 'data'));
  writeFileSync(join(home, 'data/trust.json'), publisher.trust);
  await publisher.publish(weather('1.0.0', { cache: true, fetch: ['https://clouds.example'] }), {
    id: 'test-other-app',
    manifest: { includes: [{ type: 'dashboard', name: 'Clouds', path: 'dashboards/clouds.json' }] },
    files: { 'dashboards/clouds.json': JSON.stringify({ title: 'Clouds', revision: 2, panels: [] }) },
  });
  server = await startOrrery({
    home,
    settings: { 'catalog.test': { path: publisher.catalog, keys: publisher.fingerprint } },
    patienceMs: 120_000,
  });
  browser = await startBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark', locale: 'en-US' });
  await signIn(context, server);
  page = await context.newPage();
  complaints = complaintsOf(page);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  publisher?.[Symbol.dispose]();
  rmSync(home, { recursive: true, force: true });
});

async function shot(name: string): Promise<void> {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  for (const colorScheme of ['dark', 'light'] as const)
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: join(shots, `${name}-${colorScheme === 'dark' ? 'night' : 'day'}-${width}.png`) });
    }
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 1440, height: 900 });
}
async function said(): Promise<unknown> {
  const response = await server.fetch(`/api/${id}`);
  return response.ok ? ((await response.json()) as { version: string }).version : response.status;
}
const button = (name: string | RegExp) => page.getByRole('button', { name });
const dialog = () => page.getByRole('dialog');
const open = (path: string) => page.goto(server.url + path);

describe('a plugin', () => {
  test('is found among what the catalogs offer', async () => {
    await open('/plugins?view=browse');
    await page.getByRole('heading', { name: 'Weather' }).waitFor(patience);
    await shot('browse');
    await page.getByLabel(/Search \d+ plugins/).fill('sky');
    await page.getByRole('heading', { name: 'test-other-app' }).waitFor({ state: 'detached' });
    expect(await page.locator('.plug-offer').allInnerTexts()).toEqual([expect.stringContaining('Weather')]);
  });
  test('shows what its author writes, and nothing of it runs', async () => {
    await page.getByRole('link', { name: 'Weather' }).click();
    await page.locator('.plug-readme').getByText('clouds').waitFor(patience);
    expect(await page.title()).not.toContain('owned');
    expect(await page.locator('.plug-readme script, .plug-readme [onerror]').count()).toBe(0);
    await shot('offered');
  });
  test('is installed with less than it asks for', async () => {
    await button('Install').click();
    await dialog().getByText('ask https://clouds.example').waitFor(patience);
    await shot('consent');
    await dialog().getByRole('switch', { name: 'ask https://clouds.example' }).uncheck();
    await dialog().getByRole('button', { name: 'Grant 1 of 2 and install' }).click();
    await dialog().getByText(`${id} 1.0.0 is installed.`).waitFor(patience);
    await shot('installed');
    expect(await said()).toBe('object undefined');
    await dialog().getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('tab', { name: 'Permissions' }).click();
    await expect.poll(() => page.getByRole('switch', { name: 'ask https://clouds.example' }).isChecked(), patience).toBe(false);
    await shot('permissions');
  });
  test('stays as it is when the next version does not start, with the reason and what to do', async () => {
    await publisher.publish(weather('1.5.0', { cache: true, fetch: ['https://clouds.example'] }, 'throw new Error("no sky today")'));
    await offered('1.5.0');
    await open(`/plugins/${id}?tab=versions`);
    await button('Update to 1.5.0').waitFor(patience);
    await shot('versions');
    await button('Update to 1.5.0').click();
    await dialog()
      .getByRole('button', { name: /install$/ })
      .click();
    await dialog().getByText('no sky today').waitFor(patience);
    expect(await dialog().innerText()).toContain('Tell the plugin’s author');
    await shot('failed');
    expect(await said()).toBe('object undefined');
    await dialog().getByRole('button', { name: 'Close' }).last().click();
  });
  test('waits with an update that asks for more, until somebody agrees', async () => {
    await publisher.publish(weather('2.0.0', { cache: true, fetch: ['https://clouds.example', 'https://stars.example'] }));
    await offered('2.0.0');
    expect((await server.fetch(`/api/orrery/plugins/${id}/install`, { method: 'POST' })).status).toBe(409);
    await open(`/plugins/${id}`);
    await page.getByText('2.0.0 asks for more than was granted').waitFor(patience);
    await shot('waiting');
    expect(await said()).toBe('object undefined');
    await button('Review 2.0.0').click();
    await dialog().getByText('2.0.0 asks for 1 more than 1.0.0.').waitFor(patience);
    await shot('review');
    await dialog()
      .getByRole('button', { name: /install$/ })
      .click();
    await dialog().getByText('2.0.0 runs in place of 1.0.0').waitFor(patience);
    expect(await said()).toBe('object function');
    expect(
      await dialog()
        .getByRole('button', { name: 'Close' })
        .last()
        .evaluate((one) => one === document.activeElement),
    ).toBe(true);
    await page.keyboard.press('Enter');
    // The page stays what it was called while plugins change under it.
    expect(await page.title()).toContain('Weather');
    await page.getByText('2.0.0 asks for more than was granted').waitFor({ state: 'detached', ...patience });
  });
  test('goes back in one click', async () => {
    await button('Roll back to 1.0.0').click();
    await dialog().getByText('1.0.0 runs in place of 2.0.0').waitFor(patience);
    await dialog().getByRole('button', { name: 'Close' }).last().click();
    expect(await said()).toBe('object undefined');
  });
  test.each(['signature', 'cost', 'log'])('tells its %s', async (tab) => {
    await open(`/plugins/${id}?tab=${tab}`);
    await page.locator(`#${tab}-panel .plug-card`).first().waitFor(patience);
    if (tab === 'signature') expect(await page.locator('#signature-panel').innerText()).toMatch(/Tests[\s\S]*Publisher/);
    await shot(tab);
  });
  test('is removed', async () => {
    await button('Uninstall').click();
    await dialog().getByRole('button', { name: 'Uninstall' }).click();
    await expect.poll(said, patience).toBe(404);
    await page.getByRole('button', { name: 'Install', exact: true }).waitFor(patience);
  });
  test('comes from a file as well', async () => {
    const { versions } = await server.json<{ versions: { version: string; sha256: string }[] }>(
      `/api/orrery/catalog/plugins/test-other-app`,
    );
    await open('/plugins?view=browse');
    await page.setInputFiles('input[type=file]', join(publisher.catalog, `packages/${versions[0]?.sha256}.zip`));
    await dialog().getByText('test-other-app 1.0.0 is installed.').waitFor(patience);
    await dialog().getByRole('button', { name: 'Close' }).last().click();
    await page.setInputFiles('input[type=file]', { name: 'notes.zip', mimeType: 'application/zip', buffer: Buffer.from('no archive') });
    await dialog().getByRole('alert').waitFor(patience);
    await shot('bad-file');
  });
});

describe('a yes', () => {
  test('is asked for before somebody else takes a plugin over, who is named', async () => {
    using other = await startPublisher();
    const keys = [publisher.trust, other.trust].flatMap((text) => (JSON.parse(text) as { keys: object[] }).keys);
    writeFileSync(join(home, 'data/trust.json'), JSON.stringify({ keys: keys.map((key, at) => ({ ...key, name: `Publisher ${at}` })) }));
    const files = await readFolder(await other.write({ id: 'test-other-app', version: '1.0.1' }));
    await open('/plugins?view=browse');
    await page.setInputFiles('input[type=file]', {
      name: 'taken.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from(writeArchive('test-other-app', files)),
    });
    await dialog()
      .getByText(new RegExp(`1\\.0\\.0 was signed by somebody else.*${publisher.keyId}.*${other.keyId}`))
      .waitFor(patience);
    await shot('taken-over');
    await dialog().getByRole('button', { name: 'Keep 1.0.0' }).click();
    expect((await server.fetch('/api/test-other-app')).status).toBe(200);
    await server.json('/api/orrery/plugins/test-other-app/decline', { body: {} });
  });
  test('to one plugin is followed by the question for another that it needs, and both are installed', async () => {
    await publisher.publish(
      {
        id: 'test-pair-app',
        orrery: { capabilities: { fetch: ['https://one.example'] } },
        manifest: { dependencies: { plugins: [{ id: 'test-second-app', type: 'app', name: 'Second' }] } },
      },
      { id: 'test-second-app', orrery: { capabilities: { fetch: ['https://two.example'] } } },
    );
    await expect.poll(async () => (await server.fetch('/api/orrery/catalog/plugins/test-pair-app')).status, patience).toBe(200);
    await open('/plugins/test-pair-app');
    await button('Install').click();
    await dialog().getByText('ask https://one.example').waitFor(patience);
    await dialog().getByRole('button', { name: 'Grant all and install' }).click();
    await dialog().getByText('ask https://two.example').waitFor(patience);
    await shot('second-consent');
    expect((await server.fetch('/api/test-second-app')).status).toBe(404);
    await dialog().getByRole('button', { name: 'Grant all and install' }).click();
    await dialog().getByText('test-pair-app 1.0.0 is installed.').waitFor(patience);
    for (const one of ['test-pair-app', 'test-second-app']) expect((await server.fetch(`/api/${one}`)).status).toBe(200);
    await dialog().getByRole('button', { name: 'Close' }).last().click();
  });
});

describe('a plugin that is here', () => {
  const other = async (): Promise<number> => (await server.fetch('/api/test-other-app')).status;

  test('brings dashboards, imported with one click', async () => {
    await open('/plugins/test-other-app?tab=dashboards');
    await button('Import').click();
    await page.getByRole('link', { name: 'Clouds' }).waitFor(patience);
    await button('Import again').waitFor(patience);
    await shot('shipped');
    await page.getByRole('link', { name: 'Clouds' }).click();
    await page.waitForURL(/\/d\/[^/]+\/clouds/, patience);
  });
  test('is taken back with a reason, and let run again', async () => {
    await open('/plugins?view=trust');
    await page.getByText('No version asks for more than was granted.').waitFor(patience);
    await page.getByLabel('Id of a plugin').fill('test-other-app');
    await page.getByLabel('Reason').fill('It leaks');
    await button('Take back').click();
    await page.getByText('It leaks').waitFor(patience);
    await expect.poll(other, patience).toBe(404);
    await shot('taken-back');
    await open('/plugins/test-other-app');
    await page.getByText('Revoked', { exact: true }).waitFor(patience);
    await page.getByRole('link', { name: 'See the decision.' }).click();
    await button('Let it run again').click();
    await page.getByText('Nothing was taken back.').waitFor(patience);
    await expect.poll(other, patience).toBe(200);
  });
});

test('who may not install sees what there is', async () => {
  const viewer = await person(server, 'vera');
  const other = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark', locale: 'de-DE' });
  await signIn(other, { url: server.url, cookie: await signInAs(server, viewer.login, viewer.password) });
  const theirs = await other.newPage();
  await theirs.goto(`${server.url}/plugins`);
  await theirs.getByRole('heading', { name: 'Weather' }).waitFor(patience);
  await theirs.getByText('Installieren darf es, wer diesen Server verwaltet.').waitFor(patience);
  expect(await theirs.getByRole('button', { name: 'Installieren' }).count()).toBe(0);
  if (shots) await theirs.screenshot({ path: join(shots, 'viewer-german.png') });
  await theirs.goto(`${server.url}/plugins/${id}`);
  await theirs.locator('.plug-readme').getByText('clouds').waitFor(patience);
  expect(await theirs.getByRole('button', { name: 'Installieren' }).count()).toBe(0);
  await other.close();
});

test('the pages complained of nothing but what was refused on purpose', () => {
  expect(complaints.filter((complaint) => !/status of 4\d\d/.test(complaint))).toEqual([]);
});
