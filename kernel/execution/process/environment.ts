/** What the process of a plugin finds in its environment, and what calls tell it about this server. The server's own is not among it. */
export interface ServerFacts {
  /** As it is told to clients. */
  readonly version: string;
  readonly url: string;
  readonly toggles: readonly string[];
  /** `[plugin.<id>]`. */
  readonly settings: (plugin: string) => Readonly<Record<string, string>>;
  /** Ids that get the server's environment, too. */
  readonly forwarded: readonly string[];
  readonly setting: (section: string, key: string) => string;
  readonly host: Readonly<Record<string, string | undefined>>;
}

const passed = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];
/** This server's settings may hold its secrets, and what makes a loader load is no plugin's to inherit. */
const withheld = /^(GF_|ORRERY_|PLUGIN_|LD_|NODE_|TMPDIR$)/;

export function environmentOf(plugin: string, { version, url, settings, forwarded, host, toggles }: ServerFacts): Record<string, string> {
  const inherited = Object.entries(host).filter(([name]) => passed.includes(name) || (forwarded.includes(plugin) && !withheld.test(name)));
  const own = Object.entries(settings(plugin)).map(([key, value]) => [`GF_PLUGIN_${key.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`, value]);
  return {
    ...Object.fromEntries(inherited.filter((pair): pair is [string, string] => pair[1] !== undefined)),
    GF_VERSION: version,
    GF_EDITION: 'Open Source',
    GF_ENTERPRISE_LICENSE_PATH: '',
    GF_ENTERPRISE_APP_URL: url,
    GF_APP_URL: url,
    ...(toggles.length > 0 && { GF_INSTANCE_FEATURE_TOGGLES_ENABLE: toggles.join(',') }),
    ...Object.fromEntries(own),
  };
}

export function serverFacts({ version, url, toggles, setting }: ServerFacts): Record<string, string> {
  const given = {
    GF_VERSION: version,
    GF_APP_URL: url,
    GF_INSTANCE_FEATURE_TOGGLES_ENABLE: toggles.join(','),
    GF_CONCURRENT_QUERY_COUNT: '10',
    GF_USER_FACING_DEFAULT_ERROR: setting('unified_alerting', 'user_facing_default_error') || 'please inspect the server log for details',
    GF_SQL_ROW_LIMIT: setting('dataproxy', 'row_limit') || '1000000',
    GF_SQL_MAX_OPEN_CONNS_DEFAULT: setting('sql_datasources', 'max_open_conns_default') || '100',
    GF_SQL_MAX_IDLE_CONNS_DEFAULT: setting('sql_datasources', 'max_idle_conns_default') || '100',
    GF_SQL_MAX_CONN_LIFETIME_SECONDS_DEFAULT: setting('sql_datasources', 'max_conn_lifetime_default') || '14400',
    GF_RESPONSE_LIMIT: setting('dataproxy', 'response_limit'),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
}
