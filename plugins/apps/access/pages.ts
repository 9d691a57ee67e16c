/** Pages and where they stand in the navigation: data of the manifest. */
export const pages = {
  admin: { path: '/admin', title: 'Administration' },
  users: { path: '/admin/users', title: 'Users', action: 'org.users:read' },
  teams: { path: '/admin/teams', title: 'Teams' },
  team: { path: '/admin/teams/:team', title: 'Teams' },
  accounts: { path: '/admin/service-accounts', title: 'Service accounts', action: 'serviceaccounts:read' },
  orgs: { path: '/admin/orgs', title: 'Organisations', action: 'orgs:create' },
  org: { path: '/admin/org', title: 'Organisation', action: 'orgs.preferences:read' },
  settings: { path: '/admin/settings', title: 'Settings', action: 'settings:read' },
  permissions: { path: '/admin/access/:kind/:uid', title: 'Permissions' },
  profile: { path: '/profile', title: 'Profile' },
  invite: { path: '/invite/:code', title: 'Invitation', anyone: true },
} as const;

const below = (label: string, path: string, icon: string, weight: number, action: string) => ({
  label,
  path,
  icon,
  weight,
  action,
  parent: '/admin',
});

export const navigation = {
  admin: { label: 'Administration', path: '/admin', icon: 'settings-2', weight: 100, action: 'teams:read' },
  users: below('Users', '/admin/users', 'user', 101, 'org.users:read'),
  teams: below('Teams', '/admin/teams', 'users', 102, 'teams:read'),
  accounts: below('Service accounts', '/admin/service-accounts', 'key-round', 103, 'serviceaccounts:read'),
  org: below('Organisation', '/admin/org', 'house', 104, 'orgs.preferences:read'),
  orgs: below('Organisations', '/admin/orgs', 'blocks', 105, 'orgs:create'),
  settings: below('Settings', '/admin/settings', 'settings-2', 106, 'settings:read'),
} as const;
