/** Routes about organisations and teams. What names an organisation by id asks for a right on that one, not for one in the caller's. */
const everyone = 'users:*';
const member = 'users:id:{id}';
const named = 'orgs:id:{orgId}';
const team = 'teams:id:{team}';

export const orgRoutes = {
  org: { method: 'GET', path: '/api/org', rule: { action: 'orgs:read' } },
  changeOrg: { method: 'PUT', path: '/api/org', rule: { action: 'orgs:write' } },
  changeOrgAddress: { method: 'PUT', path: '/api/org/address', rule: { action: 'orgs:write' } },
  orgUsers: { method: 'GET', path: '/api/org/users', rule: { action: 'org.users:read', scope: everyone } },
  searchOrgUsers: { method: 'GET', path: '/api/org/users/search', rule: { action: 'org.users:read', scope: everyone } },
  lookupOrgUsers: {
    method: 'GET',
    path: '/api/org/users/lookup',
    rule: {
      anyOf: [
        { action: 'org.users:read' },
        { action: 'teams.permissions:write' },
        { action: 'folders.permissions:write' },
        { action: 'dashboards.permissions:write' },
      ],
    },
  },
  addOrgUser: { method: 'POST', path: '/api/org/users', rule: { action: 'org.users:add', scope: everyone } },
  changeOrgUser: { method: 'PATCH', path: '/api/org/users/:id', rule: { action: 'org.users:write', scope: member } },
  removeOrgUser: { method: 'DELETE', path: '/api/org/users/:id', rule: { action: 'org.users:remove', scope: member } },
  orgQuotas: { method: 'GET', path: '/api/org/quotas', rule: { action: 'orgs.quotas:read' } },
  orgPreferences: { method: 'GET', path: '/api/org/preferences', rule: { action: 'orgs.preferences:read' } },
  putOrgPreferences: { method: 'PUT', path: '/api/org/preferences', rule: { action: 'orgs.preferences:write' } },
  patchOrgPreferences: { method: 'PATCH', path: '/api/org/preferences', rule: { action: 'orgs.preferences:write' } },

  orgs: { method: 'GET', path: '/api/orgs', rule: { action: 'orgs:read', scope: 'orgs:*' } },
  createOrg: { method: 'POST', path: '/api/orgs', rule: { signedIn: true } },
  orgByName: { method: 'GET', path: '/api/orgs/name/:name', rule: { action: 'orgs:read', scope: 'orgs:*' } },
  orgById: { method: 'GET', path: '/api/orgs/:orgId', rule: { action: 'orgs:read', scope: named } },
  changeOrgById: { method: 'PUT', path: '/api/orgs/:orgId', rule: { action: 'orgs:write', scope: named } },
  changeAddressById: { method: 'PUT', path: '/api/orgs/:orgId/address', rule: { action: 'orgs:write', scope: named } },
  deleteOrg: { method: 'DELETE', path: '/api/orgs/:orgId', rule: { action: 'orgs:delete', scope: named } },
  usersOfOrg: { method: 'GET', path: '/api/orgs/:orgId/users', rule: { action: 'org.users:read', scope: named } },
  searchUsersOfOrg: { method: 'GET', path: '/api/orgs/:orgId/users/search', rule: { action: 'org.users:read', scope: named } },
  addUserToOrg: { method: 'POST', path: '/api/orgs/:orgId/users', rule: { action: 'org.users:add', scope: named } },
  changeUserOfOrg: { method: 'PATCH', path: '/api/orgs/:orgId/users/:id', rule: { action: 'org.users:write', scope: named } },
  removeUserOfOrg: { method: 'DELETE', path: '/api/orgs/:orgId/users/:id', rule: { action: 'org.users:remove', scope: named } },
  quotasOfOrg: { method: 'GET', path: '/api/orgs/:orgId/quotas', rule: { action: 'orgs.quotas:read', scope: named } },
  setOrgQuota: { method: 'PUT', path: '/api/orgs/:orgId/quotas/:target', rule: { action: 'orgs.quotas:write', scope: named } },

  searchTeams: { method: 'GET', path: '/api/teams/search', rule: { signedIn: true } },
  createTeam: { method: 'POST', path: '/api/teams', rule: { action: 'teams:create' } },
  team: { method: 'GET', path: '/api/teams/:team', rule: { action: 'teams:read', scope: team } },
  changeTeam: { method: 'PUT', path: '/api/teams/:team', rule: { action: 'teams:write', scope: team } },
  deleteTeam: { method: 'DELETE', path: '/api/teams/:team', rule: { action: 'teams:delete', scope: team } },
  teamMembers: { method: 'GET', path: '/api/teams/:team/members', rule: { action: 'teams.permissions:read', scope: team } },
  addTeamMember: { method: 'POST', path: '/api/teams/:team/members', rule: { action: 'teams.permissions:write', scope: team } },
  setTeamMembers: { method: 'PUT', path: '/api/teams/:team/members', rule: { action: 'teams.permissions:write', scope: team } },
  changeTeamMember: { method: 'PUT', path: '/api/teams/:team/members/:userId', rule: { action: 'teams.permissions:write', scope: team } },
  removeTeamMember: {
    method: 'DELETE',
    path: '/api/teams/:team/members/:userId',
    rule: { action: 'teams.permissions:write', scope: team },
  },
  teamPreferences: { method: 'GET', path: '/api/teams/:team/preferences', rule: { action: 'teams:read', scope: team } },
  putTeamPreferences: { method: 'PUT', path: '/api/teams/:team/preferences', rule: { action: 'teams:write', scope: team } },
} as const;
