/** Tokens as they are kept: a hash, whose account it opens, until when. What they are in clear text is told once, when they are made. */
import { FailureError, type Row, type Storage } from '@orrery/plugin-sdk';
import { hashToken, newToken } from './secret.ts';

export interface Lifetimes {
  /** Longest life in seconds; 0 is none. */
  readonly mostSeconds: number;
}
export type LifetimeProblem = 'invalid' | 'missing' | 'too-long';
export interface NewToken {
  readonly accountId: number;
  readonly orgId: number;
  readonly name: string;
  readonly seconds: number;
  readonly legacy?: boolean;
}

/** How often it is written down that a token was used. */
const usedEveryMs = 60_000;

export function lifetimeProblem(seconds: unknown, { mostSeconds }: Lifetimes): LifetimeProblem | undefined {
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 0) return 'invalid';
  if (mostSeconds <= 0) return undefined;
  if (seconds === 0) return 'missing';
  return seconds > mostSeconds ? 'too-long' : undefined;
}

export function openTokens(storage: Storage, now: () => number = Date.now) {
  const tokens = storage.table('token');
  return {
    find: (token: string) => tokens.get({ hash: hashToken(token) }),
    of: (orgId: number, accountId: number) => tokens.find({ where: { accountId, orgId }, orderBy: [['id', 'asc']], limit: 10_000 }),
    count: (orgId: number, accountId: number) => tokens.count({ accountId, orgId }),
    /** Accounts of an organisation that have a token which ended. */
    async withEnded(orgId: number): Promise<Set<number>> {
      const rows = await tokens.find({ where: { orgId, expires: { lte: now() } }, columns: ['accountId'], limit: 10_000 });
      return new Set(rows.map(({ accountId }) => accountId as number));
    },
    /** The token in clear text, or that the name is taken. */
    async add({ accountId, orgId, name, seconds, legacy }: NewToken): Promise<{ row: Row; key: string } | 'taken'> {
      const key = newToken();
      const expires = seconds > 0 ? now() + seconds * 1000 : null;
      const values = { hash: hashToken(key), name, accountId, orgId, created: now(), expires, revoked: false, legacy: legacy ?? null };
      try {
        return { row: await tokens.insert(values), key };
      } catch (error) {
        if (error instanceof FailureError && error.failure.code === 'storage/conflict') return 'taken';
        throw error;
      }
    },
    async remove(orgId: number, accountId: number, id: number): Promise<boolean> {
      return (await tokens.delete({ id, accountId, orgId })) > 0;
    },
    removeAll: (orgId: number, accountId: number) => tokens.delete({ accountId, orgId }),
    legacy: (orgId: number) => tokens.find({ where: { orgId, legacy: true }, orderBy: [['id', 'asc']], limit: 10_000 }),
    legacyOne: (orgId: number, id: number) => tokens.get({ id, orgId, legacy: true }),
    /** A note for people; losing one of two at once is no loss. */
    noticeUse(row: Row): void {
      const used = row.used as number | null;
      if (used && now() - used < usedEveryMs) return;
      tokens.update(row.id, row.version, { used: now() }).catch(() => {});
    },
  };
}
export function tokenJson(row: Row, now = Date.now()) {
  const expires = row.expires as number | null;
  const used = row.used as number | null;
  return {
    id: row.id,
    name: row.name,
    created: new Date(row.created as number).toISOString(),
    expiration: expires ? new Date(expires).toISOString() : null,
    lastUsedAt: used ? new Date(used).toISOString() : null,
    secondsUntilExpiration: expires ? Math.max(0, (expires - now) / 1000) : 0,
    hasExpired: expires !== null && expires <= now,
    isRevoked: Boolean(row.revoked),
  };
}
