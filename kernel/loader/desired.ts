/**
 * Desired state: which plugins should be here, in which version, held how tight. It lives in the database, so an install on one
 * instance appears on all. Packages lie beside it under their hash; what is read back is verified again before it runs.
 */
import { fail, ok, type Result } from '@orrery/plugin-sdk';
import type { CapabilityRequests } from '@orrery/plugin-sdk/capabilities/index';
import type { VerifiedPackage } from '../registry/types.ts';
import { nameOf } from '../signature/package.ts';
import { fromJson, toJson } from '../storage/json.ts';
import type { Database } from '../storage/types.ts';
import { packFiles, unpackFiles } from './package-blob.ts';

export interface Desired {
  readonly id: string;
  readonly version: string;
  /** Empty for plugins that lie on disk: nothing but their switch and grants is kept. */
  readonly hash: string;
  readonly enabled: boolean;
  readonly granted?: Partial<CapabilityRequests>;
  /** Where it came from, for people: a catalog, an address, a file. */
  readonly origin: string;
}
/** A version that asks for more than was granted, and waits for a person. The one before goes on. */
export interface Pending {
  readonly id: string;
  readonly version: string;
  readonly hash: string;
  readonly origin: string;
  readonly by: string;
  readonly at: number;
}
export interface InstallRecord {
  readonly by: string;
  readonly origin: string;
  /** What was granted by it; as it was, or everything a trusted level asks for, when absent. */
  readonly granted?: Partial<CapabilityRequests>;
}

export interface DesiredState {
  list(): Promise<readonly Desired[]>;
  install(pkg: VerifiedPackage, record: InstallRecord): Promise<void>;
  /** Keeps the package and asks for a decision. */
  suspend(pkg: VerifiedPackage, record: Pick<InstallRecord, 'by' | 'origin'>): Promise<void>;
  pending(): Promise<readonly Pending[]>;
  /** Nothing waits for a decision on this plugin any more. */
  settle(id: string): Promise<void>;
  /** Versions whose packages are kept, newest kept first: what can be gone back to. */
  kept(id: string): Promise<readonly { readonly version: string; readonly hash: string; readonly at: number }[]>;
  set(id: string, change: { enabled?: boolean; granted?: Partial<CapabilityRequests> | null }, by: string): Promise<void>;
  uninstall(id: string): Promise<void>;
  /** A kept package, if it still is what its name says. Fails with `package/missing`, `package/damaged` or `package/exchanged`. */
  files(hash: string): Promise<Result<Map<string, Uint8Array>>>;
}

