/** `[database]` of the configuration, in Grafana's words, as what opens a database. */
import { isAbsolute, join } from 'node:path';
import type { Dialect } from './types.ts';

export interface DatabaseOptions {
  readonly dialect: Dialect;
  /** SQLite's file. */
  readonly path?: string;
  readonly host?: string;
  readonly port?: number;
  readonly socket?: string;
  readonly name?: string;
  readonly user?: string;
  readonly password?: string;
  readonly tls?: {
    readonly verify: boolean;
    readonly caPath?: string;
    readonly certPath?: string;
    readonly keyPath?: string;
    readonly serverName?: string;
  };
  readonly maxOpen: number;
  /** How long to wait for a database that is not up yet. 60 000 when absent, 5 000 for a file. */
  readonly waitMs?: number;
  readonly log?: (level: 'info' | 'warn', message: string) => void;
}

const kinds: Record<string, Dialect> = {
  sqlite3: 'sqlite',
  sqlite: 'sqlite',
  postgres: 'postgres',
  postgresql: 'postgres',
  mysql: 'mysql',
  mariadb: 'mysql',
};

function fromUrl(section: Readonly<Record<string, string>>): Record<string, string> {
  const url = new URL(section.url!);
  const part = (value: string) => decodeURIComponent(value);
  const found: Record<string, string> = { ...section, type: url.protocol.slice(0, -1) };
  if (found.type === 'sqlite3' || found.type === 'sqlite') return { ...found, path: part(url.host + url.pathname) };
  if (url.host) found.host = url.host;
  if (url.username) found.user = part(url.username);
  if (url.password) found.password = part(url.password);
  if (url.pathname.length > 1) found.name = part(url.pathname.slice(1));
  const mode = url.searchParams.get('sslmode') ?? url.searchParams.get('tls');
  if (mode) found.ssl_mode = mode;
  return found;
}

/** `section` holds the keys of `[database]`; a relative `path` is below `dataPath`. Throws with a sentence on a type it does not know. */
export function databaseOptions(section: Readonly<Record<string, string>>, dataPath: string): DatabaseOptions {
  const values = section.url ? fromUrl(section) : section;
  const dialect = kinds[(values.type || 'sqlite3').toLowerCase()];
  if (!dialect) throw new Error(`[database] type is "${values.type}"; it can be sqlite3, postgres or mysql`);
  const maxOpen = Math.max(1, Number(values.max_open_conn) || 10);
  if (dialect === 'sqlite') {
    const path = values.path || 'orrery.db';
    return { dialect, path: isAbsolute(path) ? path : join(dataPath, path), maxOpen };
  }
  const host = values.host || '127.0.0.1';
  const socket = host.startsWith('/') ? host : undefined;
  const [, name = host, port = ''] = /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(host) ?? [];
  const mode = (values.ssl_mode || 'disable').toLowerCase();
  const tls = ['disable', 'false', 'allow', 'prefer', 'preferred'].includes(mode)
    ? undefined
    : {
        verify: !['require', 'skip-verify'].includes(mode),
        ...(values.ca_cert_path ? { caPath: values.ca_cert_path } : {}),
        ...(values.client_cert_path ? { certPath: values.client_cert_path } : {}),
        ...(values.client_key_path ? { keyPath: values.client_key_path } : {}),
        ...(values.server_cert_name ? { serverName: values.server_cert_name } : {}),
      };
  return {
    dialect,
    ...(socket ? { socket } : { host: name, port: Number(port) || (dialect === 'postgres' ? 5432 : 3306) }),
    name: values.name || 'orrery',
    user: values.user || 'root',
    password: values.password ?? '',
    ...(tls ? { tls } : {}),
    maxOpen,
  };
}
