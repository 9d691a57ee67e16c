/** What the pages ask the server. */
import type { FrameData, Query } from '@orrery/plugin-sdk';
import { readQueryAnswer } from '@orrery/plugin-sdk/data';
import { ApiError, api, failureOf } from '@orrery/plugin-sdk/ui';
import type { Found } from '../model/options.ts';
import type { PanelRequest } from '../model/query.ts';
import type { Dashboard, KnownDatasource } from '../model/types.ts';

export interface DashboardMeta {
  readonly url: string;
  readonly folderUid: string;
  readonly folderTitle: string;
  readonly folderUrl: string;
  readonly canSave: boolean;
  readonly canEdit: boolean;
  readonly canDelete: boolean;
  readonly canAdmin?: boolean;
  readonly canStar: boolean;
  readonly annotationsPermissions?: { readonly dashboard: Readonly<Record<'canAdd' | 'canEdit' | 'canDelete', boolean>> };
  readonly isStarred?: boolean;
  readonly provisioned: boolean;
  readonly provisionedExternalId: string;
  readonly updated: string;
  readonly updatedBy: string;
  readonly created: string;
  readonly createdBy: string;
  readonly version: number;
  /** The home dashboard, of a file that the configuration names. */
  readonly fromFile?: boolean;
}
export interface DashboardAnswer {
  readonly dashboard: Dashboard;
  readonly meta: DashboardMeta;
}
export interface Hit {
  readonly id?: number;
  readonly uid: string;
  readonly title: string;
  readonly url: string;
  readonly type: 'dash-db' | 'dash-folder';
  readonly tags: readonly string[];
  readonly isStarred?: boolean;
  readonly folderUid?: string;
  readonly folderTitle?: string;
  readonly folderUrl?: string;
  readonly sortMeta?: number;
  readonly sortMetaName?: string;
}
export interface PanelAnswer {
  readonly refId: string;
  readonly frames: readonly FrameData[];
  readonly error?: string;
}

const path = (uid: string): string => encodeURIComponent(uid);

export const loadDashboard = (uid: string): Promise<DashboardAnswer> => api(`/api/dashboards/uid/${path(uid)}`);
/** Where the page lies that stands for the home page, or the dashboard of a file, if somebody chose one. */
export async function loadHome(): Promise<{ readonly path: string } | { readonly answer: DashboardAnswer } | undefined> {
  const answer = await api<{ redirectUri?: string } & Partial<DashboardAnswer>>('/api/dashboards/home');
  if (answer.redirectUri) return { path: answer.redirectUri };
  const { dashboard, meta } = answer;
  return dashboard && meta?.fromFile ? { answer: { dashboard, meta } } : undefined;
}
export const loadDatasources = (): Promise<readonly KnownDatasource[]> => api('/api/orrery/datasources');

export function searchDashboards(
  params: Readonly<Record<string, string>> | URLSearchParams,
  signal?: AbortSignal,
): Promise<readonly Hit[]> {
  return api(`/api/search?${new URLSearchParams(params)}`, signal ? { signal } : {});
}

/** The answer, or `otherwise` where this server has no such part. */
export async function ifThere<Answer>(asked: Promise<Answer>, otherwise: Answer): Promise<Answer> {
  return asked.catch((error: unknown) => {
    if (error instanceof ApiError && [403, 404, 405].includes(error.status)) return otherwise;
    throw error;
  });
}

export interface Answered {
  readonly answers: readonly PanelAnswer[];
  readonly bytes: number;
}
/** Frames as columns: the answer's buffers become the chart's without JSON in between. */
export async function askPanel(request: PanelRequest, signal: AbortSignal, panelId?: number | string): Promise<Answered> {
  const type = 'application/vnd.apache.arrow.stream';
  const shown = /^\/d\/([^/]+)/.exec(location.pathname)?.[1];
  const response = await fetch('/api/ds/query', {
    method: 'POST',
    headers: {
      accept: type,
      'content-type': 'application/json',
      ...(panelId !== undefined && { 'x-panel-id': String(panelId) }),
      ...(shown && { 'x-dashboard-uid': decodeURIComponent(shown) }),
    },
    body: JSON.stringify(request),
    signal,
  });
  if (!response.headers.get('content-type')?.startsWith(type)) throw await failureOf(response);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const answers = readQueryAnswer(bytes);
  // A query that found nothing has no part in the answer; it was answered all the same.
  return {
    bytes: bytes.byteLength,
    answers: request.queries.map(({ refId }) => answers.find((answer) => answer.refId === refId) ?? { refId, frames: [] }),
  };
}

export async function askOptions(
  { uid, type }: KnownDatasource,
  query: Query,
  range: { from: number; to: number },
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly Found[]> {
  const request: PanelRequest = {
    purpose: 'variable',
    from: String(range.from),
    to: String(range.to),
    queries: [{ ...query, datasource: { uid, type } }],
  };
  const [answer] = (await askPanel(request, signal)).answers;
  if (answer?.error) throw new Error(answer.error);
  return (answer?.frames ?? []).flatMap(optionRows);
}

function optionRows({ fields, length }: FrameData): Found[] {
  const plain = fields.filter(({ type }) => type === 'string' || type === 'number');
  const named = (name: string) => fields.find((one) => one.name.toLowerCase() === name);
  const text = named('text') ?? named('value') ?? plain[0];
  const value = named('value') ?? text;
  const others = plain.filter((one) => one !== text && one !== value);
  const at = (column: FrameData['fields'][number] | undefined, row: number): unknown =>
    column?.nulls?.[row] ? undefined : (column?.values as ArrayLike<unknown> | undefined)?.[row];
  return Array.from({ length }, (_, row) => ({
    text: at(text, row),
    value: at(value, row),
    ...(others.length > 0 && { properties: Object.fromEntries(others.map((one) => [one.name, at(one, row)])) }),
  }));
}
