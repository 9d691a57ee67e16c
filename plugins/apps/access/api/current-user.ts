/** `/api/user`: everything about oneself. Programs are nobody here. */
import type { CallContext, RouteHandler, RouteRequest } from '@orrery/plugin-sdk';
import { openPreferences, type Preferences } from '../model/preferences.ts';
import { openTeams } from '../model/teams.ts';
import type { Parts } from '../parts.ts';
import { bodyOf, done, profileJson, say } from './answers.ts';
import { preferencesSent } from './preferences-sent.ts';
import { changeProfile } from './profile-change.ts';
import { sessionJson } from './sessions.ts';
import { teamJson } from './teams.ts';

const nobody = say(404, 'user not found');

export async function effectiveFor({ storage }: Parts, { orgId, principal }: CallContext): Promise<Preferences> {
  const own = storage.forOrg(orgId);
  // Programs have none of their own and are in no team.
  const teams = principal.kind === 'user' ? await openTeams(own).of(principal.id) : [];
  return openPreferences(own).effective(
    principal.kind === 'user' ? principal.id : 0,
    teams.map(({ teamId }) => teamId),
  );
}

export function currentUser(parts: Parts) {
  const { storage, people, orgs, quotas, identity } = parts;
  const asPerson =
    (handler: RouteHandler): RouteHandler =>
    (request, context) =>
      context.principal.kind === 'user' ? handler(request, context) : nobody;
  const preferencesOf = ({ orgId }: CallContext) => openPreferences(storage.forOrg(orgId));

  async function savePreferences(request: RouteRequest, context: CallContext, merge: boolean) {
    const read = await preferencesSent(parts, request.body);
    if ('refused' in read) return read.refused;
    const preferences = preferencesOf(context);
    await preferences[merge ? 'patch' : 'put'](`user:${context.principal.id}`, read.preferences);
    await parts.changed();
    return done('Preferences updated');
  }

  return {
    currentUser: asPerson(async (_request, context) => {
      const { principal, orgId } = context;
      const person = await people.find({ id: principal.id });
      if (!person) return nobody;
      const { theme } = await preferencesOf(context).get(`user:${principal.id}`);
      return { body: profileJson(person, orgId, theme) };
    }),
    changeCurrentUser: asPerson((request, { principal }) => changeProfile(parts, principal.id, request)),
    currentOrgs: asPerson(async (_request, { principal }) => ({ body: await orgs.of(principal.id) })),
    switchOrg: asPerson(async ({ params }, { principal }) => {
      const orgId = Number(params.orgId);
      if (!Number.isInteger(orgId) || !(await orgs.moveTo(principal.id, orgId))) return say(401, 'Not a valid organization');
      const session = { userId: principal.id, orgId };
      return { ...done('Active organization changed'), ...(principal.via === 'session' && { session }) };
    }),
    currentTeams: asPerson(async (_request, { principal, orgId }) => {
      const teams = openTeams(storage.forOrg(orgId));
      const mine = await teams.of(principal.id);
      const held = new Map(mine.map(({ teamId, permission }) => [teamId, permission]));
      const found = await teams.some([...held.keys()]);
      return {
        body: await Promise.all(found.map(async (team) => teamJson(team, orgId, await teams.memberCount(team.id), held.get(team.id)))),
      };
    }),
    currentQuotas: asPerson(async (_request, { principal }) => {
      if (!(await quotas.enabled())) return say(403, 'Quotas not enabled');
      const list = await quotas.list(`user:${principal.id}`, { user_org: await orgs.membershipCount(principal.id) });
      return { body: list.map((quota) => ({ ...quota, user_id: principal.id })) };
    }),
    preferences: asPerson(async (_request, context) => ({ body: await preferencesOf(context).get(`user:${context.principal.id}`) })),
    putPreferences: asPerson((request, context) => savePreferences(request, context, false)),
    patchPreferences: asPerson((request, context) => savePreferences(request, context, true)),
    /** Older than the rest: the one preference, by the dashboard's number. */
    setHomeDashboard: asPerson(async (request, context) => {
      const { homeDashboardId = 0, homeDashboardUID } = bodyOf(request);
      const read = await preferencesSent(parts, { homeDashboardId, homeDashboardUID });
      if ('refused' in read) return read.refused;
      await preferencesOf(context).patch(`user:${context.principal.id}`, read.preferences);
      await parts.changed();
      return done('Home dashboard set');
    }),
    /** Not Grafana's: what counts for the caller after teams and organisation had their say. */
    effectivePreferences: async (_request: RouteRequest, context: CallContext) => ({ body: await effectiveFor(parts, context) }),
    sessions: asPerson(async (_request, { principal }) => ({
      body: (await identity.sessions(principal.id)).map((session) => sessionJson(session, principal.session)),
    })),
    revokeSession: asPerson(async (request, { principal }) => {
      const id = Number(bodyOf(request).authTokenId);
      if (id === principal.session) return say(400, 'Cannot revoke active user auth token');
      if (!Number.isInteger(id) || !(await identity.endSession(principal.id, id))) return say(404, 'User auth token not found');
      return done('User auth token revoked');
    }),
    /** The kernel gives a session a new token whenever one is due, at any request: this is one. */
    rotateSession: (_request: RouteRequest, { principal }: CallContext) =>
      principal.via === 'session' ? { body: {} } : say(401, 'Unauthorized'),
  };
}
