/** One reading of the operating system. Counters are turned into rates by the history; what a platform does not tell is left out. */
import { readFile, statfs } from 'node:fs/promises';
import { cpus, freemem, loadavg, totalmem } from 'node:os';
import { readOwnProcesses } from './own-processes.ts';

/** Metric to series to value. Series are named by their labels' values; `''` is the only one. */
export type Reading = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface RawReading {
  readonly at: number;
  /** Values that grow: divided by time they are rates. */
  readonly counters: Reading;
  readonly gauges: Reading;
}

export async function readHost(at = Date.now()): Promise<RawReading> {
  const [memory, network, disks, filesystems, own] = await Promise.all([
    memoryOf(),
    networkOf(),
    disksOf(),
    filesystemsOf(),
    readOwnProcesses(),
  ]);
  return {
    at,
    counters: { cpu: cpuTimes(), network, disk: disks, process_cpu: own.cpu },
    gauges: {
      memory,
      load: { '1 m': loadavg()[0] ?? 0, '5 m': loadavg()[1] ?? 0, '15 m': loadavg()[2] ?? 0 },
      filesystem: filesystems,
      process: own.memory,
    },
  };
}

/** Milliseconds of all processors by mode, `idle` too, divided by their number: a rate of 1000 a second is all of one. */
function cpuTimes(): Record<string, number> {
  const all = cpus();
  const sum: Record<string, number> = {};
  for (const { times } of all) for (const [mode, ms] of Object.entries(times)) sum[mode] = (sum[mode] ?? 0) + ms / all.length;
  return sum;
}

async function memoryOf(): Promise<Record<string, number>> {
  const info = await linesOf('/proc/meminfo');
  if (info.length === 0) return { used: totalmem() - freemem(), free: freemem() };
  const bytes = new Map(info.map((line) => [line.split(':')[0] ?? '', Number(/(\d+)/.exec(line)?.[1] ?? 0) * 1024]));
  const of = (name: string): number => bytes.get(name) ?? 0;
  const cached = of('Cached') + of('Buffers') + of('SReclaimable');
  return { used: of('MemTotal') - of('MemFree') - cached, cached, free: of('MemFree'), 'swap used': of('SwapTotal') - of('SwapFree') };
}

async function networkOf(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const line of (await linesOf('/proc/net/dev')).slice(2)) {
    const [name = '', ...columns] = line.trim().split(/[:\s]+/);
    if (!name || name === 'lo') continue;
    found[`${name} received`] = Number(columns[0] ?? 0);
    found[`${name} sent`] = Number(columns[8] ?? 0);
  }
  return found;
}

const sectorBytes = 512;

async function disksOf(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const line of await linesOf('/proc/diskstats')) {
    const [, , name = '', , , read = '0', , , , written = '0'] = line.trim().split(/\s+/);
    if (!/^(sd[a-z]+|vd[a-z]+|xvd[a-z]+|nvme\d+n\d+|mmcblk\d+)$/.test(name)) continue;
    found[`${name} read`] = Number(read) * sectorBytes;
    found[`${name} written`] = Number(written) * sectorBytes;
  }
  return found;
}

async function filesystemsOf(): Promise<Record<string, number>> {
  const root = await statfs('/').catch(() => undefined);
  return root ? { 'used at /': (root.blocks - root.bfree) * root.bsize, 'free at /': root.bavail * root.bsize } : {};
}

async function linesOf(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean);
}
