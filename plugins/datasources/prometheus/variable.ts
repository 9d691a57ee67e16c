/** Queries of variables: `label_values`, `label_names`, `metrics`, `query_result`, or PromQL. Answers are rows of text. */
import type { CallContext, Fetch, FrameData, QueryAnswer, TimeRange } from '@orrery/plugin-sdk';
import { frame, stringField } from '@orrery/plugin-sdk/data/build';
import { ask } from './client.ts';
import { legendOf } from './legend.ts';

export async function variable(text: string, range: TimeRange, fetch: Fetch, context: CallContext): Promise<QueryAnswer> {
  const limits = { start: String(range.from / 1000), end: String(range.to / 1000) };
  const values = await valuesOf(text.trim(), limits, fetch, context);
  return Array.isArray(values)
    ? { frames: [rows(values)] }
    : { frames: [], error: values.error, status: values.status, errorSource: 'downstream' };
}

type Failed = { readonly error: string; readonly status: number };

async function valuesOf(
  text: string,
  limits: { start: string; end: string },
  fetch: Fetch,
  context: CallContext,
): Promise<string[] | Failed> {
  const labelValues = /^label_values\((?:([\s\S]+),\s*)?([a-zA-Z_$][\w]*)\s*\)$/.exec(text);
  if (labelValues) {
    const [, selector, label = ''] = labelValues;
    return list(
      `api/v1/label/${encodeURIComponent(label)}/values`,
      { ...limits, ...(selector && { 'match[]': selector.trim() }) },
      fetch,
      context,
    );
  }
  const labelNames = /^label_names\(([\s\S]*)\)$/.exec(text);
  if (labelNames)
    return list('api/v1/labels', { ...limits, ...(labelNames[1]?.trim() && { 'match[]': labelNames[1].trim() }) }, fetch, context);
  const metrics = /^metrics\(([\s\S]*)\)$/.exec(text);
  if (metrics) {
    const names = await list('api/v1/label/__name__/values', limits, fetch, context);
    const pattern = new RegExp(metrics[1]?.trim() || '.*');
    return Array.isArray(names) ? names.filter((name) => pattern.test(name)) : names;
  }
  const queryResult = /^query_result\(([\s\S]+)\)$/.exec(text);
  const asked = await ask(fetch, context, 'api/v1/query', { query: queryResult?.[1]?.trim() ?? text, time: limits.end });
  if (!asked.ok) return { error: asked.failure.message, status: asked.failure.status };
  return asked.answer.series.map(({ metric, times, values }) => `${legendOf(metric, '', '')} ${values[0]} ${times[0]}`);
}

async function list(path: string, params: Record<string, string>, fetch: Fetch, { signal }: CallContext): Promise<string[] | Failed> {
  const response = await fetch(`${path}?${new URLSearchParams(params)}`, { signal });
  const body = (await response.json().catch(() => ({}))) as { status?: string; data?: string[]; error?: string };
  if (body.status === 'success' && Array.isArray(body.data)) return body.data;
  return { error: body.error ?? `The server answered ${response.status}.`, status: response.status >= 400 ? response.status : 502 };
}

function rows(values: readonly string[]): FrameData {
  return frame([stringField('text', values), stringField('value', values)]);
}
