/** Start to healthy, with an empty data folder: database, keys and first administrator are made. */
import { startOrrery } from '../support/server.ts';
import { startBare } from './bare.ts';
import { spreadOf } from './measure.ts';
import type { Bench } from './types.ts';

export default {
  name: 'start to healthy, empty data folder',
  budget: '2 s, every bundled plugin verified',
  met: ({ value }) => value <= 2_000,
  async run() {
    const starts: number[] = [];
    const references: number[] = [];
    for (let at = 0; at < 3; at++) {
      const server = await startOrrery();
      starts.push(server.startMs);
      await server.stop();
      await using bare = await startBare(100);
      references.push(bare.startMs);
    }
    return {
      value: spreadOf(starts).median,
      unit: 'ms',
      reference: spreadOf(references).median,
      referenceName: 'bare Node HTTP server to its first answer',
    };
  },
} satisfies Bench;
