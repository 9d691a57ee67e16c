/**
 * A principal as plugins and pages see it: without its rights. The kernel decides by those; somebody who was given a hundred folders would
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
