/**
 * What a plugin answered, as it goes out: a session it opens or ends, a redirect, others' answers in its own answer's place, a stream, or
 * bytes.
 */
import { Readable } from 'node:stream';
import type { Principal, RouteResponse } from '@orrery/plugin-sdk';
import type { ComposedCall } from '@orrery/plugin-sdk/contributions/route';
import type { Context } from 'koa';
import type { Standing } from '../access/standing.ts';
import type { Answer } from '../execution/types.ts';
import type { Contribution } from '../registry/types.ts';
import { compose } from './compose.ts';
import type { ContributedParts } from './contributed.ts';
import { envelope, statusOf } from './failures.ts';
import { forward } from './forward.ts';
import type { Caller, HttpParts } from './parts.ts';
import { allowHeaders, joined, safeRedirect, sendBytes, toBytes, whileStanding } from './respond.ts';

export interface Answering {
  readonly status: number;
  readonly caller: Caller;
  readonly principal: Principal;
  readonly contribution: Contribution;
  readonly standing: Standing | undefined;
  /** False when the caller lost what the request rested on; that was answered then. */
  stands(): Promise<boolean>;
  record(outcome: 'denied', action: string, scope: string, detail: Record<string, unknown>): Promise<void>;
  refuse(status: number, body: Record<string, unknown>): void;
  /** Aborted when the caller leaves. */
  readonly signal: AbortSignal;
  /** Keeps the bytes for those who ask the same. */
  readonly keep: ((contentType: string, bytes: Buffer) => void) | undefined;
  /** The stream that came instead of a value. */
  readonly body: Answer['body'];
}

export async function sendGiven(context: Context, given: RouteResponse, on: Answering, parts: ContributedParts): Promise<void> {
  const { status, caller, contribution, standing } = on;
  if (given.session !== undefined && mayOpenSessions(parts, contribution.key)) {
    await parts.cookies.change(context, caller, given.session, contribution.plugin);
    parts.authenticator.forget();
  }
  if (given.redirect !== undefined) {
    context.set('location', safeRedirect(given.redirect) ?? '/');
    // In this order: an empty body makes the status one without content.
    context.body = null;
    context.status = 302;
    return;
  }
  context.status = status;
  const headers = allowHeaders(given.headers);
  context.set(headers);
  if (given.forward || given.compose) return sendOthers(context, given, on, parts);
  if (on.body) {
    context.type = headers['content-type'] ?? 'application/octet-stream';
    context.body = Readable.from(whileStanding(on.body, standing), { objectMode: false });
    return;
  }
  const { bytes, type } = toBytes(given.body, headers['content-type']);
  if (!bytes) {
    context.body = null;
    context.status = status === 200 ? 204 : status;
    return;
  }
  on.keep?.(type as string, bytes);
  await sendBytes(context, bytes, type as string);
}

/** The plugin says who answers; the kernel asks them in the caller's name. */
async function sendOthers(context: Context, given: RouteResponse, on: Answering, parts: ContributedParts): Promise<void> {
  const { caller, principal, contribution, standing, signal, refuse } = on;
  const { requestId } = caller;
  const beyond = reachedBy(given).find(({ point }) => !mayCall(parts, contribution.key, point));
  if (beyond) {
    const message = `${contribution.plugin} answers with what a ${String(beyond.point).slice(0, 60)} says, and was not granted to call one. Grant it the capability "instances" for this point, with "call".`;
    await on.record('denied', 'capability:instances', '', { code: 'capability/denied' });
    return refuse(403, envelope({ code: 'capability/denied', message, retryable: false }, requestId));
  }
  const traceparent = context.state.traceparent as string | undefined;
  const asking = { principal, requestId, signal, ...(traceparent && { traceparent }), ...(standing && { standing }) };
  if (given.forward) {
    const { failure, denied } = await forward(context, given.forward, asking, parts);
    if (denied) return refuse(403, { message: denied });
    if (failure) return refuse(statusOf(failure), envelope(failure, requestId));
    return;
  }
  if (!given.compose) return;
  const made = await compose(given.compose, asking, parts);
  if (!(await on.stands())) {
    for (const part of made.parts) if (!Buffer.isBuffer(part)) part.destroy();
    return;
  }
  context.status = made.status;
  if (made.parts.every((part) => Buffer.isBuffer(part))) return sendBytes(context, Buffer.concat(made.parts as Buffer[]), made.contentType);
  context.type = made.contentType;
  context.body = Readable.from(whileStanding(joined(made.parts), standing), { objectMode: false });
}

function mayOpenSessions({ granted }: HttpParts, key: string): boolean {
  const identity = granted(key)?.identity;
  return Array.isArray(identity) && identity.includes('signIn');
}

/** A plugin names the right by which it lets a caller reach an instance, so only those may that could ask the instance themselves. */
function mayCall({ granted }: HttpParts, key: string, point: string): boolean {
  const { instances } = (granted(key) ?? {}) as { instances?: Readonly<Record<string, readonly string[]>> };
  return instances !== undefined && Object.hasOwn(instances, point) && instances[point]?.includes('call') === true;
}

/** Whose answers a plugin wants to be sent in its own answer's place. */
function reachedBy({ compose, forward }: RouteResponse): readonly ComposedCall[] {
  if (forward) return [forward as ComposedCall];
  return compose?.parts.filter((part): part is ComposedCall => typeof part !== 'string') ?? [];
}
