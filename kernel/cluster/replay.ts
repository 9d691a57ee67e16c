/**
 * A sealed message is one of ours, but whoever can write to Redis can send it a second time. Each carries who sent it, which of that sender's it
 * is, and when: one that was heard before is dropped, and so is one from long ago, which is all that those who were not there yet can be told twice.
 */

/** Beyond it clocks differ too far to tell an old message from a new one. */
export const windowMs = 5 * 60_000;

export interface Stamp {
  /** A name that is new at every start of an instance. */
  readonly from: string;
  /** Grows with every message of the sender. */
  readonly count: number;
  /** Epoch ms by the sender's clock. */
  readonly at: number;
}
export type Freshness = 'fresh' | 'again' | 'late';

export function createReplayGuard(now: () => number = Date.now): (stamp: Stamp) => Freshness {
  const heard = new Map<string, { count: number; at: number }>();
  return ({ from, count, at }) => {
    const time = now();
    if (!(Math.abs(time - at) <= windowMs)) return 'late';
    const before = heard.get(from);
    if (before && !(count > before.count)) return 'again';
    heard.delete(from);
    heard.set(from, { count, at: time });
    // Senders that fell silent: what they said is late by now.
    for (const [sender, last] of heard) {
      if (time - last.at <= 2 * windowMs) break;
      heard.delete(sender);
    }
    return 'fresh';
  };
}
