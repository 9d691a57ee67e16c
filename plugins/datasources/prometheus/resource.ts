/** What editors, API clients and the alert list read besides queries: Prometheus' own API below `/resources`, and `suggestions`. */
import { type CallContext, type Fetch, FailureError, type ResourceRequest, type ResourceResponse } from '@orrery/plugin-sdk';
import { matcherOf, withFilters } from './adhoc.ts';
import type { AdHocFilter } from './asking.ts';
import { type Params, send } from './client.ts';
import { buildOf } from './health.ts';
import { selectorsOf } from './promql/selectors.ts';
import { settingsOf } from './settings.ts';

/** What may be read; nothing that changes the server. */
const readable =
  /^api\/v1\/(query|query_range|query_exemplars|series|labels|label\/[^/]+\/values|metadata|rules|alerts|alertmanagers|targets(\/metadata)?|scrape_pools|status\/(buildinfo|tsdb|config|flags|runtimeinfo|walreplay)|format_query|parse_query|cardinality\/[a-z_]+)$/;

export async function answerResource(request: ResourceRequest, fetch: Fetch, context: CallContext): Promise<ResourceResponse> {
  const path = request.path.replace(/^\/+/, '');
  if (path === 'version-detect') return { status: 200, body: (await buildOf(fetch, context))?.version ?? '' };
  if (path === 'suggestions') return suggestions(paramsOf(request), request, fetch, context);
  if (!readable.test(path) || !['GET', 'POST'].includes(request.method)) {
    const error = `${request.method} ${path} is not among the paths of a Prometheus that are read here.`;
    return { status: 404, body: { status: 'error', errorType: 'not_found', error } };
  }
  return passOn(encoded(path), paramsOf(request), request, fetch, context);
}

async function passOn(
  path: string,
  params: Params,
  { method, headers }: ResourceRequest,
  fetch: Fetch,
  context: CallContext,
): Promise<ResourceResponse> {
  try {
    let response = await send(fetch, context, path, params, method);
    // Old servers take some of these by GET only.
    if (method === 'POST' && (response.status === 405 || response.status === 400)) {
      const again = await send(fetch, context, path, params, 'GET');
      if (again.ok) response = again;
    }
    const kept = headers['x-grafana-cache'];
    return {
      status: response.status,
      headers: {
        'content-type': response.headers['content-type'] ?? 'application/json',
        ...(kept && response.ok && /^private, max-age=\d+$/.test(kept) && { 'cache-control': kept }),
      },
      body: await response.bytes(),
    };
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const { code, message } = error.failure;
    return { status: code === 'fetch/timeout' ? 504 : 502, body: { status: 'error', errorType: 'unavailable', error: message, message } };
  }
}

/** Label names, or values of one label, of the series that some queries ask for. */
async function suggestions(params: Params, request: ResourceRequest, fetch: Fetch, context: CallContext): Promise<ResourceResponse> {
  const { labelName, search, limit, start, end } = params as Readonly<Record<string, string | undefined>>;
  const queries = listOf(params.queries);
  const filters = (jsonOf(params.adhocFilters) ?? []) as readonly AdHocFilter[];
  const own = filters.flatMap(matcherOf).join(',');
  const selectors = queries.flatMap((query) => {
    const filtered = withFilters(query, filters);
    return (selectorsOf(filtered) ?? []).map(({ text }) => text);
  });
  if (queries.length === 0 && own) selectors.push(`{${own}}`);
  if (search && labelName === '__name__') selectors.push(`{__name__=~".*${search.replace(/["\\]/g, '')}.*"}`);
  const most = Number(limit) || settingsOf(context.instance).seriesLimit || 0;
  const path = labelName ? `api/v1/label/${encodeURIComponent(labelName)}/values` : 'api/v1/labels';
  const asked = {
    start: secondsOf(start),
    end: secondsOf(end),
    ...(most > 0 && { limit: String(most) }),
    ...(selectors.length > 0 && { 'match[]': [...new Set(selectors)] }),
  };
  return passOn(path, asked, { ...request, method: 'GET' }, fetch, context);
}

/** Query string and body are one: a form keeps repeated keys, JSON may hold lists. */
function paramsOf({ query, body }: ResourceRequest): Params {
  const params: Record<string, string | string[]> = {};
  const add = (key: string, value: string): void => {
    const before = params[key];
    params[key] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  };
  for (const [key, value] of new URLSearchParams(query)) add(key, value);
  const text = body ? new TextDecoder().decode(body) : '';
  if (!text.trimStart().startsWith('{')) {
    for (const [key, value] of new URLSearchParams(text)) add(key, value);
    return params;
  }
  for (const [key, value] of Object.entries((jsonOf(text) ?? {}) as Record<string, unknown>)) {
    if (value === null || value === undefined) continue;
    const plain = Array.isArray(value) && value.every((one) => typeof one !== 'object') ? value.map(String) : undefined;
    for (const one of plain ?? [typeof value === 'object' ? JSON.stringify(value) : String(value)]) add(key, one);
  }
  return params;
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
function jsonOf(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
/** Editors send seconds or milliseconds. */
function secondsOf(text: string | undefined): string | undefined {
  const number = Number(text);
  if (!text || Number.isNaN(number)) return undefined;
  return String(number > 1e11 ? number / 1000 : number);
}
function encoded(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(decoded(part)))
    .join('/');
}
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
