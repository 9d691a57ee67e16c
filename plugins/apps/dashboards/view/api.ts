/** What the pages ask the server. */
import type { FrameData, Query } from '@orrery/plugin-sdk';
import { readQueryAnswer } from '@orrery/plugin-sdk/data';
import { api, failureOf } from '@orrery/plugin-sdk/ui';
import type { PanelRequest } from '../model/query.ts';
import type { Dashboard, KnownDatasource } from '../model/types.ts';

export interface DashboardAnswer {
  readonly dashboard: Dashboard;
  readonly meta: {
    readonly folderUid: string;
    readonly folderTitle: string;
    readonly folderUrl: string;
    readonly canSave: boolean;
    readonly provisioned: boolean;
  };
}
export interface Hit {
  readonly uid: string;
  readonly title: string;
  readonly url: string;
  readonly type: 'dash-db' | 'dash-folder';
  readonly tags: readonly string[];
  readonly folderTitle?: string;
}
export interface PanelAnswer {
  readonly refId: string;
  readonly frames: readonly FrameData[];
  readonly error?: string;
}

export function loadDashboard(uid: string): Promise<DashboardAnswer> {
  return api(`/api/dashboards/uid/${encodeURIComponent(uid)}`);
}
export function loadDatasources(): Promise<readonly KnownDatasource[]> {
  return api('/api/orrery/datasources');
}
export function searchDashboards(params: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<readonly Hit[]> {
  return api(`/api/search?${new URLSearchParams(params)}`, signal ? { signal } : {});
}

/** Frames as columns: the answer's buffers become the chart's without JSON in between. */
export async function askPanel(request: PanelRequest, signal: AbortSignal): Promise<readonly PanelAnswer[]> {
  const type = 'application/vnd.apache.arrow.stream';
  const response = await fetch('/api/ds/query', {
    method: 'POST',
    headers: { accept: type, 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal,
  });
  if (!response.headers.get('content-type')?.startsWith(type)) throw await failureOf(response);
  const answers = readQueryAnswer(new Uint8Array(await response.arrayBuffer()));
  // A query that found nothing has no part in the answer; it was answered all the same.
  return request.queries.map(({ refId }) => answers.find((answer) => answer.refId === refId) ?? { refId, frames: [] });
}

export async function askOptions(
  { uid, type }: KnownDatasource,
  query: Query,
  range: { from: number; to: number },
): Promise<readonly { text?: unknown; value?: unknown }[]> {
  const request = { from: String(range.from), to: String(range.to), queries: [{ ...query, datasource: { uid, type } }] };
  const [answer] = await askPanel(request, new AbortController().signal);
  if (answer?.error) throw new Error(answer.error);
  return (answer?.frames ?? []).flatMap(({ fields, length }) => {
    const column = (name: string) => fields.find((one) => one.name.toLowerCase() === name)?.values as ArrayLike<unknown> | undefined;
    const texts =
      column('text') ?? (fields.find(({ type: kind }) => kind === 'string' || kind === 'number')?.values as ArrayLike<unknown> | undefined);
    const values = column('value') ?? texts;
    return Array.from({ length }, (_, row) => ({ text: texts?.[row], value: values?.[row] }));
  });
}
