import {
  type CallContext,
  definePlugin,
  type FrameData,
  type Query,
  type QueryAnswer,
  type QueryRequest,
  type ResourceResponse,
  type TimeRange,
} from '@orrery/plugin-sdk';
import { ask } from './client.ts';
import { toFrames } from './frames.ts';
import { manifest } from './manifest.ts';
import { aligned, fillMacros, stepOf } from './step.ts';
import { variable } from './variable.ts';

/** What dashboards store of a query. */
interface PromQuery extends Query {
  readonly expr?: string;
  readonly legendFormat?: string;
  readonly interval?: string;
  readonly intervalFactor?: number;
  readonly instant?: boolean;
  readonly range?: boolean;
  readonly exemplar?: boolean;
  readonly format?: string;
  readonly query?: unknown;
}

/** What may be read through `/resources`; nothing that changes the server. */
const readable =
  /^api\/v1\/(query|query_range|query_exemplars|series|labels|label\/[^/]+\/values|metadata|rules|alerts|targets|status\/(buildinfo|tsdb|config|flags|runtimeinfo)|format_query|parse_query)$/;

export default definePlugin(manifest, ({ fetch }) => {
  async function one(query: PromQuery, range: TimeRange, context: CallContext): Promise<QueryAnswer> {
    if (query.queryType === 'variable') return variable(String(query.query ?? query.expr ?? ''), range, fetch, context);
    const text = query.expr?.trim() ?? '';
    if (!text) return { frames: [], error: 'The query is empty. Write an expression.', status: 400, errorSource: 'plugin' };
    const settings = (context.instance?.settings.jsonData ?? {}) as { timeInterval?: string };
    const step = stepOf({
      ...range,
      intervalMs: query.intervalMs ?? 1000,
      minStep: query.interval ?? '',
      timeInterval: settings.timeInterval ?? '',
      intervalFactor: query.intervalFactor ?? 1,
    });
    const expr = fillMacros(text, step, range);
    const asking = {
      refId: query.refId,
      expr,
      legendFormat: query.legendFormat ?? '',
      format: query.format ?? 'time_series',
      stepMs: step.ms,
    };
    const wantsInstant = query.instant === true;
    const wantsRange = query.range === true || !wantsInstant;
    const { start, end } = aligned(range.from, range.to, step.ms);

    const asked = await Promise.all([
      ...(wantsRange
        ? [
            ask(fetch, context, 'api/v1/query_range', {
              query: expr,
              start: String(start / 1000),
              end: String(end / 1000),
              step: String(step.ms / 1000),
            }).then((result) => ({ result, instant: false })),
          ]
        : []),
      ...(wantsInstant
        ? [
            ask(fetch, context, 'api/v1/query', { query: expr, time: String(range.to / 1000) }).then((result) => ({
              result,
              instant: true,
            })),
          ]
        : []),
    ]);
    const frames: FrameData[] = [];
    for (const { result, instant } of asked) {
      if (!result.ok) return { frames, error: result.failure.message, status: result.failure.status, errorSource: result.failure.source };
      frames.push(...toFrames(result.answer, { ...asking, instant }));
    }
    return { frames, status: 200 };
  }

  return {
    datasource: {
      prometheus: {
        async query({ queries, range }: QueryRequest, context) {
          const answers = await Promise.all(queries.map(async (query) => [query.refId, await one(query, range, context)] as const));
          return { answers: Object.fromEntries(answers) };
        },
        async resource({ method, path, query, body }, { signal }): Promise<ResourceResponse> {
          if (!readable.test(path))
            return {
              status: 404,
              body: { status: 'error', errorType: 'not_found', error: `${path} is not among the paths that are read.` },
            };
          const response =
            method === 'POST'
              ? await fetch(path, {
                  method,
                  headers: { 'content-type': 'application/x-www-form-urlencoded' },
                  body: body ? formOf(body) : query,
                  signal,
                })
              : await fetch(query ? `${path}?${query}` : path, { signal });
          return {
            status: response.status,
            headers: { 'content-type': response.headers['content-type'] ?? 'application/json' },
            body: await response.bytes(),
          };
        },
        async health(context) {
          const asked = await ask(fetch, context, 'api/v1/query', { query: '1+1', time: String(Date.now() / 1000) });
          if (!asked.ok) return { status: 'ERROR', message: asked.failure.message };
          const info = await fetch('api/v1/status/buildinfo', { signal: context.signal })
            .then((response) => response.json())
            .catch(() => undefined);
          const version = (info as { data?: { version?: string } } | undefined)?.data?.version;
          return {
            status: 'OK',
            message: `Successfully queried the Prometheus API.${version ? ` It is version ${version}.` : ''}`,
            ...(version && { details: { version } }),
          };
        },
      },
    },
  };
});

/** The kernel gives a form as the object it parsed; the server wants the form. */
function formOf(body: Uint8Array): string {
  const text = new TextDecoder().decode(body);
  if (!text.startsWith('{')) return text;
  return new URLSearchParams(Object.entries(JSON.parse(text) as Record<string, string>)).toString();
}
