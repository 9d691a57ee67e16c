/** The browser's half of every bundled plugin, built one by one, twice: the same bytes must come out. The reference is the shell alone. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { packagesOf } from '@orrery/kernel/cli/checkout';
import { readManifest } from '@orrery/plugin-sdk/build/manifest';
import { buildFrontend } from '@orrery/plugin-sdk/build/package';
import type { Bench } from './types.ts';

export default {
  name: 'all bundled plugins built for the browser',
  budget: '2 s, one by one, the same bytes each time',
  met: ({ value }) => value <= 2,
  async run() {
    const out = mkdtempSync(join(tmpdir(), 'orrery-builds-'));
    try {
      const packages = await Promise.all(packagesOf('installed').map(async (folder) => ({ folder, manifest: await readManifest(folder) })));
      const seconds: Record<string, number> = {};
      const hashes: Record<string, string> = {};
      for (const round of ['first', 'again']) {
        for (const { folder, manifest } of packages) {
          const staged = join(out, round, manifest.id);
          const start = performance.now();
          await buildFrontend(folder, manifest, staged);
          seconds[folder] = (performance.now() - start) / 1000;
          const hash = hashOf(staged);
          if (round === 'again' && hashes[folder] !== hash) throw new Error(`${manifest.id} was built twice, and the bytes differ`);
          hashes[folder] = hash;
        }
      }
      const slowest = Object.entries(seconds).sort(([, a], [, b]) => b - a);
      const shell = packages.find(({ folder }) => basename(folder) === 'ui-shell');
      const told = slowest.slice(0, 4).map(([folder, took]) => `${basename(folder)} ${took.toFixed(2)} s`);
      return {
        value: slowest.reduce((sum, [, took]) => sum + took, 0),
        unit: 's',
        reference: seconds[shell?.folder ?? ''] ?? Number.NaN,
        referenceName: 'the shell alone',
        note: `${packages.length} packages, in the second of two rounds; slowest ${told.join(', ')}`,
      };
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  },
} satisfies Bench;

/** Of all files below a folder, by path. Nothing for a plugin without a browser's half. */
function hashOf(folder: string): string {
  const hash = createHash('sha256');
  const names = statSync(folder, { throwIfNoEntry: false }) ? (readdirSync(folder, { recursive: true }) as string[]).sort() : [];
  for (const name of names) if (statSync(join(folder, name)).isFile()) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}
