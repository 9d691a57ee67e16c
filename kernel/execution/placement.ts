/**
 * Which of a host's threads takes the next call of an isolate. Where strangers share a host, no two of them are in one thread at a time
 * as far as threads go, so that who loops holds up nobody else; and who ever ran over its turn shares a corner with its like.
 */
import type { Runnable } from './types.ts';

/** A thread, as far as it is known: one that was never needed is not. */
export interface Occupied {
  /** Open calls. */
  readonly open: number;
  /** It computes, as far as anyone can tell. */
  readonly atWork: boolean;
  /** Plugins that were loaded there. */
  readonly loaded: number;
  /** Epoch ms. */
  readonly lastHeard: number;
  openOf(key: string): number;
  holds(key: string): boolean;
}
export interface Placement {
  slotFor(plugin: Pick<Runnable, 'key' | 'placement'>, thread: (slot: number) => Occupied | undefined): number;
  ranOver(key: string): void;
  forget(key: string): void;
  /** Its process ended: nothing is anywhere. */
  clear(): void;
}

/**
 * Trusted plugins: pinned ones in one thread, the others in the least busy of those that run. A further one is started when all of these
 * are at work, and not for calls that wait for somebody else: it weighs as much as ten isolates, and those it would hold once more.
 */
export function leastBusy(queryThreads: number): Placement {
  const slots = Array.from({ length: queryThreads }, (_, slot) => slot);
  return {
    slotFor({ placement }, thread) {
      if (placement === 'pinned') return queryThreads;
      const open = (slot: number): number => thread(slot)?.open ?? 0;
      const running = slots.filter((slot) => thread(slot));
      const idlest = running.toSorted((a, b) => open(a) - open(b))[0];
      const further = slots.find((slot) => !thread(slot));
      if (idlest === undefined) return further ?? 0;
      return further !== undefined && running.every((slot) => thread(slot)?.atWork) ? further : idlest;
    },
    ranOver: () => {},
    forget: () => {},
    clear: () => {},
  };
}

/** Beats come ten times a second. */
const silentMs = 300;

export function eachApart(queryThreads: number, now: () => number = Date.now): Placement {
  const corner = queryThreads;
  const cornered = new Set<string>();
  /** Pinned plugins keep what they know in their isolate: they stay where they began. */
  const homes = new Map<string, number>();

  /** Less is better, the first difference decides. A further thread costs memory, so it is begun only when all are somebody's. */
  function strangeness(slot: number, key: string, thread: (slot: number) => Occupied | undefined): readonly number[] {
    const there = thread(slot);
    if (!there) return [0, 0, 0, 1];
    const others = there.open - there.openOf(key);
    const silent = there.lastHeard + silentMs < now();
    const pinned = [...homes].filter(([other, home]) => other !== key && home === slot).length;
    return [others > 0 || silent ? 1 : 0, pinned, there.holds(key) ? -1 : 0, 0, others, there.loaded];
  }

  return {
    slotFor({ key, placement }, thread) {
      const home = homes.get(key);
      if (home !== undefined) return home;
      const slots = Array.from({ length: queryThreads }, (_, slot) => slot);
      // In one place at a time: what takes all threads at once would leave none for others.
      const busy = slots.find((slot) => (thread(slot)?.openOf(key) ?? 0) > 0);
      const best = cornered.has(key)
        ? corner
        : (busy ?? slots.toSorted((a, b) => compare(strangeness(a, key, thread), strangeness(b, key, thread)))[0] ?? 0);
      if (placement === 'pinned') homes.set(key, best);
      return best;
    },
    ranOver(key) {
      cornered.add(key);
      homes.delete(key);
    },
    forget(key) {
      cornered.delete(key);
      homes.delete(key);
    },
    clear: () => homes.clear(),
  };
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
