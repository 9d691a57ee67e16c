/**
 * What one request may reach by a route of a signed manifest, and what is added to it on the way: address, headers, query, body and token,
 * each filled with the settings and secrets of one instance.
 */
import { type FetchRequest, fail, type Instance, ok, type Result } from '@orrery/plugin-sdk';
import type { EgressGrant, TokenGrant } from '@orrery/plugin-sdk/bridge/messages';
import type { NamedTemplate, ProxyRoute, TokenAuth } from '@orrery/plugin-sdk/contributions/proxy-route';
import { type EgressConfig, egressGrant, hostPort, httpSettings, instanceUrl, isListed, maySend, sharedOf, tlsOf } from './egress.ts';
import { fill, type Values } from './template.ts';

export interface Routed {
  readonly instance: Instance;
  readonly secrets: Readonly<Record<string, string>>;
  /** The plugin's granted `fetch`: origins by name, and `instance` for what settings say. */
  readonly granted: FetchRequest | undefined;
  readonly declared: unknown;
  readonly config: EgressConfig;
}
type Made<Value> = Result<Value>;

const jwtGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const wrong = (code: string, message: string, status: number) => fail(`route/${code}`, message, { detail: { status } });

export function routeGrant(routed: Routed, index: number): Result<EgressGrant> {
  const { instance, secrets, granted = [], declared, config } = routed;
  const route = (declared as { routes?: readonly ProxyRoute[] } | undefined)?.routes?.[index];
  if (!route) return wrong('missing', `${instance.plugin} declares no such route.`, 404);
  const { jsonData } = instance.settings;
  const values: Values = {
    settings: typeof jsonData === 'object' && jsonData !== null ? (jsonData as Record<string, unknown>) : instance.settings,
    secrets,
  };
  const say = (template: string, what: string): Made<string> => {
    const { text, missing, unknown } = fill(template, values);
    if (missing.length > 0)
      return wrong('not-set', `The ${what} of route "${route.path}" needs ${missing.join(', ')}, which is not set in the settings.`, 400);
    return unknown
      ? wrong('template', `The ${what} of route "${route.path}" says ${unknown.slice(0, 60)}, which no setting can fill.`, 400)
      : ok(text);
  };
  const all = (named: readonly NamedTemplate[] | null | undefined, what: string): Made<[string, string][]> => {
    const made: [string, string][] = [];
    for (const { name, content } of named ?? []) {
      const pair = [say(name, what), say(content, what)] as const;
      for (const one of pair) if (!one.ok) return one;
      made.push([(pair[0] as { value: string }).value, (pair[1] as { value: string }).value]);
    }
    return ok(made);
  };

  const base = instance.url ? egressGrant(instance, secrets, granted, declared, config) : undefined;
  const own = instance.url ? instanceUrl(instance.url) : undefined;
  const written = route.url ? say(route.url, 'address') : ok(instance.url);
  if (!written.ok) return written;
  const target = written.value ? instanceUrl(written.value) : undefined;
  if (!target || target.username || target.password)
    return wrong('bad-address', `The address of route "${route.path}" is no http address. It is made of the settings; look there.`, 400);
  const reach = reachable(route.url ?? '', target, routed);
  if (!reach.ok) return reach;

  const [headers, params] = [all(route.headers, 'headers'), all(route.urlParams, 'query')];
  if (!headers.ok) return headers;
  if (!params.ok) return params;
  const body = route.body === undefined || route.body === null ? undefined : filledJson(route.body, (text) => say(text, 'body'));
  if (body && !body.ok) return body;
  const token = tokenOf(route, index, routed, say);
  if (token && !token.ok) return token;

  // What the data source's own settings say of credentials is for the address they stand beside.
  const isOwn = own !== undefined && own.origin === target.origin && base?.ok;
  const settings = httpSettings(instance);
  const sent = new Map<string, [string, string]>();
  const common = isOwn ? (base.value.instance?.headers ?? {}) : config.userAgent ? { 'User-Agent': config.userAgent } : {};
  for (const [name, value] of [...Object.entries(common), ...headers.value])
    if (maySend(name, value, config)) sent.set(name.toLowerCase(), [name, value]);
  if (body && !sent.has('content-type')) sent.set('content-type', ['Content-Type', 'application/json']);
  return ok({
    ...sharedOf(config),
    ...(isOwn && { timeoutMs: base.value.timeoutMs }),
    origins: [target.origin],
    trusted: reach.value,
    instance: {
      url: target.href,
      headers: Object.fromEntries(sent.values()),
      ...(reach.value.length > 0 && tlsOf(settings, secrets)),
      ...(config.skipVerify?.includes(instance.point) && { tlsSkipVerify: true }),
      ...(params.value.length > 0 && { params: params.value }),
      ...(body && { body: JSON.stringify(body.value) }),
      ...(token && { token: token.value }),
    },
  });
}

