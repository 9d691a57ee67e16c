/**
 * Who is signed in. A token is 256 random bits in a cookie; only its SHA-256 is kept. It is replaced every few minutes: the one before
 * stays good until its successor was seen and a minute longer, since an answer can get lost and a page asks several things at once.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { SessionInfo } from '@orrery/plugin-sdk/capabilities/identity';
import { LRUCache } from 'lru-cache';
import type { Database } from '../storage/types.ts';
import type { Sessions } from './types.ts';

export interface SessionConfig {
  /** Since the token was last replaced. */
  readonly idleMs: number;
  readonly absoluteMs: number;
  readonly rotateMs: number;
  /** Open sessions of one user; the oldest goes. 0 is no limit. */
  readonly mostPerUser?: number;
}
export interface SessionParts {
  readonly database: Database;
  readonly config: SessionConfig;
  readonly now?: () => number;
  /** Tells the other kernels, which then call `forget`. */
  readonly onClose?: (userId: number) => void;
}
interface Row {
  readonly id: number;
  readonly token_hash: string;
  readonly previous_hash: string | null;
  readonly user_id: number;
  readonly org_id: number;
  readonly provider: string;
  readonly created: number;
  readonly rotated: number;
  readonly seen: number;
  readonly token_seen: number;
}

/** A lost answer: the old token is good this long after its successor was made, and a successor nobody used is replaced again after it. */
const graceMs = 60_000;
/** How long a session closed by another kernel may go on here when nobody told us. */
const staleMs = 5_000;
const seenEveryMs = 60_000;
const columns = 'id, token_hash, previous_hash, user_id, org_id, provider, created, rotated, seen, token_seen';
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
const cut = (text: string, length: number) => text.replaceAll('\0', '').slice(0, length);

