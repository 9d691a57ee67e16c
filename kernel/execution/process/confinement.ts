/**
 * What holds a plugin's process, on this machine and under this user: worked out once, before anything starts, so that a person can
 * read what is enforced and what is not. The host does what stands here and nothing else.
 */
import { existsSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import type { ConfinementFact } from '@orrery/plugin-sdk/bridge/messages';

export interface Machine {
  readonly platform: NodeJS.Platform;
  /** Of the kernel; 0 may give a child another one. */
  readonly uid: number;
  /** Where these commands lie, if they do. */
  readonly prlimit?: string;
  readonly setpriv?: string;
}
export interface Confinement {
  readonly uid?: number;
  readonly prlimit?: string;
  readonly setpriv?: string;
  readonly facts: readonly ConfinementFact[];
}

/** What a runtime may reserve and not use. */
const reservedMB = 768;
/** Most that a process may open, write into one file, and start, whatever its plugin asks for. */
export const processLimits = { openFiles: 1_024, fileMB: 256, tasks: 512 } as const;

export function thisMachine(): Machine {
  const prlimit = command('prlimit');
  const setpriv = command('setpriv');
  return {
    platform: process.platform,
    uid: process.getuid?.() ?? -1,
    ...(prlimit && { prlimit }),
    ...(setpriv && { setpriv }),
  };
}

/** The real one of util-linux: busybox' has the name and not the options. */
function command(name: string): string | undefined {
  const found = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'].map((folder) => `${folder}/${name}`).find((path) => existsSync(path));
  return found && basename(realpathSync(found)) === name ? found : undefined;
}

export function planConfinement({ platform, uid: own, prlimit, setpriv }: Machine, uid: number | undefined): Confinement {
  const linux = platform === 'linux';
  const otherUser = own === 0 && uid !== undefined;
  const watched = linux ? 'watched' : 'open';
  const facts: ConfinementFact[] = [
    { what: 'user', state: otherUser ? 'enforced' : 'open', by: otherUser ? 'own-user' : 'server-user' },
    { what: 'privileges', state: linux && setpriv ? 'enforced' : 'open', by: linux && setpriv ? 'no-new-privileges' : 'no-setpriv' },
    { what: 'memory', state: linux && prlimit ? 'enforced' : watched, by: linux && prlimit ? 'prlimit' : linux ? 'host' : 'platform' },
    {
      what: 'cpu',
      state: linux && prlimit && otherUser ? 'enforced' : watched,
      by: linux && prlimit && otherUser ? 'prlimit' : linux ? 'host' : 'platform',
    },
    { what: 'files', state: linux && prlimit ? 'enforced' : 'open', by: linux && prlimit ? 'prlimit' : linux ? 'no-prlimit' : 'platform' },
    { what: 'descriptors', state: 'enforced', by: 'host' },
    { what: 'environment', state: 'enforced', by: 'host' },
    { what: 'folder', state: otherUser ? 'enforced' : 'open', by: otherUser ? 'own-user' : 'server-user' },
    { what: 'reading', state: 'open', by: otherUser ? 'world-readable' : 'server-user' },
    { what: 'network', state: 'open', by: 'platform' },
  ];
  return {
    ...(otherUser && { uid }),
    ...(linux && prlimit && { prlimit }),
    ...(linux && setpriv && { setpriv }),
    facts,
  };
}

/** What is put before the executable: each command sets its part, and becomes the next. */
export function wrapped(
  executable: string,
  { prlimit, setpriv }: Pick<Confinement, 'prlimit' | 'setpriv'>,
  limits: { readonly memoryMB: number; readonly cpuSeconds?: number; readonly ownUser: boolean },
): readonly string[] {
  // The process goes with the thread that started it, however that one ends.
  const privileges = setpriv ? [setpriv, '--no-new-privs', '--pdeathsig', 'KILL', '--'] : [];
  const resources = prlimit
    ? [
        prlimit,
        // Not the address space: runtimes reserve far more of it than they use, and some of what counts as data, too. The host ends
        // a process at its limit; this holds one that grows faster than anybody looks.
        `--data=${(2 * limits.memoryMB + reservedMB) * 1024 * 1024}`,
        ...(limits.cpuSeconds === undefined ? [] : [`--cpu=${limits.cpuSeconds}`]),
        `--nofile=${processLimits.openFiles}`,
        `--fsize=${processLimits.fileMB * 1024 * 1024}`,
        '--core=0',
        // Counted a user, so only where the user is its own.
        ...(limits.ownUser ? [`--nproc=${processLimits.tasks}`] : []),
        '--',
      ]
    : [];
  return [...privileges, ...resources, executable];
}
