/** Passwords: who has which, kept as hashes. */
import type { Storage } from '@orrery/plugin-sdk';
import type { Directory, Person } from './directory.ts';
import type { Attempts } from './attempts.ts';
import { hashPassword, verifyPassword } from './hash.ts';

export function openPasswords(storage: Storage, directory: Directory, attempts: Attempts) {
  const credentials = storage.table('credential');
  let decoy: Promise<string> | undefined;

  return {
    async set(userId: number, password: string): Promise<void> {
      const hash = await hashPassword(password);
      const stored = await credentials.get({ userId });
      if (stored) await credentials.update(stored.id, stored.version, { hash, changed: Date.now() });
      else await credentials.insert({ userId, hash, changed: Date.now() });
    },
    has: async (userId: number): Promise<boolean> => (await credentials.get({ userId })) !== undefined,
    async isOf(userId: number, password: string): Promise<boolean> {
      const stored = await credentials.get({ userId });
      return stored !== undefined && verifyPassword(password, stored.hash as string);
    },
    /** The person, or undefined for every kind of wrong: the answer and its time tell nobody whether the account exists. */
    check(login: string, password: string, clientAddress: string): Promise<Person | undefined> {
      return attempts.attempt(login, clientAddress, async () => {
        const person = await directory.find({ login });
        const stored = person && (await credentials.get({ userId: person.id }));
        decoy ??= hashPassword(crypto.randomUUID());
        const right = await verifyPassword(password, stored ? (stored.hash as string) : await decoy);
        return right && stored && person && !person.disabled ? person : undefined;
      });
    },
  };
}
export type Passwords = ReturnType<typeof openPasswords>;
