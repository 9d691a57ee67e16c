/** Annotations: where a query is above zero there is an event; points that follow each other are one. */
import type { CallContext, Fetch, QueryAnswer, QueryRequest } from '@orrery/plugin-sdk';
import { field, frame, stringField, timeField } from '@orrery/plugin-sdk/data/build';
import type { PromQuery } from './asking.ts';
import { ask } from './client.ts';
import { durationOf } from './duration.ts';
import { legendOf } from './legend.ts';
import { planOf } from './plan.ts';
import type { Series } from './scan.ts';

export interface AnnotationQuery extends PromQuery {
  readonly titleFormat?: string;
  readonly textFormat?: string;
  /** Labels whose values become tags, by commas. */
  readonly tagKeys?: string;
  readonly useValueForTime?: boolean | string;
}
interface Event {
  readonly time: number;
  readonly timeEnd: number;
  readonly title: string;
  readonly text: string;
  readonly tags: readonly string[];
}

const standardStep = '60s';

export async function answerAnnotation(
  query: AnnotationQuery,
  { range }: Pick<QueryRequest, 'range'>,
  fetch: Fetch,
  context: CallContext,
): Promise<QueryAnswer> {
  const least = query.interval || (typeof query.step === 'number' ? `${query.step}s` : query.step) || standardStep;
  const interval = /^\$/.test(least) || durationOf(least) !== undefined ? least : standardStep;
  const { step: _old, ...asIs } = query;
  const plan = planOf({ ...asIs, interval }, { range, instance: context.instance, many: false });
  if ('error' in plan) return { frames: [], error: plan.error, status: 400, errorSource: 'plugin' };
  const asked = await ask(fetch, context, 'api/v1/query_range', {
    query: plan.expr,
    start: String(plan.start / 1000),
    end: String(plan.end / 1000),
    step: String(plan.stepMs / 1000),
  });
  if (!asked.ok) return { frames: [], error: asked.failure.message, status: asked.failure.status, errorSource: asked.failure.source };
  const events = asked.answer.series.flatMap((series) => eventsOf(series, query, plan.stepMs)).sort((a, b) => a.time - b.time);
  const column = (of: (event: Event) => number): Float64Array => Float64Array.from(events, of);
  const isRegion = Uint8Array.from(events, ({ time, timeEnd }) => Number(timeEnd > time));
  return {
    frames: [
      frame(
        [
          timeField(
            'time',
            column(({ time }) => time),
          ),
          timeField(
            'timeEnd',
            column(({ timeEnd }) => timeEnd),
          ),
          field('isRegion', 'boolean', 'bool', isRegion),
          stringField(
            'title',
            events.map(({ title }) => title),
          ),
          stringField(
            'text',
            events.map(({ text }) => text),
          ),
          field(
            'tags',
            'other',
            'json.RawMessage',
            events.map(({ tags }) => tags),
          ),
        ],
        { refId: query.refId, meta: { dataTopic: 'annotations' } },
      ),
    ],
    status: 200,
  };
}

function eventsOf({ metric, times, values }: Series, query: AnnotationQuery, stepMs: number): Event[] {
  const { titleFormat = '', textFormat = '', tagKeys = '', useValueForTime } = query;
  const keys = tagKeys.split(',').map((key) => key.trim());
  const said = {
    title: legendOf(metric, titleFormat || '{{alertname}}', ''),
    text: legendOf(metric, textFormat || '{{instance}}', ''),
    tags: Object.entries(metric).flatMap(([label, value]) => (keys.includes(label) ? [value] : [])),
  };
  if (useValueForTime === true || useValueForTime === 'on') {
    const at = [...new Set(Array.from(values, Math.floor))].filter((time) => time > 0);
    return at.map((time) => ({ time, timeEnd: time, ...said }));
  }
  const events: { time: number; timeEnd: number }[] = [];
  for (const [row, time] of times.entries()) {
    // Also NaN is not active.
    if (!((values[row] as number) > 0)) continue;
    const last = events.at(-1);
    if (last && time - last.timeEnd <= stepMs) last.timeEnd = time;
    else events.push({ time, timeEnd: time });
  }
  return events.map((event) => ({ ...event, ...said }));
}
