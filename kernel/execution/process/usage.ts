/** What a process has used, as Linux tells it. Elsewhere nothing is known. */
import { readFile } from 'node:fs/promises';

export interface ProcessUsage {
  readonly rssBytes: number;
  readonly cpuMs: number;
}

/** The kernel's unit of both: pages of 4 kB and ticks of 10 ms on every system that Node is built for here. */
const pageBytes = 4_096;
const tickMs = 10;

export async function usageOf(pid: number): Promise<ProcessUsage | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name stands in parentheses and may hold anything, spaces too.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!fields) return undefined;
  return { cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs, rssBytes: Number(fields[21]) * pageBytes };
}
