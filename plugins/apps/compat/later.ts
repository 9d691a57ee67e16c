/**
 * Routes of Grafana's API that no plugin here answers yet, by the plugin each belongs to. Whoever is let in is told so, and they give way to
 * a plugin that brings them, so that a script is told what is missing instead of guessing at a bare 404.
 */
import type { RouteDeclaration } from '@orrery/plugin-sdk/contributions/route';

interface Later {
  readonly plugin: string;
  /** What is missing, as the subject of "… not here yet". */
  readonly what: string;
  /** Lines of `METHOD[,METHOD] /path[ /path]`. */
  readonly routes: string;
}

const groups: readonly Later[] = [
  {
    plugin: 'orrery-oauth-auth',
    what: 'Sign-in by other providers is',
    routes: `
      GET /login/:provider`,
  },
  {
    plugin: 'orrery-access-app',
    what: 'This part of users, teams and organisations is',
    routes: `
      POST /api/user/auth-tokens/rotate
      GET /user/auth-tokens/rotate /api/user/signup/options
      POST /api/user/signup /api/user/signup/step2
      GET /api/user/invite/:code
      POST /api/user/invite/complete /api/user/password/send-reset-email /api/user/password/reset
      GET,PUT /api/user
      POST /api/user/using/:orgId
      GET /api/user/orgs /api/user/teams
      PUT /api/user/password
      GET /api/user/quotas
      PUT /api/user/helpflags/:id
      GET /api/user/helpflags/clear
      GET,PUT,PATCH /api/user/preferences
      GET /api/user/auth-tokens
      POST /api/user/revoke-auth-token
      GET /api/user/email/update
      GET /api/users /api/users/search /api/users/lookup
      GET,PUT /api/users/:id
      GET /api/users/:id/orgs /api/users/:id/teams
      POST /api/users/:id/using/:orgId
      POST /api/admin/users
      DELETE /api/admin/users/:id
      PUT /api/admin/users/:id/password /api/admin/users/:id/permissions
      POST /api/admin/users/:id/disable /api/admin/users/:id/enable /api/admin/users/:id/logout
      GET /api/admin/users/:id/auth-tokens
      POST /api/admin/users/:id/revoke-auth-token
      GET /api/admin/users/:id/quotas
      PUT /api/admin/users/:id/quotas/:target
      GET /api/anonymous/devices /api/anonymous/search
      GET,PUT /api/org
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
      PUT /api/orgs/:id/quotas/:target
      GET /api/teams/search
      POST /api/teams
      GET,PUT,DELETE /api/teams/:team
      GET,POST,PUT /api/teams/:team/members
      PUT,DELETE /api/teams/:team/members/:userId
      GET,PUT /api/teams/:team/preferences
      GET /api/access-control/user/actions /api/access-control/user/permissions /api/access-control/users/permissions/search
      GET /api/access-control/dashboards/description
      GET,POST /api/access-control/dashboards/:id
      POST /api/access-control/dashboards/:id/users/:userId /api/access-control/dashboards/:id/teams/:teamId
      POST /api/access-control/dashboards/:id/builtInRoles/:role
      GET /api/access-control/folders/description
      GET,POST /api/access-control/folders/:id
      POST /api/access-control/folders/:id/users/:userId /api/access-control/folders/:id/teams/:teamId
      POST /api/access-control/folders/:id/builtInRoles/:role
      GET /api/access-control/teams/description
      GET,POST /api/access-control/teams/:id
      POST /api/access-control/teams/:id/users/:userId /api/access-control/teams/:id/teams/:teamId
      POST /api/access-control/teams/:id/builtInRoles/:role
      GET /api/access-control/serviceaccounts/description
      GET,POST /api/access-control/serviceaccounts/:id
      POST /api/access-control/serviceaccounts/:id/users/:userId /api/access-control/serviceaccounts/:id/teams/:teamId
      POST /api/access-control/serviceaccounts/:id/builtInRoles/:role
      GET /api/access-control/datasources/description
      GET,POST /api/access-control/datasources/:id
      POST /api/access-control/datasources/:id/users/:userId /api/access-control/datasources/:id/teams/:teamId
      POST /api/access-control/datasources/:id/builtInRoles/:role
      POST /api/datasources/:id/enable-permissions /api/datasources/:id/disable-permissions
      GET,POST /api/datasources/:id/permissions
      DELETE /api/datasources/:id/permissions/:permissionId
      GET,PUT,PATCH /api/org/preferences
      POST /api/preferences/set-home-dash`,
  },
  {
    plugin: 'orrery-dashboards-app',
    what: 'This part of dashboards and folders is',
    routes: `
      GET /api/user/stars
      POST,DELETE /api/user/stars/dashboard/uid/:uid /api/user/stars/dashboard/:id
      POST /api/admin/provisioning/dashboards/reload
      GET,POST /api/folders
      GET,PUT,DELETE /api/folders/:uid
      GET /api/folders/id/:id
      POST /api/folders/:uid/move
      GET /api/folders/:uid/counts
      GET,POST /api/folders/:uid/permissions
      POST /api/dashboards/db
      GET,DELETE /api/dashboards/uid/:uid
      GET /api/dashboards/home /api/dashboards/tags /api/dashboards/ids/:ids /api/dashboards/db/:slug
      GET /api/dashboards/uid/:uid/versions /api/dashboards/id/:id/versions
      GET /api/dashboards/uid/:uid/versions/:version /api/dashboards/id/:id/versions/:version
      POST /api/dashboards/uid/:uid/restore /api/dashboards/id/:id/restore
      POST /api/dashboards/calculate-diff /api/dashboards/validate /api/dashboards/trim /api/dashboards/interpolate
      POST /api/dashboards/import
      GET,POST /api/dashboards/uid/:uid/permissions /api/dashboards/id/:id/permissions
      GET /api/search
      POST /api/search-v2
      GET /apis/dashboard.grafana.app/v0alpha1/namespaces/:ns/search /apis/dashboard.grafana.app/v0alpha1/namespaces/:ns/search/sortable
      GET,POST /api/annotations
      POST /api/annotations/graphite
      GET,PUT,PATCH,DELETE /api/annotations/:id
      POST /api/annotations/mass-delete
      GET /api/annotations/tags`,
  },
  {
    plugin: 'orrery-usage-app',
    what: 'Counting what is kept on this server is',
    routes: `
      GET /api/admin/stats`,
  },
  {
    plugin: 'orrery-alerting-app',
    what: 'Alerting is',
    routes: `
      POST /api/admin/provisioning/alerting/reload /api/admin/provisioning/notifications/reload /api/admin/pause-all-alerts`,
  },
  {
    plugin: 'orrery-roles-app',
    what: 'Roles of your own are',
    routes: `
      POST /api/admin/provisioning/access-control/reload
      GET /api/access-control/status
      GET,POST /api/access-control/roles
      GET,PUT,DELETE /api/access-control/roles/:uid
      GET,PUT /api/access-control/roles/:uid/assignments
      GET,POST,PUT /api/access-control/users/:id/roles /api/access-control/teams/:id/roles
      DELETE /api/access-control/users/:id/roles/:roleUid /api/access-control/teams/:id/roles/:roleUid
      POST /api/access-control/users/roles/search /api/access-control/teams/roles/search /api/access-control/roles/hard-reset`,
  },
  {
    plugin: 'orrery-encryption-app',
    what: 'Rotating keys by API is',
    routes: `
      POST /api/admin/encryption/rotate-data-keys /api/admin/encryption/reencrypt-data-keys
      POST /api/admin/encryption/reencrypt-secrets /api/admin/encryption/rollback-secrets`,
  },
  {
    plugin: 'orrery-ldap-auth',
    what: 'LDAP is',
    routes: `
      POST /api/admin/ldap/reload
      GET /api/admin/ldap/status /api/admin/ldap/:login /api/admin/ldap-sync-status
      POST /api/admin/ldap/sync/:id`,
  },
  {
    plugin: 'orrery-support-app',
    what: 'Support bundles are',
    routes: `
      GET,POST /api/support-bundles
      GET,DELETE /api/support-bundles/:uid
      GET /api/support-bundles/collectors`,
  },
  {
    plugin: 'orrery-team-sync-app',
    what: 'Following the groups of an identity provider is',
    routes: `
      GET,POST,DELETE /api/teams/:team/groups
      DELETE /api/teams/:team/groups/:groupId
      GET /api/teams/:team/groups/search`,
  },
  {
    plugin: 'orrery-token-auth',
    what: 'This part of service accounts and keys is',
    routes: `
      GET /api/serviceaccounts/search
      POST /api/serviceaccounts
      GET,PATCH,DELETE /api/serviceaccounts/:id
      GET,POST /api/serviceaccounts/:id/tokens
      DELETE /api/serviceaccounts/:id/tokens/:tokenId
      GET /api/serviceaccounts/migrationstatus
      POST /api/serviceaccounts/hideApiKeys /api/serviceaccounts/migrate /api/serviceaccounts/migrate/:keyId
      GET,POST /api/auth/keys
      DELETE /api/auth/keys/:id`,
  },
  {
    plugin: 'orrery-sharing-app',
    what: 'Sharing outside of the organisation is',
    routes: `
      GET /api/dashboards/public-dashboards
      GET,POST /api/dashboards/uid/:uid/public-dashboards
      PUT,PATCH,DELETE /api/dashboards/uid/:uid/public-dashboards/:pdUid
      GET /api/public/dashboards/:token /api/public/dashboards/:token/annotations
      POST /api/public/dashboards/:token/panels/:panelId/query
      POST /api/snapshots
      GET /api/dashboard/snapshots
      GET,DELETE /api/snapshots/:key
      GET /api/snapshots-delete/:deleteKey /api/snapshot/shared-options`,
  },
  {
    plugin: 'orrery-query-cache-app',
    what: 'Caching of queries is',
    routes: `
      GET,POST /api/datasources/:uid/cache
      POST /api/datasources/:uid/cache/clean /api/datasources/:uid/cache/enable /api/datasources/:uid/cache/disable`,
  },
  {
    plugin: 'orrery-label-policy-app',
    what: 'Rules of teams on labels are',
    routes: `
      GET,PUT /api/datasources/uid/:uid/lbac/teams`,
  },
];

export interface LaterRoute {
  readonly declaration: RouteDeclaration;
  readonly message: string;
  readonly plugin: string;
}

/** By contribution name, like `GET:/api/playlists/:uid`. */
export const later: Readonly<Record<string, LaterRoute>> = Object.fromEntries(
  groups.flatMap(({ plugin, what, routes }) =>
    routes
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [methods = '', ...paths] = line.trim().split(/\s+/);
        const each = methods.split(',') as RouteDeclaration['method'][];
        return paths.flatMap((path) =>
          each.map((method): [string, LaterRoute] => [
            `${method}:${path.replace('*', 'rest')}`,
            {
              declaration: { method, path, rule: { admitted: true }, givesWay: true, audit: false },
              message: `${what} not here yet. It comes with the plugin ${plugin}; the plugins page tells whether that is installed and running.`,
              plugin,
            },
          ]),
        );
      }),
  ),
);
