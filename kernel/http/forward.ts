/** An instance's own answer, passed on: which of its headers, what becomes of its type, and its body as it comes. */
import type { Failure, ResourceResponse } from '@orrery/plugin-sdk';
import type { Forwarded } from '@orrery/plugin-sdk/contributions/route';
import type { Context } from 'koa';
import { type ComposeCaller, ungranted } from './compose.ts';
import type { HttpParts } from './parts.ts';
import { allowHeaders, sendBytes, toBytes } from './respond.ts';

/** What a browser would run under our name. */
const active = /html|xml|javascript|ecmascript/i;

export async function forward(
  context: Context,
  { point, instance, method, argument, action, scope, replace }: Forwarded,
  { principal, requestId, signal, mayCall }: ComposeCaller,
  { access, dispatch }: Pick<HttpParts, 'access' | 'dispatch'>,
): Promise<{ readonly failure?: Failure; readonly denied?: string }> {
  if (!mayCall(point)) return { failure: ungranted(point) };
  if (!access.allows(principal, action, scope)) return { denied: `Access denied to ${point}` };
  const traceparent = context.state.traceparent as string | undefined;
  const answer = await dispatch.callInstance(point, instance.uid, method, [argument], {
    principal,
    orgId: principal.orgId,
    requestId,
    signal,
    idempotent: context.method === 'GET' || context.method === 'HEAD',
    ...(traceparent && { traceparent }),
  });
  if (!answer.ok) return { failure: answer.failure };
  const { status = 200, headers, body } = (answer.value.value ?? {}) as Partial<ResourceResponse>;
  const instead = replace?.[status];
  if (instead) {
    answer.value.body?.destroy();
    context.status = instead.status;
    context.type = 'text/plain; charset=utf-8';
    context.body = instead.text;
    return {};
  }
  context.status = status;
  const kept = allowHeaders(headers);
  const type = kept['content-type'] && active.test(kept['content-type']) ? 'text/plain; charset=utf-8' : kept['content-type'];
  context.set({ ...kept, 'content-security-policy': "sandbox; default-src 'none'" });
  context.remove('content-type');
  if (answer.value.body) {
    context.type = type ?? 'application/octet-stream';
    context.body = answer.value.body;
    return {};
  }
  const { bytes, type: made } = toBytes(body, type);
  if (bytes) await sendBytes(context, bytes, made as string);
  else {
    context.body = null;
    context.status = status === 200 ? 204 : status;
  }
  return {};
}
