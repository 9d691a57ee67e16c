/**
 * Keeping a lease: renew at a third of its time, and count it as lost by the own, monotonic clock before anybody else may take it.
 * Where the row lives (process, database, Redis) is the store's business.
 */
import type { ClusterLog, Lease, Leases } from './types.ts';

export interface LeaseStore {
  /** The new fence, or undefined when it is held or the slot was worked. */
  take(name: string, holder: string, ttlMs: number, slot: number | undefined): Promise<number | undefined>;
  /** False when it is no longer this holder's. */
  renew(name: string, holder: string, ttlMs: number): Promise<boolean>;
  drop(name: string, holder: string): Promise<void>;
}

export const defaultLeaseMs = 6_000;

export function createLeases(store: LeaseStore, member: string, log: ClusterLog): Leases {
  let count = 0;
  return {
    async acquire(name, { ttlMs = defaultLeaseMs, slot } = {}) {
      const holder = `${member}/${++count}`;
      const asked = performance.now();
      const fence = await store.take(name, holder, ttlMs, slot);
      return fence === undefined ? undefined : keep(store, name, holder, fence, ttlMs, asked, log);
    },
  };
}

function keep(store: LeaseStore, name: string, holder: string, fence: number, ttlMs: number, asked: number, log: ClusterLog): Lease {
  const lost = new AbortController();
  let renewed = asked;
  let renewing = false;

  const timer = setInterval(async () => {
    if (performance.now() - renewed > ttlMs * 0.8) return lose('it could not be renewed in time');
    if (renewing) return;
    renewing = true;
    const before = performance.now();
    try {
      if (await store.renew(name, holder, ttlMs)) renewed = before;
      else lose('another instance took it');
    } catch (error) {
      log.warn('A lease could not be renewed', { lease: name, error: String(error) });
    } finally {
      renewing = false;
    }
  }, ttlMs / 6);
  timer.unref();

  function lose(why: string): void {
    clearInterval(timer);
    if (lost.signal.aborted) return;
    log.warn('A lease was lost', { lease: name, fence, why });
    lost.abort(new Error(`lease ${name}: ${why}`));
  }

  const release = async (): Promise<void> => {
    clearInterval(timer);
    await store
      .drop(name, holder)
      .catch((error) => log.warn('A lease could not be released; it runs out by itself', { lease: name, error: String(error) }));
  };
  return { fence, signal: lost.signal, release, [Symbol.asyncDispose]: release };
}

/** For an instance that stands alone: whoever holds it is in this process. */
export function createLocalLeaseStore(): LeaseStore {
  const rows = new Map<string, { holder: string | undefined; fence: number; slot: number }>();
  return {
    async take(name, holder, _ttlMs, slot) {
      const row = rows.get(name) ?? { holder: undefined, fence: 0, slot: -1 };
      if (row.holder !== undefined || (slot !== undefined && slot <= row.slot)) return undefined;
      rows.set(name, { holder, fence: row.fence + 1, slot: slot ?? row.slot });
      return row.fence + 1;
    },
    renew: async (name, holder) => rows.get(name)?.holder === holder,
    async drop(name, holder) {
      const row = rows.get(name);
      if (row?.holder === holder) row.holder = undefined;
    },
  };
}
