/** Resident memory of the kernel and all that it started, some seconds after the last request. */
import { setTimeout as sleep } from 'node:timers/promises';
import { processTree, totalRss } from '../support/processes.ts';
import { startOrrery } from '../support/server.ts';
import { startBare } from './bare.ts';
import type { Bench } from './types.ts';

export default {
  name: 'resident memory, idle',
  budget: '250 MB of all processes, every bundled plugin active',
  met: ({ value }) => value <= 250,
  async run() {
    await using server = await startOrrery();
    for (const path of ['/api/search', '/api/datasources', '/api/plugins', '/api/user', '/'])
      await (await server.fetch(path)).arrayBuffer();
    await sleep(5_000);
    const tree = processTree(server.pid);
    await using bare = await startBare(100);
    const parts = tree.map(
      ({ rssBytes, command }) =>
        `${(rssBytes / 1e6).toFixed(0)} MB ${command.split(' ').find((word) => word.endsWith('.ts')) ?? command.slice(0, 40)}`,
    );
    return {
      value: totalRss(tree) / 1e6,
      unit: 'MB',
      reference: totalRss(processTree(bare.pid)) / 1e6,
      referenceName: 'bare Node HTTP server',
      note: parts.join(', '),
    };
  },
} satisfies Bench;
