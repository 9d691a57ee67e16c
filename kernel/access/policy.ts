/**
 * What decides what a principal may do, as text: equal for two of them only where every decision is. Answers that depend on rights alone
 * are shared under it. Roles come from what plugins declare, and shared answers are dropped when that changes.
 */
import { createHash } from 'node:crypto';
import type { Principal } from '@orrery/plugin-sdk';

const made = new WeakMap<Principal, string>();

export function policyOf(principal: Principal): string {
  const { kind, orgId, orgRole, serverAdmin, permissions, onlyPermissions = false } = principal;
  // Who has no name is answered otherwise than who has one, whatever both may do; a program otherwise than a person.
  const role = `${kind} ${orgId} ${orgRole}${serverAdmin ? '+' : ''}`;
  if (!permissions && !onlyPermissions) return role;
  let text = made.get(principal);
  if (text === undefined) {
    const held = createHash('sha256').update(JSON.stringify(permissions ?? []));
    made.set(principal, (text = `${role} ${onlyPermissions ? 'only ' : ''}${held.digest('base64')}`));
  }
  return text;
}
