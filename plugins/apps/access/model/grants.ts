/**
 * Levels given on single things, to a person, an account, a team or a basic role, in one organisation.
 *
 * A thing at the top that nobody set roles for is open: what basic roles may by themselves holds there. Once somebody does, it is
 * *closed*: only what is written here counts for roles below Admin, on it and on all that is in it. That is the outcome of Grafana's
 * rows for every folder, without a row for every folder.
 */
import type { Row, Storage } from '@orrery/plugin-sdk';
import { failedWith } from './names.ts';

export type HolderKind = 'user' | 'team' | 'role';
export interface Grant {
  readonly id: number;
  readonly kind: string;
  readonly object: string;
  readonly holderKind: HolderKind;
  /** Id of a person, account or team; name of a basic role. */
  readonly holder: string;
  readonly level: string;
  readonly created: number;
  readonly updated: number;
}
export interface Change {
  readonly holderKind: HolderKind;
  readonly holder: string;
  /** Empty takes it away. */
  readonly level: string;
}

export function openGrants(storage: Storage, now: () => number = Date.now) {
  const grants = storage.table('grant');
  const closings = storage.table('closing');

  async function set(kind: string, object: string, { holderKind, holder, level }: Change): Promise<void> {
    const where = { kind, object, holderKind, holder };
    if (level === '') return void (await grants.delete(where));
    const row = await grants.get(where);
    if (row) return void (await grants.update(row.id, row.version, { level, updated: now() }));
    await grants.insert({ ...where, level, created: now(), updated: now() });
  }

  return {
    async on(kind: string, object: string): Promise<Grant[]> {
      return (await grants.find({ where: { kind, object }, orderBy: [['id', 'asc']], limit: 1_000 })).map(toGrant);
    },
    async heldBy(holderKind: HolderKind, holders: readonly string[]): Promise<Grant[]> {
      if (holders.length === 0) return [];
      return (await grants.find({ where: { holderKind, holder: { in: [...holders] } }, limit: 10_000 })).map(toGrant);
    },
    set,
    /** Whether roles were set for it. */
    async isClosed(kind: string, object: string): Promise<boolean> {
      return (await closings.get({ kind, object })) !== undefined;
    },
    async closed(kind: string, objects: readonly string[]): Promise<Set<string>> {
      const rows = await closings.find({ where: { kind, object: { in: [...objects] } }, limit: 10_000 });
      return new Set(rows.map((row) => row.object as string));
    },
    async close(kind: string, object: string): Promise<void> {
      try {
        await closings.insert({ kind, object });
      } catch (error) {
        if (!failedWith(error, 'storage/conflict')) throw error;
      }
    },
    /** All that was given on it before gives way to these. */
    async replace(kind: string, object: string, changes: readonly Change[], close: boolean): Promise<void> {
      const at = now();
      await storage.transaction([
        { op: 'delete', table: 'grant', where: { kind, object } },
        { op: 'delete', table: 'closing', where: { kind, object } },
        ...changes.map((change) => ({
          op: 'insert' as const,
          table: 'grant',
          values: { kind, object, ...change, created: at, updated: at },
        })),
        ...(close ? [{ op: 'insert' as const, table: 'closing', values: { kind, object } }] : []),
      ]);
    },
    async forget(kind: string, object: string): Promise<void> {
      await storage.transaction([
        { op: 'delete', table: 'grant', where: { kind, object } },
        { op: 'delete', table: 'closing', where: { kind, object } },
      ]);
    },
  };
}
function toGrant(row: Row): Grant {
  return {
    id: row.id,
    kind: row.kind as string,
    object: row.object as string,
    holderKind: row.holderKind as HolderKind,
    holder: row.holder as string,
    level: row.level as string,
    created: row.created as number,
    updated: row.updated as number,
  };
}
