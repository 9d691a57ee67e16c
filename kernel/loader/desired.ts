/**
 * Desired state: which plugins should be here, in which version, held how tight. It lives in the database, so an install on one
 * instance appears on all. Packages lie beside it under their hash; what is read back is verified again before it runs.
 */
import type { CapabilityRequests } from '@orrery/plugin-sdk/capabilities/index';
import type { VerifiedPackage } from '../registry/types.ts';
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
}

export interface DesiredState {
  list(): Promise<readonly Desired[]>;
  install(pkg: VerifiedPackage, by: string): Promise<void>;
  set(id: string, change: { enabled?: boolean; granted?: Partial<CapabilityRequests> | null }, by: string): Promise<void>;
  uninstall(id: string): Promise<void>;
  files(hash: string): Promise<Map<string, Uint8Array> | undefined>;
}

export function openDesiredState(database: Database, now: () => number = Date.now): DesiredState {
  async function put(
    id: string,
    values: { version?: string; hash?: string; enabled?: boolean; granted?: unknown; by: string },
  ): Promise<void> {
    await database.transaction(async (transaction) => {
      const [row] = await database.rows('SELECT * FROM k_plugin WHERE plugin = ?', [id], { transaction });
      const next = {
        version: values.version ?? row?.plugin_version ?? '',
        hash: values.hash ?? row?.hash ?? '',
        enabled: Number(values.enabled ?? (row ? row.enabled : true)),
        granted: values.granted === undefined ? (row?.granted ?? 'null') : toJson(values.granted),
      };
      if (row) {
        await database.run(
          'UPDATE k_plugin SET plugin_version = ?, hash = ?, enabled = ?, granted = ?, installed_by = ?, version = version + 1, updated = ? WHERE plugin = ?',
          [next.version, next.hash, next.enabled, next.granted, values.by, now(), id],
          { transaction },
        );
      } else {
        await database.run(
          'INSERT INTO k_plugin (plugin, plugin_version, hash, enabled, granted, origin, installed_by, version, updated) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)',
          [id, next.version, next.hash, next.enabled, next.granted, '', values.by, now()],
          { transaction },
        );
      }
    });
  }

  return {
    async list() {
      const rows = await database.rows('SELECT plugin, plugin_version, hash, enabled, granted FROM k_plugin');
      return rows.map((row) => {
        const granted = fromJson(row.granted) as Partial<CapabilityRequests> | null;
        return {
          id: String(row.plugin),
          version: String(row.plugin_version),
          hash: String(row.hash),
          enabled: Boolean(Number(row.enabled)),
          ...(granted && { granted }),
        };
      });
    },
    async install(pkg, by) {
      const [there] = await database.rows('SELECT id FROM k_package WHERE hash = ?', [pkg.hash]);
      if (!there) {
        const bytes = await packFiles(pkg.files);
        await database.run('INSERT INTO k_package (hash, plugin, plugin_version, bytes, created) VALUES (?, ?, ?, ?, ?)', [
          pkg.hash,
          pkg.id,
          pkg.version,
          bytes,
          now(),
        ]);
      }
      await put(pkg.id, { version: pkg.version, hash: pkg.hash, enabled: true, by });
    },
    set: (id, { enabled, granted }, by) =>
      put(id, { by, ...(enabled !== undefined && { enabled }), ...(granted !== undefined && { granted }) }),
    async uninstall(id) {
      await database.run('DELETE FROM k_plugin WHERE plugin = ?', [id]);
    },
    async files(hash) {
      const [row] = await database.rows('SELECT bytes FROM k_package WHERE hash = ?', [hash]);
      return row ? unpackFiles(row.bytes as Uint8Array) : undefined;
    },
  };
}
