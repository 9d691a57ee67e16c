/**
 * Every row of Grafana's HTTP API, sections 3 to 21 of the reference that Orrery is built by, each with the plugin it belongs to. A test asks
 * a whole server for each of them; what no plugin answers yet has to say which one will.
 */
export interface Row {
  readonly method: Method;
  readonly path: string;
  readonly section: string;
  /** The plugin that answers it or will, or `kernel`. */
  readonly belongsTo: string;
}
type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const any = 'GET,POST,PUT,PATCH,DELETE';

/** Lines of `METHOD[,METHOD] /path[ /path]`. */
function section(title: string, belongsTo: string, lines: string): Row[] {
  return lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [methods = '', ...paths] = line.trim().split(/\s+/);
      const each = (methods === 'ANY' ? any : methods).split(',') as Method[];
      return paths.flatMap((path) => each.map((method): Row => ({ method, path, section: title, belongsTo })));
    });
}

const access = 'orrery-access-app';
const boards = 'orrery-dashboards-app';
const sources = 'orrery-datasources-app';
const compat = 'orrery-compat-app';

export const rows: readonly Row[] = [
  ...section(
    '3 Health, metrics, probes',
    'kernel',
    `GET,HEAD /api/health /healthz
     GET /livez /readyz /metrics /metrics/plugins/:pluginId`,
  ),
  ...section('3 Health, metrics, probes', compat, 'GET /robots.txt'),
  ...section('4 Sign-in', 'kernel', 'GET /login'),
  ...section(
    '4 Sign-in',
    'orrery-password-auth',
    `POST /login
     GET /logout /api/login/ping`,
  ),
  ...section('4 Sign-in', 'orrery-oauth-auth', 'GET /login/:provider'),
  ...section(
    '4 Sign-in',
    access,
    `POST /api/user/auth-tokens/rotate
     GET /user/auth-tokens/rotate /api/user/signup/options
     POST /api/user/signup /api/user/signup/step2
     GET /api/user/invite/:code
     POST /api/user/invite/complete /api/user/password/send-reset-email /api/user/password/reset`,
  ),
  ...section('4.1 Frontend settings', compat, 'GET /api/frontend/settings /bootdata'),
  ...section(
    '5 Current user',
    access,
    `GET,PUT /api/user
     POST /api/user/using/:orgId
     GET /api/user/orgs /api/user/teams
     PUT /api/user/password
     GET /api/user/quotas
     PUT /api/user/helpflags/:id
     GET /api/user/helpflags/clear
     GET,PUT,PATCH /api/user/preferences
     GET /api/user/auth-tokens
     POST /api/user/revoke-auth-token
     GET /api/user/email/update`,
  ),
  ...section(
    '5 Current user',
    boards,
    `GET /api/user/stars
     POST,DELETE /api/user/stars/dashboard/uid/:uid /api/user/stars/dashboard/:id`,
  ),
  ...section(
    '6 Users',
    access,
    `GET /api/users /api/users/search /api/users/lookup
     GET,PUT /api/users/:id
     GET /api/users/:id/orgs /api/users/:id/teams
     POST /api/users/:id/using/:orgId`,
  ),
  ...section(
    '7 Administration',
    access,
    `POST /api/admin/users
     DELETE /api/admin/users/:id
     PUT /api/admin/users/:id/password /api/admin/users/:id/permissions
     POST /api/admin/users/:id/disable /api/admin/users/:id/enable /api/admin/users/:id/logout
     GET /api/admin/users/:id/auth-tokens
     POST /api/admin/users/:id/revoke-auth-token
     GET /api/admin/users/:id/quotas
     PUT /api/admin/users/:id/quotas/:target
     GET /api/anonymous/devices /api/anonymous/search`,
  ),
  ...section('7 Administration', compat, 'GET /api/admin/settings'),
  ...section('7 Administration', 'orrery-usage-app', 'GET /api/admin/stats'),
  ...section('7 Administration', boards, 'POST /api/admin/provisioning/dashboards/reload'),
  ...section('7 Administration', sources, 'POST /api/admin/provisioning/datasources/reload'),
  ...section('7 Administration', 'orrery-app-settings-app', 'POST /api/admin/provisioning/plugins/reload'),
  ...section(
    '7 Administration',
    'orrery-alerting-app',
    'POST /api/admin/provisioning/alerting/reload /api/admin/provisioning/notifications/reload /api/admin/pause-all-alerts',
  ),
  ...section('7 Administration', 'orrery-roles-app', 'POST /api/admin/provisioning/access-control/reload'),
  ...section(
    '7 Administration',
    'orrery-encryption-app',
    `POST /api/admin/encryption/rotate-data-keys /api/admin/encryption/reencrypt-data-keys
     POST /api/admin/encryption/reencrypt-secrets /api/admin/encryption/rollback-secrets`,
  ),
  ...section(
    '7 Administration',
    'orrery-ldap-auth',
    `POST /api/admin/ldap/reload
     GET /api/admin/ldap/status /api/admin/ldap/:login /api/admin/ldap-sync-status
     POST /api/admin/ldap/sync/:id`,
  ),
  ...section(
    '7 Administration',
    'orrery-support-app',
    `GET,POST /api/support-bundles
     GET,DELETE /api/support-bundles/:uid
     GET /api/support-bundles/collectors`,
  ),
  ...section(
    '8 Organisations',
    access,
    `GET,PUT /api/org
     PUT /api/org/address
     GET,POST /api/org/users
     GET /api/org/users/search /api/org/users/lookup
     PATCH,DELETE /api/org/users/:id
     GET,POST /api/org/invites
     PATCH,DELETE /api/org/invites/:code/revoke
     GET /api/org/quotas
     GET,POST /api/orgs
     GET /api/orgs/name/:name
     GET,PUT,DELETE /api/orgs/:id
     PUT /api/orgs/:id/address
     GET,POST /api/orgs/:id/users
     GET /api/orgs/:id/users/search
     PATCH,DELETE /api/orgs/:id/users/:userId
     GET /api/orgs/:id/quotas
     PUT /api/orgs/:id/quotas/:target`,
  ),
  ...section(
    '9 Teams',
    access,
    `GET /api/teams/search
     POST /api/teams
     GET,PUT,DELETE /api/teams/:team
     GET,POST,PUT /api/teams/:team/members
     PUT,DELETE /api/teams/:team/members/:userId
     GET,PUT /api/teams/:team/preferences`,
  ),
  ...section(
    '9 Teams',
    'orrery-team-sync-app',
    `GET,POST,DELETE /api/teams/:team/groups
     DELETE /api/teams/:team/groups/:groupId
     GET /api/teams/:team/groups/search`,
  ),
  ...section(
    '10 Service accounts',
    'orrery-token-auth',
    `GET /api/serviceaccounts/search
     POST /api/serviceaccounts
     GET,PATCH,DELETE /api/serviceaccounts/:id
     GET,POST /api/serviceaccounts/:id/tokens
     DELETE /api/serviceaccounts/:id/tokens/:tokenId
     GET /api/serviceaccounts/migrationstatus
     POST /api/serviceaccounts/hideApiKeys /api/serviceaccounts/migrate /api/serviceaccounts/migrate/:keyId`,
  ),
  ...section(
    '11 API keys',
    'orrery-token-auth',
    `GET,POST /api/auth/keys
     DELETE /api/auth/keys/:id`,
  ),
  ...section(
    '12 Access control',
    access,
    `GET /api/access-control/user/actions /api/access-control/user/permissions /api/access-control/users/permissions/search`,
  ),
  ...section(
    '12 Access control',
    'orrery-roles-app',
    `GET /api/access-control/status
     GET,POST /api/access-control/roles
     GET,PUT,DELETE /api/access-control/roles/:uid
     GET,PUT /api/access-control/roles/:uid/assignments
     GET,POST,PUT /api/access-control/users/:id/roles /api/access-control/teams/:id/roles
     DELETE /api/access-control/users/:id/roles/:roleUid /api/access-control/teams/:id/roles/:roleUid
     POST /api/access-control/users/roles/search /api/access-control/teams/roles/search /api/access-control/roles/hard-reset`,
  ),
  ...['dashboards', 'folders', 'teams', 'serviceaccounts', 'datasources'].flatMap((resource) =>
    section(
      '12.1 Resource permissions',
      access,
      `GET /api/access-control/${resource}/description
       GET,POST /api/access-control/${resource}/:id
       POST /api/access-control/${resource}/:id/users/:userId /api/access-control/${resource}/:id/teams/:teamId
       POST /api/access-control/${resource}/:id/builtInRoles/:role`,
    ),
  ),
  ...section(
    '13 Folders',
    boards,
    `GET,POST /api/folders
     GET,PUT,DELETE /api/folders/:uid
     GET /api/folders/id/:id
     POST /api/folders/:uid/move
     GET /api/folders/:uid/counts
     GET,POST /api/folders/:uid/permissions`,
  ),
  ...section(
    '14 Dashboards',
    boards,
    `POST /api/dashboards/db
     GET,DELETE /api/dashboards/uid/:uid
     GET /api/dashboards/home /api/dashboards/tags /api/dashboards/ids/:ids /api/dashboards/db/:slug
     GET /api/dashboards/uid/:uid/versions /api/dashboards/id/:id/versions
     GET /api/dashboards/uid/:uid/versions/:version /api/dashboards/id/:id/versions/:version
     POST /api/dashboards/uid/:uid/restore /api/dashboards/id/:id/restore
     POST /api/dashboards/calculate-diff /api/dashboards/validate /api/dashboards/trim /api/dashboards/interpolate
     POST /api/dashboards/import
     GET /api/plugins/:id/dashboards
     GET,POST /api/dashboards/uid/:uid/permissions /api/dashboards/id/:id/permissions`,
  ),
  ...section(
    '14.4 Public dashboards',
    'orrery-sharing-app',
    `GET /api/dashboards/public-dashboards
     GET,POST /api/dashboards/uid/:uid/public-dashboards
     PUT,PATCH,DELETE /api/dashboards/uid/:uid/public-dashboards/:pdUid
     GET /api/public/dashboards/:token /api/public/dashboards/:token/annotations
     POST /api/public/dashboards/:token/panels/:panelId/query`,
  ),
  ...section(
    '14.5 Snapshots',
    'orrery-sharing-app',
    `POST /api/snapshots
     GET /api/dashboard/snapshots
     GET,DELETE /api/snapshots/:key
     GET /api/snapshots-delete/:deleteKey /api/snapshot/shared-options`,
  ),
  ...section('15 Search', boards, 'GET /api/search /api/search/sorting'),
  ...section('15 Search', boards, 'POST /api/search-v2'),
  ...section(
    '15 Search',
    boards,
    'GET /apis/dashboard.grafana.app/v0alpha1/namespaces/:ns/search /apis/dashboard.grafana.app/v0alpha1/namespaces/:ns/search/sortable',
  ),
  ...section(
    '16 Library elements',
    boards,
    `GET,POST /api/library-elements
     GET,PATCH,DELETE /api/library-elements/:uid
     GET /api/library-elements/name/:name /api/library-elements/:uid/connections`,
  ),
  ...section(
    '17 Playlists',
    boards,
    `GET,POST /api/playlists
     GET,PUT,DELETE /api/playlists/:uid
     GET /api/playlists/:uid/items`,
  ),
  ...section(
    '18 Annotations',
    boards,
    `GET,POST /api/annotations
     POST /api/annotations/graphite
     GET,PUT,PATCH,DELETE /api/annotations/:id
     POST /api/annotations/mass-delete
     GET /api/annotations/tags`,
  ),
  ...section(
    '19 Data sources',
    sources,
    `GET,POST /api/datasources
     GET,PUT,DELETE /api/datasources/:id /api/datasources/uid/:uid
     GET,DELETE /api/datasources/name/:name
     GET /api/datasources/id/:name
     ANY /api/datasources/proxy/uid/:uid/* /api/datasources/proxy/:id/*
     ANY /api/datasources/uid/:uid/resources/* /api/datasources/:id/resources/*
     ANY /api/datasources/uid/:uid/health /api/datasources/:id/health`,
  ),
  ...section('19.1 Query', sources, 'POST /api/ds/query'),
  ...section(
    '19.2 Correlations',
    sources,
    `GET /api/datasources/correlations
     GET,POST /api/datasources/uid/:uid/correlations
     GET,PATCH,DELETE /api/datasources/uid/:uid/correlations/:correlation`,
  ),
  ...section(
    '19.3 Permissions of data sources',
    access,
    `POST /api/datasources/:id/enable-permissions /api/datasources/:id/disable-permissions
     GET,POST /api/datasources/:id/permissions
     DELETE /api/datasources/:id/permissions/:permissionId`,
  ),
  ...section(
    '19.3 Query caching',
    'orrery-query-cache-app',
    `GET,POST /api/datasources/:uid/cache
     POST /api/datasources/:uid/cache/clean /api/datasources/:uid/cache/enable /api/datasources/:uid/cache/disable`,
  ),
  ...section('19.3 Rules of teams on labels', 'orrery-label-policy-app', 'GET,PUT /api/datasources/uid/:uid/lbac/teams'),
  ...section(
    '20 Plugins',
    'kernel',
    `GET /api/plugins
     GET /api/plugins/:id/settings /api/plugins/:id/health
     GET /api/plugins/:id/metrics /api/plugins/:id/markdown/:name /api/plugins/errors
     GET /public/plugins/:id/*`,
  ),
  ...section('20 Plugins', 'orrery-app-settings-app', 'POST /api/plugins/:id/settings'),
  ...section('20 Plugins', 'orrery-app-settings-app', `ANY /api/plugins/:id/resources /api/plugins/:id/resources/*`),
  ...section('20 Plugins', 'orrery-app-settings-app', 'ANY /api/plugin-proxy/:id/*'),
  ...section('20 Plugins', 'orrery-catalog-app', 'POST /api/plugins/:id/install /api/plugins/:id/uninstall'),
  ...section('20 Plugins', 'orrery-catalog-app', 'GET /api/gnet/*'),
  ...section(
    '21 Preferences',
    access,
    `GET,PUT,PATCH /api/org/preferences
     POST /api/preferences/set-home-dash`,
  ),
  ...section('21 Short addresses', 'orrery-links-app', 'POST /api/short-urls'),
  ...section('21 Short addresses', 'orrery-links-app', 'GET /goto/:uid'),
  ...section(
    '21 Query history',
    'orrery-query-history-app',
    `GET,POST /api/query-history
     PATCH,DELETE /api/query-history/:uid
     POST,DELETE /api/query-history/star/:uid`,
  ),
];
