/** `/api/users`: the people of the server, for those who may see all of them. */
import { openTeams } from '../model/teams.ts';
import type { RouteHandler, RouteResponse } from '@orrery/plugin-sdk';
import type { Person } from '../model/people.ts';
import type { Parts } from '../parts.ts';
import { done, first, listedUser, paging, profileJson, say } from './answers.ts';
import { changeProfile } from './profile-change.ts';
import { teamJson } from './teams.ts';

export const unknownUser = say(404, 'user not found');

export function users(parts: Parts) {
  const { people, orgs, storage } = parts;
  async function list(request: Parameters<RouteHandler>[0]) {
    const words = first(request, 'query');
    const { limit, offset, page, perPage } = paging(request);
    const newestFirst = first(request, 'sort')?.startsWith('lastSeenAtAge') === true;
    const found = await people.list({ limit, offset, newestFirst, ...(words && { words }) });
    return { users: found.people.map(listedUser), totalCount: found.total, page, perPage };
  }
  /** With the person that the address names. */
  const about =
    (work: (person: Person, ...rest: Parameters<RouteHandler>) => RouteResponse | Promise<RouteResponse>): RouteHandler =>
    async (request, context) => {
      const person = await people.byKey(request.params.id ?? '');
      return person ? work(person, request, context) : unknownUser;
    };

  return {
    users: (async (request) => ({ body: (await list(request)).users })) satisfies RouteHandler,
    searchUsers: (async (request) => {
      const { totalCount, users: found, page, perPage } = await list(request);
      return { body: { totalCount, users: found, page, perPage } };
    }) satisfies RouteHandler,
    lookupUser: (async (request) => {
      const login = first(request, 'loginOrEmail') ?? '';
      const person = login ? await people.find({ login }) : undefined;
      return person ? { body: profileJson(person) } : unknownUser;
    }) satisfies RouteHandler,
    user: about((person) => ({ body: profileJson(person) })),
    changeUser: about((person, request) => changeProfile(parts, person.id, request)),
    orgsOfUser: about(async (person) => ({ body: await orgs.of(person.id) })),
    teamsOfUser: about(async (person, _request, { orgId }) => {
      const teams = openTeams(storage.forOrg(orgId));
      const held = new Map((await teams.of(person.id)).map(({ teamId, permission }) => [teamId, permission]));
      const found = await teams.some([...held.keys()]);
      return {
        body: await Promise.all(found.map(async (team) => teamJson(team, orgId, await teams.memberCount(team.id), held.get(team.id)))),
      };
    }),
    moveUser: about(async (person, { params }) => {
      if (!(await orgs.moveTo(person.id, Number(params.orgId)))) return say(401, 'Not a valid organization');
      await parts.changed();
      return done('Active organization changed');
    }),
  };
}
