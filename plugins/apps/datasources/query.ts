/**
 * `POST /api/ds/query`: one request, queries of several data sources. This plugin only says who is asked what; the kernel asks and
 * joins the answers, so the data itself goes from the source's host to the browser and never through here.
 */
import type { ComposedCall, Instance, Query, QueryRequest, RouteRequest, RouteResponse } from '@orrery/plugin-sdk';
import type { DatasourceDeclaration } from '@orrery/plugin-sdk/contributions/datasource';
import { parseRange } from '@orrery/plugin-sdk/data/time-range';
import type { AskedOf } from './stored-only.ts';
import { inWholeIntervals } from './whole-intervals.ts';

interface AskedQuery extends Query {
  readonly datasource?: { uid?: string; type?: string } | string | null;
  readonly datasourceId?: number;
  readonly timeRange?: { from?: string | number; to?: string | number };
}
interface QueryBody {
  readonly from?: string | number;
  readonly to?: string | number;
  readonly queries?: readonly AskedQuery[];
}
/** Whom a query names. A type that it only claims decides nothing but how its range is rounded. */
interface AskedSource {
  readonly uid: string;
  readonly type?: string | undefined;
}
/** What one source is asked about one range. */
interface Group {
  readonly uid: string;
  readonly range: { from: number; to: number };
  readonly queries: Query[];
}
export interface QueryParts {
  find(by: { uid: string } | { id: number } | { name: string } | 'default'): Promise<Instance | undefined>;
  /** Of a type of sources, as the query or the source names it. */
  declarationOf(type: string): Promise<DatasourceDeclaration | undefined>;
  /** Why these may not be asked by the caller. */
  refusal(asked: readonly AskedOf[]): Promise<string | undefined>;
  readonly now: number;
}

const arrowType = 'application/vnd.apache.arrow.stream';
const expressions = new Set(['__expr__', '-100', 'Expression']);

export async function composeQuery(request: RouteRequest, { find, declarationOf, refusal, now }: QueryParts): Promise<RouteResponse> {
  const { from = 'now-1h', to = 'now', queries } = (request.body ?? {}) as QueryBody;
  if (!Array.isArray(queries) || queries.length === 0) return failed('query.noQueries', 'No queries found');

  const asked: { query: AskedQuery; refId: string; address: Exclude<AddressOfQuery, 'expression'> }[] = [];
  const seen = new Set<string>();
  for (const [index, query] of (queries as readonly AskedQuery[]).entries()) {
    const refId = query?.refId || String.fromCharCode(65 + index);
    if (seen.has(refId)) return failed('query.duplicateRefId', `Two queries are named "${refId}". Give each its own refId.`);
    seen.add(refId);
    const address = addressOf(query);
    if (address === 'expression')
      return failed('query.expression', `Query ${refId} is an expression, and no plugin here evaluates expressions yet.`);
    asked.push({ query, refId, address });
  }

  // Each question to the kernel is a way there and back. A uid needs none: the kernel looks for what it names, and says what we want said.
  const once = memory((address: (typeof asked)[number]['address']) => byAddress(address, find));
  const sources = await Promise.all(
    asked.map(async ({ query: { datasource }, address }): Promise<AskedSource | undefined> => {
      const type = typeof datasource === 'object' ? datasource?.type : undefined;
      if (typeof address === 'object' && 'uid' in address) return { uid: address.uid, type };
      const found = await once(address);
      return found && { uid: found.uid, type: found.contribution };
    }),
  );
  const types = new Set(sources.flatMap((source) => source?.type ?? []));
  const declared = new Map(await Promise.all([...types].map(async (type) => [type, await declarationOf(type)] as const)));

  const groups = new Map<string, Group>();
  for (const [index, { query, refId, address }] of asked.entries()) {
    const source = sources[index];
    if (!source) {
      if (address === 'default') return failed('query.missingDataSourceInfo', 'Query does not contain a valid data source identifier');
      return notFound(refId);
    }
    // A query may bring a range of its own, which wins.
    const exact = parseRange(query.timeRange?.from ?? from, query.timeRange?.to ?? to, now);
    if ('error' in exact) return failed('query.invalidRange', exact.error);
    const { uid, type = '' } = source;
    const range = inWholeIntervals(exact, query, declared.get(type)?.wholeIntervals);
    const key = `${uid} ${range.from} ${range.to}`;
    const group: Group = groups.get(key) ?? { uid, range, queries: [] };
    group.queries.push({ maxDataPoints: 100, intervalMs: 1000, ...query, refId });
    groups.set(key, group);
  }

  const all = [...groups.values()].flatMap(({ uid, queries: ofOne }) => ofOne.map((query) => ({ uid, query })));
  const refused = await refusal(all);
  if (refused) return { status: 403, body: { message: refused, messageId: 'query.notStored', statusCode: 403, traceID: '' } };

  const purpose = purposeOf(request);
  const arrow = (request.headers.accept ?? '').includes(arrowType);
  const calls = [...groups.values()].map(({ uid, range, queries: ofOne }): ComposedCall => {
    return {
      point: 'datasource',
      instance: { uid },
      method: 'query',
      argument: { range, queries: ofOne, ...(purpose && { purpose }) },
      encoding: arrow ? 'arrow' : 'frames-json',
      action: 'datasources:query',
      scope: `datasources:uid:${uid}`,
      missing: notFound(ofOne[0]?.refId ?? 'A'),
      denied: { status: 403, body: { message: 'Access denied to data source' } },
    };
  });
  if (arrow) return { compose: { contentType: arrowType, parts: calls } };
  const parts = calls.flatMap((call, index) => (index === 0 ? [call] : [',', call]));
  return { compose: { contentType: 'application/json; charset=UTF-8', parts: ['{"results":{', ...parts, '}}'] } };
}

