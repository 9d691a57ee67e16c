/** What a call for an instance may fetch, and what is added to its requests outside the plugin: Grafana's common HTTP settings. */
import { type FetchRequest, fail, type Instance, ok, type Result } from '@orrery/plugin-sdk';
import type { EgressGrant } from '@orrery/plugin-sdk/bridge/messages';
import { fill } from './template.ts';

export interface EgressConfig {
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  /** `host:port` of the configuration's white list; when there are any, an instance's URL must be one of them. */
  readonly whitelist?: readonly string[];
  readonly metadata?: boolean;
  readonly userAgent?: string;
  /** Points whose instances' servers need not prove who they are, where the configuration says so. */
  readonly skipVerify?: readonly string[];
  /** Never sent, whatever an instance says: the header by which a proxy in front of us names the user. */
  readonly withheldHeaders?: readonly string[];
  /** `address:port` that nothing may reach: this server's own stores. */
  readonly never?: readonly string[];
}
type Secrets = Readonly<Record<string, string>>;

const connectionHeaders = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const printable = /^[^\0-\x08\x0a-\x1f\x7f]*$/;
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** `http://` where no scheme was given, as Grafana does; undefined for what is no HTTP at all. */
export function instanceUrl(url: string): URL | undefined {
  try {
    const parsed = new URL(/^[^:/]*:\/\//.test(url) ? url : `http://${url}`);
    return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed : undefined;
  } catch {
    return undefined;
  }
}
export const hostPort = (url: URL) => `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`.toLowerCase();

/** A header that means something to the server behind, and nothing to the connection to it. */
export function maySend(name: string, value: string, { withheldHeaders = [] }: EgressConfig): boolean {
  const lower = name.toLowerCase();
  const withheld = connectionHeaders.has(lower) || withheldHeaders.some((one) => one.toLowerCase() === lower);
  return token.test(name) && printable.test(value) && !withheld;
}

function headersOf(
  url: URL,
  settings: Instance['settings'],
  secrets: Secrets,
  declared: unknown,
  config: EgressConfig,
): Record<string, string> {
  const headers = new Map<string, [string, string]>();
  const add = (name: string, value: string) => {
    if (maySend(name, value, config)) headers.set(name.toLowerCase(), [name, value]);
  };
  if (config.userAgent) add('User-Agent', config.userAgent);
  const templates = (declared as { headers?: Record<string, string> } | undefined)?.headers ?? {};
  for (const [name, template] of Object.entries(templates)) {
    const { text: value, missing } = fill(String(template), { settings, secrets });
    if (value && missing.length === 0) add(name, value);
  }
  if (url.username) add('Authorization', basic(decodeURIComponent(url.username), decodeURIComponent(url.password)));
  if (settings.basicAuth === true) add('Authorization', basic(text(settings.basicAuthUser), secrets.basicAuthPassword ?? ''));
  else if (text(settings.user) && secrets.password) add('Authorization', basic(text(settings.user), secrets.password));
  else if (secrets.bearerToken) add('Authorization', `Bearer ${secrets.bearerToken}`);
  // A gap hides what comes after it: so it is in Grafana, and files rely on it.
  for (let number = 1; text(settings[`httpHeaderName${number}`]); number++) {
    const value = secrets[`httpHeaderValue${number}`];
    if (value) add(text(settings[`httpHeaderName${number}`]), value);
  }
  return Object.fromEntries(headers.values());
}

export function tlsOf(settings: Readonly<Record<string, unknown>>, secrets: Secrets) {
  return {
    ...(settings.tlsSkipVerify === true ? { tlsSkipVerify: true } : {}),
    ...(settings.tlsAuthWithCACert === true && secrets.tlsCACert ? { ca: secrets.tlsCACert } : {}),
    ...(settings.tlsAuth === true && secrets.tlsClientCert && secrets.tlsClientKey
      ? { cert: secrets.tlsClientCert, key: secrets.tlsClientKey }
      : {}),
    ...(text(settings.serverName) ? { serverName: text(settings.serverName) } : {}),
  };
}

/** Grafana keeps some of the common settings beside `jsonData` and some in it; what stands beside it counts. */
export function httpSettings({ settings }: Instance): Readonly<Record<string, unknown>> {
  const { jsonData } = settings;
  return typeof jsonData === 'object' && jsonData !== null ? { ...jsonData, ...settings } : settings;
}

export function sharedOf({ metadata, timeoutMs, maxResponseBytes, never }: EgressConfig) {
  return { metadata: metadata === true, timeoutMs, maxResponseBytes, ...(never?.length ? { never } : {}) };
}

/**
 * What a plugin may fetch outside of any instance: the origins it was granted. Addresses that the configuration names are vouched for by
 * whoever wrote it. A core plugin's manifest may name a port of this machine, as far as the white list lets it; that name, signed with the
 * release, vouches for it.
 */
export function pluginGrant(
  granted: readonly string[],
  { core, configured }: { readonly core: boolean; readonly configured: readonly URL[] },
  config: EgressConfig,
): EgressGrant {
  const named = granted.filter((origin) => URL.canParse(origin) && /^https?:/.test(origin));
  const local = core
    ? named.map((origin) => new URL(origin)).filter(({ hostname }) => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
    : [];
  const allowed = local.map(hostPort).filter((place) => !config.whitelist?.length || isListed(place, config.whitelist));
  return {
    ...sharedOf(config),
    origins: [...named, ...configured.map(({ origin }) => origin)],
    trusted: [...allowed, ...configured.map(hostPort)],
  };
}
export const isListed = (place: string, list: readonly string[]): boolean => list.some((allowed) => allowed.toLowerCase() === place);

/**
 * `granted` is the plugin's granted `fetch`, `declared` the contribution's declaration. The instance's own `host:port` counts as
 * vouched for: whoever may configure instances may point one into the private network. Fails with `instance/not-whitelisted`.
 */
export function egressGrant(
  instance: Instance,
  secrets: Secrets,
  granted: FetchRequest | undefined,
  declared: unknown,
  config: EgressConfig,
): Result<EgressGrant> {
  const settings = httpSettings(instance);
  const seconds = Number(settings.timeout);
  const timeoutMs = seconds > 0 && seconds <= 600 ? seconds * 1_000 : config.timeoutMs;
  const origins = (granted ?? []).filter((origin) => origin !== 'instance') as string[];
  const shared = sharedOf({ ...config, timeoutMs });
  const url = granted?.includes('instance') ? instanceUrl(instance.url) : undefined;
  if (!url || instance.url === '') return ok({ ...shared, origins, trusted: [] });
  const place = hostPort(url);
  if (config.whitelist?.length && !isListed(place, config.whitelist)) {
    return fail('instance/not-whitelisted', 'Data proxy hostname and ip are not included in whitelist', { detail: { status: 403 } });
  }
  const headers = headersOf(url, settings, secrets, declared, config);
  url.username = '';
  url.password = '';
  return ok({
    ...shared,
    origins: [...origins, url.origin],
    trusted: [place],
    instance: { url: url.href, headers, ...tlsOf(settings, secrets) },
  });
}
