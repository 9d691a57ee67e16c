/**
 * Values that are stored encrypted: AES-256-GCM under a data key of the organisation, which is itself wrapped by the root key. Each
 * ciphertext is bound to organisation, owner, name and data key, so that one moved to another row cannot be read there.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { FailureError } from '@orrery/plugin-sdk';
import { LRUCache } from 'lru-cache';
import type { Transaction } from 'sequelize';
import { storageFailure } from './failures.ts';
import type { RootKey } from './key.ts';
import type { Database } from './types.ts';

/** `plugin:<id>` or `instance:<id>`. */
export type SecretOwner = `plugin:${string}` | `instance:${number}`;
interface DataKey {
  readonly id: number;
  readonly bytes: Buffer;
}
/** Encrypts with a key that is at hand already: no database inside somebody's transaction. */
export type Seal = (owner: SecretOwner, name: string, value: string, transaction?: Transaction) => Promise<void>;

export interface Secrets {
  set(orgId: number, owner: SecretOwner, name: string, value: string): Promise<void>;
  sealer(orgId: number): Promise<Seal>;
  get(orgId: number, owner: SecretOwner, name: string): Promise<string | undefined>;
  all(orgId: number, owner: SecretOwner): Promise<Readonly<Record<string, string>>>;
  names(orgId: number, owner: SecretOwner): Promise<readonly string[]>;
  /** All of the owner's without a name. */
  delete(orgId: number, owner: SecretOwner, name?: string, transaction?: Transaction): Promise<void>;
  /** New data keys for all organisations, and every secret encrypted again. How many there were. */
  rotate(): Promise<number>;
  /** Wraps every data key by the current root key, so that older ones may be forgotten. How many changed. */
  rewrap(): Promise<number>;
}

function encrypt(key: Buffer, bound: string, value: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
  return Buffer.concat([nonce, cipher.update(value), cipher.final(), cipher.getAuthTag()]).toString('base64');
}
function decrypt(key: Buffer, bound: string, text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(Buffer.from(bound));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
}
const unreadable = (message: string) => new FailureError({ code: 'secret/unreadable', message, retryable: false });
const boundTo = (orgId: number, owner: string, name: string, key: number) => JSON.stringify([orgId, owner, name, key]);
const keyBoundTo = (orgId: number) => JSON.stringify(['data key', orgId]);

