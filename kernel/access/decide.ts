/**
 * The one decision point: may this principal do this action on this scope? Roles are what plugins declare they are; the kernel only
 * unions them. Compiled once a role and change of the registry, so that a decision costs a map look-up.
 */
import type { Permission, Principal, Role } from '@orrery/plugin-sdk';
import type { Registry } from '../registry/types.ts';
import { covers } from './scope.ts';
import type { Access } from './types.ts';

type Scopes = ReadonlyMap<string, readonly string[]>;
const ladder: readonly Role[] = ['None', 'Viewer', 'Editor', 'Admin'];

export function createAccess(registry: Pick<Registry, 'plugins' | 'onState'>): Access & { stop(): void } {
  const byRole = new Map<string, Scopes>();
  const own = new WeakMap<Principal, Scopes>();
  const end = registry.onState(() => byRole.clear());

  function declared(): { permission: Permission; grants: readonly string[] }[] {
    return registry.plugins().flatMap(({ state, package: pkg }) => {
      if (!pkg || (state !== 'active' && state !== 'degraded')) return [];
      return (pkg.manifest.roles ?? []).flatMap(({ role, grants }) =>
        role.permissions
          .filter(({ action, scope }) => pkg.verdict.level === 'core' || isOwn(pkg.id, action, scope))
          .map((permission) => ({ permission, grants })),
      );
    });
  }

  function roleScopes(role: Role, serverAdmin: boolean): Scopes {
    const key = `${role}${serverAdmin ? '+' : ''}`;
    let scopes = byRole.get(key);
    if (!scopes) {
      const held = new Set<string>(ladder.slice(0, ladder.indexOf(role) + 1));
      if (serverAdmin) held.add('Grafana Admin');
      scopes = group(
        declared()
          .filter(({ grants }) => grants.some((grant) => held.has(grant)))
          .map(({ permission }) => permission),
      );
      byRole.set(key, scopes);
    }
    return scopes;
  }

  function ownScopes(principal: Principal): Scopes {
    let scopes = own.get(principal);
    if (!scopes) own.set(principal, (scopes = group(principal.permissions ?? [])));
    return scopes;
  }

  const sources = (principal: Principal): Scopes[] => [
    ...(principal.permissions?.length ? [ownScopes(principal)] : []),
    ...(principal.onlyPermissions ? [] : [roleScopes(principal.orgRole, principal.serverAdmin)]),
  ];

  return {
    allows(principal, action, scope) {
      // The kernel itself, and a plugin acting for itself on what it was granted.
      if (principal.kind === 'kernel') return true;
      return sources(principal).some((scopes) => scopes.get(action)?.some((held) => covers(held, scope)) ?? false);
    },
    permissions: (principal) =>
      sources(principal).flatMap((scopes) => [...scopes].flatMap(([action, held]) => held.map((scope) => ({ action, scope })))),
    stop: end,
  };
}

function group(permissions: readonly Permission[]): Scopes {
  const scopes = new Map<string, string[]>();
  for (const { action, scope } of permissions) {
    const held = scopes.get(action) ?? [];
    if (!held.includes(scope)) held.push(scope);
    scopes.set(action, held);
  }
  return scopes;
}

/** Plugins below core define actions of their own, and access to themselves; nobody else's. */
function isOwn(id: string, action: string, scope: string): boolean {
  return action.startsWith(`${id}.`) || action.startsWith(`${id}:`) || (action === 'plugins.app:access' && scope === `plugins:id:${id}`);
}
