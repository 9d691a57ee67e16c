/** Answers in the words that clients know, and what a request asks, read once. */
import type { CallContext, RouteRequest, RouteResponse } from '@orrery/plugin-sdk';

export function refuse(status: number, message: string, tag?: string): RouteResponse {
  return { status, body: tag ? { status: tag, message } : { message } };
}

/** The newer envelope, with an id that programs read. */
export function refuseById(statusCode: number, messageId: string, message: string): RouteResponse {
  return { status: statusCode, body: { statusCode, messageId, message } };
}

/** What the kernel says where a rule of a route does not hold, for the rules that only a handler can ask. */
export function denied(action: string, { requestId }: Pick<CallContext, 'requestId'>): RouteResponse {
  return {
    status: 403,
    body: {
      title: 'Access denied',
      message: `You'll need additional permissions to perform this action. Permissions needed: ${action}`,
      accessErrorId: `ACE${requestId.slice(0, 10)}`,
    },
  };
}

export const dashboardNotFound = refuse(404, 'Dashboard not found');
export const folderNotFound = refuse(404, 'folder not found', 'not-found');

type Query = RouteRequest['query'];

export const first = (query: Query, key: string): string | undefined => query[key]?.[0];
export const flag = (query: Query, key: string): boolean => first(query, key) === 'true';

/** Every value of these keys, given again and again or with commas between; undefined when the keys are not there. */
export function listOf(query: Query, ...keys: readonly string[]): string[] | undefined {
  const given = keys.flatMap((key) => query[key] ?? []);
  return given.length === 0 ? undefined : given.flatMap((value) => value.split(',')).filter(Boolean);
}

/** A whole number from 1 up; what cannot be read as one, and 0, mean the fallback. */
export function whole(query: Query, key: string, fallback: number, most = Number.MAX_SAFE_INTEGER): number {
  const number = Math.trunc(Number(first(query, key)));
  return number > 0 ? Math.min(number, most) : fallback;
}

export function numeric(query: Query, key: string): number | undefined {
  const value = first(query, key);
  return value === undefined || value === '' || !Number.isFinite(Number(value)) ? undefined : Math.trunc(Number(value));
}

/** A body's object: what is no object has no keys. */
export function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null && !Array.isArray(body) && !(body instanceof Uint8Array)
    ? (body as Record<string, unknown>)
    : {};
}
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export function iso(at: unknown): string {
  return new Date(Number(at)).toISOString();
}
/** Who did it, as lists print somebody they do not know. */
export const byName = (login: unknown): string => textOf(login) || 'Anonymous';
