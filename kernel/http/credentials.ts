/** What a request brought: headers that declarations name, a cookie, and whether it comes from a page of another site. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Config } from '../config/config.ts';

/**
 * The headers that an item of a declaration names and the request has: `x-name`, `authorization:<scheme>`, or `setting:<section>:<key>` for
 * the names that stand in the configuration, alone or in pairs. Cookies are never among them.
 */
export function offered(
  item: string,
  headers: IncomingHttpHeaders,
  config: Pick<Config, 'get'>,
): { readonly name: string; readonly value: string }[] {
  const [kind = '', rest = ''] = item.split(/:(.*)/s);
  if (kind === 'authorization') {
    const { authorization = '' } = headers;
    return authorization.split(' ', 1)[0]?.toLowerCase() === rest ? [{ name: kind, value: authorization }] : [];
  }
  const names =
    kind === 'setting'
      ? config
          .get(...settingOf(rest))
          .split(/\s+/)
          .map((pair) => pair.slice(pair.indexOf(':') + 1))
      : [item];
  return names.flatMap((each) => {
    const name = each.trim().toLowerCase();
    const value = name === 'cookie' ? undefined : headers[name];
    return typeof value === 'string' && value !== '' ? [{ name, value }] : [];
  });
}

/** `auth.basic:enabled` is a section and a key. */
export function settingOf(setting: string): [section: string, key: string] {
  const colon = setting.lastIndexOf(':');
  return [setting.slice(0, colon), setting.slice(colon + 1)];
}

export function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return decoded(pair.slice(equals + 1).trim());
  }
  return undefined;
}

/** Other programs of this host name may set a cookie of ours to anything: what cannot be read is none. */
function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

/** A cookie is sent by any page that names us; what changes something must come from one of ours. */
export function crossOrigin(request: IncomingMessage, trusted: readonly string[]): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin === undefined) return site !== undefined && site !== 'same-origin' && site !== 'none';
  if (origin === 'null' || !URL.canParse(origin)) return true;
  const from = new URL(origin).host;
  return from !== host && !trusted.includes(from);
}
