/** `/api/teams`. A team is named by its id or its uid. */
import type { CallContext, RouteHandler, RouteRequest, RouteResponse } from '@orrery/plugin-sdk';
import { failedWith, idOf } from '../model/names.ts';
import { preferencesSent } from './preferences-sent.ts';
import { openPreferences } from '../model/preferences.ts';
import { openTeams, type Team, type Teams } from '../model/teams.ts';
import type { Parts } from '../parts.ts';
import { bodyOf, done, first, labelsOf, paging, say, textOf } from './answers.ts';

export function teamJson({ id, uid, name, email }: Team, orgId: number, memberCount: number, permission: 0 | 4 = 0) {
  return { id, uid, orgId, name, email, avatarUrl: '', memberCount, permission, isProvisioned: false };
}
const taken = say(409, 'Team name taken');

export function teamsApi({ storage, people, orgs, identity, services, changed }: Parts) {
  type About = (team: Team, request: RouteRequest, context: CallContext, teams: Teams) => RouteResponse | Promise<RouteResponse>;
  const about =
    (work: About): RouteHandler =>
    async (request, context) => {
      const teams = openTeams(storage.forOrg(context.orgId));
      const team = await teams.get(request.params.team ?? '');
      return team ? work(team, request, context, teams) : say(404, 'Team not found');
    };
  const preferencesIn = (orgId: number) => openPreferences(storage.forOrg(orgId));

  async function rightsOn(team: Team): Promise<Readonly<Record<string, boolean>>> {
    const actions = ['teams:read', 'teams:write', 'teams:delete', 'teams.permissions:read', 'teams.permissions:write'];
    const held = await identity.allows(actions.map((action) => ({ action, scope: `teams:id:${team.id}` })));
    return Object.fromEntries(actions.flatMap((action, at) => (held[at] ? [[action, true]] : [])));
  }

  return {
    searchTeams: (async (request, { orgId, principal }) => {
      const teams = openTeams(storage.forOrg(orgId));
      const [name, words] = [first(request, 'name'), first(request, 'query')];
      const ids = new Set((request.query.teamId ?? []).map(Number));
      const all = (await teams.find({ ...(name && { name }), ...(words && { words }) })).filter(({ id }) => ids.size === 0 || ids.has(id));
      // Everybody sees the teams they are in; who may read all sees all.
      const may = await identity.allows(all.map(({ id }) => ({ action: 'teams:read', scope: `teams:id:${id}` })));
      const seen = all.filter((_team, at) => may[at]);
      const { page, perPage, offset } = paging(request);
      const mine = new Map((await teams.of(principal.id)).map(({ teamId, permission }) => [teamId, permission]));
      const list = await Promise.all(
        seen.slice(offset, offset + perPage).map(async (team) => ({
          ...teamJson(team, orgId, await teams.memberCount(team.id), mine.get(team.id)),
          ...(first(request, 'accesscontrol') === 'true' && { accessControl: await rightsOn(team) }),
        })),
      );
      return { body: { totalCount: seen.length, teams: list, page, perPage } };
    }) satisfies RouteHandler,
    createTeam: (async (request, { orgId }) => {
      const name = textOf(bodyOf(request).name);
      if (!name || name.length > 190) return say(400, 'Team name is required');
      try {
        const team = await openTeams(storage.forOrg(orgId)).create(name, textOf(bodyOf(request).email));
        return done('Team created', { teamId: team.id, uid: team.uid });
      } catch (error) {
        if (failedWith(error, 'storage/conflict')) return taken;
        throw error;
      }
    }) satisfies RouteHandler,
    team: about(async (team, request, { orgId, principal }, teams) => {
      const [count, mine] = [await teams.memberCount(team.id), await teams.member(team.id, principal.id)];
      const rights = first(request, 'accesscontrol') === 'true' ? { accessControl: await rightsOn(team) } : {};
      return { body: { ...teamJson(team, orgId, count, mine?.permission), ...rights } };
    }),
    changeTeam: about(async (team, request, _context, teams) => {
      const sent = bodyOf(request);
      const name = textOf(sent.name);
      if (!name || name.length > 190) return say(400, 'Team name is required');
      try {
        await teams.change(team.id, { name, ...(sent.email !== undefined && { email: textOf(sent.email) }) });
      } catch (error) {
        if (failedWith(error, 'storage/conflict')) return taken;
        throw error;
      }
      return done('Team updated');
    }),
    deleteTeam: (async (request, context) => {
      const teams = openTeams(storage.forOrg(context.orgId));
      const team = await teams.get(request.params.team ?? '');
      if (!team) return say(404, 'Failed to delete Team. ID not found');
      await teams.remove(team.id);
      await changed();
      return done('Team deleted');
    }) satisfies RouteHandler,
    teamMembers: about(async (team, _request, { orgId }, teams) => {
      const members = await teams.members(team.id);
      const held = new Map(members.map(({ userId, permission }) => [userId, permission]));
      const found = await people.some([...held.keys()]);
      return {
        body: found.map((person) => ({
          orgId,
          teamId: team.id,
          teamUID: team.uid,
          userId: person.id,
          userUID: person.uid,
          auth_module: person.module,
          email: person.email,
          name: person.name,
          login: person.login,
          avatarUrl: '',
          labels: labelsOf(person),
          permission: held.get(person.id) ?? 0,
        })),
      };
    }),
    addTeamMember: about(async (team, request, { orgId }, teams) => {
      const { userId, permission } = bodyOf(request);
      const id = Number(userId);
      if (!Number.isInteger(id)) return say(400, 'bad request data');
      if (!(await orgs.role(id, orgId))) return say(404, 'User not found');
      try {
        await teams.addMember(team.id, id, permission === 4 ? 4 : 0);
      } catch (error) {
        if (failedWith(error, 'storage/conflict')) return say(400, 'User is already added to this team');
        throw error;
      }
      await changed();
      return done('Member added to Team');
    }),
    setTeamMembers: about(async (team, request, { orgId }, teams) => {
      const { members = [], admins = [] } = bodyOf(request);
      if (!isTexts(members) || !isTexts(admins)) return say(400, 'bad request data');
      const wanted = new Map<number, 0 | 4>();
      for (const [list, permission] of [
        [members, 0],
        [admins, 4],
      ] as const)
        for (const email of list) {
          const person = await people.find({ login: email });
          if (!person || !(await orgs.role(person.id, orgId))) return say(400, `User not found: ${email}`);
          wanted.set(person.id, permission);
        }
      for (const { userId } of await teams.members(team.id)) if (!wanted.has(userId)) await teams.removeMember(team.id, userId);
      for (const [userId, permission] of wanted)
        if (!(await teams.changeMember(team.id, userId, permission))) await teams.addMember(team.id, userId, permission);
      await changed();
      return done('Team memberships have been updated');
    }),
    changeTeamMember: about(async (team, request, _context, teams) => {
      const { permission } = bodyOf(request);
      const userId = idOf(request.params.userId);
      if (permission !== 0 && permission !== 4) return say(400, 'bad request data');
      if (!userId || !(await teams.changeMember(team.id, userId, permission))) return say(404, 'Team member not found.');
      await changed();
      return done('Team member updated');
    }),
    removeTeamMember: about(async (team, request, _context, teams) => {
      const userId = idOf(request.params.userId);
      if (!userId || !(await teams.removeMember(team.id, userId))) return say(404, 'Team member not found');
      await changed();
      return done('Team Member removed');
    }),
    teamPreferences: about(async (team, _request, { orgId }) => ({ body: await preferencesIn(orgId).get(`team:${team.id}`) })),
    putTeamPreferences: about(async (team, request, { orgId }) => {
      const read = await preferencesSent({ services }, request.body);
      if ('refused' in read) return read.refused;
      await preferencesIn(orgId).put(`team:${team.id}`, read.preferences);
      await changed();
      return done('Preferences updated');
    }),
  };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
