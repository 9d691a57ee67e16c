/** What Linux tells of a process and all that it started: memory and processor time. */
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessFacts {
  readonly pid: number;
  readonly command: string;
  readonly rssBytes: number;
  readonly cpuSeconds: number;
}

const ticksPerSecond = 100;
const pageBytes = 4096;

/** `pid` first, then its descendants. */
export function processTree(pid: number): readonly ProcessFacts[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [statOf(Number(name))] : []));
  const known = all.filter((each) => each !== undefined);
  const tree = known.filter((each) => each.pid === pid);
  for (const parent of tree) tree.push(...known.filter((each) => each.parent === parent.pid));
  return tree;
}

export function totalRss(tree: readonly ProcessFacts[]): number {
  return tree.reduce((sum, { rssBytes }) => sum + rssBytes, 0);
}
/**
 * What they take of the machine's memory: a page that several share counts once. Their resident sizes together count a browser's own file
 * anew for each of its processes.
 */
export function totalPss(tree: readonly ProcessFacts[]): number {
  return tree.reduce((sum, { pid }) => sum + pssOf(pid), 0);
}
export function totalCpu(tree: readonly ProcessFacts[]): number {
  return tree.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
}

function pssOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    // It ended meanwhile.
    return 0;
  }
}

function statOf(pid: number): (ProcessFacts & { parent: number }) | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    const [parent = 0, utime = 0, stime = 0, rss = 0] = [fields[1], fields[11], fields[12], fields[21]];
    return { pid, parent, command, rssBytes: rss * pageBytes, cpuSeconds: (utime + stime) / ticksPerSecond };
  } catch {
    // It ended between the two reads.
    return undefined;
  }
}
