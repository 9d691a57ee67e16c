/** The history of queries on a whole server: kept, found, and nobody else's. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tokenOf } from '../support/accounts.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

interface Kept {
  readonly uid: string;
  readonly comment: string;
  readonly starred: boolean;
  readonly createdBy: number;
  readonly createdAt: number;
  readonly queries: readonly { readonly expr?: string }[];
}
let server: RunningOrrery;
let viewer: string;
let other: string;
beforeAll(async () => {
  server = await startOrrery({ patienceMs: 150_000 });
  viewer = await tokenOf(server, 'reader', 'Viewer');
  other = await tokenOf(server, 'other', 'Admin');
}, 240_000);
afterAll(() => server?.stop());

async function ask(
  method: string,
  path: string,
  body?: unknown,
  token = viewer,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${server.url}/api/query-history${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const add = async (datasourceUid: string, expr: string): Promise<Kept> =>
  (await ask('POST', '', { datasourceUid, queries: [{ refId: 'A', expr }] })).body.result as Kept;
const found = async (search = '', token = viewer) =>
  (await ask('GET', search, undefined, token)).body.result as { totalCount: number; page: number; perPage: number; queryHistory: Kept[] };
const exprs = async (search = ''): Promise<(string | undefined)[]> =>
  (await found(search)).queryHistory.map(({ queries }) => queries[0]?.expr);

test('what was asked is found, the newest first, by source, by word, by time and by page', async () => {
  const first = await add('prom', 'up{job="a_b"}');
  await add('prom', 'rate(http_total[5m])');
  await add('loki', '{app="aXb"} |= "100%"');
  expect(first.createdAt).toBeGreaterThan(Date.now() / 1000 - 60);
  expect(await exprs()).toEqual(['{app="aXb"} |= "100%"', 'rate(http_total[5m])', 'up{job="a_b"}']);
  expect(await exprs('?sort=time-asc')).toEqual(['up{job="a_b"}', 'rate(http_total[5m])', '{app="aXb"} |= "100%"']);
  expect(await exprs('?datasourceUid=prom')).toHaveLength(2);
  expect(await exprs('?datasourceUid=prom&datasourceUid=loki')).toHaveLength(3);
  // Letters as they are, no patterns.
  expect(await exprs('?searchString=a_b')).toEqual(['up{job="a_b"}']);
  expect(await exprs('?searchString=100%25')).toEqual(['{app="aXb"} |= "100%"']);
  expect(await found('?limit=2&page=2')).toMatchObject({ totalCount: 3, page: 2, perPage: 2, queryHistory: [{ uid: first.uid }] });
  expect(await exprs(`?from=${Math.floor(Date.now() / 1000) + 3600}`)).toEqual([]);
});
test('one is starred, commented, found by its comment, and removed', async () => {
  const { uid } = await add('prom', 'to_star');
  expect((await ask('POST', `/star/${uid}`)).body.result).toMatchObject({ uid, starred: true });
  expect((await ask('PATCH', `/${uid}`, { comment: 'before the storm' })).body.result).toMatchObject({ comment: 'before the storm' });
  expect(await exprs('?onlyStarred=true')).toEqual(['to_star']);
  expect(await exprs('?searchString=storm')).toEqual(['to_star']);
  expect((await ask('DELETE', `/star/${uid}`)).body.result).toMatchObject({ starred: false });
  expect((await ask('DELETE', `/${uid}`)).body).toEqual({ message: 'Query deleted', id: expect.any(Number) });
  expect((await ask('DELETE', `/${uid}`)).status).toBe(404);
});
test("nobody sees or changes another's, whatever their role", async () => {
  const { uid } = await add('prom', 'mine_alone');
  expect((await found('', other)).totalCount).toBe(0);
  for (const [method, path, body] of [
    ['PATCH', `/${uid}`, { comment: 'x' }],
    ['POST', `/star/${uid}`],
    ['DELETE', `/star/${uid}`],
    ['DELETE', `/${uid}`],
  ] as const)
    expect([method, (await ask(method, path, body, other)).status]).toEqual([method, 404]);
  expect(await exprs('?searchString=mine_alone')).toEqual(['mine_alone']);
  expect((await fetch(`${server.url}/api/query-history`)).status).toBe(401);
});
test('the oldest give way where there are too many, and those with a star stay', async () => {
  const { uid } = await add('prom', 'kept_by_its_star');
  await ask('POST', `/star/${uid}`);
  for (let round = 0; round < 51; round++) await Promise.all(Array.from({ length: 20 }, (_, at) => add('prom', `many_${round}_${at}`)));
  const { totalCount } = await found();
  expect(totalCount).toBeGreaterThan(900);
  expect(totalCount).toBeLessThanOrEqual(1_001);
  expect(await exprs('?searchString=many_0_')).not.toContain('many_0_0');
  expect(await exprs('?searchString=many_50_')).toHaveLength(20);
  expect(await exprs('?onlyStarred=true')).toEqual(['kept_by_its_star']);
});
test.each([
  [{}, 'datasourceUid'],
  [{ datasourceUid: 'prom' }, 'queries'],
  [{ datasourceUid: 'prom', queries: [] }, 'queries'],
  [{ datasourceUid: 'prom', queries: Array.from({ length: 101 }, () => ({})) }, 'queries'],
  [{ datasourceUid: 7, queries: [{}] }, 'datasourceUid'],
])('a query that says too little is refused: %#', async (body, named) => {
  const answer = await ask('POST', '', body);
  expect([answer.status, String(answer.body.message)]).toEqual([400, expect.stringContaining(named)]);
});
