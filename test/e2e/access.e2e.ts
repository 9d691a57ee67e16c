/** The pages of access in Chromium: inviting and joining, tokens, teams, rights, one's own profile; in both themes, wide and narrow. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asking, person, signIn } from '../support/people.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const shots = process.env.ORRERY_SHOTS ?? fileURLToPath(new URL('../screenshots', import.meta.url));
/** What happens soon, on a machine that does much else. */
const soon = { timeout: 30_000 };
let server: RunningOrrery;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  server = await startOrrery({ patienceMs: 120_000 });
  const root = asking(server, server.admin.user, server.admin.password);
  const mira = await person(server, 'mira', 'Admin');
  const jana = await person(server, 'jana', 'Editor');
  await person(server, 'emil');
  await root(`/api/users/${mira.id}`, { method: 'PUT', body: { login: 'mira', name: 'Mira Keller', email: 'mira@acme.example' } });
  await root(`/api/users/${jana.id}`, { method: 'PUT', body: { login: 'jana', name: 'Jana Sommer', email: 'jana@acme.example' } });
  const { body: team } = await root('/api/teams', { method: 'POST', body: { name: 'Payments', email: 'payments@acme.example' } });
  await root(`/api/teams/${team.teamId}/members`, { method: 'POST', body: { userId: jana.id } });
  for (const [name, role] of [
    ['ci-deploys', 'Editor'],
    ['status-page', 'Viewer'],
  ] as const) {
    const { body: account } = await root('/api/serviceaccounts', { method: 'POST', body: { name, role } });
    const secondsToLive = name === 'ci-deploys' ? 86_400 * 2 : 0;
    await root(`/api/serviceaccounts/${account.id}/tokens`, { method: 'POST', body: { name: 'first', secondsToLive } });
  }
  await root('/api/folders', { method: 'POST', body: { uid: 'finance', title: 'Finance' } });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb', '--hide-scrollbars'],
  });
  context = await fresh(await signIn(server, server.admin.user, server.admin.password));
  page = await context.newPage();
  listen(page);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function fresh(cookie: string | undefined, locale = 'en-US'): Promise<BrowserContext> {
  const made = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark', locale });
  if (cookie)
    await made.addCookies(
      cookie
        .split('; ')
        .map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1), url: server.url })),
    );
  return made;
}
function listen(on: Page): void {
  on.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  on.on('pageerror', (error) => complaints.push(error.message));
}
const open = async (path: string, words: string): Promise<void> => {
  await page.goto(server.url + path);
  await page.getByText(words).first().waitFor();
};

