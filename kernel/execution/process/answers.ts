/** An answer of Grafana's backend protocol as the kernel's contribution points know it. */

import { arrowFrame } from '@orrery/plugin-sdk/bridge/arrow-frame';
import type { QueryAnswer } from '@orrery/plugin-sdk/contributions/datasource';

export interface DataResponse {
  readonly frames: readonly Uint8Array[];
  readonly error: string;
  readonly status: number;
  readonly errorSource: string;
}

export function queryAnswer({ frames, error, status, errorSource }: DataResponse, refId: string): QueryAnswer {
  const code = status || (error ? 500 : 200);
  return {
    frames: frames.map((frame) => arrowFrame(frame, refId)),
    ...(error && { error, errorSource: errorSource === 'downstream' ? 'downstream' : 'plugin' }),
    ...((error || code !== 200) && { status: code }),
  };
}

const healths = ['UNKNOWN', 'OK', 'ERROR'] as const;
export function health({ status, message, jsonDetails }: { status: number; message: string; jsonDetails: Uint8Array }): object {
  const details = jsonDetails.length > 0 ? parsed(jsonDetails) : undefined;
  return { status: healths[status] ?? 'UNKNOWN', message, ...(details !== undefined && { details }) };
}

const streams = ['OK', 'NOT_FOUND', 'PERMISSION_DENIED'] as const;
export function streamAnswer({ status, data }: { status: number; data: Uint8Array }): { status: string; data?: unknown } {
  const value = data.length > 0 ? parsed(data) : undefined;
  return { status: streams[status] ?? 'NOT_FOUND', ...(value !== undefined && { data: value }) };
}

/** What goes back to the caller; the first message has it, whoever sends more later sends a body. */
export function resourceHead({ code, headers }: { code: number; headers: Readonly<Record<string, { values: readonly string[] }>> }): {
  status: number;
  headers: Record<string, string>;
} {
  const given = Object.entries(headers)
    .map(([name, { values }]) => [name.toLowerCase(), values.join(', ')] as const)
    .filter(([name]) => !withheld.has(name));
  const status = code >= 100 && code <= 599 ? code : 500;
  const typed = given.some(([name]) => name === 'content-type') || status === 204;
  return { status, headers: { ...Object.fromEntries(given), ...(!typed && { 'content-type': 'application/json' }) } };
}
/** A plugin sets no cookies and describes no connection. */
const withheld = new Set(['set-cookie', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'upgrade', 'trailer']);

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
