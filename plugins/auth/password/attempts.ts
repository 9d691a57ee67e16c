/** Failed sign-ins of the last minutes, by login: too many, and further ones are refused without looking at the password. */
import type { Storage } from '@orrery/plugin-sdk';

const windowMs = 5 * 60_000;

export interface Attempts {
  blocked(login: string): Promise<boolean>;
  failed(login: string, clientAddress: string): Promise<void>;
  clear(login: string): Promise<void>;
  forgetOld(): Promise<void>;
}

export function openAttempts(storage: Storage, allowed: () => Promise<number>, now: () => number = Date.now): Attempts {
  const table = storage.table('attempt');
  const key = (login: string): string => login.toLowerCase().slice(0, 190);
  return {
    async blocked(login) {
      const limit = await allowed();
      return limit > 0 && (await table.count({ login: key(login), at: { gt: now() - windowMs } })) >= limit;
    },
    async failed(login, clientAddress) {
      await table.insert({ login: key(login), at: now(), clientAddress });
    },
    async clear(login) {
      await table.delete({ login: key(login) });
    },
    async forgetOld() {
      await table.delete({ at: { lt: now() - windowMs } });
    },
  };
}
