/**
 * Where Redis is: `[orrery] redis_url` (`redis://user:password@host:6379/0`, `rediss://` for TLS), or Grafana's
 * `[remote_cache] connstr` (`addr=h:6379,pool_size=100,db=0,username=,password=,ssl=false|true|insecure`).
 */
import { fail, ok, type Result } from '@orrery/plugin-sdk';
import type { RedisOptions } from 'ioredis';

const known = new Set(['addr', 'pool_size', 'db', 'username', 'password', 'ssl']);

export function parseConnstr(connstr: string): Result<RedisOptions> {
  const parts: Record<string, string> = {};
  for (const part of connstr.split(',').filter((each) => each.trim() !== '')) {
    const at = part.indexOf('=');
    const key = part.slice(0, Math.max(at, 0)).trim();
    if (!known.has(key)) return wrong(`'${key || part.trim()}' is not one of ${[...known].join(', ')}`);
    parts[key] = part.slice(at + 1).trim();
  }
  const [, host, port = '6379'] = /^(.*?)(?::(\d+))?$/.exec(parts.addr ?? '') ?? [];
  if (!host) return wrong('addr=HOST:PORT is missing');
  if (!/^\d*$/.test(parts.db ?? '')) return wrong(`db=${parts.db} is not a number`);
  const tls = tlsOf(parts.ssl ?? 'false', host);
  if (tls === undefined) return wrong(`ssl=${parts.ssl} is none of true, false, insecure`);
  return ok({
    host: host.replace(/^\[|\]$/g, ''),
    port: Number(port),
    db: Number(parts.db || 0),
    ...(parts.username && { username: parts.username }),
    ...(parts.password && { password: parts.password }),
    ...(tls && { tls }),
  });
}

export function parseRedisUrl(text: string): Result<RedisOptions> {
  const url = URL.parse(text);
  if (!url || !['redis:', 'rediss:'].includes(url.protocol)) {
    return fail('config/redis', '[orrery] redis_url must read redis://HOST:PORT/DB, or rediss:// for TLS.');
  }
  const db = url.pathname.slice(1);
  if (!/^\d*$/.test(db)) return fail('config/redis', `[orrery] redis_url names database '${db}', which is not a number.`);
  return ok({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 6379),
    db: Number(db || 0),
    ...(url.username && { username: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
    ...(url.protocol === 'rediss:' && { tls: { servername: url.hostname } }),
  });
}

/** What the configuration says, or undefined for an instance that stands alone. */
export function redisOptions(setting: (section: string, key: string) => string | undefined): Result<RedisOptions | undefined> {
  const url = setting('orrery', 'redis_url');
  if (url) return parseRedisUrl(url);
  if (setting('remote_cache', 'type') !== 'redis') return ok(undefined);
  return parseConnstr(setting('remote_cache', 'connstr') ?? '');
}

function tlsOf(ssl: string, host: string): RedisOptions['tls'] | false | undefined {
  if (ssl === 'false' || ssl === '') return false;
  if (ssl === 'true') return { servername: host };
  if (ssl === 'insecure') return { rejectUnauthorized: false };
  return undefined;
}

function wrong(what: string): ReturnType<typeof fail> {
  return fail('config/redis', `[remote_cache] connstr: ${what}.`);
}
