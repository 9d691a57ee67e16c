/**
 * Where a private plugin may run: the addresses in its manifest against the server's own. As Grafana compares them: ports as text, so
 * `http://h:80` is not `http://h`; a slash at the end means nothing. First hit wins.
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

/** No `URL`: it would drop default ports and lower-case the host. */
function parse(text: string): Address | undefined {
  const [, scheme, authority, path, query] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)([^?#]*)(\?[^#]*)?/i.exec(text) ?? [];
  if (!scheme || !authority) return undefined;
  return {
    scheme: scheme.toLowerCase(),
    host: authority.slice(authority.lastIndexOf('@') + 1),
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
  const bare = server.replace(/\/+$/, '');
  return matchesGlob(spec, `${bare}/`, '/.') || matchesGlob(spec, bare, '/.');
}
