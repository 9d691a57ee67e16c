/**
 * Who did what: append only, each record with the hash of the one before. The end of the chain is signed with every write and a head is
 * signed and kept now and then, so that neither a changed record nor a chain calculated anew goes unnoticed by who holds the key.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Transaction } from 'sequelize';
import { storageFailure } from '../storage/failures.ts';
import { toJson } from '../storage/json.ts';
import type { Database } from '../storage/types.ts';
import type { Audit, AuditRecord } from './types.ts';

export interface AuditParts {
  readonly database: Database;
  /** Signs with the first, believes all of them. */
  readonly keys: readonly [Buffer, ...Buffer[]];
  /** A note was not stored. */
  readonly lost?: (record: Omit<AuditRecord, 'at'>, error: unknown) => void;
  readonly now?: () => number;
  /** Records between two kept heads. 100 when absent. */
  readonly headEvery?: number;
}
interface Waiting {
  readonly record: AuditRecord;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}
type Stored = Readonly<Record<'sequence' | 'at' | 'org_id', number>> &
  Readonly<Record<'request_id' | 'principal' | 'action' | 'scope' | 'outcome' | 'detail' | 'previous' | 'hash', string>>;

const batch = 200;
const mostDetail = 16_384;
const columns = 'sequence, at, request_id, principal, org_id, action, scope, outcome, detail, previous, hash';
const cut = (text: string, length: number) => text.replaceAll('\0', '').slice(0, length);
const secretName = /pass(word|wd)?$|secret|token|api_?key|private|authorization|cookie|credential/i;

/** No secrets in it, whatever the caller put there; neither deep nor long. */
function detailOf(detail: Readonly<Record<string, unknown>>): string {
  const clean = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return cut(value, 2_000);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > 5) return '[deep]';
    if (Array.isArray(value)) return value.slice(0, 200).map((item) => clean(item, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        secretName.test(key) && typeof item !== 'boolean' && typeof item !== 'number' ? '[hidden]' : clean(item, depth + 1),
      ]),
    );
  };
  const text = toJson(clean(detail, 0));
  return text.length <= mostDetail ? text : toJson({ cut: text.slice(0, mostDetail / 2) });
}

