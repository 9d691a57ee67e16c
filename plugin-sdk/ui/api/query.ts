/** `POST /api/ds/query` from a page. Answers come as columns: their buffers become the chart's with no JSON in between. */

import { readQueryAnswer } from '@orrery/plugin-sdk/data';
import type { Query } from '../../contributions/datasource.ts';
import type { FrameData } from '../../data/frame.ts';
import { failureOf } from './request.ts';

export interface AskedQueries {
  /** Epoch ms as text, or date math. */
  readonly from: string;
  readonly to: string;
  readonly queries: readonly (Query & { readonly datasource: { readonly uid: string; readonly type: string } })[];
}
export interface AnsweredQuery {
  readonly refId: string;
  readonly frames: readonly FrameData[];
  readonly error?: string;
}
const arrow = 'application/vnd.apache.arrow.stream';

/** One answer a query, in their order; one that found nothing has no frames. Rejects with `ApiError` when none was asked at all. */
export async function askQueries(request: AskedQueries, signal?: AbortSignal): Promise<readonly AnsweredQuery[]> {
  const response = await fetch('/api/ds/query', {
    method: 'POST',
    headers: { accept: arrow, 'content-type': 'application/json' },
    body: JSON.stringify(request),
    ...(signal && { signal }),
  });
  if (!response.headers.get('content-type')?.startsWith(arrow)) throw await failureOf(response);
  const answers = readQueryAnswer(new Uint8Array(await response.arrayBuffer()));
  return request.queries.map(({ refId }) => answers.find((answer) => answer.refId === refId) ?? { refId, frames: [] });
}
