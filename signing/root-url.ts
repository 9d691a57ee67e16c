/**
 * Where a private plugin may run: the addresses in its manifest against the server's own. A slash at the end means nothing, nor does the
 * port that a scheme has by itself: `http://h:80` is `http://h`. First hit wins.
 */
import { matchesGlob } from './glob.ts';

export function matchesRootUrl(specs: readonly string[], server: string, globs: boolean): boolean {
  const here = parse(server);
  if (!here) return false;
  return specs.some((spec) => same(parse(spec), here) || (globs && globMatches(spec, server)));
}

interface Address {
  readonly scheme: string;
  readonly host: string;
  readonly place: string;
}

const defaultPorts: Readonly<Record<string, string>> = { http: ':80', https: ':443' };
function withoutDefaultPort(scheme: string, host: string): string {
  const port = defaultPorts[scheme];
  return port && host.endsWith(port) ? host.slice(0, -port.length) : host;
}
/** Of a glob too, which is no address: what stands between the scheme and the first slash. */
function withoutPortOf(address: string): string {
  return address.replace(/^(https?)(:\/\/)([^/]*)/i, (_, scheme: string, mark: string, host: string) => {
    return scheme.toLowerCase() + mark + withoutDefaultPort(scheme.toLowerCase(), host);
  });
}

/** No `URL`: patterns stand here, too. */
function parse(text: string): Address | undefined {
  const [, scheme, authority, path, query] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)([^?#]*)(\?[^#]*)?/i.exec(text) ?? [];
  if (!scheme || !authority) return undefined;
  return {
    scheme: scheme.toLowerCase(),
    host: withoutDefaultPort(scheme.toLowerCase(), authority.slice(authority.lastIndexOf('@') + 1).toLowerCase()),
    place: clean((path || '/') + (query ?? '')),
  };
}

function same(left: Address | undefined, right: Address): boolean {
  return left !== undefined && left.scheme === right.scheme && left.host === right.host && left.place === right.place;
}

/** Path and query as one path, in its shortest form. */
function clean(place: string): string {
  const parts: string[] = [];
  for (const part of place.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Against the whole address. With its last slash or without: a server's address is one place either way. */
function globMatches(spec: string, server: string): boolean {
  const bare = withoutPortOf(server.replace(/\/+$/, ''));
  const pattern = withoutPortOf(spec);
  return matchesGlob(pattern, `${bare}/`, '/.') || matchesGlob(pattern, bare, '/.');
}
