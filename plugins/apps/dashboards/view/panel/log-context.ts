/** What stood around a line of a panel: its own query once more, with the line. Loaded when somebody asks. */
import type { FrameData } from '@orrery/plugin-sdk';
import { rawAt } from '@orrery/plugin-sdk/data';
import type { ContextAnswer, ContextEvent, PanelPoint } from '@orrery/plugin-sdk/ui';
import type { KnownDatasource } from '../../model/types.ts';
import { ask } from './ask.ts';
import type { PanelResult } from './results.ts';

export async function contextOf(
  asked: ContextEvent,
  { data, request }: PanelResult,
  datasources: readonly KnownDatasource[],
): Promise<ContextAnswer> {
  const { direction, limit, row, point } = asked;
  const queries = request?.queries ?? [];
  // Transformations may make frames of which nobody knows the query; where there was but one, it is that.
  const refId = data.frames[point.frame]?.refId;
  const query = queries.find((each) => each.refId === refId) ?? (queries.length === 1 ? queries[0] : undefined);
  if (!request || !query || !datasources.find(({ uid }) => uid === query.datasource.uid)?.logContext) return { asked };
  try {
    const { answers } = await ask(
      {
        ...request,
        queries: [{ ...query, logContext: { direction, limit, row: { ...row, labels: labelsAt(data.frames[point.frame], point) } } }],
      },
      new AbortController().signal,
    );
    const [answer] = answers;
    return answer?.error ? { asked, failure: answer.error } : { asked, frames: answer?.frames ?? [] };
  } catch (error) {
    return { asked, failure: error instanceof Error ? error.message : String(error) };
  }
}

/** Of the stream of a line: a field of objects has them, or the field of the line itself. */
function labelsAt(frame: FrameData | undefined, { field, row }: PanelPoint): Readonly<Record<string, string>> {
  const own = frame?.fields.find(({ name }) => name === 'labels' || name === 'attributes');
  const raw = own && row !== null ? rawAt(own, row) : undefined;
  const given = typeof raw === 'string' ? parsed(raw) : raw;
  if (typeof given !== 'object' || given === null) return frame?.fields[field]?.labels ?? {};
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return;
  }
}
