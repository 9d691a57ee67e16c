/**
 * Routes of a plugin nobody vouches for, on a whole server: what it did not declare is not there (T11), what it declared is for those who
 * hold the right, and each answer belongs to its caller however many ask at once (T14). `ORRERY_ATTACK_SCALE` says how many do.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleBackend } from '@orrery/plugin-sdk/build/backend';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Asking, ask, asking, person, signIn } from '../support/people.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const patience = 120_000;
/** 1 is what the threat asks for: five thousand requests. */
const scale = Number(process.env.ORRERY_ATTACK_SCALE ?? 0.1);
const undeclared = Array.from({ length: 20 }, (_, index) => `secret${index}`);
let home: string;
let server: RunningOrrery;
let root: Asking;
let viewer: Asking;
let editor: Asking;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'orrery-routes-'));
  const folder = join(home, 'data/plugins/probe-app');
  mkdirSync(folder, { recursive: true });
  const rule = (action: string) => ({ action, scope: 'probe-app:things' });
  writeFileSync(
    join(folder, 'plugin.json'),
    JSON.stringify({
      ...{ id: 'probe-app', type: 'app', name: 'Probe', info: { version: '1.0.0' } },
      roles: [
        { role: { name: 'Keeper', permissions: [{ action: 'probe-app.things:write', scope: 'probe-app:things' }] }, grants: ['Admin'] },
        { role: { name: 'Reader', permissions: [{ action: 'probe-app.things:read', scope: 'probe-app:things' }] }, grants: ['Viewer'] },
      ],
      orrery: {
        runtime: 'isolate',
        limits: { concurrency: 512 },
        contributes: {
          route: {
            keep: { method: 'POST', path: '/api/probe/keep', rule: rule('probe-app.things:write') },
            compose: { method: 'GET', path: '/api/probe/compose', rule: rule('probe-app.things:read') },
            forward: { method: 'GET', path: '/api/probe/forward', rule: rule('probe-app.things:read') },
            read: { method: 'GET', path: '/api/probe/read', rule: rule('probe-app.things:read') },
            echo: { method: 'POST', path: '/api/probe/echo/:word', rule: { signedIn: true }, audit: false },
          },
        },
      },
    }),
  );
  const source = join(home, 'probe.ts');
  writeFileSync(
    source,
    `// @ts-nocheck
    const later = (ms) => new Promise((done) => setTimeout(done, ms));
    const say = async () => ({ body: { reached: true } });
    const aimed = {
      ...{ point: 'datasource', instance: { uid: 'telling' }, method: 'query', encoding: 'frames-json' },
      // A right that every viewer holds, in place of the one on the source.
      ...{ action: 'probe-app.things:read', scope: 'probe-app:things' },
      argument: { range: { from: 1, to: 2 }, queries: [{ refId: 'A', ms: 0 }] },
    };
    const names = ${JSON.stringify(undeclared)};
    export default { manifest: {}, activate: () => ({ route: {
      ...Object.fromEntries(names.map((name) => [name, say])),
      keep: say,
      read: say,
      compose: () => ({ compose: { contentType: 'application/json', parts: ['{', aimed, '}'] } }),
      forward: () => ({ forward: aimed }),
      async echo({ params, body, query }, { principal }) {
        for (const ms of body.delays) await later(ms);
        return { body: { word: params.word, said: body.said, asked: query.q?.[0], login: principal.login, key: principal.key, orgId: principal.orgId } };
      },
    } }) };`,
  );
  writeFileSync(join(folder, 'backend.js'), await bundleBackend(source, 'isolate'));
  await tellingSource('telling', {});
  await tellingSource('shared', { shared: true });
  server = await startOrrery({
    home,
    patienceMs: patience,
    settings: { plugins: { allow_loading_unsigned_plugins: 'probe-app,probe-telling-datasource,probe-shared-datasource' } },
  });
  root = asking(server, server.admin.user, server.admin.password, 1);
  [viewer, editor] = [await person(server, 'vic'), await person(server, 'eve', 'Editor')];
}, patience);
/** A data source that answers, after a while, who asked, as which role, and a number that no two answers share. */
async function tellingSource(name: string, declaration: object): Promise<void> {
  const id = `probe-${name}-datasource`;
  const folder = join(home, 'data/plugins', id);
  mkdirSync(folder, { recursive: true });
  const orrery = {
    ...{ runtime: 'isolate', limits: { concurrency: 512 } },
    contributes: { datasource: { [id]: declaration } },
  };
  writeFileSync(
    join(folder, 'plugin.json'),
    JSON.stringify({ id, type: 'datasource', name, backend: true, info: { version: '1.0.0' }, orrery }),
  );
  const source = join(home, `${name}.ts`);
  writeFileSync(
    source,
    `// @ts-nocheck
    export default { manifest: {}, activate: () => ({ datasource: { '${id}': {
      async query({ queries }, { principal, orgId }) {
        const asked = String(Math.random());
        await new Promise((done) => setTimeout(done, queries[0].ms));
        const told = JSON.stringify({ login: principal.login, email: principal.email, id: principal.id, orgId, role: principal.orgRole, asked });
        return { answers: { A: { frames: [{ refId: 'A', length: 1, fields: [{ name: 'told', type: 'string', kind: 'string', values: [told] }] }] } } };
      },
    } } }) };`,
  );
  writeFileSync(join(folder, 'backend.js'), await bundleBackend(source, 'isolate'));
}