function hashOf(row: Omit<Stored, 'hash'>): string {
  const fields = [
    row.previous,
    row.sequence,
    row.at,
    row.request_id,
    row.principal,
    row.org_id,
    row.action,
    row.scope,
    row.outcome,
    row.detail,
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
const macOf = (key: Buffer, sequence: number, hash: string) => createHmac('sha256', key).update(`${sequence} ${hash}`).digest('hex');

export function createAudit({ database, keys, lost = () => {}, now = Date.now, headEvery = 100 }: AuditParts): Audit {
  const waiting: Waiting[] = [];
  const notes = new Set<Promise<void>>();
  let writing = false;
  const lock = database.dialect === 'sqlite' ? '' : ' FOR UPDATE';

  async function append(records: readonly AuditRecord[], transaction: Transaction): Promise<void> {
    // The row of the tail is the lock: kernels on one database add to one chain.
    const [tail] = await database.rows(`SELECT sequence, hash FROM k_audit_tail WHERE id = 1${lock}`, [], { transaction });
    let previous = String(tail?.hash ?? '');
    let sequence = (tail?.sequence as number) ?? 0;
    const values: unknown[] = [];
    for (const record of records) {
      const row = {
        sequence: ++sequence,
        at: record.at,
        request_id: cut(record.requestId, 190),
        principal: cut(record.principal, 190),
        org_id: record.orgId,
        action: cut(record.action, 190),
        scope: cut(record.scope, 2_000),
        outcome: record.outcome,
        detail: detailOf(record.detail),
        previous,
      };
      previous = hashOf(row);
      values.push(...Object.values(row), previous);
    }
    const marks = records.map(() => '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ');
    await database.run(`INSERT INTO k_audit (${columns}) VALUES ${marks}`, values, { transaction });
    const mac = macOf(keys[0], sequence, previous);
    await database.run('UPDATE k_audit_tail SET sequence = ?, hash = ?, mac = ? WHERE id = 1', [sequence, previous, mac], { transaction });
    if (Math.floor(sequence / headEvery) > Math.floor((sequence - records.length) / headEvery)) {
      await database.run('INSERT INTO k_audit_head (sequence, hash, at, mac) VALUES (?, ?, ?, ?)', [sequence, previous, now(), mac], {
        transaction,
      });
    }
  }

  /** What came together is stored together; what comes meanwhile waits for the next round. */
  async function write(): Promise<void> {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      const taken = waiting.splice(0, batch);
      try {
        await database.transaction((transaction) =>
          append(
            taken.map(({ record }) => record),
            transaction,
          ),
        );
        for (const { resolve } of taken) resolve();
      } catch (error) {
        for (const { reject } of taken) reject(storageFailure(error));
      }
    }
    writing = false;
  }

  function signed(sequence: number, hash: string, mac: unknown): boolean {
    const given = Buffer.from(String(mac), 'hex');
    return keys.some((key) => {
      const expected = Buffer.from(macOf(key, sequence, hash), 'hex');
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  }

  async function heads(after: number, to: number): Promise<Map<number, Readonly<Record<string, unknown>>>> {
    const rows = await database.rows('SELECT sequence, hash, mac FROM k_audit_head WHERE sequence > ? AND sequence <= ?', [after, to]);
    return new Map(rows.map((row) => [row.sequence as number, row]));
  }

  const record: Audit['record'] = (given) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ record: { ...given, at: now() }, resolve, reject });
      queueMicrotask(() => void write());
    });

  return {
    record,
    note(given) {
      const noted = record(given)
        .catch((error: unknown) => lost(given, error))
        .finally(() => notes.delete(noted));
      notes.add(noted);
    },
    async settled() {
      await Promise.all(notes);
    },

    async verify() {
      const [tail] = await database.rows('SELECT sequence, hash, mac FROM k_audit_tail WHERE id = 1');
      const end = (tail?.sequence as number) ?? 0;
      const broken = (brokenAt: number, cause: string) => ({ ok: false, checked: brokenAt - 1, brokenAt, cause });
      let last = 0;
      let previous = '';
      for (;;) {
        const rows = (await database.rows(`SELECT ${columns} FROM k_audit WHERE sequence > ? ORDER BY sequence LIMIT 1000`, [
          last,
        ])) as unknown as Stored[];
        const kept = await heads(last, rows.at(-1)?.sequence ?? last);
        for (const row of rows) {
          if (row.sequence !== last + 1) return broken(last + 1, `record ${last + 1} is missing`);
          if (row.previous !== previous) return broken(row.sequence, `record ${row.sequence} does not follow the one before it`);
          if (hashOf(row) !== row.hash) return broken(row.sequence, `record ${row.sequence} was changed`);
          const head = kept.get(row.sequence);
          if (head && (head.hash !== row.hash || !signed(row.sequence, row.hash, head.mac)))
            return broken(row.sequence, `record ${row.sequence} is not the one that was signed`);
          if (row.sequence === end && row.hash !== tail?.hash)
            return broken(row.sequence, `record ${row.sequence} is not the one that was stored last`);
          last = row.sequence;
          previous = row.hash;
        }
        if (rows.length < 1_000) break;
      }
      if (last < end) return broken(last + 1, `records ${last + 1} to ${end} are missing`);
      const [later] = await database.rows('SELECT sequence FROM k_audit_head WHERE sequence > ? ORDER BY sequence LIMIT 1', [last]);
      if (later) return broken(last + 1, `records after ${last} were removed: ${String(later.sequence)} was signed`);
      if (end > 0 && !signed(end, String(tail?.hash), tail?.mac)) return broken(end, 'the end of the chain is not signed by this server');
      return { ok: true, checked: last };
    },
  };
}
