/**
 * Composed answers: a plugin says who is asked what, the kernel decides, asks all at once and joins the bytes, which neither of them
 * looks into.
 */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Failure, Principal, Result } from '@orrery/plugin-sdk';
import type { ComposedCall, Composition } from '@orrery/plugin-sdk/contributions/route';
import type { Answer } from '../execution/types.ts';
import { statusOf } from './failures.ts';
import type { HttpParts } from './parts.ts';

export interface Composed {
  readonly status: number;
  readonly contentType: string;
  readonly parts: readonly (Buffer | Readable)[];
}
export interface ComposeCaller {
  readonly principal: Principal;
  readonly requestId: string;
  readonly signal: AbortSignal;
  readonly traceparent?: string;
  /** Whether the plugin that composes was granted to call instances of this point. */
  readonly mayCall: (point: string) => boolean;
}

export async function compose(
  { contentType, parts }: Composition,
  caller: ComposeCaller,
  { access, dispatch }: Pick<HttpParts, 'access' | 'dispatch'>,
): Promise<Composed> {
  const { principal, requestId, signal, traceparent, mayCall } = caller;
  const rights = policyHash(access.permissions(principal));
  const heads = await Promise.all(
    parts.map(async (part): Promise<{ status: number; body: Buffer | Readable }> => {
      if (typeof part === 'string') return { status: 200, body: Buffer.from(part) };
      if (!mayCall(part.point)) return failed(part, ungranted(part.point));
      await access.prepare(principal.orgId, [part.scope]);
      if (!access.allows(principal, part.action, part.scope)) {
        return failed(part, { code: 'access/denied', message: 'Access denied to data source', retryable: false, detail: { status: 403 } });
      }
      const answer = await dispatch.callInstance(part.point, part.instance.uid, part.method, [part.argument], {
        principal,
        orgId: principal.orgId,
        requestId,
        signal,
        idempotent: true,
        encoding: part.encoding,
        coalesceKey: keyOf(part, principal.orgId, rights),
        ...(traceparent && { traceparent }),
      });
      return bodyOf(part, answer);
    }),
  );
  return { status: Math.max(...heads.map(({ status }) => status)), contentType, parts: heads.map(({ body }) => body) };
}

export function ungranted(point: string): Failure {
  return {
    code: 'capability/denied',
    message: `The plugin was not granted to call instances of ${point}. An administrator grants that on the plugins page.`,
    retryable: false,
    detail: { status: 403 },
  };
}

/** Equal questions by people with equal rights, open at the same time, are one question. */
function keyOf({ point, instance, method, argument, encoding }: ComposedCall, orgId: number, rights: string): string {
  return createHash('sha256')
    .update(JSON.stringify([orgId, rights, point, instance.uid, method, encoding, argument]))
    .digest('base64');
}
const hashes = new WeakMap<object, string>();
function policyHash(permissions: readonly object[]): string {
  const known = hashes.get(permissions);
  if (known) return known;
  const made = createHash('sha256').update(JSON.stringify(permissions)).digest('base64');
  hashes.set(permissions, made);
  return made;
}

function bodyOf(part: ComposedCall, answer: Result<Answer>): { status: number; body: Buffer | Readable } {
  if (!answer.ok) return failed(part, answer.failure);
  const { bytes, body, encoded } = answer.value;
  // One failed question among several makes the whole answer a 400, as clients of this format expect.
  const status = (encoded?.status ?? 200) >= 400 ? 400 : 200;
  if (body) return { status, body };
  return { status, body: bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : Buffer.alloc(0) };
}

/** The failure of a whole call, in the encoding that was asked for: every question of it failed. */
function failed(part: ComposedCall, failure: Failure): { status: number; body: Buffer } {
  const queries = ((part.argument as { queries?: readonly { refId?: string }[] } | undefined)?.queries ?? []).map(
    ({ refId }) => refId ?? 'A',
  );
  const fact = {
    status: statusOf(failure),
    error: failure.message,
    errorSource: failure.code.startsWith('fetch/') ? 'downstream' : 'plugin',
  };
  const table = Object.fromEntries(queries.map((refId) => [refId, { ...fact, frames: [] }]));
  if (part.encoding !== 'arrow') return { status: 400, body: Buffer.from(JSON.stringify(table).slice(1, -1)) };
  const json = Buffer.from(JSON.stringify({ errors: table }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return { status: 400, body: Buffer.concat([length, json]) };
}
