/**
 * Who did what: append only, each record with the hash of the one before. The end of the chain is signed with every write and a head is
 * signed and kept now and then, so that neither a changed record nor a chain calculated anew goes unnoticed by who holds the key. A whole
 * database that is put back to an earlier day is signed all the same: against that, heads are told to the log, which lies elsewhere, and
 * each process remembers where it left the chain.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Transaction } from 'sequelize';
import { storageFailure } from '../storage/failures.ts';
import { fromJson, toJson } from '../storage/json.ts';
import type { Database } from '../storage/types.ts';
import type { Audit, AuditHead, AuditRecord, StoredAuditRecord } from './types.ts';

export interface AuditParts {
  readonly database: Database;
  /** Signs with the first, believes all of them. */
  readonly keys: readonly [Buffer, ...Buffer[]];
  /** A note was not stored. */
  readonly lost?: (record: Omit<AuditRecord, 'at'>, error: unknown) => void;
  /** A head was signed and kept: for a place that who can write to the database cannot write to. */
  readonly kept?: (head: AuditHead) => void;
  /** The chain is not as this process left it. Found while something is added, which is added all the same. */
  readonly broken?: (cause: string) => void;
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
const columnCount = columns.split(',').length;
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
/** What is signed says what it is: a head that was kept on the way must not pass for the end. */
const macOf = (key: Buffer, { sequence, hash }: AuditHead, as: 'end' | 'head') =>
  createHmac('sha256', key)
    .update(as === 'end' ? `${sequence} ${hash}` : `head ${sequence} ${hash}`)
    .digest('hex');

