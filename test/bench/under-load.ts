/** Runs the load tool on the last core and tells what a server did for it: answers a second of processor time, which is what a core can do. */
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { processTree, totalCpu } from '../support/processes.ts';
import type { LoadOptions, LoadResult } from './load.ts';

const tool = fileURLToPath(new URL('load.ts', import.meta.url));
const run = promisify(execFile);

export interface Throughput {
  /** Answers for each second of processor time of the server. */
  readonly perCore: number;
  readonly perSecond: number;
}

export async function underLoad(pid: number, options: LoadOptions): Promise<Throughput> {
  await drive({ ...options, seconds: 1 });
  const before = totalCpu(processTree(pid));
  const { answered, failed, seconds } = await drive(options);
  if (failed > 0 || answered === 0) throw new Error(`${options.url}: ${failed} of ${answered} answers failed`);
  return { perCore: answered / (totalCpu(processTree(pid)) - before), perSecond: answered / seconds };
}

async function drive(options: LoadOptions): Promise<LoadResult> {
  const core = String(availableParallelism() - 1);
  const { stdout } = await run('taskset', ['-c', core, process.execPath, tool, JSON.stringify(options)]);
  return JSON.parse(stdout) as LoadResult;
}
