/** States of pages that no address alone leads to, or that need something to be wrong; for whoever looks at pages. */
import type { Page } from 'playwright-core';
import type { RunningOrrery } from './server.ts';

export interface Situation {
  readonly name: string;
  readonly path: string;
  /** What a person does there. */
  readonly reach?: (page: Page) => Promise<void>;
  /** Something is missing or fails on purpose, which the browser writes into its console. */
  readonly fails?: boolean;
  /** Before a session. */
  readonly stranger?: boolean;
}

const source = { type: 'testdata', uid: 'testdata' };
const targets = [{ refId: 'A', scenarioId: 'random_walk', seriesCount: 3, datasource: source }];
const long = 'A very long title that somebody wrote to be exact about what is shown, with units, owners and a joke at the end';
const panel = (id: number, type: string, title: string, x: number, y: number, w: number, h: number, more: object = {}) => ({
  ...{ id, type, title, gridPos: { x, y, w, h }, datasource: source, targets },
  ...more,
});

/** One dashboard where all is well and something of everything is wrong, one of long and right-to-left names, one of nothing. */
export async function furnishSituations(server: RunningOrrery): Promise<void> {
  const save = (dashboard: object, message = ''): Promise<unknown> =>
    server.json('/api/dashboards/db', { body: { dashboard: { schemaVersion: 43, ...dashboard }, message, overwrite: true } });
  const mixed = {
    ...{ uid: 'mixed', title: 'Checkout', description: 'Health of checkout, for the on-call.', tags: ['prod'] },
    time: { from: 'now-1h', to: 'now' },
    templating: {
      list: [
        { name: 'zone', label: 'Zone', type: 'custom', query: 'eu,us', current: { text: 'eu', value: 'eu' } },
        { name: 'bad', label: 'Broken', type: 'query', datasource: { uid: 'gone' }, query: 'x', refresh: 1, current: {} },
      ],
    },
    links: [{ title: 'Runbook', type: 'link', url: 'https://example.org/run' }],
    panels: [
      panel(1, 'timeseries', 'Requests', 0, 0, 12, 9, {
        fieldConfig: {
          defaults: { unit: 'reqps', links: [{ title: 'Logs', url: 'https://example.org' }] },
          overrides: [{ matcher: { id: 'byName', options: 'A-series1' }, properties: [{ id: 'unit', value: 'ms' }] }],
        },
        transformations: [{ id: 'limit', options: { limitField: 50 } }],
      }),
      panel(2, 'stat', 'Errors', 12, 0, 6, 5),
      panel(3, 'gauge', 'Load', 18, 0, 6, 5),
      panel(4, 'no-such-panel', 'Nothing draws it', 12, 5, 6, 4),
      panel(5, 'timeseries', 'No query', 18, 5, 6, 4, { targets: [] }),
      panel(6, 'timeseries', 'No source', 0, 9, 8, 6, { datasource: { uid: 'gone' }, targets: [{ refId: 'A' }] }),
      panel(7, 'timeseries', 'No rows', 8, 9, 8, 6, {
        targets: [{ refId: 'A', scenarioId: 'no_data_points', datasource: source }],
      }),
      panel(8, 'table', 'Rows', 16, 9, 8, 6),
    ],
  };
  await save(mixed);
  await save({ ...mixed, tags: ['prod', 'payments'] }, 'Named who owns it');
  await save({
    ...{ uid: 'names', title: long, description: long, time: { from: 'now-1h', to: 'now' } },
    templating: { list: [{ name: 'v', label: long, type: 'custom', query: `${long},b`, current: { text: long, value: long } }] },
    panels: [
      panel(1, 'timeseries', long, 0, 0, 12, 8),
      panel(2, 'stat', 'أخطاء 5xx!', 12, 0, 12, 8),
      panel(3, 'gauge', 'الطلبات لكل ثانية (req/s)', 0, 8, 12, 8),
    ],
  });
  await save({ uid: 'nothing', title: 'Nothing here yet', panels: [] });
  await server.json('/api/folders', { body: { uid: 'long', title: long } });
  await server.json('/api/serviceaccounts', { body: { name: 'ci', role: 'Editor' } });
}

const press =
  (...names: readonly (string | RegExp)[]) =>
  async (page: Page): Promise<void> => {
    for (const name of names) await page.getByRole('button', { name, exact: true }).first().click();
  };
const look = async (page: Page): Promise<void> => {
  await page.getByRole('tab', { name: /^Look/ }).click();
};