export function createSessions({ database, config, now = Date.now, onClose }: SessionParts): Sessions {
  const cache = new LRUCache<string, { readonly row: Row; readonly read: number }>({ max: 10_000 });

  // Grows with every `forget`: what was read before one must not be remembered after it.
  let forgot = 0;

  function forget(userId?: number) {
    forgot++;
    for (const [hash, { row }] of [...cache.entries()]) if (userId === undefined || row.user_id === userId) cache.delete(hash);
  }
  function expired(row: Row, at: number): boolean {
    return at - row.created > config.absoluteMs || at - row.rotated > config.idleMs;
  }
  async function read(hash: string): Promise<Row | undefined> {
    const cached = cache.get(hash);
    if (cached && Math.abs(now() - cached.read) < staleMs) return cached.row;
    const before = forgot;
    // Two look-ups by a unique index; an OR makes some databases scan.
    const find = async (column: string) => {
      const rows = await database.rows(`SELECT ${columns} FROM k_session WHERE ${column} = ?`, [hash], { point: true });
      return rows[0] as unknown as Row | undefined;
    };
    const row = (await find('token_hash')) ?? (await find('previous_hash'));
    if (!row) cache.delete(hash);
    else if (before === forgot) cache.set(hash, { row, read: now() });
    return row;
  }

  /** The first use of a token, and once a minute that somebody is there. */
  async function notice(row: Row, at: number): Promise<void> {
    if (row.token_seen === 1 && at - row.seen < seenEveryMs) return;
    const before = forgot;
    await database.run('UPDATE k_session SET token_seen = 1, seen = ? WHERE id = ? AND token_hash = ?', [at, row.id, row.token_hash]);
    if (before === forgot) cache.set(row.token_hash, { row: { ...row, token_seen: 1, seen: at }, read: at });
  }

  /** A new token, if nobody was faster. A token that was never seen is thrown away, not kept as the one before. */
  async function rotate(row: Row, at: number): Promise<string | undefined> {
    const token = randomBytes(32).toString('base64url');
    const previous = row.token_seen === 1 ? row.token_hash : row.previous_hash;
    const { changes } = await database.run(
      'UPDATE k_session SET token_hash = ?, previous_hash = ?, rotated = ?, seen = ?, token_seen = 0 WHERE id = ? AND token_hash = ?',
      [hashOf(token), previous, at, at, row.id, row.token_hash],
    );
    for (const hash of [row.token_hash, row.previous_hash]) if (hash) cache.delete(hash);
    return changes === 1 ? token : undefined;
  }

  async function closed(userId: number, work: Promise<{ changes: number }>): Promise<number> {
    const { changes } = await work;
    forget(userId);
    onClose?.(userId);
    return changes;
  }

  const sessions: Sessions = {
    async open({ userId, orgId, provider, clientAddress, userAgent }) {
      const token = randomBytes(32).toString('base64url');
      const at = now();
      const values = [hashOf(token), userId, orgId, cut(provider, 190), cut(clientAddress, 190), cut(userAgent, 1_000), at, at, at];
      await database.run(
        'INSERT INTO k_session (token_hash, user_id, org_id, provider, client_address, user_agent, created, rotated, seen, token_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)',
        values,
      );
      const most = config.mostPerUser ?? 0;
      if (most > 0) {
        const rows = await database.rows('SELECT id FROM k_session WHERE user_id = ? ORDER BY id DESC LIMIT 1000', [userId]);
        for (const row of rows.slice(most)) await sessions.closeById(userId, row.id as number);
      }
      return token;
    },

    async find(token) {
      // What cannot be a token costs no look-up.
      if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
      const hash = hashOf(token);
      const at = now();
      const row = await read(hash);
      if (!row || expired(row, at)) return undefined;
      const found = { id: row.id, userId: row.user_id, orgId: row.org_id, provider: row.provider };
      const age = at - row.rotated;
      if (row.token_hash === hash) {
        await notice(row, at);
        const next = age > config.rotateMs ? await rotate({ ...row, token_seen: 1 }, at) : undefined;
        return next ? { ...found, rotate: next } : found;
      }
      if (age <= graceMs) return found;
      // After that only whoever never got the successor may still come with it, and gets another.
      const [fresh] = (await database.rows(`SELECT ${columns} FROM k_session WHERE previous_hash = ?`, [hash])) as unknown as Row[];
      if (!fresh || fresh.token_seen === 1) return undefined;
      const next = await rotate(fresh, at);
      return next ? { ...found, rotate: next } : found;
    },

    async move(token, orgId) {
      const row = await read(hashOf(token));
      if (!row) return;
      await database.run('UPDATE k_session SET org_id = ? WHERE id = ?', [orgId, row.id]);
      forget(row.user_id);
      onClose?.(row.user_id);
    },
    async close(token) {
      const row = await read(hashOf(token));
      if (row) await sessions.closeById(row.user_id, row.id);
    },
    closeById: async (userId, id) =>
      (await closed(userId, database.run('DELETE FROM k_session WHERE id = ? AND user_id = ?', [id, userId]))) === 1,
    closeAll: (userId, except = 0) => closed(userId, database.run('DELETE FROM k_session WHERE user_id = ? AND id <> ?', [userId, except])),

    async list(userId) {
      const rows = await database.rows(
        'SELECT id, created, rotated, seen, client_address, user_agent FROM k_session WHERE user_id = ? ORDER BY seen DESC',
        [userId],
      );
      const open = rows.filter((row) => !expired(row as unknown as Row, now()));
      return open.map(
        (row): SessionInfo => ({
          id: row.id as number,
          created: row.created as number,
          seen: row.seen as number,
          clientAddress: String(row.client_address),
          userAgent: String(row.user_agent),
        }),
      );
    },
    async sweep() {
      const at = now();
      return (await database.run('DELETE FROM k_session WHERE rotated < ? OR created < ?', [at - config.idleMs, at - config.absoluteMs]))
        .changes;
    },
    forget,
  };
  return sessions;
}
