/** The service `directory`: what sign-in plugins may ask of people, accounts and organisations. Settings of `[users]` are applied here. */
import { fail, ok, type Permission, type Result, type Role, type Storage } from '@orrery/plugin-sdk';
import { failedWith, isRole } from './model/names.ts';
import type { Orgs } from './model/orgs.ts';
import type { Account, NewPerson, People, Person } from './model/people.ts';
import { openPreferences } from './model/preferences.ts';
import { openTeams } from './model/teams.ts';
import type { Parts } from './parts.ts';
import { rightsOf } from './model/rights.ts';

/** A principal as the kernel wants it from an auth provider, without how it signed in. */
export interface DirectoryPrincipal {
  readonly kind: 'user' | 'service';
  readonly id: number;
  readonly uid: string;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly orgId: number;
  readonly orgRole: Role;
  readonly serverAdmin: boolean;
  readonly permissions?: readonly Permission[];
  readonly preferences?: Readonly<Record<string, string>>;
}

const seenEveryMs = 5 * 60_000;

export function directoryService({ storage, people, orgs, quotas, settings, changed }: Parts) {
  /** Notes now and then that somebody is there; a lost note is no loss. */
  function notice(person: Person): void {
    const now = Date.now();
    if (person.seen && now - person.seen < seenEveryMs) return;
    people.change(person.id, { seen: now }).catch(() => {});
  }

  async function create(person: NewPerson): Promise<Result<Person>> {
    if (await quotas.reached('global', 'global_user', await people.count())) return overQuota('global_user');
    const orgId = person.orgId ?? (await homeOf());
    if (await quotas.reached(`org:${orgId}`, 'org_user', await orgs.memberCount(orgId))) return overQuota('org_user');
    try {
      return ok(await orgs.addPerson({ ...person, orgId, role: person.role ?? (await standardRole()) }));
    } catch (error) {
      if (failedWith(error, 'storage/conflict')) return fail('directory/taken', `There is already a user "${person.login}".`);
      throw error;
    }
  }
  async function homeOf(): Promise<number> {
    const { auto_assign_org: assigned = 'true', auto_assign_org_id: wanted = '1' } = await settings.section('users');
    const found = assigned === 'true' ? await orgs.get(Number(wanted)) : undefined;
    return found?.id ?? (await orgs.main()).id;
  }
  async function standardRole(): Promise<Role> {
    const { auto_assign_org_role: role } = await settings.section('users');
    return isRole(role) ? role : 'Viewer';
  }

  return {
    find: async (by: { id: number } | { uid: string } | { login: string }) => ok((await people.find(by)) ?? null),
    /** Who made an account at a provider: by that provider's own name for them, never by mail. */
    external: async ({ module, externalId }: { module: string; externalId: string }) =>
      ok((await people.external(module, externalId)) ?? null),
    principal: ({ userId, orgId, fallback }: { userId: number; orgId: number; fallback?: boolean }) =>
      principalOf({ storage, people, orgs }, userId, orgId, fallback === true, notice),
    create,
    /** Ties somebody to who they are at a provider; never somebody who is tied to another already. */
    async link({ id, module, externalId }: { id: number; module: string; externalId: string }) {
      const linked = await people.link(id, module, externalId);
      return linked ? ok(null) : fail('directory/taken', 'This user signs in elsewhere already.');
    },
    /** Nobody in particular, as a role of an organisation. */
    async nobody({ orgId, role }: { orgId: number; role: Role }) {
      const permissions = await rightsOf(storage.forOrg(orgId), { id: 0, orgId, role });
      return ok({
        ...{ kind: 'anonymous', id: 0, uid: '', login: '', name: 'Anonymous', email: '', serverAdmin: false, orgId, orgRole: role },
        ...(permissions.length > 0 && { permissions }),
      });
    },
    /** Keeps profile, role and server administration as a provider tells them; each only where it tells it. */
    async sync({ id, name, email, role, orgId, serverAdmin }: Told) {
      const person = await people.find({ id });
      if (!person) return fail('directory/missing', 'There is no such user.');
      const news = {
        ...(name && name !== person.name && { name }),
        ...(email && email.toLowerCase() !== person.email && { email }),
      };
      try {
        if (Object.keys(news).length > 0) await people.change(id, news);
      } catch (error) {
        if (!failedWith(error, 'storage/conflict')) throw error;
        return fail('directory/taken', `Another user has the address "${email}".`);
      }
      const inOrg = orgId ?? person.orgId;
      const held = role && (await orgs.role(id, inOrg));
      // The last administrator stays one, whatever a provider says.
      if (role && held && held !== role && !(await orgs.changeRole(id, inOrg, role))) await changed();
      if (serverAdmin !== undefined && serverAdmin !== person.serverAdmin && !(await orgs.changeStanding(id, { serverAdmin })))
        await changed();
      return ok(null);
    },
    org: async (by: { id: number } | { name: string }) => ok(('id' in by ? await orgs.get(by.id) : await orgs.byName(by.name)) ?? null),
    /** Every organisation there is; the first one is there from the first question. */
    async orgs() {
      await orgs.main();
      return ok((await orgs.list({}, 10_000, 0)).map(({ id, name }) => ({ id, name })));
    },
    async addMember({ userId, orgId, role }: { userId: number; orgId: number; role: Role }) {
      if (await quotas.reached(`org:${orgId}`, 'org_user', await orgs.memberCount(orgId))) return overQuota('org_user');
      try {
        await orgs.addMember(userId, orgId, role);
        return ok(null);
      } catch (error) {
        if (failedWith(error, 'storage/conflict')) return fail('directory/member', 'User is already member of this organization');
        throw error;
      }
    },
    async createOrg({ name, firstAdmin }: { name: string; firstAdmin: number }) {
      try {
        return ok(await orgs.create(name, firstAdmin));
      } catch (error) {
        if (failedWith(error, 'storage/conflict')) return fail('directory/taken', 'Organization name taken');
        throw error;
      }
    },
    /** Puts a newcomer into an organisation of their own instead of the common one. */
    async settleIn({ userId, orgId }: { userId: number; orgId: number }) {
      await orgs.moveTo(userId, orgId);
      return ok(null);
    },

    account: async ({ orgId, id }: { orgId: number; id: number }) => ok((await people.account(orgId, id)) ?? null),
    accountByUid: async ({ orgId, uid }: { orgId: number; uid: string }) => ok((await people.accountByUid(orgId, uid)) ?? null),
    accounts: async ({ orgId, limit, offset, ...filter }: AccountFilter) => ok(await people.accounts(orgId, filter, limit, offset)),
    async addAccount({ orgId, ...account }: { orgId: number; name: string; login: string; role: Role; disabled: boolean }) {
      try {
        return ok(await people.addAccount(orgId, account));
      } catch (error) {
        if (failedWith(error, 'storage/conflict')) return fail('directory/taken', 'service account already exists');
        throw error;
      }
    },
    async changeAccount({ orgId, id, ...change }: { orgId: number; id: number; name?: string; role?: Role; disabled?: boolean }) {
      const account = await people.changeAccount(orgId, id, change);
      await changed();
      return ok(account ?? null);
    },
    async removeAccount({ orgId, id }: { orgId: number; id: number }) {
      const gone = await people.removeAccount(orgId, id);
      const inOrg = storage.forOrg(orgId);
      await inOrg.table('grant').delete({ holderKind: 'user', holder: String(id) });
      await inOrg.table('grant').delete({ kind: 'serviceaccounts', object: String(id) });
      await inOrg.table('teamMember').delete({ userId: id });
      await changed();
      return ok(gone);
    },
    async accountPrincipal({ orgId, id }: { orgId: number; id: number }) {
      const account = await people.account(orgId, id);
      if (!account || account.disabled) return ok(null);
      return ok(await principalOfAccount(storage, account));
    },
  };
}
interface Told {
  readonly id: number;
  readonly name?: string;
  readonly email?: string;
  readonly role?: Role;
  readonly orgId?: number;
  readonly serverAdmin?: boolean;
}
type AccountFilter = { orgId: number; words?: string; disabled?: boolean; limit: number; offset: number };

