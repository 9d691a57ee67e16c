/** What somebody may beyond their basic role, as permissions: what was given to them, to their teams, and to their role on single things. */
import type { Permission, Role, Storage } from '@orrery/plugin-sdk';
import { type Grant, openGrants } from './grants.ts';
import { actionsOf, kinds } from './levels.ts';
import { roles } from './names.ts';
import { openTeams } from './teams.ts';

/** Of somebody, person or account, in the organisation that `storage` is of. */
export async function rightsOf(storage: Storage, holder: { id: number; orgId: number; role: Role }): Promise<readonly Permission[]> {
  const { id, orgId, role } = holder;
  // The role Admin holds all of this by wildcard already; what it has more is its organisation, named.
  if (role === 'Admin') return administers(orgId);
  const grants = openGrants(storage);
  const teams = await openTeams(storage).of(id);
  const held = await Promise.all([
    grants.heldBy('user', [String(id)]),
    grants.heldBy(
      'team',
      teams.map(({ teamId }) => String(teamId)),
    ),
    grants.heldBy('role', roles.slice(1, roles.indexOf(role) + 1)),
  ]);
  return [
    ...held.flat().flatMap(permissionsOf),
    ...teams.flatMap(({ teamId, permission }) =>
      actionsOf('teams', permission === 4 ? 'Admin' : 'Member').map((action) => ({ action, scope: `teams:id:${teamId}` })),
    ),
  ];
}

function permissionsOf({ kind, object, level }: Grant): Permission[] {
  const scope = `${kinds[kind]?.scope ?? ''}${object}`;
  return actionsOf(kind, level).map((action) => ({ action, scope }));
}

/** The API names organisations by id too; an administrator's is theirs by that name, and no other is. */
function administers(orgId: number): Permission[] {
  const scope = `orgs:id:${orgId}`;
  return ['org.users:read', 'org.users:add', 'org.users:write', 'org.users:remove', 'orgs:read', 'orgs:write', 'orgs.quotas:read'].map(
    (action) => ({ action, scope }),
  );
}
