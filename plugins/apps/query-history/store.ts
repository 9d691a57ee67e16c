/** The queries of one person: found, kept and, when there are too many or they are too old, forgotten. */
import { containing, FailureError, newUid, type Principal, type Row, type Storage, type Table, type Where } from '@orrery/plugin-sdk';

/** What is not starred is kept this long, and this many of it. */
const keptMs = 14 * 86_400_000;
const mostUnstarred = 1_000;
const mostStarred = 5_000;

export interface Search {
  readonly datasourceUids: readonly string[];
  readonly words: string;
  readonly onlyStarred: boolean;
  /** Epoch ms. */
  readonly from?: number;
  readonly to?: number;
  readonly oldestFirst: boolean;
  readonly limit: number;
  readonly offset: number;
}

export function openHistory(storage: Storage, { key: who, id: userId }: Pick<Principal, 'key' | 'id'>) {
  const table = storage.table('query');
  const get = (uid: string): Promise<Row | undefined> => table.get({ uid, who });

  return {
    async add(datasourceUid: string, queries: readonly unknown[]): Promise<Row> {
      const created = Date.now();
      const row = {
        uid: newUid(),
        who,
        userId,
        datasourceUid,
        queries,
        text: JSON.stringify(queries),
        comment: '',
        starred: false,
        created,
      };
      const made = await table.insert(row);
      await forget(table, who, created);
      return made;
    },
    async search({ datasourceUids, words, onlyStarred, from, to, oldestFirst, limit, offset }: Search) {
      const where: Where = {
        who,
        ...(datasourceUids.length > 0 && { datasourceUid: { in: [...datasourceUids] } }),
        ...(onlyStarred && { starred: true }),
        ...((from !== undefined || to !== undefined) && {
          created: { ...(from !== undefined && { gte: from }), ...(to !== undefined && { lte: to }) },
        }),
      };
      const orderBy = [
        ['created', oldestFirst ? 'asc' : 'desc'],
        ['id', oldestFirst ? 'asc' : 'desc'],
      ] as const;
      if (!words) return { total: await table.count(where), rows: await table.find({ where, orderBy, limit, offset }) };
      // A word of the query or of what its author wrote beside it: a search knows no "or", and one person has few thousand.
      const [inQueries, inComments] = await Promise.all(
        ['text', 'comment'].map((column) =>
          table.find({ where: { ...where, [column]: containing(words) }, orderBy, limit: mostUnstarred + mostStarred }),
        ),
      );
      const found = new Map([...(inQueries ?? []), ...(inComments ?? [])].map((row) => [row.id, row]));
      const order = oldestFirst ? 1 : -1;
      const all = [...found.values()].sort((a, b) => order * (Number(a.created) - Number(b.created) || a.id - b.id));
      return { total: all.length, rows: all.slice(offset, offset + limit) };
    },
    /** The row as it is then; undefined where there is none. The last to write wins: they are one person. */
    async change(uid: string, values: { readonly comment: string } | { readonly starred: boolean }): Promise<Row | 'too many' | undefined> {
      if ('starred' in values && values.starred && (await table.count({ who, starred: true })) >= mostStarred) return 'too many';
      for (;;) {
        const row = await get(uid);
        if (!row) return undefined;
        try {
          return await table.update(row.id, row.version, values);
        } catch (error) {
          if (!(error instanceof FailureError && error.failure.code === 'storage/version')) throw error;
        }
      }
    },
    async remove(uid: string): Promise<Row | undefined> {
      const row = await get(uid);
      return row && (await table.delete({ id: row.id, who })) > 0 ? row : undefined;
    },
  };
}

async function forget(table: Table, who: string, now: number): Promise<void> {
  await table.delete({ who, starred: false, created: { lt: now - keptMs } });
  const [first] = await table.find({
    where: { who, starred: false },
    orderBy: [
      ['created', 'desc'],
      ['id', 'desc'],
    ],
    offset: mostUnstarred,
    limit: 1,
    columns: ['created'],
  });
  if (first) await table.delete({ who, starred: false, created: { lte: first.created as number } });
}
