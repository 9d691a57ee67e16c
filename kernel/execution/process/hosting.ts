/** The kernel's side of processes: which user each gets, what it finds in its environment, what holds it. Starts nothing. */
import { tmpdir } from 'node:os';
import type { ConfinementFact, ProcessLoad } from '@orrery/plugin-sdk/bridge/messages';
import { type Machine, planConfinement, thisMachine } from './confinement.ts';

export interface ProcessPolicy {
  /** First and last of the users that processes get, where this server may give them one. */
  readonly users: readonly [first: number, last: number];
  /** Where their folders are made; the system's own place when empty. Executables must be allowed to run there. */
  readonly folder: string;
  /** Environment of the process of this plugin. */
  readonly env: (plugin: string) => Readonly<Record<string, string>>;
  /** What every call tells a plugin about this server. */
  readonly server: Readonly<Record<string, string>>;
  readonly startMs?: number;
  readonly stopMs?: number;
  readonly idleCpuSeconds?: number;
  readonly machine?: Machine;
}
export interface Hosting {
  plan(key: string, plugin: string): { readonly load: ProcessLoad; readonly facts: readonly ConfinementFact[] };
  forget(key: string): void;
}

/** As Grafana's: from spawn to handshake, and from being asked to stop to being stopped. */
const standard = { startMs: 60_000, stopMs: 2_000, idleCpuSeconds: 60 } as const;

export function createHosting(policy: ProcessPolicy): Hosting {
  const { users, folder, env, server, machine = thisMachine() } = policy;
  const { startMs, stopMs, idleCpuSeconds } = { ...standard, ...policy };
  const [first, last] = users;
  const size = Math.max(last - first + 1, 0);
  const taken = new Map<string, number>();
  /** Servers that share a machine begin at different places. */
  let next = size > 0 ? process.pid % size : 0;

  /** One a running version: the old and the new version of a swap cannot see each other's files. */
  function userOf(key: string): number | undefined {
    const known = taken.get(key);
    if (known !== undefined) return known;
    const used = new Set(taken.values());
    for (let tried = 0; tried < size; tried++, next = (next + 1) % size) {
      const user = first + next;
      if (used.has(user)) continue;
      taken.set(key, user);
      return user;
    }
    return undefined;
  }

  return {
    plan(key, plugin) {
      const { facts, ...held } = planConfinement(machine, userOf(key));
      return { facts, load: { folder: folder || tmpdir(), env: env(plugin), server, startMs, stopMs, idleCpuSeconds, ...held } };
    },
    forget: (key) => void taken.delete(key),
  };
}
