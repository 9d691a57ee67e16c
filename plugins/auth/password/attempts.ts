/**
 * Failed sign-ins of the last minutes, by login and by address: too many, and further ones are refused without looking at the password.
 * Attempts on one login run one after the other, so that many at once do not all come before the first failure is written down.
 */
import type { Storage } from '@orrery/plugin-sdk';

const windowMs = 5 * 60_000;
const longestKey = 190;

export interface Limits {
  /** 0 is no limit. */
  readonly perLogin: number;
  readonly perAddress: number;
}
/** Addresses are shared by offices and proxies: by itself the limit is as many times that of a login. */
const sharedBy = 10;

/** From `[security]`. The limit of an address is the login's where it is switched on by name. */
export function limitsOf(security: Readonly<Record<string, string>>): Limits {
  if (security.disable_brute_force_login_protection === 'true') return { perLogin: 0, perAddress: 0 };
  const configured = Number(security.brute_force_login_protection_max_attempts);
  const most = Number.isFinite(configured) && security.brute_force_login_protection_max_attempts !== '' ? Math.max(configured, 1) : 5;
  const byAddress = security.disable_ip_address_login_protection;
  return {
    perLogin: security.disable_username_login_protection === 'true' ? 0 : most,
    perAddress: byAddress === 'true' ? 0 : byAddress === 'false' ? most : most * sharedBy,
  };
}

export interface Attempts {
  /** Runs `check` unless there were too many failures; undefined is one more, whatever the cause. */
  attempt<Value>(login: string, clientAddress: string, check: () => Promise<Value | undefined>): Promise<Value | undefined>;
  forgetOld(): Promise<void>;
}

export function openAttempts(storage: Storage, limits: () => Promise<Limits>, now: () => number = Date.now): Attempts {
  const table = storage.table('attempt');
  const queues = new Map<string, Promise<unknown>>();

  async function blocked(login: string, clientAddress: string): Promise<boolean> {
    const { perLogin, perAddress } = await limits();
    const since = { gt: now() - windowMs };
    if (perLogin > 0 && (await table.count({ login, at: since })) >= perLogin) return true;
    return perAddress > 0 && (await table.count({ clientAddress, at: since })) >= perAddress;
  }
  async function judged<Value>(login: string, clientAddress: string, check: () => Promise<Value | undefined>): Promise<Value | undefined> {
    if (await blocked(login, clientAddress)) return undefined;
    const found = await check();
    if (found === undefined) await table.insert({ login, at: now(), clientAddress });
    else await table.delete({ login });
    return found;
  }

  return {
    attempt(name, address, check) {
      const login = name.toLowerCase().slice(0, longestKey);
      const before = queues.get(login) ?? Promise.resolve();
      const mine = before.then(() => judged(login, address.slice(0, longestKey), check));
      const settled = mine.then(
        () => {},
        () => {},
      );
      queues.set(login, settled);
      void settled.then(() => queues.get(login) === settled && queues.delete(login));
      return mine;
    },
    async forgetOld() {
      await table.delete({ at: { lt: now() - windowMs } });
    },
  };
}
