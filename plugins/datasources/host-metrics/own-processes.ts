/** What Orrery itself uses: the kernel is the parent of the host this runs in, and every host is a child of the kernel. */
import { readFile } from 'node:fs/promises';

export interface OwnProcesses {
  /** Milliseconds of processor time so far, by process. */
  readonly cpu: Readonly<Record<string, number>>;
  /** Bytes in memory, by process. */
  readonly memory: Readonly<Record<string, number>>;
}

/** Of a second: what Linux counts processor time in, on every machine that is built today. */
const ticks = 100;
const pageBytes = 4096;

/** A platform without `/proc` knows this process only. */
export async function readOwnProcesses(kernel = process.ppid): Promise<OwnProcesses> {
  const children = await readFile(`/proc/${kernel}/task/${kernel}/children`, 'utf8').catch(() => '');
  const pids = children.split(/\s+/).filter(Boolean).map(Number);
  if (!pids.includes(process.pid)) {
    const { user, system } = process.cpuUsage();
    return { cpu: { host: (user + system) / 1000 }, memory: { host: process.memoryUsage.rss() } };
  }
  const read = await Promise.all(
    [kernel, ...pids].map(async (pid) => ({ name: pid === kernel ? 'kernel' : await hostName(pid), stat: await statOf(pid) })),
  );
  const cpu: Record<string, number> = {};
  const memory: Record<string, number> = {};
  for (const { name, stat } of read) {
    // One that ended meanwhile is left out; hosts of one name are one line.
    if (!stat || !name) continue;
    cpu[name] = (cpu[name] ?? 0) + stat.cpuMs;
    memory[name] = (memory[name] ?? 0) + stat.bytes;
  }
  return { cpu, memory };
}

/** Hosts carry their name as the last argument. Other children, such as process plugins, are named by their program. */
async function hostName(pid: number): Promise<string> {
  const args = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0').filter(Boolean);
  const last = args.at(-1) ?? '';
  return /^[\w-]{1,40}$/.test(last) ? `host ${last}` : (args[0]?.split('/').at(-1) ?? '');
}

async function statOf(pid: number): Promise<{ readonly cpuMs: number; readonly bytes: number } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name stands in parentheses and may hold anything; numbers are counted from behind it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 22) return undefined;
  return { cpuMs: ((Number(fields[11]) + Number(fields[12])) * 1000) / ticks, bytes: Number(fields[21]) * pageBytes };
}
