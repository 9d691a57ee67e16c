/**
 * What an administrator took back on any instance: plugins, some of their versions, or a key. It lies in the database, so that all instances
 * know it without a file being copied, and without anybody else's server being asked.
 */
import type { Revocation, TrustStore } from '@orrery/signing';
import { fromJson, toJson } from '../storage/json.ts';
import type { Database } from '../storage/types.ts';

export interface Revoked {
  readonly kind: 'plugin' | 'key';
  /** An id, or a key's id. */
  readonly subject: string;
  /** Of a plugin; all when empty. */
  readonly versions: readonly string[];
  readonly reason: string;
}
export interface Revocations {
  list(): Promise<readonly Revoked[]>;
  /** Never takes less back than before. */
  add(revoked: Revoked, by: string): Promise<void>;
  /** False when nothing was taken back under this name. */
  lift(kind: Revoked['kind'], subject: string): Promise<boolean>;
  /** The store without what was taken back. */
  applied(trust: TrustStore): Promise<TrustStore>;
  /** True when `applied` will answer otherwise than it did last. */
  changed(): Promise<boolean>;
}

export function openRevocations(database: Database, now: () => number = Date.now): Revocations {
  let last = '';
  const stampOf = (all: readonly Revoked[]): string => toJson(all);

  async function list(): Promise<readonly Revoked[]> {
    const rows = await database.rows('SELECT kind, subject, versions, reason FROM k_revocation ORDER BY kind, subject', [], {
      maxRows: 10_000,
    });
    return rows.map(({ kind, subject, versions, reason }) => ({
      kind: kind === 'key' ? 'key' : 'plugin',
      subject: String(subject),
      versions: (fromJson(versions) as string[] | null) ?? [],
      reason: String(reason),
    }));
  }

  return {
    list,
    add: ({ kind, subject, versions, reason }, by) =>
      database.transaction(async (transaction) => {
        const [row] = await database.rows('SELECT versions FROM k_revocation WHERE kind = ? AND subject = ?', [kind, subject], {
          transaction,
        });
        if (!row) {
          const values = [kind, subject, toJson(versions), reason, by, now()];
          await database.run(
            'INSERT INTO k_revocation (kind, subject, versions, reason, revoked_by, created) VALUES (?, ?, ?, ?, ?, ?)',
            values,
            { transaction },
          );
          return;
        }
        const before = (fromJson(row.versions) as string[] | null) ?? [];
        const all = before.length === 0 || versions.length === 0 ? [] : [...new Set([...before, ...versions])];
        await database.run(
          'UPDATE k_revocation SET versions = ?, reason = ?, revoked_by = ? WHERE kind = ? AND subject = ?',
          [toJson(all), reason, by, kind, subject],
          { transaction },
        );
      }),
    async lift(kind, subject) {
      const { changes } = await database.run('DELETE FROM k_revocation WHERE kind = ? AND subject = ?', [kind, subject]);
      return changes > 0;
    },
    async applied(trust) {
      const all = await list();
      last = stampOf(all);
      if (all.length === 0) return trust;
      const plugins = all
        .filter(({ kind }) => kind === 'plugin')
        .map(({ subject, versions, reason }): Revocation => ({ plugin: subject, reason, ...(versions.length > 0 && { versions }) }));
      const keys = new Map(all.filter(({ kind }) => kind === 'key').map(({ subject, reason }) => [subject, reason]));
      return {
        ...trust,
        keys: new Map(
          [...trust.keys].map(([id, key]) => [id, keys.has(key.keyId) ? { ...key, revoked: { reason: keys.get(key.keyId) ?? '' } } : key]),
        ),
        revocations: [...trust.revocations, ...plugins],
      };
    },
    changed: async () => stampOf(await list()) !== last,
  };
}
