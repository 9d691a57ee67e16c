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
            read: { method: 'GET', path: '/api/probe/read', rule: rule('probe-app.things:read') },
            pass: { method: 'GET', path: '/api/probe/pass', rule: rule('probe-app.things:read') },
            join: { method: 'GET', path: '/api/probe/join', rule: rule('probe-app.things:read') },
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
    const names = ${JSON.stringify(undeclared)};
    export default { manifest: {}, activate: () => ({ route: {
      ...Object.fromEntries(names.map((name) => [name, say])),
      keep: say,
      read: say,
      pass: () => ({ forward: { point: 'datasource', instance: { uid: 'closed' }, method: 'resource', argument: { method: 'GET', path: '', query: '', headers: {} }, action: 'probe-app.things:read', scope: 'probe-app:things' } }),
      join: () => ({ compose: { contentType: 'application/json', parts: ['{', { point: 'datasource', instance: { uid: 'closed' }, method: 'query', argument: { queries: [] }, encoding: 'json', action: 'probe-app.things:read', scope: 'probe-app:things' }, '}'] } }),
      async echo({ params, body, query }, { principal }) {
        for (const ms of body.delays) await later(ms);
        return { body: { word: params.word, said: body.said, asked: query.q?.[0], login: principal.login, key: principal.key, orgId: principal.orgId } };
      },
    } }) };`,
  );
  writeFileSync(join(folder, 'backend.js'), await bundleBackend(source, 'isolate'));
  server = await startOrrery({ home, patienceMs: patience, settings: { plugins: { allow_loading_unsigned_plugins: 'probe-app' } } });
  root = asking(server, server.admin.user, server.admin.password, 1);
  [viewer, editor] = [await person(server, 'vic'), await person(server, 'eve', 'Editor')];
}, patience);
afterAll(async () => {
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
});

describe('an answer that asks somebody else (T10, T11)', () => {
  test('is given only by plugins that may call them, whatever right they name for it', async () => {
    for (const path of ['/api/probe/pass', '/api/probe/join']) {
      const { status, body } = await root(path);
      expect([path, status, body.code]).toEqual([path, 403, 'capability/denied']);
      expect(body.message).toBe('probe-app was not granted to call instances of datasource.');
    }
  });
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
