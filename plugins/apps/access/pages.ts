/** Pages and where they stand in the navigation: data of the manifest. */
export const pages = {
  admin: { path: '/admin', title: 'Administration', titles: { de: 'Verwaltung' } },
  users: { path: '/admin/users', title: 'Users', titles: { de: 'Benutzer' }, action: 'org.users:read' },
  teams: { path: '/admin/teams', title: 'Teams', titles: { de: 'Teams' } },
  team: { path: '/admin/teams/:team', title: 'Teams', titles: { de: 'Teams' } },
  accounts: { path: '/admin/service-accounts', title: 'Service accounts', titles: { de: 'Dienstkonten' }, action: 'serviceaccounts:read' },
  orgs: { path: '/admin/orgs', title: 'Organisations', titles: { de: 'Organisationen' }, action: 'orgs:create' },
  org: { path: '/admin/org', title: 'Organisation', titles: { de: 'Organisation' }, action: 'orgs.preferences:read' },
  settings: { path: '/admin/settings', title: 'Settings', titles: { de: 'Einstellungen' }, action: 'settings:read' },
  permissions: { path: '/admin/access/:kind/:uid', title: 'Permissions', titles: { de: 'Rechte' } },
  profile: { path: '/profile', title: 'Profile', titles: { de: 'Profil' } },
  invite: { path: '/invite/:code', title: 'Invitation', titles: { de: 'Einladung' }, anyone: true },
} as const;

const below = (label: string, german: string, path: string, icon: string, weight: number, action: string) => ({
  label,
  labels: { de: german },
  path,
  icon,
  weight,
  action,
  parent: '/admin',
});

export const navigation = {
  admin: { label: 'Administration', labels: { de: 'Verwaltung' }, path: '/admin', icon: 'settings-2', weight: 100, action: 'teams:read' },
  users: below('Users', 'Benutzer', '/admin/users', 'user', 101, 'org.users:read'),
  teams: below('Teams', 'Teams', '/admin/teams', 'users', 102, 'teams:read'),
  accounts: below('Service accounts', 'Dienstkonten', '/admin/service-accounts', 'key-round', 103, 'serviceaccounts:read'),
  org: below('Organisation', 'Organisation', '/admin/org', 'house', 104, 'orgs.preferences:read'),
  orgs: below('Organisations', 'Organisationen', '/admin/orgs', 'blocks', 105, 'orgs:create'),
  settings: below('Settings', 'Einstellungen', '/admin/settings', 'settings-2', 106, 'settings:read'),
} as const;
