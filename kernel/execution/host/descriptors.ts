/**
 * Descriptors that came from whoever started the kernel, a shell's or a supervisor's. Node closes what it opened itself when it starts
 * another program; these it does not know, and every process below would hold them, too.
 */
import { closeSync, readdirSync, readFileSync } from 'node:fs';

const closesOnExec = 0o2000000;

/** Closes what lies beyond `last` and would be handed on. Only Linux tells; elsewhere nothing is done. */
export function closeInherited(last: number): void {
  if (process.platform !== 'linux') return;
  for (const fd of readdirSync('/proc/self/fd').map(Number)) {
    if (fd <= last) continue;
    try {
      const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1];
      if (flags !== undefined && (Number.parseInt(flags, 8) & closesOnExec) === 0) closeSync(fd);
    } catch {
      // The one that the folder was read through.
    }
  }
}
