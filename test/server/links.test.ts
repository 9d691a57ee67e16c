/** Short links on a whole server: made, followed, and what nobody may make of them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tokenOf } from '../support/accounts.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

let server: RunningOrrery;
let viewer: string;
beforeAll(async () => {
  server = await startOrrery({ patienceMs: 150_000 });
  viewer = await tokenOf(server, 'reader', 'Viewer');
}, 240_000);
afterAll(() => server?.stop());

const make = (path: unknown): Promise<Response> =>
  fetch(`${server.url}/api/short-urls`, {
    method: 'POST',
    headers: { authorization: `Bearer ${viewer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ path }),
  });
const follow = async (path: string, token?: string): Promise<[number, string | null]> => {
  const answer = await fetch(server.url + path, { redirect: 'manual', headers: token ? { authorization: `Bearer ${token}` } : {} });
  return [answer.status, answer.headers.get('location')];
};

test('a link leads whoever is signed in to the page it was made of', async () => {
  const made = (await (await make('d/abc/cpu?from=now-6h&to=now&var-host=a%2Fb')).json()) as { uid: string; url: string };
  expect(made.url).toMatch(new RegExp(`/goto/${made.uid}\\?orgId=1$`));
  expect(await follow(`/goto/${made.uid}?orgId=1`, viewer)).toEqual([302, '/d/abc/cpu?from=now-6h&to=now&var-host=a%2Fb']);
});
test('who is not signed in is asked to, and is not told where it leads', async () => {
  const { uid } = (await (await make('d/secret-name')).json()) as { uid: string };
  expect(await follow(`/goto/${uid}`)).toEqual([302, `/login?redirectTo=%2Fgoto%2F${uid}`]);
  expect((await fetch(`${server.url}/api/short-urls`, { method: 'POST', body: '{}' })).status).toBe(401);
});
test('a link that is not there leads home', async () => {
  expect(await follow('/goto/nothing', viewer)).toEqual([302, '/']);
});
test.each([
  ['/d/abc', 'shorturl.absolute-path'],
  ['//evil.example', 'shorturl.absolute-path'],
  ['d/../../x', 'shorturl.invalid-path'],
  ['\\\\evil.example', 'shorturl.invalid-path'],
  ['', 'shorturl.invalid-path'],
])('%j cannot be shortened', async (path, messageId) => {
  const answer = await make(path);
  expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ messageId, statusCode: 400 })]);
});
