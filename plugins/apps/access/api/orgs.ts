/** `/api/org` and `/api/orgs`: organisations and who is in them. An address with an id means that one, else the caller's. */
import type { CallContext, RouteHandler, RouteRequest, RouteResponse } from '@orrery/plugin-sdk';
import { failedWith, higher, idOf, isRole } from '../model/names.ts';
import type { MemberProblem, Org } from '../model/orgs.ts';
import { preferencesSent } from './preferences-sent.ts';
import { openPreferences } from '../model/preferences.ts';
import type { Parts } from '../parts.ts';
import { bodyOf, coded, done, first, orgUserJson, paging, say, textOf } from './answers.ts';
import { unknownUser } from './users.ts';

const noOrg = say(404, 'Organization not found');
const addressParts = ['address1', 'address2', 'city', 'zipCode', 'state', 'country'] as const;

export function organisations(parts: Parts) {
  const { storage, people, orgs, quotas, identity, settings, changed } = parts;

  function within(
    work: (orgId: number, request: RouteRequest, context: CallContext) => RouteResponse | Promise<RouteResponse>,
  ): RouteHandler {
    return async (request, context) => {
      const named = request.params.orgId;
      const orgId = named === undefined ? context.orgId : idOf(named);
      return orgId && (await orgs.get(orgId)) ? work(orgId, request, context) : noOrg;
    };
  }
  async function rename(orgId: number, request: RouteRequest): Promise<RouteResponse> {
    const name = textOf(bodyOf(request).name);
    if (!name || name.length > 190) return say(400, 'Organization name is required');
    try {
      await orgs.change(orgId, { name });
    } catch (error) {
      if (failedWith(error, 'storage/conflict')) return say(400, 'Organization name taken');
      throw error;
    }
    return done('Organization updated');
  }
  async function setAddress(orgId: number, request: RouteRequest): Promise<RouteResponse> {
    const sent = bodyOf(request);
    const address = Object.fromEntries(
      addressParts.map((part) => [part, textOf(sent[part] ?? (part === 'zipCode' ? sent.zipcode : undefined)).slice(0, 190)]),
    );
    await orgs.change(orgId, { address });
    return done('Address updated');
  }
  async function membersJson(orgId: number, request: RouteRequest) {
    const words = first(request, 'query')?.toLowerCase();
    const found = (await orgs.members(orgId)).filter(
      ({ person: { login, name, email } }) => !words || `${login}\n${name}\n${email}`.toLowerCase().includes(words),
    );
    const actions = ['org.users:write', 'org.users:remove', 'org.users:add', 'org.users:read'];
    const held =
      first(request, 'accesscontrol') === 'true'
        ? await identity.allows(actions.map((action) => ({ action, scope: 'users:*' })))
        : undefined;
    const rights = held && Object.fromEntries(actions.flatMap((action, at) => (held[at] ? [[action, true]] : [])));
    return found.map(({ person, role }) => orgUserJson(orgId, person, role, rights));
  }
  async function addMember(orgId: number, request: RouteRequest, { principal }: CallContext): Promise<RouteResponse> {
    const { loginOrEmail, role } = bodyOf(request);
    if (!isRole(role)) return say(400, 'Invalid role specified');
    if (!principal.serverAdmin && higher(role, principal.orgRole)) return say(403, "Cannot assign a role higher than user's role");
    const person = textOf(loginOrEmail) ? await people.find({ login: textOf(loginOrEmail) }) : undefined;
    if (!person) return say(404, 'User not found');
    if (await quotas.reached(`org:${orgId}`, 'org_user', await orgs.memberCount(orgId))) return say(403, 'org_user Quota reached');
    if (await quotas.reached(`user:${person.id}`, 'user_org', await orgs.membershipCount(person.id)))
      return say(403, 'user_org Quota reached');
    try {
      await orgs.addMember(person.id, orgId, role);
    } catch (error) {
      if (failedWith(error, 'storage/conflict')) return say(409, 'User is already member of this organization', { userId: person.id });
      throw error;
    }
    await changed();
    return done('User added to organization', { userId: person.id });
  }
  async function changeMember(orgId: number, request: RouteRequest, { principal }: CallContext): Promise<RouteResponse> {
    const { role } = bodyOf(request);
    const userId = idOf(request.params.id);
    if (!isRole(role)) return say(400, 'Invalid role specified');
    if (!principal.serverAdmin && higher(role, principal.orgRole)) return say(403, "Cannot assign a role higher than user's role");
    const problem = userId === undefined ? 'no-member' : await orgs.changeRole(userId, orgId, role);
    if (problem) return refusedChange(problem, 'Cannot change role so that there is no organization admin left');
    await changed();
    return done('Organization user updated');
  }
  async function removeMember(orgId: number, request: RouteRequest): Promise<RouteResponse> {
    const userId = idOf(request.params.id);
    const problem = userId === undefined ? 'no-member' : await orgs.removeMember(userId, orgId);
    if (problem) return refusedChange(problem, 'Cannot remove last organization admin');
    await changed();
    // Never the person: that is the server's, and an administrator of one organisation has no say in it.
    return done('User removed from organization');
  }
  async function preferencesJson(orgId: number) {
    return { body: await openPreferences(storage.forOrg(orgId)).get('org') };
  }
  async function savePreferences(orgId: number, request: RouteRequest, merge: boolean): Promise<RouteResponse> {
    const read = await preferencesSent(parts, request.body);
    if ('refused' in read) return read.refused;
    await openPreferences(storage.forOrg(orgId))[merge ? 'patch' : 'put']('org', read.preferences);
    await changed();
    return done('Preferences updated');
  }
  async function quotaList(orgId: number): Promise<RouteResponse> {
    if (!(await quotas.enabled())) return say(403, 'Quotas not enabled');
    const list = await quotas.list(`org:${orgId}`, { org_user: await orgs.memberCount(orgId) });
    return { body: list.map((quota) => ({ ...quota, org_id: orgId })) };
  }

  return {
    org: within(async (orgId) => ({ body: orgJson((await orgs.get(orgId)) as Org) })),
    changeOrg: within(rename),
    changeOrgAddress: within(setAddress),
    orgUsers: within(async (orgId, request) => {
      const limit = Number(first(request, 'limit'));
      const all = await membersJson(orgId, request);
      return { body: limit > 0 ? all.slice(0, limit) : all };
    }),
    searchOrgUsers: within(async (orgId, request) => {
      const all = await membersJson(orgId, request);
      const { page, perPage, offset } = paging(request);
      return { body: { totalCount: all.length, orgUsers: all.slice(offset, offset + perPage), page, perPage } };
    }),
    lookupOrgUsers: within(async (orgId, request) => {
      const limit = Number(first(request, 'limit')) || 1000;
      const all = await membersJson(orgId, request);
      return { body: all.slice(0, limit).map(({ userId, uid, login }) => ({ userId, uid, login, avatarUrl: '' })) };
    }),
    addOrgUser: within(addMember),
    changeOrgUser: within(changeMember),
    removeOrgUser: within(removeMember),
    orgQuotas: within(quotaList),
    setOrgQuota: within(async (orgId, request) => {
      if (!(await quotas.enabled())) return say(403, 'Quotas not enabled');
      const { limit } = bodyOf(request);
      const target = request.params.target ?? '';
      if (!quotas.isTarget(`org:${orgId}`, target)) return coded(400, 'quota.invalid-target', 'Invalid quota target');
      if (!Number.isInteger(limit)) return say(400, 'bad request data');
      await quotas.setLimit(`org:${orgId}`, target, limit as number);
      return done('Organization quota updated');
    }),
    orgPreferences: within(preferencesJson),
    putOrgPreferences: within((orgId, request) => savePreferences(orgId, request, false)),
    patchOrgPreferences: within((orgId, request) => savePreferences(orgId, request, true)),

    orgs: (async (request) => {
      const { limit, offset } = paging(request);
      const [name, words] = [first(request, 'name'), first(request, 'query')];
      const list = await orgs.list({ ...(name && { name }), ...(words && { words }) }, limit, offset);
      return { body: list.map(({ id, name: title }) => ({ id, name: title })) };
    }) satisfies RouteHandler,
    orgByName: (async ({ params }) => {
      const org = await orgs.byName(params.name ?? '');
      return org ? { body: orgJson(org) } : noOrg;
    }) satisfies RouteHandler,
    createOrg: (async (request, { principal }) => {
      const name = textOf(bodyOf(request).name);
      if (!name || name.length > 190) return say(400, 'Organization name is required');
      const [may] = await identity.allows([{ action: 'orgs:create', scope: '' }]);
      const open = (await settings.section('users')).allow_org_create === 'true' && principal.kind === 'user';
      if (!may && !open) return say(403, 'Access denied');
      if (await quotas.reached('global', 'global_org', await orgs.count())) return say(403, 'global_org Quota reached');
      const isPerson = principal.kind === 'user';
      if (isPerson && (await quotas.reached(`user:${principal.id}`, 'user_org', await orgs.membershipCount(principal.id))))
        return say(403, 'user_org Quota reached');
      try {
        return done('Organization created', { orgId: await orgs.create(name, isPerson ? principal.id : undefined) });
      } catch (error) {
        if (failedWith(error, 'storage/conflict')) return say(409, 'Organization name taken');
        throw error;
      }
    }) satisfies RouteHandler,
    deleteOrg: (async ({ params }, context) => {
      const orgId = idOf(params.orgId);
      if (orgId === context.orgId) return say(400, 'Can not delete org for current user');
      if (!orgId || !(await orgs.remove(orgId))) return say(404, 'Failed to delete organization. ID not found');
      await changed();
      return done('Organization deleted');
    }) satisfies RouteHandler,
  };
}

function orgJson({ id, name, address }: Org) {
  return { id, name, address: Object.fromEntries(addressParts.map((part) => [part, address[part] ?? ''])) };
}
function refusedChange(problem: MemberProblem, lastAdmin: string): RouteResponse {
  return problem === 'last-admin' ? say(400, lastAdmin) : unknownUser;
}
