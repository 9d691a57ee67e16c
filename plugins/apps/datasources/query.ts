/**
 * `POST /api/ds/query`: one request, queries of several data sources. This plugin only says who is asked what; the kernel asks and
 * joins the answers, so the data itself goes from the source's host to the browser and never through here.
 */
import type { ComposedCall, Instance, Query, QueryRequest, RouteRequest, RouteResponse } from '@orrery/plugin-sdk';
import type { DatasourceDeclaration } from '@orrery/plugin-sdk/contributions/datasource';
import { parseRange } from '@orrery/plugin-sdk/data/time-range';
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
export interface QueryParts {
  find(by: { uid: string } | { id: number } | { name: string } | 'default'): Promise<Instance | undefined>;
  mayQuery(uids: readonly string[]): Promise<boolean>;
  declarationOf(instance: Instance): Promise<DatasourceDeclaration | undefined>;
  readonly now: number;
}

const arrowType = 'application/vnd.apache.arrow.stream';
const expressions = new Set(['__expr__', '-100', 'Expression']);

export async function composeQuery(request: RouteRequest, { find, mayQuery, declarationOf, now }: QueryParts): Promise<RouteResponse> {
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

  // Each question to the kernel is a way there and back, so all of them go at once, and the right is asked for by the uid that is claimed.
  const named = uidsOf(asked.map(({ address }) => (typeof address === 'object' && 'uid' in address ? address.uid : undefined)));
  const once = memory((address: (typeof asked)[number]['address']) => byAddress(address, find));
  const [instances, mayNamed] = await Promise.all([Promise.all(asked.map(({ address }) => once(address))), mayQuery(named)]);

  const declared = await Promise.all(instances.map((instance) => instance && declarationOf(instance)));

  const groups = new Map<string, { instance: Instance; range: { from: number; to: number }; queries: Query[] }>();
  for (const [index, { query, refId, address }] of asked.entries()) {
    const instance = instances[index];
    if (!instance) {
      if (address === 'default') return failed('query.missingDataSourceInfo', 'Query does not contain a valid data source identifier');
      return { status: 404, body: { message: 'Data source not found', messageId: 'datasource.notFound', statusCode: 404, refId } };
    }
    // A query may bring a range of its own, which wins.
    const exact = parseRange(query.timeRange?.from ?? from, query.timeRange?.to ?? to, now);
    if ('error' in exact) return failed('query.invalidRange', exact.error);
    const range = inWholeIntervals(exact, query, declared[index]?.wholeIntervals);
    const key = `${instance.uid} ${range.from} ${range.to}`;
    const group = groups.get(key) ?? { instance, range, queries: [] as Query[] };
    group.queries.push({ maxDataPoints: 100, intervalMs: 1000, ...query, refId });
    groups.set(key, group);
  }
  const others = uidsOf(instances.map((instance) => instance?.uid)).filter((uid) => !named.includes(uid));
  if (!mayNamed || !(await mayQuery(others))) return { status: 403, body: { message: 'Access denied to data source' } };

  const purpose = purposeOf(request);
  const arrow = (request.headers.accept ?? '').includes(arrowType);
  const calls = [...groups.values()].map(({ instance, range, queries: ofOne }): ComposedCall => {
    return {
      point: 'datasource',
      instance: { uid: instance.uid },
      method: 'query',
      argument: { range, queries: ofOne, ...(purpose && { purpose }) },
      encoding: arrow ? 'arrow' : 'frames-json',
      action: 'datasources:query',
      scope: `datasources:uid:${instance.uid}`,
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

const uidsOf = (uids: readonly (string | undefined)[]): string[] => [...new Set(uids.filter((uid) => uid !== undefined))];

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