const purposes = ['panel', 'explore', 'alert', 'variable', 'annotation'] as const;

/** As our pages say it, or as the headers of other clients tell. */
function purposeOf({ body, headers }: RouteRequest): QueryRequest['purpose'] {
  const { purpose } = (body ?? {}) as { purpose?: unknown };
  const said = purposes.find((one) => one === purpose);
  if (said) return said;
  if (headers.fromalert === 'true') return 'alert';
  return headers['x-panel-id'] !== undefined ? 'panel' : undefined;
}

function notFound(refId: string): { readonly status: number; readonly body: unknown } {
  return { status: 404, body: { message: 'Data source not found', messageId: 'datasource.notFound', statusCode: 404, refId } };
}

/** Queries of one request mostly name one source: looked up once. */
function memory<Key, Value>(look: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return (key) => {
    const text = JSON.stringify(key);
    const value = known.get(text) ?? look(key);
    known.set(text, value);
    return value;
  };
}

type AddressOfQuery = { uid: string } | { id: number } | { either: string } | 'default' | 'expression';

function addressOf({ datasource, datasourceId }: AskedQuery): AddressOfQuery {
  const text = typeof datasource === 'string' ? datasource : datasource?.uid;
  if (text && expressions.has(text)) return 'expression';
  if (typeof datasource === 'string' && text) return { either: text };
  if (text) return { uid: text };
  if (typeof datasourceId === 'number') return datasourceId === -100 ? 'expression' : { id: datasourceId };
  return 'default';
}

/** Old dashboards name a source by its name where newer ones write its uid. */
async function byAddress(address: Exclude<AddressOfQuery, 'expression'>, find: QueryParts['find']): Promise<Instance | undefined> {
  if (address !== 'default' && 'either' in address) return (await find({ uid: address.either })) ?? (await find({ name: address.either }));
  return find(address);
}

function failed(messageId: string, message: string): RouteResponse {
  return { status: 400, body: { message, messageId, statusCode: 400, traceID: '' } };
}
