/** Refusals in the words of the Kubernetes API. What another door refused becomes the same refusal here. */
import type { RouteResponse } from '@orrery/plugin-sdk';
import { fieldsOf, textOf } from '../answers.ts';

export interface About {
  readonly group: string;
  readonly plural: string;
  readonly name?: string;
}

const reasons: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  409: 'Conflict',
  415: 'UnsupportedMediaType',
  422: 'Invalid',
};

export function status(
  code: number,
  message: string,
  { group, plural, name = '' }: About,
  reason = reasons[code] ?? 'Unknown',
): RouteResponse {
  const details = { ...(name && { name }), ...(group && { group }), ...(plural && { kind: plural }) };
  return { status: code, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, details, code } };
}

const called = ({ group, plural, name }: About) => `${plural}.${group} "${name}"`;
export const notFound = (about: About) => status(404, `${called(about)} not found`, about);
export const alreadyExists = (about: About) => status(409, `${called(about)} already exists`, about, 'AlreadyExists');
export const conflict = (about: About) =>
  status(
    409,
    `Operation cannot be fulfilled on ${called(about)}: the object has been modified; please apply your changes to the latest version and try again`,
    about,
  );

export function statusOf({ status: code = 500, body }: RouteResponse, about: About): RouteResponse {
  if (code === 412) return conflict(about);
  return status(code, textOf(fieldsOf(body).message), about);
}
