import type { Instance, RouteHandler, RouteRequest, RouteResponse } from '@orrery/plugin-sdk';
import { configProblem, type CorrelationInput, type Correlations, correlationProblem } from './correlations.ts';
import type { Datasources } from './datasources.ts';
import { notFound } from './problems.ts';

const missing: RouteResponse = { status: 404, body: { message: 'Correlation not found' } };
const readOnly: RouteResponse = { status: 403, body: { message: 'Data source is read only' } };
const mostPerPage = 1_000;

export function correlationRoutes({
  datasources,
  correlations,
}: {
  datasources: Datasources;
  correlations: (orgId: number) => Correlations;
}) {
  const one = (
    action: 'datasources:read' | 'datasources:write',
    handle: (instance: Instance, request: RouteRequest, kept: Correlations) => Promise<RouteResponse>,
  ): RouteHandler => datasources.withOne('uid', action, (instance, request) => handle(instance, request, correlations(instance.orgId)));

  const all: RouteHandler = async ({ query }, { orgId }) => {
    const limit = Math.min(Math.max(Number(query.limit?.[0]) || 100, 1), mostPerPage);
    const page = Math.max(Number(query.page?.[0]) || 1, 1);
    const readable = (await datasources.allowed('datasources:read')).map(({ uid }) => uid);
    const asked = query['sourceUID[]'] ?? query.sourceUID;
    const sources = asked ? readable.filter((uid) => asked.includes(uid)) : readable;
    const { found, total } = sources.length > 0 ? await correlations(orgId).list({ sources, limit, page }) : { found: [], total: 0 };
    return { body: { correlations: found, page, limit, totalCount: total } };
  };

  return {
    correlations: all,
    correlationsOf: one('datasources:read', async ({ uid }, _request, kept) => ({ body: await kept.of(uid) })),
    correlation: one('datasources:read', async ({ uid }, { params }, kept) => {
      const found = await kept.get(uid, params.correlation ?? '');
      return found ? { body: found } : missing;
    }),
    correlate: one('datasources:write', async ({ uid, readOnly: kept }, { body }, store) => {
      const input = (body ?? {}) as CorrelationInput;
      const problem = correlationProblem(input);
      if (problem) return problem;
      if (kept) return readOnly;
      if (input.targetUID && !(await datasources.get({ uid: input.targetUID }))) return notFound;
      return { body: { message: 'Correlation created', result: await store.create(uid, input, false) } };
    }),
    changeCorrelation: one('datasources:write', async ({ uid, readOnly: kept }, { params, body }, store) => {
      const input = (body ?? {}) as CorrelationInput;
      if (input.label === undefined && input.description === undefined && input.config === undefined && input.type === undefined)
        return { status: 400, body: { message: 'At least one of label, description or config is required' } };
      const problem = configProblem(input.config);
      if (problem) return problem;
      if (!(await store.get(uid, params.correlation ?? ''))) return missing;
      if (kept) return readOnly;
      return { body: { message: 'Correlation updated', result: await store.update(uid, params.correlation ?? '', input) } };
    }),
    removeCorrelation: one('datasources:write', async ({ uid, readOnly: kept }, { params }, store) => {
      const found = await store.get(uid, params.correlation ?? '');
      if (!found) return missing;
      if (kept || found.provisioned) return readOnly;
      await store.remove(uid, found.uid);
      return { body: { message: 'Correlation deleted' } };
    }),
  };
}
