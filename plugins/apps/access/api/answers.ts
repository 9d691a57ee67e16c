/** Answers as clients of this API know them, and how its lists are asked. */
import type { RouteRequest, RouteResponse } from '@orrery/plugin-sdk';
import type { Person } from '../model/people.ts';

export function say(status: number, message: string, more: object = {}): RouteResponse {
  return { status, body: { message, ...more } };
}
export const done = (message: string, more: object = {}): RouteResponse => ({ body: { message, ...more } });
/** The newer form of an error, with an id that programs can read. */
export function coded(statusCode: number, messageId: string, message: string): RouteResponse {
  return { status: statusCode, body: { statusCode, messageId, message } };
}

export function bodyOf(request: RouteRequest): Readonly<Record<string, unknown>> {
  const { body } = request;
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
}
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

export function paging({ query }: RouteRequest, usual = 1000): { page: number; perPage: number; limit: number; offset: number } {
  const perPage = Math.min(Math.max(Math.trunc(Number(query.perpage?.[0] ?? query.limit?.[0])) || usual, 1), 5_000);
  const page = Math.max(Math.trunc(Number(query.page?.[0])) || 1, 1);
  return { page, perPage, limit: perPage, offset: (page - 1) * perPage };
}
export function first({ query }: RouteRequest, key: string): string | undefined {
  return query[key]?.[0] || undefined;
}

export const iso = (at: number): string => new Date(at).toISOString();
const never = '2014-01-01T00:00:00Z';

function ageOf(seen: number | undefined, now = Date.now()): string {
  if (seen === undefined) return '10 years';
  const minutes = Math.floor((now - seen) / 60_000);
  if (minutes < 1) return '< 1 minute';
  if (minutes < 60) return plural(minutes, 'minute');
  if (minutes < 1440) return plural(Math.floor(minutes / 60), 'hour');
  const days = Math.floor(minutes / 1440);
  if (days < 30) return plural(days, 'day');
  return days < 365 ? plural(Math.floor(days / 30), 'month') : plural(Math.floor(days / 365), 'year');
}
const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

export const labelsOf = ({ module }: Person): string[] =>
  module ? [module === 'jwt' ? 'JWT' : module === 'proxy' ? 'Auth Proxy' : module] : [];

export function profileJson(person: Person, orgId = person.orgId, theme = '') {
  return {
    id: person.id,
    uid: person.uid,
    email: person.email,
    name: person.name,
    login: person.login,
    theme,
    orgId,
    isGrafanaAdmin: person.serverAdmin,
    isDisabled: person.disabled,
    isExternal: person.module !== '',
    isExternallySynced: false,
    isGrafanaAdminExternallySynced: false,
    authLabels: labelsOf(person),
    updatedAt: iso(person.updated),
    createdAt: iso(person.created),
    avatarUrl: '',
    isProvisioned: false,
  };
}
export function listedUser(person: Person) {
  return {
    id: person.id,
    uid: person.uid,
    name: person.name,
    login: person.login,
    email: person.email,
    avatarUrl: '',
    isAdmin: person.serverAdmin,
    isDisabled: person.disabled,
    lastSeenAt: person.seen ? iso(person.seen) : never,
    lastSeenAtAge: ageOf(person.seen),
    authLabels: labelsOf(person),
    created: iso(person.created),
    isProvisioned: false,
  };
}
export function orgUserJson(orgId: number, person: Person, role: string, rights: Readonly<Record<string, boolean>> | undefined) {
  return {
    orgId,
    userId: person.id,
    uid: person.uid,
    email: person.email,
    name: person.name,
    avatarUrl: '',
    login: person.login,
    role,
    lastSeenAt: person.seen ? iso(person.seen) : never,
    lastSeenAtAge: ageOf(person.seen),
    created: iso(person.created),
    ...(rights && { accessControl: rights }),
    isDisabled: person.disabled,
    authLabels: labelsOf(person),
    isExternallySynced: false,
    isProvisioned: false,
  };
}