describe('the pages of access', () => {
  test('invite somebody, who joins by the link without knowing anything else', async () => {
    await open('/admin/users', 'Jana Sommer');
    await page.getByRole('button', { name: 'Invite people' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Mail address or user name').fill('ruth@acme.example');
    await dialog.getByLabel('Name', { exact: true }).fill('Ruth Weiss');
    await dialog.getByRole('button', { name: 'Invite people' }).click();
    const link = await dialog.locator('code').innerText();
    expect(link).toMatch(/\/invite\/[\w-]+\.[\w-]{43}$/);
    await page.screenshot({ path: `${shots}/access-invited.png` });
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('ruth@acme.example').waitFor();
    await page.screenshot({ path: `${shots}/access-users.png` });

    const elsewhere = await fresh(undefined);
    const stranger = await elsewhere.newPage();
    listen(stranger);
    await stranger.goto(link);
    await stranger.getByLabel('User name').fill('ruth');
    await stranger.screenshot({ path: `${shots}/access-invite.png` });
    await stranger.getByLabel('Password').fill('a-passphrase-of-ruth');
    await stranger.getByRole('button', { name: 'Join' }).click();
    await stranger.getByRole('navigation', { name: 'Main' }).waitFor();
    await stranger.goto(link);
    await stranger.getByText('This invitation is no good any more').waitFor();
    await elsewhere.close();
  });
  test('change a role in place, and say why the last administrator keeps theirs', async () => {
    await open('/admin/users', 'Jana Sommer');
    await page.getByLabel('Role of Jana Sommer').selectOption('Viewer');
    const roleOf = async (named: string) =>
      (await server.json<{ login: string; name: string; role: string }[]>('/api/org/users')).find(({ name }) => name === named)?.role;
    await expect.poll(() => roleOf('Jana Sommer'), soon).toBe('Viewer');
    await page.getByLabel('Role of Mira Keller').selectOption('Editor');
    // Only then is the administrator the last one.
    await expect.poll(() => roleOf('Mira Keller'), soon).toBe('Editor');
    await page.getByLabel('Role of admin').selectOption('Viewer');
    await page.getByText('Cannot change role so that there is no organization admin left').waitFor();
    await page.getByRole('tab', { name: 'On this server' }).click();
    await page.getByText('Server administrator').first().waitFor();
    await page.screenshot({ path: `${shots}/access-server-users.png` });
  });
  test('show a token once', async () => {
    await open('/admin/service-accounts', 'ci-deploys');
    await page.getByRole('region', { name: 'status-page' }).getByRole('button', { name: 'New token' }).click();
    await page.getByLabel('What the token is for').fill('wall display');
    await page.getByRole('dialog').getByRole('button', { name: 'New token' }).click();
    const key = await page.locator('.acc-once code').innerText();
    expect(key).toMatch(/^glsa_/);
    await page.getByText('wall display').waitFor();
    await page.screenshot({ path: `${shots}/access-accounts.png` });
    expect((await fetch(`${server.url}/api/org`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
    await page.reload();
    await page.getByText('wall display').waitFor();
    expect(await page.content()).not.toContain(key);
  });
  test('keep a team', async () => {
    await open('/admin/teams', 'Payments');
    await page.screenshot({ path: `${shots}/access-teams.png` });
    await page.getByRole('link', { name: 'Payments' }).click();
    await page.getByText('Jana Sommer').waitFor();
    await page.getByLabel('Add a member').selectOption({ label: 'emil' });
    await page.getByText('emil@acme.example').waitFor();
    await page.screenshot({ path: `${shots}/access-team.png` });
  });
  test('are where folders, dashboards and data sources lead whoever may give rights on them', async () => {
    await server.json('/api/dashboards/db', { body: { dashboard: { uid: 'costs', title: 'Costs', panels: [] }, folderUid: 'finance' } });
    await server.json('/api/datasources', { body: { uid: 'td', name: 'TestData', type: 'testdata', access: 'proxy' } });
    await open('/dashboards/f/finance', 'Costs');
    await page.getByRole('button', { name: 'Menu of Finance' }).click();
    await page.getByRole('menuitem', { name: 'Who may do what' }).click();
    await page.getByRole('heading', { name: 'Who may do what: Finance' }).waitFor();
    await open('/d/costs', 'This dashboard has no panels');
    await page.getByRole('toolbar').getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Who may do what' }).click();
    await page.getByRole('heading', { name: 'Who may do what: Costs' }).waitFor();
    await open('/connections/datasources/edit/td', 'Works.');
    await page.getByRole('link', { name: 'Who may do what' }).click();
    await page.getByRole('heading', { name: 'Who may do what: TestData' }).waitFor();
  });
  test('close a folder to a role and open it to a team', async () => {
    await open('/admin/access/folders/finance', 'Everybody who is Viewer');
    await page.getByRole('button', { name: 'Remove: Everybody who is Viewer' }).click();
    await expect.poll(() => page.getByText('Everybody who is Viewer').count(), soon).toBe(0);
    await page.getByRole('button', { name: 'Give a right' }).click();
    await page.getByRole('dialog').getByLabel('Who').selectOption({ label: 'A team: Payments' });
    await page.getByRole('dialog').getByRole('button', { name: 'Give a right' }).click();
    await page.getByText('Given here').first().waitFor();
    await page.screenshot({ path: `${shots}/access-permissions.png` });
    expect((await asking(server, 'ruth', 'a-passphrase-of-ruth')('/api/folders/finance')).status).toBe(403);
    expect((await asking(server, 'jana', 'a-password-of-12')('/api/folders/finance')).status).toBe(200);
  });
  test('show oneself, the organisations and what the server runs with', async () => {
    await open('/profile', 'Change password');
    await page.getByText('This one').waitFor();
    await page.screenshot({ path: `${shots}/access-profile.png`, fullPage: true });
    await open('/admin/orgs', 'Main Org.');
    await page.screenshot({ path: `${shots}/access-orgs.png` });
    await open('/admin/org', 'Name of the organisation');
    await page.screenshot({ path: `${shots}/access-org.png` });
    await open('/admin/settings', 'login_cookie_name');
    await page.getByPlaceholder('Name of an option').fill('cookie');
    await page.screenshot({ path: `${shots}/access-settings.png` });
    await open('/admin', 'People who can sign in');
  });
  test('speak German to whom the browser says so', async () => {
    const german = await fresh(await signIn(server, server.admin.user, server.admin.password), 'de-DE');
    const seite = await german.newPage();
    await seite.goto(`${server.url}/admin/users`);
    await seite.getByText('Wer sich anmelden kann').waitFor();
    await seite.screenshot({ path: `${shots}/access-users-de.png` });
    await german.close();
  });
  test('are there by day, on a phone, and when the server fails', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    for (const [name, path, words] of [
      ['users', '/admin/users', 'Jana Sommer'],
      ['accounts', '/admin/service-accounts', 'ci-deploys'],
      ['permissions', '/admin/access/folders/finance', 'Payments'],
    ] as const) {
      await open(path, words);
      await page.screenshot({ path: `${shots}/access-${name}-day.png` });
    }
    await page.setViewportSize({ width: 390, height: 844 });
    for (const [name, path, words] of [
      ['users', '/admin/users', 'Jana Sommer'],
      ['accounts', '/admin/service-accounts', 'ci-deploys'],
      ['profile', '/profile', 'Change password'],
      ['settings', '/admin/settings', 'login_cookie_name'],
    ] as const) {
      await open(path, words);
      expect([name, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([name, 390]);
      await page.screenshot({ path: `${shots}/access-${name}-phone.png` });
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    // The refusal above is one that was meant.
    expect(complaints.filter((text) => !text.includes('400 (Bad Request)') && !text.includes('404 (Not Found)'))).toEqual([]);
    await page.route('**/api/serviceaccounts/**', (route) =>
      route.fulfill({ status: 503, json: { message: 'The storage does not answer.' } }),
    );
    await open('/admin/service-accounts', 'The storage does not answer.');
    await page.screenshot({ path: `${shots}/access-failing.png` });
    await page.unroute('**/api/serviceaccounts/**');
  });
});