afterAll(async () => {
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
});

describe('a route that a plugin has and did not declare (T11)', () => {
  test(
    'is reached by nobody, under any path that its name suggests',
    async () => {
      for (const name of undeclared) {
        for (const path of [`/api/probe/${name}`, `/api/plugins/probe-app/resources/${name}`, `/api/plugin-proxy/probe-app/${name}`]) {
          for (const method of ['GET', 'POST']) {
            const answer = await root(path, { method, ...(method === 'POST' && { body: {} }) });
            expect([method, path, answer.status]).toEqual([method, path, 404]);
            expect(JSON.stringify(answer.body)).not.toContain('reached');
          }
        }
      }
    },
    patience,
  );
});

describe('a declared route (T11)', () => {
  test('is answered to those who hold its right', async () => {
    expect((await root('/api/probe/keep', { method: 'POST', body: {} })).body).toEqual({ reached: true });
    for (const who of [viewer, editor, root]) expect((await who('/api/probe/read')).status).toBe(200);
  });
  test('is denied to those who do not, and to nobody', async () => {
    for (const who of [viewer, editor]) {
      const { status, body } = await who('/api/probe/keep', { method: 'POST', body: {} });
      expect([status, body.reached]).toEqual([403, undefined]);
    }
    for (const path of ['keep', 'read']) {
      const method = path === 'keep' ? 'POST' : 'GET';
      const { status } = await ask(`${server.url}/api/probe/${path}`, { method, ...(method === 'POST' && { body: {} }) });
      expect(status).toBe(401);
    }
  });
  test('of one organisation is not asked for another by one who is no member there', async () => {
    const { body } = await root('/api/orgs', { method: 'POST', body: { name: 'Elsewhere' } });
    const answer = await viewer('/api/probe/read', { headers: { 'x-grafana-org-id': String(body.orgId) } });
    expect([answer.status, answer.body?.reached]).not.toEqual([200, true]);
  });
  test('has one method and one spelling', async () => {
    for (const [method, path] of [
      ['GET', '/api/probe/keep'],
      ['POST', '/api/probe//keep'],
      ['POST', '/api/probe/./keep'],
      ['POST', '/api/probe/%6beep'],
      ['POST', '/api/probe/KEEP'],
    ] as const) {
      const { status, body } = await viewer(path, { method, ...(method === 'POST' && { body: {} }) });
      expect([path, body?.reached, [400, 403, 404, 405].includes(status)]).toEqual([path, undefined, true]);
    }
  });
});

describe('many callers at once (T14)', () => {
  test('each get the answer that was theirs', async () => {
    const people = [server.cookie];
    for (const login of ['vic', 'eve']) people.push(await signIn(server, login));
    for (const login of ['ada', 'ben', 'cyd']) {
      await person(server, login);
      people.push(await signIn(server, login));
    }
    const logins = [server.admin.user, 'vic', 'eve', 'ada', 'ben', 'cyd'];
    let seed = 1;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const requests = Math.max(60, Math.round(5_000 * scale));
    const wrong: unknown[] = [];
    let next = 0;
    const one = async (): Promise<void> => {
      while (next < requests) {
        const number = next++;
        const who = random(people.length);
        const body = { said: `said-${number}`, delays: [random(20), random(5), random(40)] };
        const answer = await ask(`${server.url}/api/probe/echo/word-${number}?q=${number}`, {
          method: 'POST',
          body,
          headers: { cookie: people[who] as string, origin: server.url },
        });
        const expected = { word: `word-${number}`, said: body.said, asked: String(number), login: logins[who], orgId: 1 };
        const { key, ...got } = answer.body ?? {};
        if (answer.status !== 200 || JSON.stringify(got) !== JSON.stringify(expected)) wrong.push([answer.status, got, expected]);
      }
    };
    await Promise.all(Array.from({ length: 200 }, one));
    expect(wrong).toEqual([]);
  }, 600_000);
});

