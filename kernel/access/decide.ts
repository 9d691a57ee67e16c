/**
 * The one decision point: may this principal do this action on this scope? Roles are what plugins declare they are; the kernel only
 * unions them. Compiled once a role and change of the registry, so that a decision costs a few map look-ups.
 *
 * A right counts on the scope it is held on and on what stands below (`lineage.ts`). What a basic role below Admin holds everywhere
 * does not count where a thing is closed: there only what was given on it, or above it, does.
 */
import type { Permission, Principal, Role } from '@orrery/plugin-sdk';
import { roleLadder } from '@orrery/plugin-sdk/principal';
import type { DeclaredRole } from '@orrery/plugin-sdk/capabilities/identity';
import type { Lineage } from '@orrery/plugin-sdk/contributions/lineage';
import type { Registry } from '../registry/types.ts';
import type { Lineages } from './lineage.ts';
import { covers } from './scope.ts';
import type { Access } from './types.ts';

interface Held {
  readonly exact: Set<string>;
  readonly wild: string[];
}
type Scopes = ReadonlyMap<string, Held>;

export function createAccess(
  registry: Pick<Registry, 'plugins' | 'onState'>,
  lineages?: Pick<Lineages, 'of' | 'learn'>,
): Access & { stop(): void } {
  const byRole = new Map<string, Scopes>();
  const own = new WeakMap<Principal, Scopes>();
  let listed = new WeakMap<Principal, readonly Permission[]>();
  const end = registry.onState(() => {
    byRole.clear();
    listed = new WeakMap();
  });

  function roles(): DeclaredRole[] {
    return registry.plugins().flatMap(({ state, package: pkg }) => {
      if (!pkg || (state !== 'active' && state !== 'degraded')) return [];
      return (pkg.manifest.roles ?? []).map(({ role, grants }) => ({
        plugin: pkg.id,
        name: role.name,
        description: role.description ?? '',
        permissions: role.permissions
          .filter(({ action, scope }) => pkg.verdict.level === 'core' || isOwn(pkg.id, action, scope))
          .map(({ action, scope }) => ({ action, scope: scope ?? '' })),
        grants,
      }));
    });
  }

  function roleScopes(role: Role, serverAdmin: boolean): Scopes {
    const key = `${role}${serverAdmin ? '+' : ''}`;
    let scopes = byRole.get(key);
    if (!scopes) {
      const held = new Set<string>(roleLadder.slice(0, roleLadder.indexOf(role) + 1));
      if (serverAdmin) held.add('Grafana Admin');
      scopes = group(
        roles()
          .filter(({ grants }) => grants.some((grant) => held.has(grant)))
          .flatMap(({ permissions }) => permissions),
      );
      byRole.set(key, scopes);
    }
    return scopes;
  }

  function ownScopes(principal: Principal): Scopes | undefined {
    if (!principal.permissions?.length) return undefined;
    let scopes = own.get(principal);
    if (!scopes) own.set(principal, (scopes = group(principal.permissions)));
    return scopes;
  }
  const sources = (principal: Principal): Scopes[] => [
    ...(principal.permissions?.length ? [ownScopes(principal) as Scopes] : []),
    ...(principal.onlyPermissions ? [] : [roleScopes(principal.orgRole, principal.serverAdmin)]),
  ];

  return {
    allows(principal, action, scope) {
      // The kernel itself, and a plugin acting for itself on what it was granted.
      if (principal.kind === 'kernel') return true;
      const line = lineages?.of(principal.orgId, scope);
      if (reaches(ownScopes(principal)?.get(action), scope, line)) return true;
      if (principal.onlyPermissions || (line?.closed && principal.orgRole !== 'Admin')) return false;
      return reaches(roleScopes(principal.orgRole, principal.serverAdmin).get(action), scope, line);
    },
    prepare: (orgId, scopes) => lineages?.learn(orgId, scopes),
    permissions(principal) {
      const known = listed.get(principal);
      if (known) return known;
      const all = sources(principal).flatMap((scopes) =>
        [...scopes].flatMap(([action, { exact, wild }]) => [...exact, ...wild].map((scope) => ({ action, scope }))),
      );
      listed.set(principal, all);
      return all;
    },
    roles,
    stop: end,
  };
}

function reaches(held: Held | undefined, scope: string, line: Lineage | undefined): boolean {
  if (!held) return false;
  return holds(held, scope) || (line?.above.some((above) => holds(held, above)) ?? false);
}
function holds({ exact, wild }: Held, scope: string): boolean {
  return scope === '' || exact.has(scope) || wild.some((pattern) => covers(pattern, scope));
}

function group(permissions: readonly Permission[]): Scopes {
  const scopes = new Map<string, Held>();
  for (const { action, scope } of permissions) {
    let held = scopes.get(action);
    if (!held) scopes.set(action, (held = { exact: new Set(), wild: [] }));
    if (!scope.endsWith('*')) held.exact.add(scope);
    else if (!held.wild.includes(scope)) held.wild.push(scope);
  }
  return scopes;
}

/** Plugins below core define actions of their own, and access to themselves; nobody else's. */
function isOwn(id: string, action: string, scope: string): boolean {
  return action.startsWith(`${id}.`) || action.startsWith(`${id}:`) || (action === 'plugins.app:access' && scope === `plugins:id:${id}`);
}
