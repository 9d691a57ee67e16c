import type { Storage } from '@orrery/plugin-sdk';
import { describe, expect, test } from 'vitest';
import { limitsOf, openAttempts } from './attempts.ts';
import { openPasswords } from './passwords.ts';
import { passwordProblem } from './policy.ts';

/** Just what attempts and passwords ask of a table. */
function memory(): Storage {
  const tables = new Map<string, Record<string, unknown>[]>();
  const fits = (row: Record<string, unknown>, where: Record<string, unknown>) =>
    Object.entries(where).every(([key, wanted]) => {
      const { gt, lt } = (typeof wanted === 'object' && wanted !== null ? wanted : {}) as { gt?: number; lt?: number };
      if (gt !== undefined) return (row[key] as number) > gt;
      return lt !== undefined ? (row[key] as number) < lt : row[key] === wanted;
    });
  const table = (name: string) => {
    const rows = tables.get(name) ?? [];
    tables.set(name, rows);
    return {
      get: async (where: Record<string, unknown>) => rows.find((row) => fits(row, where)),
      count: async (where: Record<string, unknown>) => rows.filter((row) => fits(row, where)).length,
      insert: async (values: Record<string, unknown>) => rows.push({ id: rows.length + 1, version: 1, ...values }),
      delete: async (where: Record<string, unknown>) => {
        const kept = rows.filter((row) => !fits(row, where));
        rows.splice(0, rows.length, ...kept);
      },
    };
  };
  return { table } as unknown as Storage;
}

describe('attempts', () => {
  const five = async () => ({ perLogin: 5, perAddress: 0 });
  test('that come all at once are still no more than are allowed (T32)', async () => {
    let looked = 0;
    const { attempt } = openAttempts(memory(), five);
    const wrong = async (): Promise<undefined> => {
      looked++;
      await new Promise((resolve) => setTimeout(resolve, 2));
    };
    await Promise.all(Array.from({ length: 50 }, (_, n) => attempt(n % 2 ? 'Ada' : 'ada', '::1', wrong)));
    expect(looked).toBe(5);
  });
  test('are forgotten after one that was right, and after five minutes', async () => {
    let now = 1_000_000;
    const { attempt } = openAttempts(memory(), five, () => now);
    const [wrong, right] = [async () => undefined, async () => 'ada'];
    for (let n = 0; n < 4; n++) await attempt('ada', 'a', wrong);
    expect(await attempt('ada', 'a', right)).toBe('ada');
    for (let n = 0; n < 5; n++) await attempt('ada', 'a', wrong);
    expect(await attempt('ada', 'a', right)).toBeUndefined();
    now += 5 * 60_000;
    expect(await attempt('ada', 'a', right)).toBe('ada');
  });
  test('of one address on many logins are counted too', async () => {
    const { attempt } = openAttempts(memory(), async () => ({ perLogin: 5, perAddress: 3 }));
    for (const login of ['a', 'b', 'c']) await attempt(login, 'evil', async () => undefined);
    expect(await attempt('d', 'evil', async () => 'd')).toBeUndefined();
    expect(await attempt('d', 'other', async () => 'd')).toBe('d');
  });
  test.each([
    [{}, { perLogin: 5, perAddress: 50 }],
    [{ brute_force_login_protection_max_attempts: '3' }, { perLogin: 3, perAddress: 30 }],
    [{ brute_force_login_protection_max_attempts: '0' }, { perLogin: 1, perAddress: 10 }],
    [{ disable_ip_address_login_protection: 'false' }, { perLogin: 5, perAddress: 5 }],
    [{ disable_ip_address_login_protection: 'true' }, { perLogin: 5, perAddress: 0 }],
    [{ disable_username_login_protection: 'true' }, { perLogin: 0, perAddress: 50 }],
    [{ disable_brute_force_login_protection: 'true' }, { perLogin: 0, perAddress: 0 }],
  ])('are limited by the settings %j', (security, limits) => expect(limitsOf(security as Record<string, string>)).toEqual(limits));
});

describe('a wrong name', () => {
  test('costs as long as a wrong password (T32)', async () => {
    const ada = { id: 1, login: 'ada', disabled: false };
    const directory = { find: async ({ login }: { login: string }) => (login === 'ada' ? ada : null) };
    const attempts = openAttempts(memory(), async () => ({ perLogin: 0, perAddress: 0 }));
    const passwords = openPasswords(memory(), directory as never, attempts);
    await passwords.set(1, 'right');
    expect(await passwords.check('ada', 'right', 'a')).toBe(ada);
    await passwords.check('nobody', 'x', 'a');
    // Work, not time: other tests use the processor, too.
    const work = async (login: string): Promise<number> => {
      const before = process.cpuUsage();
      for (let n = 0; n < 7; n++) expect(await passwords.check(login, 'wrong', 'a')).toBeUndefined();
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    // Without the decoy the one takes a hundredth of the other.
    const ratio = (await work('nobody')) / (await work('ada'));
    expect(ratio).toBeGreaterThan(0.3);
    expect(ratio).toBeLessThan(3);
  });
});

describe('a new password', () => {
  test.each([
    ['abc', {}, 'New password is too short'],
    [undefined, {}, 'New password is too short'],
    ['abcd', {}, undefined],
    ['x'.repeat(1001), {}, 'New password has more than 1000 characters'],
    ['longenoughbutplain', { password_policy: 'true' }, expect.stringContaining('does not meet the policy')],
    ['Short1!', { password_policy: 'true' }, expect.stringContaining('does not meet the policy')],
    ['Long-enough-1-yes', { password_policy: 'true' }, undefined],
  ])('%s under %j', (password, basic, problem) => expect(passwordProblem(password, basic as Record<string, string>)).toEqual(problem));
});
