/** A server with 200 plugins of others: forty different in code, all different in id, contributions and capabilities; twenty are called. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleBackend } from '@orrery/plugin-sdk/build/backend';
import { createKey, readSigningKey, signFolder } from '@orrery/signing';
import { processTree, totalRss } from '../support/processes.ts';
import { startOrrery } from '../support/server.ts';
import { startBare } from './bare.ts';
import { spreadOf } from './measure.ts';
import type { Bench } from './types.ts';

const plugins = 200;
const codes = 40;
const called = 20;

/** Code of a size that plugins have, different in each. */
const source = (code: number): string => `// @ts-nocheck
const table = ${JSON.stringify(Array.from({ length: 400 }, (_, row) => ({ row, code, text: `line ${row} of ${code}`, value: (row * (code + 3)) % 97 })))};
export default { manifest: {}, activate: ({ log }) => ({ route: { say: async () => ({ body: { code: ${code}, sum: table.reduce((sum, { value }) => sum + value, 0) } }) } }) };
`;

async function furnish(home: string): Promise<void> {
  const key = await createKey({ name: 'Bench' });
  mkdirSync(join(home, 'data'), { recursive: true });
  writeFileSync(
    join(home, 'data/trust.json'),
    JSON.stringify({ keys: [{ name: 'Bench', publicKey: key.publicKey, levels: ['community'] }] }),
  );
  const signing = await readSigningKey(key.privateKey);
  const bundles: string[] = [];
  for (let code = 0; code < codes; code++) {
    const entry = join(home, `code-${code}.ts`);
    writeFileSync(entry, source(code));
    bundles.push(await bundleBackend(entry, 'isolate'));
  }
  for (let at = 0; at < plugins; at++) {
    const id = `bench-${at}-app`;
    const folder = join(home, 'data/plugins', id);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'backend.js'), bundles[at % codes] as string);
    writeFileSync(join(folder, 'README.md'), `# ${id}\n`);
    const capabilities = [
      { cache: true },
      { storage: { tables: { kept: { columns: { at: 'time' } } } } },
      { fetch: [`https://${id}.example`] },
      {},
    ][at % 4];
    const route = Object.fromEntries(
      Array.from({ length: 1 + (at % 3) }, (_, n) => [
        n === 0 ? 'say' : `say${n}`,
        { method: 'GET', path: `/api/${id}${n === 0 ? '' : `/${n}`}`, rule: { signedIn: true } },
      ]),
    );
    writeFileSync(
      join(folder, 'plugin.json'),
      JSON.stringify({
        id,
        type: 'app',
        name: id,
        info: { version: '1.0.0', description: id },
        orrery: { runtime: 'isolate', capabilities, contributes: { route } },
      }),
    );
    await signFolder(folder, signing, { level: 'community', org: 'bench', orgName: 'Bench', now: Date.now() });
  }
}

export default {
  name: 'two hundred plugins of others',
  budget: '2 s to healthy with every manifest verified, 350 MB resident while 20 are called',
  met: ({ value, note = '' }) => value <= 2_000 && Number(/(\d+) MB/.exec(note)?.[1]) < 350,
  async run() {
    const home = mkdtempSync(join(tmpdir(), 'orrery-bench-'));
    try {
      await furnish(home);
      const settings = { log: { level: 'error' } };
      await (await startOrrery({ home, settings })).stop();
      const starts: number[] = [];
      for (let at = 0; at < 2; at++) {
        const again = await startOrrery({ home, settings });
        starts.push(again.startMs);
        await again.stop();
      }
      await using server = await startOrrery({ home, settings });
      starts.push(server.startMs);
      const { plugins: all } = await server.json<{ plugins: { id: string; state: string; level: string }[] }>('/api/orrery/plugins');
      const ours = all.filter(({ id, state, level }) => id.startsWith('bench-') && state === 'active' && level === 'community');
      if (ours.length !== plugins) throw new Error(`${ours.length} of ${plugins} plugins are active`);
      let most = 0;
      let parts = '';
      for (let round = 0; round < 10; round++) {
        const answers = await Promise.all(Array.from({ length: called }, (_, at) => server.fetch(`/api/bench-${at * 7}-app`)));
        if (answers.some(({ ok }) => !ok)) throw new Error(`a plugin answered ${answers.find(({ ok }) => !ok)?.status}`);
        await Promise.all(answers.map((answer) => answer.arrayBuffer()));
        const tree = processTree(server.pid);
        if (totalRss(tree) <= most) continue;
        most = totalRss(tree);
        parts = tree.map(({ rssBytes }) => (rssBytes / 1e6).toFixed(0)).join(' + ');
      }
      await using bare = await startBare(100);
      return {
        value: spreadOf(starts).median,
        unit: 'ms',
        reference: bare.startMs,
        referenceName: 'bare Node HTTP server to its first answer',
        note: `${Math.round(most / 1e6)} MB of all processes at most (kernel and hosts: ${parts}); ${ours.length} manifests verified, ${all.length} plugins in all; starts ${starts.map(Math.round).join(', ')} ms`,
      };
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
} satisfies Bench;
