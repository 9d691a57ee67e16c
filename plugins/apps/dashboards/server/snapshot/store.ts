/**
 * Snapshots: a dashboard with its data, for whoever holds the key. Keys have 256 bits and more and are kept as hashes; the key to look and the
 * key to delete are two. What a list shows of a key again lies encrypted among the plugin's secrets.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type Capabilities, FailureError, type Row, type Storage } from '@orrery/plugin-sdk';

export interface NewSnapshot {
  readonly orgId: number;
  readonly name: string;
  readonly who: string;
  readonly userId: number;
  readonly dashboardUid: string;
  readonly dashboard: Readonly<Record<string, unknown>>;
  readonly expires: number;
  readonly key?: string;
  readonly deleteKey?: string;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** 62 ** 43 is a little more than 2 ** 256. */
const keyLength = 43;
const hash = (key: string) => bytesToHex(sha256(utf8ToBytes(key)));
const secretOf = (id: number) => `snapshot-${id}`;
const columns = ['orgId', 'name', 'who', 'userId', 'dashboardUid', 'created', 'expires'];

function newKey(): string {
  let key = '';
  while (key.length < keyLength)
    // 248 is the last multiple of 62 in a byte: every letter is as likely as any other.
    for (const byte of crypto.getRandomValues(new Uint8Array(64))) if (byte < 248 && key.length < keyLength) key += alphabet[byte % 62];
  return key;
}

export function openSnapshots(storage: Storage, secrets: Capabilities['secrets'], now: () => number = Date.now) {
  const table = storage.table('snapshot');
  const alive = (row: Row | undefined): Row | undefined =>
    row && (row.expires === 0 || (row.expires as number) > now()) ? row : undefined;

  async function forget(rows: readonly Row[]): Promise<void> {
    for (const row of rows) {
      await table.delete({ id: row.id });
      await secrets.delete(secretOf(row.id));
    }
  }

  return {
    async create({
      key = newKey(),
      deleteKey = newKey(),
      ...values
    }: NewSnapshot): Promise<{ row: Row; key: string; deleteKey: string } | 'taken'> {
      try {
        const row = await table.insert({ ...values, keyHash: hash(key), deleteKeyHash: hash(deleteKey), created: now() });
        await secrets.set(secretOf(row.id), key);
        return { row, key, deleteKey };
      } catch (error) {
        if (error instanceof FailureError && error.failure.code === 'storage/conflict') return 'taken';
        throw error;
      }
    },
    byKey: async (key: string) => alive(await table.get({ keyHash: hash(key) })),
    byDeleteKey: async (deleteKey: string) => alive(await table.get({ deleteKeyHash: hash(deleteKey) })),
    list: async (orgId: number, who: string | undefined, limit: number) =>
      (await table.find({ where: { orgId, ...(who && { who }) }, orderBy: [['id', 'desc']], columns, limit })).filter(
        (row) => alive(row) !== undefined,
      ),
    keyOf: (row: Row) => secrets.get(secretOf(row.id)),
    remove: (row: Row) => forget([row]),
    expired: () => table.find({ where: { expires: { gt: 0, lte: now() } }, columns, limit: 1000 }),
    forget,
  };
}
