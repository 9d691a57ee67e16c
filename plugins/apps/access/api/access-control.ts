/** `/api/access-control`: what somebody may do, and which roles there are. */
import type { DeclaredRole, Permission, Role, RouteHandler } from '@orrery/plugin-sdk';
import { higher, idOf, roles as basicRoles } from '../model/names.ts';
import { rightsOf } from '../model/rights.ts';
import type { Parts } from '../parts.ts';
import { first, say } from './answers.ts';

export function accessControl({ identity, people, orgs, storage }: Parts) {
  function grouped(permissions: readonly Permission[]): Record<string, string[]> {
    const scopes: Record<string, string[]> = {};
    for (const { action, scope } of permissions) {
      const held = (scopes[action] ??= []);
      if (!held.includes(scope)) held.push(scope);
    }
    return scopes;
  }
  function holds({ grants }: DeclaredRole, role: Role, serverAdmin: boolean): boolean {
    return grants.some((grant) => (grant === 'Grafana Admin' ? serverAdmin : !higher(grant as Role, role)));
  }
  async function permissionsOf(id: number, orgId: number): Promise<readonly Permission[] | undefined> {
    const person = await people.find({ id });
    const account = person ? undefined : await people.account(orgId, id);
    const role = person ? await orgs.role(id, orgId) : account?.role;
    if (!role) return undefined;
    const declared = (await identity.roles()).filter((each) => holds(each, role, person?.serverAdmin ?? false));
    return [...declared.flatMap(({ permissions }) => permissions), ...(await rightsOf(storage.forOrg(orgId), { id, orgId, role }))];
  }

  return {
    userActions: (async () => ({
      body: Object.fromEntries((await identity.permissions()).map(({ action }) => [action, true])),
    })) satisfies RouteHandler,
    userPermissions: (async () => ({ body: grouped(await identity.permissions()) })) satisfies RouteHandler,
    searchPermissions: (async (request, { orgId }) => {
      const { action, actionPrefix, scope, userId, userLogin } = Object.fromEntries(
        ['action', 'actionPrefix', 'scope', 'userId', 'userLogin'].map((key) => [key, first(request, key)]),
      );
      const named = userLogin ? await people.find({ login: userLogin }) : undefined;
      const one = userId ? idOf(userId) : named?.id;
      if ((userId || userLogin) && one === undefined) return { body: {} };
      if (!one && !action && !actionPrefix) return say(400, 'missing filter: name an action, a prefix of actions or a user');
      const ids = one ? [one] : (await orgs.members(orgId)).map(({ person }) => person.id);
      const found: Record<number, Record<string, string[]>> = {};
      for (const id of ids) {
        const fitting = (await permissionsOf(id, orgId))?.filter(
          (permission) =>
            (!action || permission.action === action) &&
            (!actionPrefix || permission.action.startsWith(actionPrefix)) &&
            (!scope || permission.scope === scope),
        );
        if (fitting?.length) found[id] = grouped(fitting);
      }
      return { body: found };
    }) satisfies RouteHandler,
    roles: (async () => ({
      body: (await allRoles()).map(({ permissions: _, ...role }) => role),
    })) satisfies RouteHandler,
    role: (async ({ params }) => {
      const found = (await allRoles()).find(({ uid }) => uid === params.uid);
      return found ? { body: found } : say(404, 'Role not found');
    }) satisfies RouteHandler,
  };

  /** The basic roles, and what plugins declare as theirs. */
  async function allRoles() {
    const declared = await identity.roles();
    const basic = [...basicRoles.slice(1), 'Grafana Admin'].map((role) => {
      const held = declared.filter((each) =>
        role === 'Grafana Admin' ? each.grants.includes('Grafana Admin') : holds(each, role as Role, false),
      );
      const slug = role.toLowerCase().replace(' ', '_');
      const permissions = held.flatMap((each) => each.permissions);
      return roleJson({ uid: `basic_${slug}`, name: `basic:${slug}`, displayName: role, description: '', group: 'Basic', permissions });
    });
    const own = declared.map(({ plugin, name, description, permissions }) => {
      const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
      const uid = `${plugin}_${slug}`.slice(0, 80);
      return roleJson({ uid, name: `plugins:${plugin}:${slug}`, displayName: name, description, group: plugin, permissions });
    });
    return [...basic, ...own];
  }
}

/** They change with the plugins, not by themselves: no version, no dates of their own. */
function roleJson(role: {
  uid: string;
  name: string;
  displayName: string;
  description: string;
  group: string;
  permissions: readonly Permission[];
}) {
  const never = '0001-01-01T00:00:00Z';
  return { ...role, version: 1, hidden: false, global: true, created: never, updated: never };
}