describe('the same question at the same moment (T14)', () => {
  interface Told {
    readonly login: string;
    readonly email: string;
    readonly id: number;
    readonly orgId: number;
    readonly role: string;
    /** Equal for those who were asked for together. */
    readonly asked: string;
  }
  /** What `who` is told by a source that takes half a second, so that all who ask together are open at once. */
  async function told(who: Asking, uid: string): Promise<Told> {
    const queries = [{ refId: 'A', datasource: { uid }, ms: 500 }];
    const { body } = await who('/api/ds/query', { method: 'POST', body: { from: '1', to: '2', queries } });
    const [frame] = body.results.A.frames ?? [];
    if (!frame) throw new Error(`${uid} said nothing: ${JSON.stringify(body)}`);
    return JSON.parse(frame.data.values[0][0]);
  }
  let crowd: Asking[];
  beforeAll(async () => {
    for (const name of ['telling', 'shared'])
      await server.json('/api/datasources', {
        body: { uid: name, name, type: `probe-${name}-datasource`, access: 'proxy', isDefault: false },
      });
    crowd = [viewer, editor, root, await person(server, 'wim'), await person(server, 'xia'), await person(server, 'yan', 'Editor')];
    // The first question wakes the plugin and says who each of them is.
    for (const who of crowd) await told(who, 'telling');
    await told(root, 'shared');
  }, patience);

  test('of a source that is told who asks is answered to each as themselves', async () => {
    const answers = await Promise.all([...crowd, ...crowd].map((who) => told(who, 'telling')));
    expect(answers.map(({ login }) => login)).toEqual([...crowd, ...crowd].map(({ login }) => login));
    // Two questions of one person are one; those of two never are.
    expect(new Set(answers.map(({ asked }) => asked)).size).toBe(crowd.length);
  });
  test('of a source whose answers are for all is asked once for equal rights, in nobody’s name', async () => {
    const answers = await Promise.all(crowd.map((who) => told(who, 'shared')));
    expect(new Set(answers.map(({ login, email, id }) => `${login}${email}${id}`))).toEqual(new Set(['0']));
    const [vic, eve, admin, wim, xia, yan] = answers.map(({ asked }) => asked);
    expect([wim, xia, yan]).toEqual([vic, vic, eve]);
    expect(new Set([vic, eve, admin]).size).toBe(3);
    expect(answers.map(({ role }) => role)).toEqual(['Viewer', 'Editor', 'Admin', 'Viewer', 'Viewer', 'Editor']);
  });
  test('is asked apart by who holds a right of their own, even where it says nothing about the answer', async () => {
    const lone = await person(server, 'zoe');
    await root('/api/folders', { method: 'POST', body: { uid: 'hers', title: 'Hers' } });
    await root(`/api/access-control/folders/hers/users/${lone.id}`, { method: 'POST', body: { permission: 'Admin' } });
    const [hers, theirs] = await Promise.all([told(lone, 'shared'), told(viewer, 'shared')]);
    expect(hers.asked).not.toBe(theirs.asked);
  });
  test('is asked anew for who asks after the source was changed', async () => {
    const before = told(viewer, 'shared');
    await new Promise((done) => setTimeout(done, 150));
    const { id } = await server.json<{ id: number }>('/api/datasources/uid/shared');
    await server.json(`/api/datasources/${id}`, {
      method: 'PUT',
      body: { uid: 'shared', name: 'shared', type: 'probe-shared-datasource', access: 'proxy', jsonData: { now: 'other' } },
    });
    const after = told(viewer, 'shared');
    expect((await before).asked).not.toBe((await after).asked);
  });
  test('reaches no source through a plugin that was not granted to call one, whatever right it names (T10, T11)', async () => {
    for (const path of ['/api/probe/compose', '/api/probe/forward']) {
      const { status, body } = await viewer(path);
      expect([status, body.code, JSON.stringify(body).includes('vic@')]).toEqual([403, 'capability/denied', false]);
    }
  });
  test('is refused to who may not ask it, whoever else is being answered', async () => {
    await root('/api/access-control/datasources/shared/builtInRoles/Viewer', { method: 'POST', body: { permission: '' } });
    const queries = [{ refId: 'A', datasource: { uid: 'shared' }, ms: 500 }];
    const asks = [editor, viewer].map((who) => who('/api/ds/query', { method: 'POST', body: { from: '1', to: '2', queries } }));
    expect((await Promise.all(asks)).map(({ status }) => status)).toEqual([200, 403]);
  });
});
