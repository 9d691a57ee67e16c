/** Coded failures as HTTP answers: the one place where a code meets a status. */
import type { Failure } from '@orrery/plugin-sdk';

const statuses: Readonly<Record<string, number>> = {
  'plugin/timeout': 504,
  'plugin/turn-limit': 503,
  'plugin/heap-limit': 503,
  'plugin/busy': 503,
  'plugin/backing-off': 503,
  'plugin/quarantined': 503,
  'plugin/missing': 503,
  'plugin/no-method': 404,
  'plugin/response-limit': 502,
  'plugin/threw': 500,
  'plugin/bad-answer': 502,
  'host/died': 503,
  'call/cancelled': 499,
  'call/not-plain': 400,
  'instance/missing': 404,
  'storage/conflict': 409,
  'storage/version': 409,
  'storage/missing': 404,
  'storage/unavailable': 503,
  'storage/limit': 400,
  'fetch/denied': 403,
  'fetch/blocked-address': 403,
  'fetch/forbidden-header': 400,
  'fetch/unreachable': 502,
  'fetch/timeout': 504,
  'fetch/too-large': 502,
  'capability/denied': 403,
  'server/unclaimed': 403,
};

export function statusOf({ code, detail }: Failure): number {
  const asked = detail?.status;
  if (typeof asked === 'number' && asked >= 400 && asked <= 599) return asked;
  return statuses[code] ?? 500;
}

/** Grafana's envelope with our code beside it. */
export function envelope(failure: Failure, requestId: string): Record<string, unknown> {
  return {
    message: failure.message,
    code: failure.code,
    messageId: failure.code,
    statusCode: statusOf(failure),
    requestId,
    retryable: failure.retryable,
  };
}