export const situations: readonly Situation[] = [
  { name: 'board-mixed', path: '/d/mixed', fails: true },
  { name: 'board-names', path: '/d/names' },
  { name: 'board-nothing', path: '/d/nothing' },
  { name: 'board-kiosk', path: '/d/mixed?kiosk', fails: true },
  { name: 'board-alone', path: '/d/mixed?viewPanel=1', fails: true },
  { name: 'board-time', path: '/d/names', reach: press(/^Last 1 hour/) },
  { name: 'board-zones', path: '/d/names', reach: press(/^Last 1 hour/, 'Change') },
  { name: 'board-menu', path: '/d/nothing', reach: press('More') },
  { name: 'board-editor', path: '/d/mixed?editPanel=1', fails: true },
  { name: 'board-look', path: '/d/mixed?editPanel=1', reach: look, fails: true },
  {
    ...{ name: 'board-overrides', path: '/d/mixed?editPanel=1', fails: true },
    reach: async (page) => {
      await look(page);
      await page.getByRole('button', { name: 'Add an exception' }).scrollIntoViewIfNeeded();
    },
  },
  { name: 'board-transformations', path: '/d/mixed?editPanel=1', reach: press('Transform'), fails: true },
  { name: 'board-kinds', path: '/d/nothing?editPanel=0', reach: press('Add a panel') },
  { name: 'board-library', path: '/d/nothing?editPanel=0', reach: press('Library') },
  { name: 'board-inspect', path: '/d/mixed?inspect=1', fails: true },
  { name: 'board-export', path: '/d/mixed?inspect=1&inspectTab=export', fails: true },
  ...['settings', 'variables', 'annotations', 'links', 'versions', 'model', 'save-as', 'delete', 'json'].map((view) => ({
    ...{ name: `board-${view}`, path: `/d/mixed?editview=${view}`, fails: true },
  })),
  {
    ...{ name: 'board-difference', path: '/d/mixed?editview=versions', fails: true },
    reach: async (page) => {
      for (const at of [0, 1]) await page.getByRole('checkbox').nth(at).check();
      await press('Compare')(page);
    },
  },
  {
    ...{ name: 'board-variable', path: '/d/mixed?editview=variables', fails: true },
    reach: async (page) => {
      await page.getByText('$bad').click();
      await page.getByLabel('Name', { exact: true }).fill('not a name');
    },
  },
  { name: 'list-import', path: '/dashboards?import' },
  {
    ...{ name: 'list-import-bad', path: '/dashboards?import' },
    reach: (page) => page.getByLabel('Or paste the JSON').fill('{ no json'),
  },
  { name: 'list-search-none', path: '/dashboards?query=zzzz' },
  { name: 'list-folder-long', path: '/dashboards/f/long' },
  { name: 'users-invite', path: '/admin/users', reach: press('Invite people') },
  { name: 'users-new', path: '/admin/users', reach: press('New user') },
  { name: 'accounts-token', path: '/admin/service-accounts', reach: press('New token') },
  { name: 'access-give', path: '/admin/access/folders/tests', reach: press('Give a right') },
  { name: 'source-delete', path: '/connections/datasources/edit/testdata', reach: press('Delete') },
  { name: 'plugins-browse', path: '/plugins?view=browse' },
  { name: 'plugins-decisions', path: '/plugins?view=trust' },
  { name: 'plugins-off', path: '/plugins/prometheus', reach: press('Switch off'), fails: true },
  {
    ...{ name: 'plugins-bad-file', path: '/plugins', fails: true },
    reach: async (page) => {
      await page.setInputFiles('input[type=file]', { name: 'notes.zip', mimeType: 'application/zip', buffer: Buffer.from('no archive') });
      await page.getByRole('alert').first().waitFor();
    },
  },
  { name: 'palette', path: '/', reach: (page) => page.keyboard.press('Control+k') },
  { name: 'shortcuts', path: '/d/nothing', reach: press('Keyboard shortcuts') },
  ...['/nowhere', '/d/nowhere', '/dashboards/f/nowhere', '/plugins/nowhere', '/admin/teams/nowhere', '/invite/nowhere'].map((path) => ({
    ...{ name: `gone${path.replace(/\W+/g, '-')}`, path, fails: true },
  })),
  { name: 'sign-in', path: '/login', stranger: true, fails: true },
  { name: 'claim-taken', path: '/claim?code=none', stranger: true, fails: true },
];
