/** A data source's plugin replaced ten times, and once by one that does not start, while 200 queries a second are asked of it. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundleBackend } from '@orrery/plugin-sdk/build/backend';
import { type RunningOrrery, startOrrery } from '../support/server.ts';
import { spreadOf } from './measure.ts';
import type { Bench } from './types.ts';

const [perSecond, updates, everyMs] = [200, 10, 1_000];
/** It comes after so many good ones. */
const brokenAfter = 5;
const id = 'bench-hot-datasource';
const body = JSON.stringify({ from: 'now-5m', to: 'now', queries: [{ refId: 'A', datasource: { uid: 'hot', type: id } }] });

export default {
  name: 'hot update of a plugin under load',
  budget: `no failed request at ${perSecond} queries a second, ten updates and one that fails`,
  met: ({ value }) => value === 0,
  async run() {
    const home = mkdtempSync(join(tmpdir(), 'orrery-bench-'));
    const folder = join(home, 'written');
    mkdirSync(folder);
    try {
      await put(folder, 1);
      const settings = { plugins: { allow_loading_unsigned_plugins: id }, orrery: { develop: folder }, log: { level: 'error' } };
      await using server = await startOrrery({ home, settings });
      await server.json('/api/datasources', { body: { uid: 'hot', name: 'hot', type: id, access: 'proxy', url: 'http://127.0.0.1:1' } });
      // Its first answer starts its code.
      await server.json('/api/ds/query', { body: JSON.parse(body) });
      const still = await load(server, async () => {
        await sleep(updates * everyMs);
      });
      const moving = await load(server, async () => {
        for (let version = 2; version <= updates + 1; version++) {
          await put(folder, version);
          await sleep(everyMs);
          if (version === brokenAfter) {
            await put(folder, 0);
            await sleep(everyMs);
          }
        }
      });
      if (!moving.versions.has(updates + 1)) throw new Error(`the last update never answered; heard of ${[...moving.versions].join(', ')}`);
      return {
        value: moving.failed.length,
        unit: 'failed requests',
        reference: still.failed.length,
        referenceName: 'as many queries with no update',
        note:
          `${moving.times.length} queries, ${moving.versions.size} versions heard; median ${spreadOf(moving.times).median.toFixed(1)} ms, ` +
          `95 % ${spreadOf(moving.times).p95.toFixed(1)} ms, without updates ${spreadOf(still.times).median.toFixed(1)} and ${spreadOf(still.times).p95.toFixed(1)} ms` +
          (moving.failed[0] ? `; the first failure: ${moving.failed[0]}` : ''),
      };
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
} satisfies Bench;

/** The built plugin of this version in place of the one before, as a build puts it; 0 is one that cannot start. */
async function put(folder: string, version: number): Promise<void> {
  const entry = join(folder, 'entry.ts');
  const query = `async ({ queries }) => ({ answers: Object.fromEntries(queries.map(({ refId }) => [refId, { status: 200, frames: [{ name: 'version ${version}', fields: [], length: 0 }] }])) })`;
  const activate = version === 0 ? 'throw new Error("It does not start.");' : `return { datasource: { '${id}': { query: ${query} } } };`;
  writeFileSync(entry, `// @ts-nocheck\nexport default { manifest: {}, activate: () => { ${activate} } };\n`);
  const next = join(folder, 'next');
  mkdirSync(next);
  writeFileSync(join(next, 'backend.js'), await bundleBackend(entry, 'isolate'));
  const manifest = {
    ...{ id, type: 'datasource', name: id, info: { version: `1.0.${version}` } },
    orrery: { runtime: 'isolate', capabilities: { fetch: ['instance'] }, contributes: { datasource: { [id]: {} } } },
  };
  writeFileSync(join(next, 'plugin.json'), JSON.stringify(manifest));
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  renameSync(next, join(folder, 'dist'));
}

interface Load {
  readonly times: number[];
  readonly failed: string[];
  readonly versions: Set<number>;
}

/** Asks in an even beat, whether the answers come or not, for as long as `meanwhile` takes. */
async function load(server: RunningOrrery, meanwhile: () => Promise<void>): Promise<Load> {
  const made: Load = { times: [], failed: [], versions: new Set() };
  const agent = new Agent({ keepAlive: true });
  const open = new Set<Promise<void>>();
  const start = performance.now();
  let sent = 0;
  const beat = setInterval(() => {
    for (const due = ((performance.now() - start) / 1000) * perSecond; sent < due; sent++) {
      const asked = ask(server, agent, made).finally(() => open.delete(asked));
      open.add(asked);
    }
  }, 1000 / perSecond);
  await meanwhile();
  clearInterval(beat);
  await Promise.all(open);
  agent.destroy();
  return made;
}

function ask({ url, cookie }: RunningOrrery, agent: Agent, made: Load): Promise<void> {
  const start = performance.now();
  return new Promise((done) => {
    const failed = (cause: string): void => {
      made.failed.push(cause.slice(0, 300));
      done();
    };
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), cookie, origin: url };
    const sent = request(`${url}/api/ds/query`, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      response.on('error', (error) => failed(error.message));
      response.on('end', () => {
        made.times.push(performance.now() - start);
        const version = /version (\d+)/.exec(text)?.[1];
        if (response.statusCode !== 200 || !version) return failed(`${response.statusCode} ${text}`);
        made.versions.add(Number(version));
        done();
      });
    });
    sent.on('error', (error) => failed(error.message));
    sent.end(body);
  });
}
