/** What stands at `/`: of a person, a team, an organisation, or the configuration. The nearest that says something counts. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Asking, asking, person } from '../support/people.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const patience = 120_000;
let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'orrery-home-page-'));
  file = join(folder, 'home.json');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a home dashboard in a file', () => {
  let server: RunningOrrery;
  let viewer: Asking;
  beforeAll(async () => {
    writeFileSync(file, JSON.stringify({ id: 7, uid: 'of-the-file', title: 'Of the file', panels: [{ id: 1, type: 'text' }] }));
    server = await startOrrery({ patienceMs: patience, settings: { dashboards: { default_home_dashboard_path: file } } });
    viewer = await person(server, 'vic');
  }, patience);
  afterAll(() => server?.stop());
  const home = async (who: Asking) => (await who('/api/dashboards/home')).body;

  test('is what everybody sees who chose nothing, and belongs to the file', async () => {
    const { dashboard, meta } = await home(viewer);
    expect(dashboard).toEqual({ id: null, uid: '', title: 'Of the file', panels: [{ id: 1, type: 'text' }] });
    expect(meta).toMatchObject({ isHome: true, fromFile: true, canSave: false, canStar: false });
  });
  test('is read anew when the file changes; one that is broken is told, and no reason to show nothing', async () => {
    writeFileSync(file, JSON.stringify({ title: 'Changed' }));
    expect((await home(viewer)).dashboard.title).toBe('Changed');
    writeFileSync(file, '{"title": ');
    expect(await home(viewer)).toMatchObject({ dashboard: { title: 'Home' }, meta: { isHome: true, fromFile: false } });
    await expect.poll(() => server.said()).toMatch(/home dashboard cannot be read/);
    rmSync(file);
    expect((await home(viewer)).dashboard.title).toBe('Home');
    await expect.poll(() => server.said()).toMatch(/default_home_dashboard_path names .*home\.json, and there is no such file/);
    writeFileSync(file, JSON.stringify({ title: 'Back' }));
    expect((await home(viewer)).dashboard.title).toBe('Back');
  });
  test('gives way to the organisation’s choice, that to a team’s, that to one’s own; none sees what they may not', async () => {
    const root = asking(server, server.admin.user, server.admin.password, 1);
    const ids: Record<string, number> = {};
    for (const uid of ['of-org', 'of-team', 'of-vic', 'closed'])
      ids[uid] = (await root('/api/dashboards/db', { method: 'POST', body: { dashboard: { uid, title: uid, panels: [] } } })).body.id;
    const leads = async (who: Asking) => (await home(who)).redirectUri;
    const prefer = (who: Asking, path: string, body: object, method = 'PUT') => who(path, { method, body });

    expect((await prefer(root, '/api/org/preferences', { homeDashboardUID: 'of-org' })).status).toBe(200);
    expect([await leads(viewer), await leads(root)]).toEqual(['/d/of-org/of-org', '/d/of-org/of-org']);
    const { teamId } = (await root('/api/teams', { method: 'POST', body: { name: 'Platform' } })).body;
    await root(`/api/teams/${teamId}/members`, { method: 'POST', body: { userId: viewer.id } });
    await prefer(root, `/api/teams/${teamId}/preferences`, { homeDashboardUID: 'of-team' });
    expect([await leads(viewer), await leads(root)]).toEqual(['/d/of-team/of-team', '/d/of-org/of-org']);
    // Older clients name it by its number, in either of two places.
    await prefer(viewer, '/api/user/preferences', { homeDashboardId: ids['of-vic'] });
    expect(await leads(viewer)).toBe('/d/of-vic/of-vic');
    expect((await viewer('/api/user/preferences')).body).toEqual({ homeDashboardUID: 'of-vic' });
    await prefer(viewer, '/api/user/preferences', { homeDashboardId: 0 }, 'PATCH');
    expect(await leads(viewer)).toBe('/d/of-team/of-team');
    const set = await prefer(viewer, '/api/preferences/set-home-dash', { homeDashboardId: ids.closed }, 'POST');
    expect([set.status, set.body]).toEqual([200, { message: 'Home dashboard set' }]);
    expect(await leads(viewer)).toBe('/d/closed/closed');

    // Taken from them, it is no way in: they see what there is without a choice.
    await root('/api/access-control/dashboards/closed/builtInRoles/Viewer', { method: 'POST', body: { permission: '' } });
    expect(await home(viewer)).toMatchObject({ dashboard: { title: 'Back' } });
    for (const body of [{ homeDashboardUID: 'nowhere' }, { homeDashboardId: 999_999 }]) {
      const refused = await prefer(viewer, '/api/user/preferences', body);
      expect([refused.status, refused.body.message]).toEqual([404, 'Dashboard not found']);
    }
  });
});

describe('a page in [users] home_page', () => {
  let server: RunningOrrery;
  let viewer: Asking;
  beforeAll(async () => {
    writeFileSync(file, JSON.stringify({ title: 'Not shown' }));
    server = await startOrrery({
      patienceMs: patience,
      settings: { users: { home_page: 'dashboards?tag=start' }, dashboards: { default_home_dashboard_path: file } },
    });
    viewer = await person(server, 'vic');
  }, patience);
  afterAll(() => server?.stop());

  test('comes before the file, and after what people chose', async () => {
    expect((await viewer('/api/dashboards/home')).body).toEqual({ redirectUri: '/dashboards?tag=start' });
    await server.json('/api/dashboards/db', { body: { dashboard: { uid: 'mine', title: 'Mine', panels: [] } } });
    await viewer('/api/user/preferences', { method: 'PUT', body: { homeDashboardUID: 'mine' } });
    expect((await viewer('/api/dashboards/home')).body).toEqual({ redirectUri: '/d/mine/mine' });
  });
});
