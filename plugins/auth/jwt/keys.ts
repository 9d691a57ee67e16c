/** The keys that tokens may be signed with: from one file, a set in a file, or a set at an address. */
import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Fetch } from '@orrery/plugin-sdk';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

export type Section = Readonly<Record<string, string>>;

/** A key nobody knows may be a new one; asking for every made-up one would be an attack on the issuer. */
const anewMs = 60_000;
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export interface Keys {
  for(section: Section): Promise<JWTVerifyGetKey>;
}

export function openKeys(fetch: Fetch, now: () => number = Date.now): Keys {
  const held = new Map<string, { readonly get: JWTVerifyGetKey; readonly until: number; readonly read: number }>();

  async function read(section: Section): Promise<{ get: JWTVerifyGetKey; maxAgeMs?: number }> {
    const { key_file: file = '', key_id: kid = '', jwk_set_file: setFile = '', jwk_set_url: url = '' } = section;
    const given = [file, setFile, url].filter(Boolean);
    if (given.length !== 1)
      throw new Error(`[auth.jwt] needs exactly one of key_file, jwk_set_file and jwk_set_url; ${given.length} are set.`);
    if (file) {
      const key = createPublicKey(await readFile(file));
      return {
        get: (header) => {
          if (header.kid !== undefined && header.kid !== kid) throw new errors.JWKSNoMatchingKey();
          return key;
        },
      };
    }
    if (setFile) return { get: createLocalJWKSet(JSON.parse(await readFile(setFile, 'utf8')) as JSONWebKeySet) };
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'https:' && !loopback.test(hostname)) throw new Error('[auth.jwt] jwk_set_url must be an https address.');
    const answer = await fetch(url, { timeoutMs: 5_000 });
    if (!answer.ok) throw new Error(`The keys at [auth.jwt] jwk_set_url were not given: status ${answer.status}.`);
    const maxAge = /max-age=(\d+)/.exec(answer.headers['cache-control'] ?? '')?.[1];
    return { get: createLocalJWKSet((await answer.json()) as JSONWebKeySet), ...(maxAge && { maxAgeMs: Number(maxAge) * 1000 }) };
  }

  return {
    async for(section) {
      const place = JSON.stringify([section.key_file, section.key_id, section.jwk_set_file, section.jwk_set_url]);
      const ttlMs = minutes(section.cache_ttl ?? '60m');
      async function current(anew: boolean): Promise<JWTVerifyGetKey> {
        const known = held.get(place);
        if (known && !anew && known.until > now()) return known.get;
        try {
          const { get, maxAgeMs = Number.POSITIVE_INFINITY } = await read(section);
          held.set(place, { get, read: now(), until: now() + Math.min(ttlMs, maxAgeMs) });
          return get;
        } catch (error) {
          // An issuer that does not answer for a while takes nobody's sign-in away.
          if (known && now() - known.read < 86_400_000) return known.get;
          throw error;
        }
      }
      const get = await current(false);
      return async (header, token) => {
        try {
          return await get(header, token);
        } catch (error) {
          const old = held.get(place);
          if (!(error instanceof errors.JWKSNoMatchingKey) || !old || now() - old.read < anewMs) throw error;
          return (await current(true))(header, token);
        }
      };
    },
  };
}

function minutes(text: string): number {
  const [, count = '60', unit = 'm'] = /^(\d+)([smhd])$/.exec(text.trim()) ?? [];
  return Number(count) * ({ s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit] ?? 60_000);
}