export function openDesiredState(database: Database, now: () => number = Date.now): DesiredState {
  async function put(
    id: string,
    values: { version?: string; hash?: string; enabled?: boolean; granted?: unknown; origin?: string; by: string },
  ): Promise<void> {
    await database.transaction(async (transaction) => {
      const [row] = await database.rows('SELECT * FROM k_plugin WHERE plugin = ?', [id], { transaction });
      const next = {
        version: values.version ?? row?.plugin_version ?? '',
        hash: values.hash ?? row?.hash ?? '',
        enabled: Number(values.enabled ?? (row ? row.enabled : true)),
        granted: values.granted === undefined ? (row?.granted ?? 'null') : toJson(values.granted),
        origin: values.origin ?? row?.origin ?? '',
      };
      if (row) {
        await database.run(
          'UPDATE k_plugin SET plugin_version = ?, hash = ?, enabled = ?, granted = ?, origin = ?, installed_by = ?, version = version + 1, updated = ? WHERE plugin = ?',
          [next.version, next.hash, next.enabled, next.granted, next.origin, values.by, now(), id],
          { transaction },
        );
      } else {
        await database.run(
          'INSERT INTO k_plugin (plugin, plugin_version, hash, enabled, granted, origin, installed_by, version, updated) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)',
          [id, next.version, next.hash, next.enabled, next.granted, next.origin, values.by, now()],
          { transaction },
        );
      }
    });
  }

  async function keep(pkg: VerifiedPackage): Promise<void> {
    const there = await files(pkg.hash);
    if (there.ok) return;
    // What lies there under this name is something else, or what an attempt before left behind: the right one takes its place.
    await database.run('DELETE FROM k_package WHERE hash = ?', [pkg.hash]);
    await database.run('DELETE FROM k_package_part WHERE hash = ?', [pkg.hash]);
    let first: Buffer | undefined;
    await packFiles(pkg.files, async (piece, part) => {
      first ??= piece;
      if (part > 0) await database.run('INSERT INTO k_package_part (hash, part, bytes) VALUES (?, ?, ?)', [pkg.hash, part, piece]);
    });
    // Last: this row says that there is a package.
    const values = [pkg.hash, pkg.id, pkg.version, first, now()];
    await database.run('INSERT INTO k_package (hash, plugin, plugin_version, bytes, created) VALUES (?, ?, ?, ?, ?)', values);
  }
  async function* kept(hash: string, first: Uint8Array): AsyncGenerator<Uint8Array> {
    yield first;
    for (let part = 1; ; part++) {
      const [row] = await database.rows('SELECT bytes FROM k_package_part WHERE hash = ? AND part = ?', [hash, part]);
      if (!row) return;
      yield row.bytes as Uint8Array;
    }
  }
  async function files(hash: string): Promise<Result<Map<string, Uint8Array>>> {
    const again = 'Install it again.';
    const [row] = await database.rows('SELECT bytes FROM k_package WHERE hash = ?', [hash]);
    if (!row) return fail('package/missing', `Its package is not in the store. ${again}`);
    const found = await unpackFiles(kept(hash, row.bytes as Uint8Array)).catch((error: Error) => error);
    if (found instanceof Error) return fail('package/damaged', `Its package in the store cannot be read: ${found.message} ${again}`);
    // Signed by somebody is not enough: an older version with a hole is signed, too.
    if (nameOf(found) !== hash)
      return fail(
        'package/exchanged',
        `The package in the store is another than the one that was installed (${hash.slice(0, 12)}). ${again}`,
      );
    return ok(found);
  }
  async function settle(id: string): Promise<void> {
    await database.run('DELETE FROM k_plugin_pending WHERE plugin = ?', [id]);
  }

  return {
    async list() {
      const rows = await database.rows('SELECT plugin, plugin_version, hash, enabled, granted, origin FROM k_plugin');
      return rows.map((row) => {
        const granted = fromJson(row.granted) as Partial<CapabilityRequests> | null;
        return {
          id: String(row.plugin),
          version: String(row.plugin_version),
          hash: String(row.hash),
          enabled: Boolean(Number(row.enabled)),
          origin: String(row.origin ?? ''),
          ...(granted && { granted }),
        };
      });
    },
    async install(pkg, { by, origin, granted }) {
      await keep(pkg);
      await put(pkg.id, { version: pkg.version, hash: pkg.hash, enabled: true, origin, by, ...(granted && { granted }) });
      await settle(pkg.id);
    },
    async suspend(pkg, { by, origin }) {
      await keep(pkg);
      await settle(pkg.id);
      await database.run(
        'INSERT INTO k_plugin_pending (plugin, plugin_version, hash, origin, asked_by, created) VALUES (?, ?, ?, ?, ?, ?)',
        [pkg.id, pkg.version, pkg.hash, origin, by, now()],
      );
    },
    async pending() {
      const rows = await database.rows(
        'SELECT plugin, plugin_version, hash, origin, asked_by, created FROM k_plugin_pending ORDER BY plugin',
      );
      return rows.map((row) => ({
        id: String(row.plugin),
        version: String(row.plugin_version),
        hash: String(row.hash),
        origin: String(row.origin),
        by: String(row.asked_by),
        at: Number(row.created),
      }));
    },
    settle,
    async kept(id) {
      const rows = await database.rows('SELECT plugin_version, hash, created FROM k_package WHERE plugin = ? ORDER BY created DESC', [id]);
      return rows.map((row) => ({ version: String(row.plugin_version), hash: String(row.hash), at: Number(row.created) }));
    },
    set: (id, { enabled, granted }, by) =>
      put(id, { by, ...(enabled !== undefined && { enabled }), ...(granted !== undefined && { granted }) }),
    async uninstall(id) {
      await database.run('DELETE FROM k_plugin WHERE plugin = ?', [id]);
      await settle(id);
    },
    files,
  };
}
