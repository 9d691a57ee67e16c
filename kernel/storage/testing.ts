/** The databases of this run: SQLite always, the others when their URLs are given. Each open gives an empty database of its own. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sequelize } from 'sequelize';
import { migrate } from './migrate.ts';
import { openDatabase } from './open.ts';
import { type DatabaseOptions, databaseOptions } from './options.ts';
import type { Database } from './types.ts';

export interface TestDatabase extends Database {
  /** For a second kernel, or another process. */
  readonly section: Readonly<Record<string, string>>;
  readonly folder: string;
  drop(): Promise<void>;
}
export interface TestServer {
  readonly kind: 'sqlite' | 'postgres' | 'mysql';
  open(options?: { migrated?: boolean } & Partial<DatabaseOptions>): Promise<TestDatabase>;
}

const servers = { postgres: process.env.ORRERY_TEST_POSTGRES, mysql: process.env.ORRERY_TEST_MYSQL };

async function admin(kind: 'postgres' | 'mysql', sql: string) {
  const url = servers[kind]!;
  const sequelize = new Sequelize(kind === 'mysql' ? url.replace(/^mariadb:/, 'mysql:') : url, { logging: false, dialect: kind });
  try {
    await sequelize.query(sql);
  } finally {
    await sequelize.close();
  }
}

function server(kind: TestServer['kind']): TestServer {
  return {
    kind,
    async open({ migrated = true, ...more } = {}) {
      const folder = mkdtempSync(join(tmpdir(), 'orrery-db-'));
      const name = `orrery_test_${randomBytes(6).toString('hex')}`;
      let section: Record<string, string> = { type: 'sqlite3', path: 'test.db' };
      if (kind !== 'sqlite') {
        await admin(kind, `CREATE DATABASE ${name}`);
        const url = new URL(servers[kind]!);
        url.pathname = `/${name}`;
        section = { url: url.href };
      }
      const database = await openDatabase({ ...databaseOptions(section, folder), ...more });
      if (migrated) await migrate(database);
      return Object.assign(database, {
        section,
        folder,
        async drop() {
          await database.close();
          if (kind !== 'sqlite') await admin(kind, `DROP DATABASE ${name}${kind === 'postgres' ? ' WITH (FORCE)' : ''}`);
          rmSync(folder, { recursive: true, force: true });
        },
      });
    },
  };
}

export function databases(): readonly TestServer[] {
  return [server('sqlite'), ...(servers.postgres ? [server('postgres')] : []), ...(servers.mysql ? [server('mysql')] : [])];
}
/** Those that were promised with `ORRERY_REQUIRE_DATABASES=1` and are not there. */
export function missingDatabases(): readonly string[] {
  return process.env.ORRERY_REQUIRE_DATABASES === '1' ? Object.entries(servers).flatMap(([kind, url]) => (url ? [] : [kind])) : [];
}
