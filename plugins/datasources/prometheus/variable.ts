/** Queries of variables: the functions people write as text, and the form that editors store. Answers are rows of text. */
import type { CallContext, Fetch, FrameData, QueryAnswer, TimeRange } from '@orrery/plugin-sdk';
import { frame, stringField } from '@orrery/plugin-sdk/data/build';
import { withFilters } from './adhoc.ts';
import type { PromQuery } from './asking.ts';
import { ask, type AskFailure, type Params } from './client.ts';
import { metricText } from './legend.ts';
import { variableText } from './promql/variable-text.ts';
import { settingsOf } from './settings.ts';
import { fillMacros, stepOf } from './step.ts';

type Values = readonly string[] | AskFailure;

export async function answerVariable(query: PromQuery, range: TimeRange, fetch: Fetch, context: CallContext): Promise<QueryAnswer> {
  const step = stepOf({ ...range, intervalMs: 1000, maxDataPoints: 100, minStep: '', timeInterval: '', intervalFactor: 1 });
  const text = variableText(query);
  if (!text)
    return {
      frames: [],
      error: 'The query of this variable is empty. Write one like label_values(up, job).',
      status: 400,
      errorSource: 'plugin',
    };
  const filled = 'error' in step ? text : fillMacros(text, step, range);
  const values = await valuesOf(filled, query, range, fetch, context);
  if (!('message' in values)) return { frames: [rows(values)], status: 200 };
  return { frames: [], error: values.message, status: values.status, errorSource: values.source };
}

async function valuesOf(text: string, query: PromQuery, range: TimeRange, fetch: Fetch, context: CallContext): Promise<Values> {
  const { seriesLimit = 40_000 } = settingsOf(context.instance);
  const limits = {
    start: String(Math.ceil(range.from / 1000)),
    end: String(Math.ceil(range.to / 1000)),
    ...(seriesLimit > 0 && { limit: String(seriesLimit) }),
  };
  const list = async (path: string, params: Params): Promise<readonly unknown[] | AskFailure> => {
    const asked = await ask(fetch, context, path, { ...limits, ...params });
    return asked.ok ? (asked.answer.list ?? []) : asked.failure;
  };
  const names = async (path: string, selector?: string): Promise<Values> => {
    const filtered = selector && selector.replace(/\s/g, '') !== '{}' ? withFilters(selector, query.adhocFilters) : undefined;
    const found = await list(path, filtered ? { 'match[]': filtered } : {});
    return 'message' in found ? found : found.map(String).filter(Boolean);
  };

  const labelValues = /^label_values\((?:([\s\S]+),\s*)?([a-zA-Z_]\w*|"(?:[^"\\]|\\.)+")\s*\)\s*$/.exec(text);
  if (labelValues) {
    const [, selector, label = ''] = labelValues;
    return names(`api/v1/label/${encodeURIComponent(labelInPath(label))}/values`, selector?.trim());
  }
  const labelNames = /^label_names\(([\s\S]*)\)\s*$/.exec(text);
  if (labelNames) {
    const part = labelNames[1]?.trim();
    const selector = part && (/[{]/.test(part) ? part : `{__name__=~".*${part.replaceAll('"', '\\"')}.*"}`);
    return names('api/v1/labels', selector);
  }
  const metrics = /^metrics\(([\s\S]*)\)\s*$/.exec(text);
  if (metrics) {
    const found = await names('api/v1/label/__name__/values');
    const pattern = regexOf(metrics[1]?.trim() || '.*');
    if (!('message' in found) && !pattern)
      return { message: `"${metrics[1]}" is no regular expression. Write one like metrics(node_.*).`, status: 400, source: 'plugin' };
    return 'message' in found ? found : found.filter((name) => pattern?.test(name));
  }
  const queryResult = /^query_result\(([\s\S]+)\)\s*$/.exec(text);
  if (queryResult) return results(queryResult[1]?.trim() ?? '', query, range, fetch, context);
  const series = await list('api/v1/series', { 'match[]': withFilters(text, query.adhocFilters) });
  return 'message' in series ? series : series.map((labels) => metricText(labels as Record<string, string>));
}

async function results(expr: string, query: PromQuery, range: TimeRange, fetch: Fetch, context: CallContext): Promise<Values> {
  const asked = await ask(fetch, context, 'api/v1/query', { query: withFilters(expr, query.adhocFilters), time: String(range.to / 1000) });
  if (!asked.ok) return asked.failure;
  const { single, series } = asked.answer;
  if (single) return [single[1]];
  return series.map(({ metric, times, values }) => `${metricText(metric)} ${values.at(-1) ?? ''} ${times.at(-1) ?? ''}`.trim());
}

/** A label that is no plain name is quoted in the query, and escaped with `U__` in a path (Prometheus 3). */
function labelInPath(label: string): string {
  if (!label.startsWith('"')) return label;
  const name = JSON.parse(label) as string;
  if (/^[a-zA-Z_]\w*$/.test(name)) return name;
  return `U__${[...name].map((letter) => (letter === '_' ? '__' : /\w/.test(letter) ? letter : `_${letter.codePointAt(0)?.toString(16)}_`)).join('')}`;
}

function regexOf(text: string): RegExp | undefined {
  try {
    return new RegExp(text);
  } catch {
    return undefined;
  }
}

function rows(values: readonly string[]): FrameData {
  return frame([stringField('text', values), stringField('value', values)]);
}
