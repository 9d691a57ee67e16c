/** Requests to the configured server: POST where it may, GET where it must, failures in words. */
import { type CallContext, type Fetch, FailureError } from '@orrery/plugin-sdk';
import { type PrometheusAnswer, scan } from './scan.ts';

export interface AskFailure {
  readonly message: string;
  readonly status: number;
  readonly source: 'plugin' | 'downstream';
}
export type Asked = { readonly ok: true; readonly answer: PrometheusAnswer } | { readonly ok: false; readonly failure: AskFailure };

interface Settings {
  readonly httpMethod?: string;
  readonly customQueryParameters?: string;
  readonly queryTimeout?: string;
}

/** Servers that take no POST, by instance and version of its settings, for as long as this code lives. */
const getOnly = new Set<string>();

export async function ask(fetch: Fetch, context: CallContext, path: string, params: Readonly<Record<string, string>>): Promise<Asked> {
  const { instance, signal } = context;
  const settings = (instance?.settings.jsonData ?? {}) as Settings;
  const key = `${instance?.orgId} ${instance?.uid} ${instance?.version}`;
  const query = new URLSearchParams(params);
  for (const [name, value] of new URLSearchParams(settings.customQueryParameters ?? '')) query.append(name, value);
  if (settings.queryTimeout) query.set('timeout', settings.queryTimeout);
  const post = (settings.httpMethod ?? 'POST').toUpperCase() === 'POST' && !getOnly.has(key);
  try {
    let response = post
      ? await fetch(path, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: query.toString(),
          signal,
        })
      : await fetch(`${path}?${query}`, { signal });
    if (post && (response.status === 405 || response.status === 501)) {
      getOnly.add(key);
      response = await fetch(`${path}?${query}`, { signal });
    }
    const bytes = await response.bytes();
    return read(bytes, response.status);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const { code, message } = error.failure;
    return {
      ok: false,
      failure: { message, status: code === 'fetch/timeout' ? 504 : code === 'fetch/aborted' ? 499 : 502, source: 'downstream' },
    };
  }
}

function read(bytes: Uint8Array, status: number): Asked {
  let answer: PrometheusAnswer;
  try {
    answer = scan(bytes);
  } catch (error) {
    const start = new TextDecoder().decode(bytes.subarray(0, 200)).trim();
    const what =
      status >= 400
        ? `The server answered ${status}: ${start || 'nothing'}`
        : `The server's answer is no Prometheus answer: ${error instanceof Error ? error.message : String(error)}`;
    return { ok: false, failure: { message: what, status: status >= 400 ? mapped(status, undefined) : 502, source: 'downstream' } };
  }
  if (answer.status === 'success') return { ok: true, answer };
  const { errorType, error = `The server answered ${status}.` } = answer;
  return {
    ok: false,
    failure: { message: errorType ? `${errorType}: ${error}` : error, status: mapped(status, errorType), source: 'downstream' },
  };
}

function mapped(status: number, errorType: string | undefined): number {
  if (errorType === 'bad_data') return 400;
  if (errorType === 'timeout' || errorType === 'canceled') return 504;
  if (errorType === 'execution') return 422;
  return status >= 400 && status < 600 ? (status === 401 || status === 403 ? 400 : status) : 502;
}
