/** Puts something into a server that was just started, so that each of its pages has something to show. */
import type { RunningOrrery } from './server.ts';

type Values = Record<string, Record<string, string>>;

/** Values for the parameters of pages, by the pattern of their path. */
export async function furnish(server: RunningOrrery): Promise<Values> {
  await server.json('/api/folders', { body: { uid: 'tests', title: 'Tests' } });
  const { uid } = await server.json<{ uid: string }>('/api/dashboards/db', {
    body: {
      folderUid: 'tests',
      dashboard: {
        title: 'Random walks',
        tags: ['test'],
        time: { from: 'now-1h', to: 'now' },
        panels: [
          {
            id: 1,
            type: 'timeseries',
            title: 'A walk',
            gridPos: { x: 0, y: 0, w: 16, h: 9 },
            datasource: { type: 'testdata', uid: 'testdata' },
            targets: [{ refId: 'A', scenarioId: 'random_walk', seriesCount: 3, datasource: { type: 'testdata', uid: 'testdata' } }],
          },
          {
            id: 2,
            type: 'stat',
            title: 'Where it is',
            gridPos: { x: 16, y: 0, w: 8, h: 9 },
            datasource: { type: 'testdata', uid: 'testdata' },
            targets: [{ refId: 'A', scenarioId: 'random_walk', datasource: { type: 'testdata', uid: 'testdata' } }],
          },
        ],
      },
    },
  });
  await server.json('/api/datasources', { body: { uid: 'testdata', name: 'TestData', type: 'testdata', access: 'proxy' } });
  const { teamId, uid: team } = await server.json<{ teamId: number; uid?: string }>('/api/teams', { body: { name: 'Payments' } });
  // The link is told once; whoever lists invitations later does not see it.
  const { url } = await server.json<{ url: string }>('/api/org/invites', {
    body: { loginOrEmail: 'jana@example.org', name: 'Jana', role: 'Viewer', sendEmail: false },
  });
  return {
    '/plugins/:id': { id: 'prometheus' },
    '/connections/datasources/edit/:uid': { uid: 'testdata' },
    '/admin/teams/:team': { team: team ?? String(teamId) },
    '/admin/access/:kind/:uid': { kind: 'dashboards', uid },
    '/invite/:code': { code: url.split('/invite/')[1] ?? '' },
    '/dashboards/f/:uid/:slug?': { uid: 'tests' },
    '/d/:uid/:slug?': { uid },
  };
}
