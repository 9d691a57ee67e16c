import type { Principal } from '@orrery/plugin-sdk';
import { beforeEach, expect, test } from 'vitest';
import { standingOf } from './standing.ts';

const admitted: Principal = Object.freeze({
  ...{ kind: 'user', key: 'user:1', id: 1, uid: 'u', login: 'ada', name: 'Ada', email: '', orgId: 1, via: 'basic' },
  ...{ orgRole: 'Editor', serverAdmin: false },
} as const);
let version: number;
let now: number;
let found: Principal | undefined;
let held: Set<string>;
let asked: number;
beforeEach(() => {
  [version, now, found, held, asked] = [1, 0, { ...admitted }, new Set(['a x', 'b y']), 0];
});
const standing = () =>
  standingOf(admitted, {
    access: { allows: (_who, action, scope) => held.has(`${action} ${scope}`), prepare: () => undefined },
    version: () => version,
    again: async () => {
      asked++;
      return found;
    },
    now: () => now,
  });
const write = { action: 'a', scope: 'x' };

test('while nothing changes nobody is asked', async () => {
  const one = standing();
  one.relied(write);
  held.clear();
  expect([await one.lost(), asked]).toEqual([undefined, 0]);
});
test('a right that was relied on and taken is lost, once rights changed', async () => {
  const one = standing();
  one.relied(write);
  held.delete('a x');
  version++;
  expect(await one.lost()).toMatchObject({
    code: 'access/changed',
    detail: { status: 403 },
    message: expect.stringContaining('right to a '),
  });
});
test('a right that was taken and not relied on is not missed, nor what was gained', async () => {
  const one = standing();
  one.relied(write);
  held.delete('b y');
  held.add('c z');
  version++;
  expect([await one.lost(), asked]).toEqual([undefined, 1]);
  // And what was found out holds until the next change.
  expect([await one.lost(), asked]).toEqual([undefined, 1]);
});
test('a sign-in that ended is noticed by time alone, and stays ended', async () => {
  const one = standing();
  found = undefined;
  now = 1_000;
  expect(await one.lost()).toMatchObject({ code: 'access/changed', detail: { status: 401 } });
  expect(await one.lost()).toMatchObject({ detail: { status: 401 } });
});
test.each([
  ['somebody else', { key: 'user:2' }],
  ['another organisation', { orgId: 2 }],
])('credentials that speak for %s now speak for nobody in this request', async (_who, other) => {
  const one = standing();
  found = { ...admitted, ...other };
  version++;
  expect(await one.principal()).toBeUndefined();
  expect(await one.lost()).toMatchObject({ detail: { status: 401 } });
});
test('who it is now is who the rights are asked of', async () => {
  const one = standing();
  expect(await one.principal()).toBe(admitted);
  found = { ...admitted, orgRole: 'Viewer' };
  version++;
  expect(await one.principal()).toBe(found);
});
