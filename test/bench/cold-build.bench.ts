/** Everything built and signed from nothing, in a copy of the checkout; the reference is checking the types of the same sources. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Bench } from './types.ts';

const run = promisify(execFile);
const checkout = fileURLToPath(new URL('../..', import.meta.url));
const left = new Set(['.git', '.orrery', 'dist']);
const state = join(checkout, 'data');

export default {
  name: 'cold build of everything, signed',
  budget: '60 s',
  met: ({ value }) => value <= 60,
  async run() {
    const copy = mkdtempSync(join(tmpdir(), 'orrery-build-'));
    try {
      // Modules of the workspaces are links back into the checkout: the copy gets folders of its own for those, and one link for the rest.
      cpSync(checkout, copy, {
        recursive: true,
        verbatimSymlinks: true,
        filter: (source) => source !== state && !left.has(basename(source)) && !/\/node_modules\/(?!@orrery)[^@/]/.test(source),
      });
      const seconds = async (command: string, args: readonly string[], cwd: string): Promise<number> => {
        const start = performance.now();
        await run(command, [...args], { cwd, maxBuffer: 64 << 20 });
        return (performance.now() - start) / 1000;
      };
      linkModules(copy);
      const value = await seconds(process.execPath, ['kernel/cli/orrery.ts', 'build'], copy);
      const reference = await seconds(join(checkout, 'node_modules/.bin/tsc'), ['-p', '.'], copy);
      return { value, unit: 's', reference, referenceName: 'tsc over the same sources' };
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  },
} satisfies Bench;

function linkModules(copy: string): void {
  rmSync(join(copy, 'node_modules'), { recursive: true, force: true });
  symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'));
}
