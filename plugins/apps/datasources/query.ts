/**
 * `POST /api/ds/query`: one request, queries of several data sources. This plugin only says who is asked what; the kernel asks and
 * joins the answers, so the data itself goes from the source's host to the browser and never through here.
 */
import type { ComposedCall, Instance, Query, RouteRequest, RouteResponse } from '@orrery/plugin-sdk';
import { parseRange } from '@orrery/plugin-sdk/data/time-range';

interface QueryBody {
  readonly from?: string | number;
  readonly to?: string | number;
  readonly queries?: readonly (Query & { datasource?: { uid?: string; type?: string } | string | null; datasourceId?: number })[];
}
export type FindInstance = (by: { uid: string } | { id: number } | { name: string } | 'default') => Promise<Instance | undefined>;

const arrowType = 'application/vnd.apache.arrow.stream';

export async function composeQuery(request: RouteRequest, find: FindInstance, now: number): Promise<RouteResponse> {
  const { from = 'now-1h', to = 'now', queries } = (request.body ?? {}) as QueryBody;
  if (!Array.isArray(queries) || queries.length === 0) return failed('query.noQueries', 'No queries found');
  const range = parseRange(from, to, now);
  if ('error' in range) return failed('query.invalidRange', range.error);

  const groups = new Map<string, { instance: Instance; queries: Query[] }>();
  const seen = new Set<string>();
  for (const [index, query] of queries.entries()) {
    const refId = query.refId ?? String.fromCharCode(65 + index);
    if (seen.has(refId)) return failed('query.duplicateRefId', `Two queries are named "${refId}". Give each its own refId.`);
    seen.add(refId);
    const instance = await find(addressOf(query));
    if (!instance)
      return { status: 404, body: { message: 'Data source not found', messageId: 'datasource.notFound', statusCode: 404, refId } };
    const group = groups.get(instance.uid) ?? { instance, queries: [] };
    group.queries.push({ ...query, refId });
    groups.set(instance.uid, group);
  }

  const arrow = (request.headers.accept ?? '').includes(arrowType);
  const calls = [...groups.values()].map(({ instance, queries: asked }): ComposedCall => {
    return {
      point: 'datasource',
      instance: { uid: instance.uid },
      method: 'query',
      argument: { range, queries: asked },
      encoding: arrow ? 'arrow' : 'frames-json',
      action: 'datasources:query',
      scope: `datasources:uid:${instance.uid}`,
    };
  });
  if (arrow) return { compose: { contentType: arrowType, parts: calls } };
  const parts = calls.flatMap((call, index) => (index === 0 ? [call] : [',', call]));
  return { compose: { contentType: 'application/json; charset=UTF-8', parts: ['{"results":{', ...parts, '}}'] } };
}

function addressOf({ datasource, datasourceId }: NonNullable<QueryBody['queries']>[number]): Parameters<FindInstance>[0] {
  if (typeof datasource === 'string' && datasource) return { name: datasource };
  if (typeof datasource === 'object' && datasource?.uid) return { uid: datasource.uid };
  if (typeof datasourceId === 'number') return { id: datasourceId };
  return 'default';
}

function failed(messageId: string, message: string): RouteResponse {
  return { status: 400, body: { message, messageId, statusCode: 400, traceID: '' } };
}
