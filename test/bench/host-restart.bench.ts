/** A host killed: from the kill to the first answer of one of its plugins. The reference is a bare Node process from spawn to its first message. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { processTree } from '../support/processes.ts';
import { startOrrery } from '../support/server.ts';
import { spreadOf } from './measure.ts';
import type { Bench } from './types.ts';

const path = '/api/search?query=bench';

export default {
  name: 'host killed, serving again',
  budget: '500 ms from detection',
  met: ({ value }) => value <= 500,
  async run() {
    await using server = await startOrrery();
    const times: number[] = [];
    const references: number[] = [];
    for (let at = 0; at < 5; at++) {
      await (await server.fetch(path)).arrayBuffer();
      const [, ...hosts] = processTree(server.pid);
      const killed = performance.now();
      for (const { pid } of hosts) process.kill(pid, 'SIGKILL');
      while (!(await answers(server.fetch))) await sleep(2);
      times.push(performance.now() - killed);
      references.push(await bareStart());
      await sleep(1_500);
    }
    const { median, p95 } = spreadOf(times);
    return {
      value: median,
      unit: 'ms',
      reference: spreadOf(references).median,
      referenceName: 'bare Node process to its first message',
      note: `from the kill itself, all hosts at once; slowest of ${times.length}: ${p95.toFixed(0)} ms`,
    };
  },
} satisfies Bench;

async function answers(ask: (path: string) => Promise<Response>): Promise<boolean> {
  const response = await ask(path);
  await response.arrayBuffer();
  return response.ok;
}

async function bareStart(): Promise<number> {
  const start = performance.now();
  const child = fork(fileURLToPath(new URL('say-hello.ts', import.meta.url)));
  await once(child, 'message');
  const taken = performance.now() - start;
  child.kill();
  return taken;
}
