/** `GET /api/frontend/settings`: what API clients and old front ends read of a server before anything else. */
import type { ContributionInfo, Instance } from '@orrery/plugin-sdk';
import { isTrue, listOf, type Sections } from './sections.ts';

export interface FrontendFacts {
  readonly orgId: number;
  readonly sections: Sections;
  /** Only those that the caller may query. */
  readonly datasources: readonly Instance[];
  readonly datasourceTypes: readonly ContributionInfo[];
  readonly panels: readonly ContributionInfo[];
}

export function frontendSettings({ orgId, sections, datasources, datasourceTypes, panels }: FrontendFacts): Record<string, unknown> {
  const of = (section: string): Readonly<Record<string, string>> => sections[section] ?? {};
  const server = of('server');
  const appUrl = server.root_url ?? '';
  const subPath = appUrl.replace(/^[a-z]+:\/\/[^/]+/i, '').replace(/\/+$/, '');
  const alerting = of('unified_alerting');
  const auth = of('auth');
  return {
    appUrl: appUrl.endsWith('/') ? appUrl : `${appUrl}/`,
    appSubUrl: isTrue(server.serve_from_sub_path) ? subPath : '',
    namespace: orgId === 1 ? 'default' : `org-${orgId}`,
    buildInfo: {
      version: of('orrery').grafana_version ?? '',
      edition: 'Open Source',
      env: of('').app_mode ?? 'production',
      hasUpdate: false,
      hideVersion: isTrue(of('auth.anonymous').hide_version),
    },
    defaultDatasource: datasources.find(({ isDefault }) => isDefault)?.name ?? '',
    datasources: Object.fromEntries(datasources.map((instance) => [instance.name, datasourceOf(instance, datasourceTypes)])),
    panels: Object.fromEntries(panels.map((panel, index) => [panel.name, panelOf(panel, index)])),
    featureToggles: featureToggles(of('feature_toggles')),
    auth: { disableLogin: isTrue(auth.disable_login), basicAuthStrongPasswordPolicy: isTrue(of('auth.basic').password_policy) },
    disableLoginForm: isTrue(auth.disable_login_form),
    anonymousEnabled: isTrue(of('auth.anonymous').enabled),
    anonymousOrgName: of('auth.anonymous').org_name ?? '',
    anonymousOrgRole: of('auth.anonymous').org_role ?? '',
    licenseInfo: { edition: 'Open Source', hasLicense: false, enabledFeatures: {}, stateInfo: '', licenseUrl: '', expiry: 0 },
    unifiedAlertingEnabled: alerting.enabled !== 'false',
    unifiedAlerting: { minInterval: alerting.min_interval ?? '' },
    liveEnabled: of('live').max_connections !== '0',
    rbacEnabled: true,
    rendererAvailable: false,
    minRefreshInterval: of('dashboards').min_refresh_interval ?? '',
    pluginAdminEnabled: isTrue(of('plugins').plugin_admin_enabled),
    pluginCatalogURL: of('plugins').plugin_catalog_url ?? '',
    publicDashboardsEnabled: isTrue(of('public_dashboards').enabled),
    snapshotEnabled: isTrue(of('snapshots').enabled),
    dateFormats: dateFormats(of('date_formats')),
    viewersCanEdit: isTrue(of('users').viewers_can_edit),
    exploreEnabled: of('explore').enabled !== 'false',
    queryHistoryEnabled: of('query_history').enabled !== 'false',
    samlEnabled: false,
    oauth: {},
  };
}

function datasourceOf(instance: Instance, types: readonly ContributionInfo[]): Record<string, unknown> {
  const type = types.find(({ name }) => name === instance.contribution);
  const { access = 'proxy', jsonData = {}, basicAuth, withCredentials, database, user } = instance.settings as Record<string, unknown>;
  return {
    id: instance.id,
    uid: instance.uid,
    type: instance.contribution,
    name: instance.name,
    // What a browser asks; the address behind it is for those who may configure it.
    url: `/api/datasources/proxy/uid/${instance.uid}`,
    access,
    isDefault: instance.isDefault,
    readOnly: instance.readOnly,
    jsonData,
    ...(type && { meta: type.about, module: `public/plugins/${type.plugin}/module.js` }),
    ...(basicAuth === true && { basicAuth: true }),
    ...(withCredentials === true && { withCredentials: true }),
    ...(database ? { database } : {}),
    ...(user ? { username: user } : {}),
  };
}

function panelOf({ name, plugin, declaration, about }: ContributionInfo, index: number): Record<string, unknown> {
  return {
    id: name,
    name: (declaration as { label?: string }).label ?? about.name,
    info: about.info,
    module: `public/plugins/${plugin}/module.js`,
    baseUrl: `public/plugins/${plugin}`,
    hideFromList: false,
    skipDataQuery: false,
    sort: index + 1,
    signature: about.signature,
    state: about.state ?? '',
  };
}

/** `enable = a, b` and `name = true`; a key of its own wins over the list. */
function featureToggles({ enable = '', ...single }: Readonly<Record<string, string>>): Record<string, true> {
  const on = new Set(listOf(enable));
  for (const [name, value] of Object.entries(single)) {
    if (isTrue(value)) on.add(name);
    else on.delete(name);
  }
  return Object.fromEntries([...on].map((name) => [name, true]));
}

function dateFormats(section: Readonly<Record<string, string>>): Record<string, unknown> {
  const interval = Object.entries(section).filter(([key]) => key.startsWith('interval_'));
  return {
    fullDate: section.full_date ?? '',
    useBrowserLocale: isTrue(section.use_browser_locale),
    interval: Object.fromEntries(interval.map(([key, value]) => [key.slice('interval_'.length), value])),
    defaultTimezone: section.default_timezone ?? 'browser',
    defaultWeekStart: section.default_week_start ?? '',
  };
}
