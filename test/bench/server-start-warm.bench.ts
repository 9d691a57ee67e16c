/** Start to healthy, with a data folder that was used before. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOrrery } from '../support/server.ts';
import { startBare } from './bare.ts';
import { spreadOf } from './measure.ts';
import type { Bench } from './types.ts';

export default {
  name: 'start to healthy, warm',
  budget: '0.7 s, every bundled plugin verified',
  met: ({ value }) => value <= 700,
  async run() {
    const home = mkdtempSync(join(tmpdir(), 'orrery-bench-'));
    const starts: number[] = [];
    const references: number[] = [];
    try {
      await (await startOrrery({ home })).stop();
      for (let at = 0; at < 5; at++) {
        const server = await startOrrery({ home });
        starts.push(server.startMs);
        await server.stop();
        await using bare = await startBare(100);
        references.push(bare.startMs);
      }
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
    const { median, least } = spreadOf(starts);
    return {
      value: median,
      unit: 'ms',
      reference: spreadOf(references).median,
      referenceName: 'bare Node HTTP server to its first answer',
      note: `fastest of ${starts.length}: ${least.toFixed(0)} ms`,
    };
  },
} satisfies Bench;
