/** A route's rule, asked of the decision point. */
import type { Principal } from '@orrery/plugin-sdk';
import type { Rule } from '@orrery/plugin-sdk/contributions/route';
import { fillScope } from '../access/scope.ts';
import type { Access } from '../access/types.ts';

export type Decision =
  | { readonly allowed: true; readonly action: string; readonly scope: string }
  | { readonly allowed: false; readonly status: 400 | 401 | 403; readonly message: string; readonly needed: string };

const unauthorized: Decision = { allowed: false, status: 401, message: 'Unauthorized', needed: '' };

/** Async only where the decision point has to learn where a scope stands. */
export async function decide(
  rule: Rule,
  principal: Principal | undefined,
  params: Readonly<Record<string, string>>,
  query: Readonly<Record<string, readonly string[]>>,
  access: Access,
): Promise<Decision> {
  if ('anyone' in rule || 'claim' in rule) return { allowed: true, action: 'anyone', scope: '' };
  if (!principal) return unauthorized;
  if ('signedIn' in rule) return principal.kind === 'anonymous' ? unauthorized : { allowed: true, action: 'signed-in', scope: '' };
  if ('admitted' in rule) return { allowed: true, action: 'admitted', scope: '' };
  if ('serverAdmin' in rule)
    return principal.serverAdmin ? { allowed: true, action: 'server-admin', scope: '' } : denied('server administrator');
  const options = 'anyOf' in rule ? rule.anyOf : [rule];
  for (const { action, scope = '' } of options) {
    const filled = scope === '' ? '' : fillScope(scope, params, query);
    if (filled === undefined) return { allowed: false, status: 400, message: 'A part of the address cannot name anything.', needed: '' };
    const learning = filled === '' ? undefined : access.prepare(principal.orgId, [filled]);
    if (learning) await learning;
    if (access.allows(principal, action, filled)) return { allowed: true, action, scope: filled };
  }
  const needed = options.map(({ action }) => action).join(', ');
  return denied(options.length > 1 ? `any of ${needed}` : needed);
}

function denied(needed: string): Decision {
  return {
    allowed: false,
    status: 403,
    needed,
    message: `You'll need additional permissions to perform this action. Permissions needed: ${needed}`,
  };
}
