import { definePlugin, type RouteHandler, type RouteResponse, type Row } from '@orrery/plugin-sdk';
import { manifest } from './manifest.ts';
import { openHistory } from './store.ts';

const mostQueries = 100;
const longestComment = 4_000;
const usualLimit = 100;
const highestLimit = 1_000;
const refuse = (status: number, message: string): RouteResponse => ({ status, body: { message } });
const notFound = refuse(404, 'Query in query history not found');

export default definePlugin(manifest, ({ storage }) => {
  const changed =
    (values: (body: unknown) => { comment: string } | { starred: boolean } | string): RouteHandler =>
    async ({ params, body }, { principal }) => {
      const wanted = values(body);
      if (typeof wanted === 'string') return refuse(400, wanted);
      const row = await openHistory(storage, principal).change(params.uid ?? '', wanted);
      if (row === 'too many') return refuse(403, 'You have as many starred queries as can be kept. Remove the star of one first.');
      return row ? { body: { result: queryJson(row) } } : notFound;
    };

  return {
    route: {
      list: async ({ query }, { principal }) => {
        const first = (key: string): string => query[key]?.[0] ?? '';
        const whole = (key: string, usual: number, most: number): number =>
          Math.min(Math.max(Math.trunc(Number(first(key))) || usual, 1), most);
        const limit = whole('limit', usualLimit, highestLimit);
        const page = whole('page', 1, Number.MAX_SAFE_INTEGER);
        const [from, to] = [seconds(first('from')), seconds(first('to'))];
        const { total, rows } = await openHistory(storage, principal).search({
          datasourceUids: query.datasourceUid ?? [],
          words: first('searchString'),
          onlyStarred: first('onlyStarred') === 'true',
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to }),
          oldestFirst: first('sort') === 'time-asc',
          limit,
          offset: (page - 1) * limit,
        });
        return { body: { result: { totalCount: total, page, perPage: limit, queryHistory: rows.map(queryJson) } } };
      },
      add: async ({ body }, { principal }) => {
        const { datasourceUid, queries } = fieldsOf(body);
        if (typeof datasourceUid !== 'string' || datasourceUid === '' || datasourceUid.length > 190)
          return refuse(400, 'A query is of a data source: datasourceUid is its uid.');
        if (!Array.isArray(queries) || queries.length === 0 || queries.length > mostQueries)
          return refuse(400, `queries is a list of 1 to ${mostQueries} queries as they were asked.`);
        return { body: { result: queryJson(await openHistory(storage, principal).add(datasourceUid, queries)) } };
      },
      comment: changed((body) => {
        const { comment } = fieldsOf(body);
        if (typeof comment !== 'string' || comment.length > longestComment)
          return `comment is a text of up to ${longestComment} characters.`;
        return { comment };
      }),
      star: changed(() => ({ starred: true })),
      unstar: changed(() => ({ starred: false })),
      remove: async ({ params }, { principal }) => {
        const row = await openHistory(storage, principal).remove(params.uid ?? '');
        return row ? { body: { message: 'Query deleted', id: row.id } } : notFound;
      },
    },
  };
});

function queryJson({ uid, datasourceUid, userId, created, comment, queries, starred }: Row) {
  return { uid, datasourceUid, createdBy: userId, createdAt: Math.floor(Number(created) / 1000), comment, queries, starred };
}

/** Epoch seconds as clients send them, in ms. */
function seconds(text: string): number | undefined {
  return text !== '' && Number.isFinite(Number(text)) && Number(text) > 0 ? Number(text) * 1000 : undefined;
}

function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}