export function createSecrets(database: Database, [current, ...older]: readonly [RootKey, ...RootKey[]]): Secrets {
  const roots = new Map([current, ...older].map((key) => [key.id, key]));
  const keys = new LRUCache<number, Buffer>({ max: 1_000, ttl: 15 * 60_000 });

  function unwrap(row: Readonly<Record<string, unknown>>): DataKey {
    const root = roots.get(String(row.wrapped_by));
    if (!root)
      throw unreadable(
        'these secrets were encrypted under another [security] secret_key; set that one again, or add it to secret_key_previous',
      );
    try {
      const bytes = decrypt(root.bytes, keyBoundTo(row.org_id as number), String(row.wrapped));
      keys.set(row.id as number, bytes);
      return { id: row.id as number, bytes };
    } catch {
      throw unreadable('a data key was changed in the database and cannot be read');
    }
  }

  async function keyById(id: number, transaction?: Transaction): Promise<Buffer> {
    const cached = keys.get(id);
    if (cached) return cached;
    const [row] = await database.rows('SELECT id, org_id, wrapped, wrapped_by FROM k_data_key WHERE id = ?', [id], { transaction });
    if (!row) throw unreadable('the data key of a secret is gone');
    return unwrap(row).bytes;
  }

  async function makeKey(orgId: number, transaction?: Transaction): Promise<void> {
    const wrapped = encrypt(current.bytes, keyBoundTo(orgId), randomBytes(32));
    const values = [orgId, orgId, wrapped, current.id, Date.now()];
    await database.run('INSERT INTO k_data_key (org_id, active_of, wrapped, wrapped_by, created) VALUES (?, ?, ?, ?, ?)', values, {
      transaction,
    });
  }

  async function activeKey(orgId: number, transaction?: Transaction): Promise<DataKey> {
    for (let attempt = 0; ; attempt++) {
      const [row] = await database.rows('SELECT id, org_id, wrapped, wrapped_by FROM k_data_key WHERE active_of = ?', [orgId], {
        transaction,
      });
      if (row) return unwrap(row);
      try {
        await makeKey(orgId, transaction);
      } catch (error) {
        // Another kernel was faster; its key serves.
        if (attempt > 2 || storageFailure(error).failure.code !== 'storage/conflict') throw error;
      }
    }
  }

  async function store(
    orgId: number,
    owner: SecretOwner,
    name: string,
    key: DataKey,
    value: string,
    transaction?: Transaction,
  ): Promise<void> {
    const sealed = encrypt(key.bytes, boundTo(orgId, owner, name, key.id), Buffer.from(value));
    const update = () =>
      database.run(
        'UPDATE k_secret SET data_key = ?, value = ?, updated = ? WHERE org_id = ? AND owner = ? AND name = ?',
        [key.id, sealed, Date.now(), orgId, owner, name],
        { transaction },
      );
    if ((await update()).changes > 0) return;
    const insert = 'INSERT INTO k_secret (org_id, owner, name, data_key, value, updated) VALUES (?, ?, ?, ?, ?, ?)';
    try {
      await database.run(insert, [orgId, owner, name, key.id, sealed, Date.now()], { transaction });
    } catch (error) {
      if (transaction || storageFailure(error).failure.code !== 'storage/conflict') throw error;
      await update();
    }
  }

  async function reveal(row: Readonly<Record<string, unknown>>, transaction?: Transaction): Promise<string> {
    const {
      org_id: orgId,
      owner,
      name,
      data_key: key,
      value,
    } = row as { org_id: number; owner: string; name: string; data_key: number; value: string };
    const bytes = await keyById(key, transaction);
    try {
      return decrypt(bytes, boundTo(orgId, owner, name, key), value).toString();
    } catch {
      throw unreadable(`the secret "${name}" was changed in the database and cannot be read; set it again`);
    }
  }

  const columns = 'SELECT id, org_id, owner, name, data_key, value FROM k_secret';
  return {
    async set(orgId, owner, name, value) {
      await store(orgId, owner, name, await activeKey(orgId), value);
    },
    async sealer(orgId) {
      const key = await activeKey(orgId);
      return (owner, name, value, transaction) => store(orgId, owner, name, key, value, transaction);
    },
    async get(orgId, owner, name) {
      const [row] = await database.rows(`${columns} WHERE org_id = ? AND owner = ? AND name = ?`, [orgId, owner, name]);
      return row && reveal(row);
    },
    async all(orgId, owner) {
      const rows = await database.rows(`${columns} WHERE org_id = ? AND owner = ?`, [orgId, owner]);
      const values: Record<string, string> = Object.create(null);
      for (const row of rows) values[String(row.name)] = await reveal(row);
      return values;
    },
    async names(orgId, owner) {
      const rows = await database.rows('SELECT name FROM k_secret WHERE org_id = ? AND owner = ? ORDER BY name', [orgId, owner]);
      return rows.map((row) => String(row.name));
    },
    async delete(orgId, owner, name, transaction) {
      const one = name === undefined ? '' : ' AND name = ?';
      await database.run(
        `DELETE FROM k_secret WHERE org_id = ? AND owner = ?${one}`,
        [orgId, owner, ...(name === undefined ? [] : [name])],
        { transaction },
      );
    },
    rotate: () =>
      database.exclusive('orrery secrets', async (transaction) => {
        await database.run('UPDATE k_data_key SET active_of = NULL', [], { transaction });
        const fresh = new Map<number, DataKey>();
        let last = 0;
        for (let done = 0; ; ) {
          const rows = await database.rows(`${columns} WHERE id > ? ORDER BY id LIMIT 500`, [last], { transaction });
          for (const row of rows) {
            const orgId = row.org_id as number;
            const key = fresh.get(orgId) ?? (await activeKey(orgId, transaction));
            fresh.set(orgId, key);
            await store(orgId, row.owner as SecretOwner, String(row.name), key, await reveal(row, transaction), transaction);
            last = row.id as number;
            done++;
          }
          if (rows.length < 500) {
            await database.run('DELETE FROM k_data_key WHERE active_of IS NULL AND id NOT IN (SELECT data_key FROM k_secret)', [], {
              transaction,
            });
            keys.clear();
            return done;
          }
        }
      }),
    rewrap: () =>
      database.exclusive('orrery secrets', async (transaction) => {
        const rows = await database.rows('SELECT id, org_id, wrapped, wrapped_by FROM k_data_key WHERE wrapped_by <> ?', [current.id], {
          transaction,
        });
        for (const row of rows) {
          const wrapped = encrypt(current.bytes, keyBoundTo(row.org_id as number), unwrap(row).bytes);
          await database.run('UPDATE k_data_key SET wrapped = ?, wrapped_by = ? WHERE id = ?', [wrapped, current.id, row.id], {
            transaction,
          });
        }
        return rows.length;
      }),
  };
}