async function principalOf(
  { storage, people, orgs }: { storage: Storage; people: People; orgs: Orgs },
  userId: number,
  wantedOrg: number,
  fallback: boolean,
  notice: (person: Person) => void,
): Promise<Result<DirectoryPrincipal | null>> {
  const person = await people.find({ id: userId });
  if (!person || person.disabled) return ok(null);
  const candidates = [wantedOrg || person.orgId, ...(fallback || !wantedOrg ? [person.orgId] : [])];
  let orgId: number | undefined;
  let role: Role | undefined;
  for (const candidate of candidates) {
    role = await orgs.role(userId, candidate);
    if (role) {
      orgId = candidate;
      break;
    }
  }
  if (!role || orgId === undefined) return ok(null);
  notice(person);
  const { id, uid, login, name, email, serverAdmin } = person;
  const own = storage.forOrg(orgId);
  const [permissions, preferences] = await Promise.all([rightsOf(own, { id, orgId, role }), preferencesOf(own, id)]);
  return ok({
    ...{ kind: 'user', id, uid, login, name, email, serverAdmin, orgId, orgRole: role },
    ...(permissions.length > 0 && { permissions }),
    ...(Object.keys(preferences).length > 0 && { preferences }),
  } as DirectoryPrincipal);
}

/** The short ones, which pages begin with. */
async function preferencesOf(storage: Storage, userId: number): Promise<Record<string, string>> {
  const teams = await openTeams(storage).of(userId);
  const all = await openPreferences(storage).effective(
    userId,
    teams.map(({ teamId }) => teamId),
  );
  const named = ['language', 'theme', 'timezone', 'weekStart', 'homeDashboardUID'] as const;
  return Object.fromEntries(named.flatMap((name) => (all[name] ? [[name, all[name]]] : [])));
}

async function principalOfAccount(storage: Storage, account: Account): Promise<DirectoryPrincipal> {
  const { id, uid, login, name, orgId, role } = account;
  const permissions = await rightsOf(storage.forOrg(orgId), { id, orgId, role });
  return {
    ...{ kind: 'service' as const, id, uid, login, name, email: '', serverAdmin: false, orgId, orgRole: role },
    ...(permissions.length > 0 && { permissions }),
  };
}

function overQuota(target: string): Result<never> {
  return fail('directory/quota', `${target} Quota reached`, { detail: { status: 403 } });
}
