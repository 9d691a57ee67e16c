/**
 * Whether a silent process hangs or only waits for a processor. Code that loops burns processor time; one that gets none does not, and
 * killing it would make a crowded machine more crowded.
 */
import { readFileSync } from 'node:fs';

/** So much of a processor without a sign of life is a hang. */
const burnedMs = 200;
/** Longer than this nobody waits for a processor: it is stuck in something else. */
const patienceMs = 15_000;
const tickMs = 10;

/** Processor time of a process so far; undefined where the system does not tell. */
export function cpuMsOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name may hold anything, also brackets: fields are counted after its last one. utime and stime are the 14th and 15th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return undefined;
  }
}

export class Suspicion {
  readonly #pid: number;
  readonly #cpuMs: number | undefined;
  readonly #since = performance.now();

  constructor(pid: number) {
    this.#pid = pid;
    this.#cpuMs = cpuMsOf(pid);
  }
  get confirmed(): boolean {
    const now = cpuMsOf(this.#pid);
    if (now === undefined || this.#cpuMs === undefined) return true;
    return now - this.#cpuMs >= burnedMs || performance.now() - this.#since > patienceMs;
  }
}
