/** Everything built and signed from nothing, in a copy of the checkout; the reference is checking the types of the same sources. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkout, copyCheckout } from '../support/checkout-copy.ts';
import type { Bench } from './types.ts';

const run = promisify(execFile);

export default {
  name: 'cold build of everything, signed',
  budget: '60 s',
  met: ({ value }) => value <= 60,
  async run() {
    const copy = mkdtempSync(join(tmpdir(), 'orrery-build-'));
    try {
      copyCheckout(copy);
      const seconds = async (command: string, args: readonly string[], cwd: string): Promise<number> => {
        const start = performance.now();
        await run(command, [...args], { cwd, maxBuffer: 64 << 20 });
        return (performance.now() - start) / 1000;
      };
      const value = await seconds(process.execPath, ['kernel/cli/orrery.ts', 'build'], copy);
      const reference = await seconds(join(checkout, 'node_modules/.bin/tsc'), ['-p', '.'], copy);
      return { value, unit: 's', reference, referenceName: 'tsc over the same sources' };
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  },
} satisfies Bench;
