/** A call of the kernel's as a message of Grafana's backend protocol. */
import type { Instance, Principal, Query, QueryRequest } from '@orrery/plugin-sdk';
import { purposeHeaders } from '@orrery/plugin-sdk/bridge/purpose';

export interface About {
  readonly plugin: string;
  readonly version: string;
  /** What every call tells it about this server. */
  readonly server: Readonly<Record<string, string>>;
}
export interface Asker {
  readonly principal: Principal;
  readonly orgId: number;
  readonly instance?: Instance;
  readonly secrets: Readonly<Record<string, string>>;
}

export function pluginContext({ plugin, version, server }: About, { principal, orgId, instance, secrets }: Asker): object {
  return {
    orgId,
    pluginId: plugin,
    pluginVersion: version,
    grafanaConfig: server,
    userAgent: `Grafana/${server.GF_VERSION ?? ''}`,
    namespace: orgId === 1 ? 'default' : `org-${orgId}`,
    // A plugin that acts for itself has no user behind it.
    ...(principal.kind !== 'plugin' && {
      user: { login: principal.login, name: principal.name, email: principal.email, role: principal.orgRole },
    }),
    ...(instance && instance.point !== 'app'
      ? { dataSourceInstanceSettings: settingsOf(instance, secrets) }
      : { appInstanceSettings: appSettingsOf(instance, secrets) }),
  };
}
/** An app that nobody has set up has settings all the same: none, since ever. */
function appSettingsOf(instance: Instance | undefined, secrets: Readonly<Record<string, string>>): object {
  return {
    jsonData: Buffer.from(JSON.stringify(instance?.settings.jsonData ?? {})),
    decryptedSecureJsonData: secrets,
    lastUpdatedMS: instance?.updated ?? 1,
  };
}

function settingsOf(instance: Instance, secrets: Readonly<Record<string, string>>): object {
  const { user, database, basicAuth, basicAuthUser, jsonData } = instance.settings;
  return {
    id: instance.id,
    uid: instance.uid,
    name: instance.name,
    url: instance.url,
    user: text(user),
    database: text(database),
    basicAuthEnabled: basicAuth === true,
    basicAuthUser: text(basicAuthUser),
    jsonData: Buffer.from(JSON.stringify(jsonData ?? {})),
    decryptedSecureJsonData: secrets,
    lastUpdatedMS: instance.updated,
  };
}
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Of a call that is no request for a resource: what was sent along, in the flat form of the protocol. */
export function headersOf({ instance, orgId }: Pick<Asker, 'instance' | 'orgId'>, purpose?: string): Record<string, string> {
  return {
    'http_X-Grafana-Org-Id': String(orgId),
    ...(instance && instance.point !== 'app' && { 'http_X-Datasource-Uid': instance.uid }),
    ...(purpose && purposeHeaders[purpose]),
  };
}

export function dataQuery(query: Query, { range }: QueryRequest): object {
  return {
    refId: query.refId,
    queryType: query.queryType ?? '',
    maxDataPoints: Math.round(query.maxDataPoints ?? 100),
    intervalMS: Math.round(query.intervalMs ?? 1_000),
    timeRange: { fromEpochMS: Math.round(range.from), toEpochMS: Math.round(range.to) },
    json: Buffer.from(JSON.stringify(query)),
  };
}

/** Describe a connection that ends here, or the caller's credentials. */
const kept = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'content-length',
  'cookie',
  'authorization',
  'x-grafana-device-id',
]);

export interface AskedResource {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export function resourceRequest({ method, path, query, headers, body }: AskedResource): object {
  return {
    path,
    method,
    url: query ? `${path}?${query}` : path,
    headers: Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => !kept.has(name.toLowerCase()))
        .map(([name, value]) => [canonical(name), { values: [value] }]),
    ),
    ...(body !== undefined && body !== null && { body: bytesOf(body) }),
  };
}

/** Go reads headers by their canonical names only. */
export function canonical(name: string): string {
  return name.replace(/[^-]+/g, (word) => (word[0] as string).toUpperCase() + word.slice(1).toLowerCase());
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
