/**
 * What is left out of a principal. As plugins and pages see it, it is without its rights. The kernel decides by those; somebody who was given a hundred folders would
 * else carry thousands of them through every call.
 */
import type { Principal } from '@orrery/plugin-sdk';

const bared = new WeakMap<Principal, Principal>();

export function bare(principal: Principal): Principal {
  if (!principal.permissions) return principal;
  let without = bared.get(principal);
  if (!without) {
    const { permissions: _, ...rest } = principal;
    bared.set(principal, (without = Object.freeze(rest)));
  }
  return without;
}

const unnamed = new WeakMap<Principal, Principal>();

/** What it may do, and nobody in particular: for a question that several ask as one. */
export function nameless(principal: Principal): Principal {
  let without = unnamed.get(principal);
  if (!without) {
    const { session: _, preferences: __, ...rest } = principal;
    const nobody = { key: `${principal.kind}:shared`, id: 0, uid: '', login: '', name: '', email: '', via: 'shared' };
    unnamed.set(principal, (without = Object.freeze({ ...rest, ...nobody })));
  }
  return without;
}