export function createAudit({
  database,
  keys,
  lost = () => {},
  kept = () => {},
  broken: tellBroken = () => {},
  now = Date.now,
  headEvery = 100,
}: AuditParts): Audit {
  const waiting: Waiting[] = [];
  const notes = new Set<Promise<void>>();
  let writing = false;
  /** Where this process left the chain. */
  let left: AuditHead | undefined;
  let verifying: ReturnType<Audit['verify']> | undefined;
  const lock = database.dialect === 'sqlite' ? '' : ' FOR UPDATE';

  async function append(
    records: readonly AuditRecord[],
    transaction: Transaction,
  ): Promise<{ readonly end: AuditHead; readonly isHead: boolean; readonly cause: string | undefined }> {
    // The row of the tail is the lock: kernels on one database add to one chain.
    const [tail] = await database.rows(`SELECT sequence, hash, mac FROM k_audit_tail WHERE id = 1${lock}`, [], { transaction });
    let previous = String(tail?.hash ?? '');
    let sequence = (tail?.sequence as number) ?? 0;
    const values: unknown[] = [];
    const cause = await problemAt({ sequence, hash: previous }, tail?.mac, transaction);
    // What was found is part of what is known from here on.
    for (const record of cause ? [foundBroken(cause), ...records] : records) {
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
    const added = values.length / columnCount;
    const marks = Array.from({ length: added }, () => '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ');
    await database.run(`INSERT INTO k_audit (${columns}) VALUES ${marks}`, values, { transaction });
    const end = { sequence, hash: previous };
    await database.run(
      'UPDATE k_audit_tail SET sequence = ?, hash = ?, mac = ? WHERE id = 1',
      [sequence, previous, macOf(keys[0], end, 'end')],
      { transaction },
    );
    const isHead = Math.floor(sequence / headEvery) > Math.floor((sequence - added) / headEvery);
    if (isHead)
      await database.run(
        'INSERT INTO k_audit_head (sequence, hash, at, mac) VALUES (?, ?, ?, ?)',
        [sequence, previous, now(), macOf(keys[0], end, 'head')],
        { transaction },
      );
    return { end, isHead, cause };
  }

  /** What is wrong with the chain at its end, as far as that can be seen at each write: a row or two. */
  async function problemAt(end: AuditHead, mac: unknown, transaction: Transaction): Promise<string | undefined> {
    if (end.sequence > 0 && !signed(end, mac, ['end'])) return 'The end of the chain is not signed by this server.';
    if (!left) return undefined;
    if (end.sequence < left.sequence) return `Records ${end.sequence + 1} to ${left.sequence} were there and are gone.`;
    const [row] =
      end.sequence === left.sequence
        ? [end]
        : await database.rows('SELECT hash FROM k_audit WHERE sequence = ?', [left.sequence], { transaction });
    return row?.hash === left.hash ? undefined : `Record ${left.sequence} is not the one that was stored.`;
  }
  function foundBroken(cause: string): AuditRecord {
    const about = { requestId: 'audit', principal: 'kernel', orgId: 0, action: 'audit:broken', scope: '' };
    return { ...about, at: now(), outcome: 'failed', detail: { cause } };
  }

  /** What came together is stored together; what comes meanwhile waits for the next round. */
  async function write(): Promise<void> {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      const taken = waiting.splice(0, batch);
      try {
        const { end, isHead, cause } = await database.transaction((transaction) =>
          append(
            taken.map(({ record }) => record),
            transaction,
          ),
        );
        left = end;
        if (cause) tellBroken(cause);
        if (isHead) kept(end);
        for (const { resolve } of taken) resolve();
      } catch (error) {
        for (const { reject } of taken) reject(storageFailure(error));
      }
    }
    writing = false;
  }

  function signed(head: AuditHead, mac: unknown, as: readonly ('end' | 'head')[]): boolean {
    const given = Buffer.from(String(mac), 'hex');
    return keys.some((key) =>
      as.some((one) => {
        const expected = Buffer.from(macOf(key, head, one), 'hex');
        return given.length === expected.length && timingSafeEqual(given, expected);
      }),
    );
  }

  async function heads(after: number, to: number): Promise<Map<number, Readonly<Record<string, unknown>>>> {
    const rows = await database.rows('SELECT sequence, hash, mac FROM k_audit_head WHERE sequence > ? AND sequence <= ?', [after, to]);
    return new Map(rows.map((row) => [row.sequence as number, row]));
  }

  /** The whole chain, from its first record. `known`: a head that was told outside of this database. */
  async function walk(known?: AuditHead): ReturnType<Audit['verify']> {
    const [tail] = await database.rows('SELECT sequence, hash, mac FROM k_audit_tail WHERE id = 1');
    const end = { sequence: (tail?.sequence as number) ?? 0, hash: String(tail?.hash ?? '') };
    const outside = [known, left].filter((head) => head !== undefined);
    const broken = (brokenAt: number, cause: string) => ({ ok: false, checked: brokenAt - 1, brokenAt, cause });
    let last = 0;
    let previous = '';
    for (;;) {
      const rows = (await database.rows(`SELECT ${columns} FROM k_audit WHERE sequence > ? ORDER BY sequence LIMIT 1000`, [
        last,
      ])) as unknown as Stored[];
      const keptHeads = await heads(last, rows.at(-1)?.sequence ?? last);
      for (const row of rows) {
        if (row.sequence !== last + 1) return broken(last + 1, `record ${last + 1} is missing`);
        if (row.previous !== previous) return broken(row.sequence, `record ${row.sequence} does not follow the one before it`);
        if (hashOf(row) !== row.hash) return broken(row.sequence, `record ${row.sequence} was changed`);
        const head = keptHeads.get(row.sequence);
        // Heads of earlier versions were signed as ends are.
        if (head && (head.hash !== row.hash || !signed(row, head.mac, ['head', 'end'])))
          return broken(row.sequence, `record ${row.sequence} is not the one that was signed`);
        if (outside.some(({ sequence, hash }) => sequence === row.sequence && hash !== row.hash))
          return broken(row.sequence, `record ${row.sequence} is not the one that was known before`);
        if (row.sequence === end.sequence && row.hash !== end.hash)
          return broken(row.sequence, `record ${row.sequence} is not the one that was stored last`);
        last = row.sequence;
        previous = row.hash;
      }
      if (rows.length < 1_000) break;
    }
    if (last < end.sequence) return broken(last + 1, `records ${last + 1} to ${end.sequence} are missing`);
    const [later] = await database.rows('SELECT sequence FROM k_audit_head WHERE sequence > ? ORDER BY sequence LIMIT 1', [last]);
    if (later) return broken(last + 1, `records after ${last} were removed: ${String(later.sequence)} was signed`);
    const farthest = Math.max(...outside.map(({ sequence }) => sequence), 0);
    if (farthest > last) return broken(last + 1, `records after ${last} were removed: ${farthest} was known before`);
    if (end.sequence > 0 && !signed(end, tail?.mac, ['end']))
      return broken(end.sequence, 'the end of the chain is not signed by this server');
    return { ok: true, checked: last, ...(last > 0 && { head: { sequence: last, hash: previous } }) };
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

    async list({ before = Number.MAX_SAFE_INTEGER, limit = 100 } = {}) {
      const rows = (await database.rows(
        `SELECT ${columns} FROM k_audit WHERE sequence < ? ORDER BY sequence DESC LIMIT ${Math.min(Math.max(1, Math.trunc(limit)), 1_000)}`,
        [before],
      )) as unknown as Stored[];
      return rows.map(({ request_id, org_id, detail, previous: _, ...row }) => ({
        ...row,
        requestId: request_id,
        orgId: org_id,
        detail: fromJson(detail),
      })) as unknown as StoredAuditRecord[];
    },

    verify: (known) => (known ? walk(known) : (verifying ??= walk().finally(() => (verifying = undefined)))),
  };
}
