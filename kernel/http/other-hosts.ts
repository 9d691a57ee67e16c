/**
 * Hosts that pages may reach beside this server, by the settings `image_hosts` and `action_hosts`: none unless an administrator names
 * them. What stands in a header must be an origin and nothing else, or a setting could write another rule.
 */
import type { Config } from '../config/config.ts';

export interface OtherHosts {
  readonly images: readonly string[];
  readonly actions: readonly string[];
}

/** `https://tile.example`, or every host below one: `https://*.tile.example`. Plain http only where it is written out. */
export function otherHosts(config: Pick<Config, 'get'>, warn: (message: string) => void): OtherHosts {
  const read = (name: string): string[] =>
    (config.get('orrery', name) ?? '').split(/[\s,]+/).flatMap((written) => {
      if (written === '') return [];
      const origin = originOf(written);
      if (!origin) warn(`[orrery] ${name}: "${written}" is no host; write https://host or https://*.host, with no path. It is left out.`);
      return origin ? [origin] : [];
    });
  return { images: read('image_hosts'), actions: read('action_hosts') };
}

function originOf(written: string): string | undefined {
  const full = /^https?:\/\//.test(written) ? written : `https://${written}`;
  return /^https?:\/\/(?:\*\.)?[a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d{1,5})?$/i.test(full) ? full.toLowerCase() : undefined;
}
