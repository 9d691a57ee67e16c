import type { Pages } from '@orrery/plugin-sdk/ui';
import './view/access.css';
import { AccountsPage } from './view/accounts-page.tsx';
import { AdminPage } from './view/admin-page.tsx';
import { InvitePage } from './view/invite-page.tsx';
import { OrgPage, OrgsPage } from './view/orgs-page.tsx';
import { PermissionsPage } from './view/permissions-page.tsx';
import { ProfilePage } from './view/profile-page.tsx';
import { SettingsPage } from './view/settings-page.tsx';
import { TeamPage, TeamsPage } from './view/teams-page.tsx';
import { UsersPage } from './view/users-page.tsx';

export const pages: Pages = {
  admin: AdminPage,
  users: UsersPage,
  teams: TeamsPage,
  team: TeamPage,
  accounts: AccountsPage,
  orgs: OrgsPage,
  org: OrgPage,
  settings: SettingsPage,
  permissions: PermissionsPage,
  profile: ProfilePage,
  invite: InvitePage,
};
