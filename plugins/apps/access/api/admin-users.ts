/** `/api/admin/users`: what only the operator of the server does to people. Their passwords are the password plugin's. */
import type { RouteHandler, RouteResponse } from '@orrery/plugin-sdk';
import type { Person } from '../model/people.ts';
import type { Parts } from '../parts.ts';
import { bodyOf, coded, done, say } from './answers.ts';
import { sessionJson } from './sessions.ts';
import { unknownUser } from './users.ts';

const lastAdmin = say(400, 'cannot remove last grafana admin');

export function adminUsers({ people, orgs, identity, quotas, changed }: Parts) {
  const about =
    (work: (person: Person, ...rest: Parameters<RouteHandler>) => RouteResponse | Promise<RouteResponse>): RouteHandler =>
    async (request, context) => {
      const person = await people.byKey(request.params.id ?? '');
      return person ? work(person, request, context) : unknownUser;
    };
  async function setDisabled(person: Person, disabled: boolean) {
    if (await orgs.changeStanding(person.id, { disabled })) return lastAdmin;
    if (disabled) await identity.endSessions(person.id);
    await changed();
    return done(disabled ? 'User disabled' : 'User enabled');
  }

  return {
    deleteUser: about(async (person) => {
      if (await orgs.removePerson(person)) return lastAdmin;
      await identity.endSessions(person.id);
      await changed();
      return done('User deleted');
    }),
    setServerAdmin: about(async (person, request) => {
      const { isGrafanaAdmin } = bodyOf(request);
      if (typeof isGrafanaAdmin !== 'boolean') return say(400, 'bad request data');
      if (await orgs.changeStanding(person.id, { serverAdmin: isGrafanaAdmin })) return lastAdmin;
      await changed();
      return done('User permissions updated');
    }),
    disableUser: about((person) => setDisabled(person, true)),
    enableUser: about((person) => setDisabled(person, false)),
    logoutUser: about(async (person, _request, { principal }) => {
      if (principal.kind === 'user' && principal.id === person.id) return say(400, 'You cannot logout yourself');
      await identity.endSessions(person.id);
      return done('User logged out');
    }),
    userSessions: about(async (person, _request, { principal }) => ({
      body: (await identity.sessions(person.id)).map((session) => sessionJson(session, principal.session)),
    })),
    revokeUserSession: about(async (person, request, { principal }) => {
      const id = Number(bodyOf(request).authTokenId);
      if (id === principal.session) return say(400, 'Cannot revoke active user auth token');
      if (!Number.isInteger(id) || !(await identity.endSession(person.id, id))) return say(404, 'User auth token not found');
      return done('User auth token revoked');
    }),
    userQuotas: about(async (person) => {
      if (!(await quotas.enabled())) return say(403, 'Quotas not enabled');
      const list = await quotas.list(`user:${person.id}`, { user_org: await orgs.membershipCount(person.id) });
      return { body: list.map((quota) => ({ ...quota, user_id: person.id })) };
    }),
    setUserQuota: about(async (person, request) => {
      if (!(await quotas.enabled())) return say(403, 'Quotas not enabled');
      const { limit } = bodyOf(request);
      const target = request.params.target ?? '';
      if (!quotas.isTarget(`user:${person.id}`, target)) return coded(400, 'quota.invalid-target', 'Invalid quota target');
      if (!Number.isInteger(limit)) return say(400, 'bad request data');
      await quotas.setLimit(`user:${person.id}`, target, limit as number);
      return done('Organization quota updated');
    }),
  };
}
