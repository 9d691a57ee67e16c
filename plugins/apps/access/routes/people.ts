/** Routes about oneself, about people, and about what everybody may do. */
const signedIn = { signedIn: true } as const;
const admitted = { admitted: true } as const;
const all = 'global.users:*';
const one = 'global.users:id:{id}';

export const peopleRoutes = {
  currentUser: { method: 'GET', path: '/api/user', rule: signedIn },
  changeCurrentUser: { method: 'PUT', path: '/api/user', rule: signedIn },
  currentOrgs: { method: 'GET', path: '/api/user/orgs', rule: signedIn },
  switchOrg: { method: 'POST', path: '/api/user/using/:orgId', rule: signedIn },
  currentTeams: { method: 'GET', path: '/api/user/teams', rule: signedIn },
  currentQuotas: { method: 'GET', path: '/api/user/quotas', rule: signedIn },
  preferences: { method: 'GET', path: '/api/user/preferences', rule: signedIn },
  putPreferences: { method: 'PUT', path: '/api/user/preferences', rule: signedIn },
  patchPreferences: { method: 'PATCH', path: '/api/user/preferences', rule: signedIn },
  setHomeDashboard: { method: 'POST', path: '/api/preferences/set-home-dash', rule: signedIn },
  effectivePreferences: { method: 'GET', path: '/api/orrery/preferences', rule: admitted },
  sessions: { method: 'GET', path: '/api/user/auth-tokens', rule: signedIn },
  revokeSession: { method: 'POST', path: '/api/user/revoke-auth-token', rule: signedIn },
  rotateSession: { method: 'POST', path: '/api/user/auth-tokens/rotate', rule: signedIn, audit: false },

  users: { method: 'GET', path: '/api/users', rule: { action: 'users:read', scope: all } },
  searchUsers: { method: 'GET', path: '/api/users/search', rule: { action: 'users:read', scope: all } },
  lookupUser: { method: 'GET', path: '/api/users/lookup', rule: { action: 'users:read', scope: all } },
  user: { method: 'GET', path: '/api/users/:id', rule: { action: 'users:read', scope: one } },
  changeUser: { method: 'PUT', path: '/api/users/:id', rule: { action: 'users:write', scope: one } },
  orgsOfUser: { method: 'GET', path: '/api/users/:id/orgs', rule: { action: 'users:read', scope: one } },
  teamsOfUser: { method: 'GET', path: '/api/users/:id/teams', rule: { action: 'users:read', scope: one } },
  moveUser: { method: 'POST', path: '/api/users/:id/using/:orgId', rule: { action: 'users:write', scope: one } },

  deleteUser: { method: 'DELETE', path: '/api/admin/users/:id', rule: { action: 'users:delete', scope: one } },
  setServerAdmin: { method: 'PUT', path: '/api/admin/users/:id/permissions', rule: { action: 'users.permissions:write', scope: one } },
  disableUser: { method: 'POST', path: '/api/admin/users/:id/disable', rule: { action: 'users:disable', scope: one } },
  enableUser: { method: 'POST', path: '/api/admin/users/:id/enable', rule: { action: 'users:enable', scope: one } },
  logoutUser: { method: 'POST', path: '/api/admin/users/:id/logout', rule: { action: 'users:logout', scope: one } },
  userSessions: { method: 'GET', path: '/api/admin/users/:id/auth-tokens', rule: { action: 'users.authtoken:read', scope: one } },
  revokeUserSession: {
    method: 'POST',
    path: '/api/admin/users/:id/revoke-auth-token',
    rule: { action: 'users.authtoken:write', scope: one },
  },
  userQuotas: { method: 'GET', path: '/api/admin/users/:id/quotas', rule: { action: 'users.quotas:read', scope: one } },
  setUserQuota: { method: 'PUT', path: '/api/admin/users/:id/quotas/:target', rule: { action: 'users.quotas:write', scope: one } },

  userActions: { method: 'GET', path: '/api/access-control/user/actions', rule: admitted },
  userPermissions: { method: 'GET', path: '/api/access-control/user/permissions', rule: admitted },
  searchPermissions: {
    method: 'GET',
    path: '/api/access-control/users/permissions/search',
    rule: { action: 'users.permissions:read', scope: 'users:*' },
  },
  roles: { method: 'GET', path: '/api/access-control/roles', rule: { action: 'roles:read', scope: 'roles:*' } },
  role: { method: 'GET', path: '/api/access-control/roles/:uid', rule: { action: 'roles:read', scope: 'roles:uid:{uid}' } },
} as const;
