/** Which address a plugin means, and whether it may: a path below its instance, or an origin it was granted. */
import { fail, ok, type Result } from '@orrery/plugin-sdk';
import type { EgressGrant } from '@orrery/plugin-sdk/bridge/messages';

export interface Target {
  readonly url: URL;
  /** The request goes to the configured instance: its secrets are added. */
  readonly instance: boolean;
}

export function targetOf(text: string, grant: EgressGrant): Result<Target> {
  const base = grant.instance && URL.canParse(grant.instance.url) ? new URL(grant.instance.url) : undefined;
  const absolute = /^[a-z][a-z0-9+.-]*:/i.test(text) || text.startsWith('//');
  if (!absolute && !base)
    return fail(
      'fetch/denied',
      `"${text.slice(0, 200)}" is relative, and no URL is configured for this data source. Set it in its settings.`,
    );
  if (!absolute && climbs(text)) return fail('fetch/denied', `"${text.slice(0, 200)}" leaves the path of the configured URL.`);
  const rest = text.replace(/^\/+/, '');
  // Nothing below is the address itself, without a slash that it does not have.
  const full = absolute
    ? text
    : `${base?.href.replace(/[?#].*$/, '').replace(/\/+$/, '')}${rest === '' || rest.startsWith('?') ? '' : '/'}${rest}`;
  if (!URL.canParse(full)) return fail('fetch/denied', `"${text.slice(0, 200)}" is no address.`);
  const url = new URL(full);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return fail('fetch/denied', `Only http and https are fetched, not ${url.protocol}`);
  if (absolute && (url.username || url.password))
    return fail('fetch/denied', 'A user name in the address is not accepted; credentials belong to the data source settings.');
  const instance = base !== undefined && url.origin === base.origin && below(url, base);
  if (instance || grant.origins.includes(url.origin)) return ok({ url, instance });
  return fail('fetch/denied', `${url.origin} was not granted to this plugin. An administrator grants origins on the plugins page.`);
}

/** `..` in any spelling: the source would read what we would not. */
function climbs(text: string): boolean {
  const path = text.replace(/[?#].*$/s, '');
  if (path.includes('\\')) return true;
  return path.split('/').some((part) => /^(\.|%2e){2}$/i.test(part) || (/%2f|%5c/i.test(part) && /(\.|%2e){2}/i.test(part)));
}

function below(url: URL, base: URL): boolean {
  const root = base.pathname.replace(/\/+$/, '');
  return root === '' || url.pathname === root || url.pathname.startsWith(`${root}/`);
}
