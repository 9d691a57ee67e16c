import { definePlugin, ok, type CallContext } from '@orrery/plugin-sdk';
import { accessControl } from './api/access-control.ts';
import { adminUsers } from './api/admin-users.ts';
import { currentUser, effectiveFor } from './api/current-user.ts';
import { objectPermissions } from './api/object-permissions.ts';
import { organisations } from './api/orgs.ts';
import { teamsApi } from './api/teams.ts';
import { users } from './api/users.ts';
import { manifest } from './manifest.ts';
import { openGrants } from './model/grants.ts';
import { kinds } from './model/levels.ts';
import type { QuotaHolder } from './model/quotas.ts';
import { lineagesOf } from './model/standing.ts';
import { makeParts } from './parts.ts';
import { directoryService } from './service.ts';

export default definePlugin(manifest, (granted) => {
  const parts = makeParts(granted);
  const { storage, services, quotas, identity, changed } = parts;
  const orgs = organisations(parts);

  return {
    service: {
      directory: directoryService(parts),
      preferences: {
        /** What counts for the caller, after teams and organisation had their say. */
        effective: async (_asked: unknown, context: CallContext) => ok(await effectiveFor(parts, context)),
      },
      quotas: {
        /** Whether one more is too many, given how many there are; the number is kept for the lists of quotas. */
        async reached({ target, used }: { target: string; used: number }, { orgId }: CallContext) {
          const holder: QuotaHolder = target.startsWith('global_') ? 'global' : `org:${orgId}`;
          await quotas.note(holder, target, used);
          return ok(await quotas.reached(holder, target, used));
        },
      },
      'object-rights': {
        /** Who made a thing keeps it: the caller gets Admin on what nobody has anything on yet and they may change anyway. */
        async created({ kind, uid }: { kind: string; uid: string }, { orgId, principal }: CallContext) {
          const scope = `${kinds[kind]?.scope ?? ''}${uid}`;
          const [may] = await identity.allows([{ action: `${kind}:write`, scope }]);
          const grants = openGrants(storage.forOrg(orgId));
          const known = kinds[kind] && (principal.kind === 'user' || principal.kind === 'service') && principal.orgRole !== 'Admin';
          if (known && may && (await grants.on(kind, uid)).length === 0) {
            await grants.set(kind, uid, { holderKind: 'user', holder: String(principal.id), level: 'Admin' });
            await changed();
          }
          return ok(null);
        },
        /** A thing is gone: one that is made later under its name starts anew. */
        async removed({ kind, uids }: { kind: string; uids: readonly string[] }, { orgId }: CallContext) {
          const grants = openGrants(storage.forOrg(orgId));
          for (const uid of uids) await grants.forget(kind, uid);
          await changed();
          return ok(null);
        },
      },
    },
    lineage: {
      things: { lineage: ({ scopes, orgId }) => lineagesOf(storage.forOrg(orgId), services, scopes) },
    },
    route: {
      ...currentUser(parts),
      ...users(parts),
      ...adminUsers(parts),
      ...orgs,
      orgById: orgs.org,
      changeOrgById: orgs.changeOrg,
      changeAddressById: orgs.changeOrgAddress,
      usersOfOrg: orgs.orgUsers,
      searchUsersOfOrg: orgs.searchOrgUsers,
      addUserToOrg: orgs.addOrgUser,
      changeUserOfOrg: orgs.changeOrgUser,
      removeUserOfOrg: orgs.removeOrgUser,
      quotasOfOrg: orgs.orgQuotas,
      ...teamsApi(parts),
      ...objectPermissions(parts),
      ...accessControl(parts),
    },
  };
});
