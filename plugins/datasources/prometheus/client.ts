/** Requests to the configured server: POST where it may, GET where it must, failures in words. */
import { type CallContext, type Fetch, FailureError, type FetchResponse } from '@orrery/plugin-sdk';
import { createScanner, type PrometheusAnswer } from './scan.ts';
import { settingsOf } from './settings.ts';

export interface AskFailure {
  readonly message: string;
  /** As the server answered; 502 and 504 where it did not. */
  readonly status: number;
  readonly source: 'plugin' | 'downstream';
}
export type Asked = { readonly ok: true; readonly answer: PrometheusAnswer } | { readonly ok: false; readonly failure: AskFailure };
/** A value a key, or several. */
export type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Servers that take no POST, by instance and version of its settings, for as long as this code lives. */
const getOnly = new Set<string>();

/** A request whose answer is not read: what a resource passes on. */
export async function send(
  fetch: Fetch,
  { instance, signal }: CallContext,
  path: string,
  params: Params,
  method?: string,
): Promise<FetchResponse> {
  const settings = settingsOf(instance);
  const custom = new URLSearchParams(settings.customQueryParameters ?? '').toString();
  const form = formOf(params);
  const key = `${instance?.orgId} ${instance?.uid} ${instance?.version}`;
  const configured = (settings.httpMethod ?? 'POST').toUpperCase();
  const get = (): Promise<FetchResponse> => fetch(withQuery(path, [form, custom]), { signal });
  if (configured !== 'POST' || (method ?? configured) !== 'POST' || getOnly.has(key)) return get();
  const response = await fetch(withQuery(path, [custom]), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
    signal,
  });
  if (response.status !== 405 && response.status !== 501) return response;
  getOnly.add(key);
  return get();
}

export async function ask(fetch: Fetch, context: CallContext, path: string, params: Params): Promise<Asked> {
  const { queryTimeout } = settingsOf(context.instance);
  try {
    const response = await send(fetch, context, path, { ...params, ...(queryTimeout && { timeout: queryTimeout }) });
    return await read(response);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const { code, message } = error.failure;
    const status = code === 'fetch/timeout' ? 504 : code === 'fetch/aborted' ? 499 : 502;
    return { ok: false, failure: { message, status, source: code === 'fetch/denied' ? 'plugin' : 'downstream' } };
  }
}

/** Parsed while it arrives; of a body that is no answer the first bytes are kept to be shown. */
async function read(response: FetchResponse): Promise<Asked> {
  const { status } = response;
  const scanner = createScanner();
  let start: Uint8Array = new Uint8Array();
  let broken: Error | undefined;
  for await (const piece of response.chunks()) {
    if (start.length < shownBytes) start = joined(start, piece.subarray(0, shownBytes));
    if (broken) break;
    broken = attempt(() => scanner.push(piece));
  }
  let answer: PrometheusAnswer | undefined;
  broken ??= attempt(() => {
    answer = scanner.end();
  });
  if (broken || !answer || (answer.status !== 'success' && answer.status !== 'error')) {
    const text = new TextDecoder().decode(start).slice(0, shownBytes).trim();
    const message =
      status >= 400
        ? `${status} ${text || 'with an empty body'}`
        : `The server's answer is no Prometheus answer (${broken?.message ?? 'it has no status'}) ${text}`.trim();
    return { ok: false, failure: { message, status: status >= 400 ? status : 502, source: 'downstream' } };
  }
  if (answer.status === 'success') return { ok: true, answer };
  const { errorType, error = `The server answered ${status}.` } = answer;
  return {
    ok: false,
    failure: { message: errorType ? `${errorType}: ${error}` : error, status: status >= 400 ? status : 502, source: 'downstream' },
  };
}

const shownBytes = 200;

function attempt(work: () => void): Error | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

function formOf(params: Params): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    for (const one of typeof value === 'string' ? [value] : value) form.append(name, one);
  }
  return form.toString();
}

function withQuery(path: string, parts: readonly string[]): string {
  const query = parts.filter(Boolean).join('&');
  return query ? `${path}?${query}` : path;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