/**
 * The `host:port` that somebody vouched for, if any: an address that settings make may lie in the private network, as an instance's may. One
 * that the manifest names may not, unless it is the instance's.
 */
function reachable(template: string, target: URL, { instance, granted = [], config }: Routed): Made<readonly string[]> {
  const place = hostPort(target);
  if (config.whitelist?.length && !isListed(place, config.whitelist))
    return fail('instance/not-whitelisted', 'Data proxy hostname and ip are not included in whitelist', { detail: { status: 403 } });
  const isNamed = template !== '' && !/^[^/?#]*\/?\/?[^/?#]*\{\{/.test(template);
  if (!isNamed && granted.includes('instance')) return ok([place]);
  if (isNamed && (granted as readonly string[]).includes(target.origin)) return ok([]);
  const what = isNamed ? target.origin : 'the addresses that its settings name';
  return wrong('not-granted', `${instance.plugin} was not granted to reach ${what}. An administrator grants it on the plugins page.`, 403);
}

function tokenOf(
  { path, tokenAuth, jwtTokenAuth, authType }: ProxyRoute,
  index: number,
  routed: Routed,
  say: (template: string, what: string) => Made<string>,
): Made<TokenGrant> | undefined {
  const { instance } = routed;
  const { jsonData } = instance.settings as { jsonData?: { authenticationType?: unknown } };
  const kind = typeof jsonData?.authenticationType === 'string' && jsonData.authenticationType ? jsonData.authenticationType : authType;
  if (kind === 'gce')
    return wrong('token', `Route "${path}" takes the identity of a machine at Google, which Orrery does not. Use a key: "jwt".`, 501);
  const isJwt = kind === 'jwt' || !tokenAuth;
  const auth: TokenAuth | null | undefined = isJwt ? jwtTokenAuth : tokenAuth;
  if (!auth) return undefined;
  const form: Record<string, string> = {};
  for (const [name, template] of Object.entries(auth.params ?? {})) {
    const value = say(template, 'token');
    if (!value.ok) return value;
    form[name] = value.value;
  }
  const template = isJwt ? auth.params?.token_uri || auth.url || '' : auth.url || '';
  const address = say(template, 'token');
  if (!address.ok) return address;
  const url = instanceUrl(address.value);
  if (!url || address.value === '')
    return wrong('bad-address', `The address that route "${path}" asks for tokens is no http address.`, 400);
  const reach = reachable(template, url, routed);
  if (!reach.ok) return reach;
  const scope = (auth.scopes ?? []).join(' ');
  const base = { key: `${instance.orgId} ${instance.id} ${instance.updated} ${index}`, url: url.href, trusted: reach.value };
  if (!isJwt) return ok({ ...base, form: { ...(kind === 'azure' && scope && { scope }), ...form } });
  const { client_email: issuer = '', private_key: privateKey = '' } = form;
  return ok({ ...base, form: { grant_type: jwtGrant }, assertion: { issuer, scope, audience: url.href, privateKey } });
}

function filledJson(value: unknown, say: (text: string) => Made<string>): Made<unknown> {
  if (typeof value === 'string') return say(value);
  if (typeof value !== 'object' || value === null) return ok(value);
  const made: [string, unknown][] = [];
  for (const [key, inner] of Object.entries(value)) {
    const one = filledJson(inner, say);
    if (!one.ok) return one;
    made.push([key, one.value]);
  }
  return ok(Array.isArray(value) ? made.map(([, inner]) => inner) : Object.fromEntries(made));
}
