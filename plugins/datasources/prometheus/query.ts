/** Answers one query: range, instant or both, with exemplars beside them. */
import type { CallContext, Fetch, FrameData, QueryAnswer, QueryRequest } from '@orrery/plugin-sdk';
import type { Asking, PromQuery } from './asking.ts';
import { type Asked, ask } from './client.ts';
import { exemplarFrames } from './exemplars.ts';
import { toFrames } from './frames.ts';
import { toHeatmap } from './heatmap.ts';
import { planOf } from './plan.ts';
import { toTable } from './table.ts';

export interface Answering {
  readonly fetch: Fetch;
  readonly context: CallContext;
  /** What went wrong and is no reason to fail the query. */
  warn(message: string): void;
}

const seconds = (ms: number): string => String(ms / 1000);

export async function answerQuery(
  query: PromQuery,
  { range, purpose, queries }: Pick<QueryRequest, 'range' | 'purpose' | 'queries'>,
  { fetch, context, warn }: Answering,
): Promise<QueryAnswer> {
  const plan = planOf(query, { range, instance: context.instance, many: queries.length > 1 });
  if ('error' in plan) return { frames: [], error: plan.error, status: 400, errorSource: 'plugin' };
  const wantsInstant = query.instant === true;
  const wantsRange = query.range === true || !wantsInstant;
  const wantsExemplars = query.exemplar === true && purpose !== 'alert';
  const ends = { start: seconds(plan.start), end: seconds(plan.end) };
  const [instant, over, exemplars] = await Promise.all([
    wantsInstant ? ask(fetch, context, 'api/v1/query', { query: plan.expr, time: seconds(plan.to) }) : undefined,
    wantsRange ? ask(fetch, context, 'api/v1/query_range', { query: plan.expr, ...ends, step: seconds(plan.stepMs) }) : undefined,
    wantsExemplars ? ask(fetch, context, 'api/v1/query_exemplars', { query: plan.expr, ...ends }) : undefined,
  ]);
  const asked = [instant, over].filter((one) => one !== undefined);
  const frames = asked.flatMap((one) => (one.ok ? toFrames(one.answer, plan) : []));
  const shown = shaped(frames, plan, purpose);
  if (exemplars?.ok) shown.push(...exemplarFrames(exemplars.answer.list ?? [], plan));
  else if (exemplars) warn(`Exemplars were not read: ${exemplars.failure.message}`);
  return { frames: shown, ...outcomeOf(asked) };
}

/** Alerts evaluate the series themselves, whatever the panel they came from draws. */
function shaped(frames: FrameData[], plan: Asking, purpose: QueryRequest['purpose']): FrameData[] {
  if (purpose === 'alert' || !frames.some(({ fields }) => fields.length > 0)) return frames;
  if (plan.format === 'table') return [toTable(frames, plan)];
  return plan.format === 'heatmap' ? toHeatmap(frames, plan) : frames;
}

function outcomeOf(asked: readonly Asked[]): Pick<QueryAnswer, 'error' | 'status' | 'errorSource'> {
  const failures = asked.flatMap((one) => (one.ok ? [] : [one.failure]));
  const [first] = failures;
  if (!first) return { status: 200 };
  return { error: failures.map(({ message }) => message).join(' '), status: first.status, errorSource: first.source };
}
