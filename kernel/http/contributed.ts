/** A request for a contributed route: decided, read, handed to the plugin, answered, recorded. */

import { Readable } from 'node:stream';
import type { InstancesRequest, RouteResponse } from '@orrery/plugin-sdk';
import type { Context } from 'koa';
import { fillScope } from '../access/scope.ts';
import type { Authenticator } from './authenticate.ts';
import { readBody } from './body.ts';
import { compose } from './compose.ts';
import { crossOrigin } from './credentials.ts';
import { envelope, statusOf } from './failures.ts';
import { forward } from './forward.ts';
import { type Caller, type HttpParts, refusedStatus } from './parts.ts';
import { allowHeaders, joined, safeRedirect, sendBytes, toBytes } from './respond.ts';
import type { RouteCache } from './route-cache.ts';
import type { FoundRoute } from './route-tree.ts';
import { decide } from './rule.ts';
import type { SessionCookies } from './session-cookies.ts';

const safe = new Set(['GET', 'HEAD']);
const anonymous = Object.freeze({
  kind: 'anonymous',
  key: 'anonymous',
  id: 0,
  uid: '',
  login: '',
  name: 'Anonymous',
  email: '',
  orgId: 0,
  orgRole: 'None',
  serverAdmin: false,
  via: 'nobody',
} as const);
const standardBodyKB = 1024;
const inert = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

export interface ContributedParts extends HttpParts {
  readonly cache: RouteCache;
  readonly cookies: SessionCookies;
  readonly authenticator: Authenticator;
  readonly trustedOrigins: readonly string[];
}

export async function serveContributed(
  context: Context,
  route: FoundRoute,
  caller: Caller,
  query: URLSearchParams,
  parts: ContributedParts,
): Promise<void> {
  const { contribution, declaration, params } = route;
  const { access, audit, dispatch, cache, claim, cookies } = parts;
  const { requestId, principal = anonymous } = caller;
  const isSafe = safe.has(context.method);
  const audited = !isSafe && declaration.audit !== false;
  const record = async (
    outcome: 'allowed' | 'denied' | 'failed' | 'done',
    action: string,
    scope: string,
    detail: Record<string, unknown>,
  ): Promise<void> =>
    audit.record({
      requestId,
      principal: principal.key,
      orgId: principal.orgId,
      action,
      scope,
      outcome,
      detail: { method: context.method, path: context.path, ...detail },
    });
  const refuse = (status: number, body: Record<string, unknown>): void => {
    context.status = status;
    context.body = { ...body, requestId };
  };

  // A browser that is led here shows what a plugin says, and runs nothing of it under our name.
  context.set('content-security-policy', inert);
  if ((caller.session || caller.ambient) && !isSafe && crossOrigin(context.req, parts.trustedOrigins)) {
    await record('denied', 'origin', '', { cause: 'origin not allowed' });
    return refuse(403, { message: 'origin not allowed' });
  }
  if (caller.refused && !('anyone' in declaration.rule)) return refuse(refusedStatus(caller.refused), { message: caller.refused.message });
  const queryLists = listsOf(query);
  const asking = parts.observe.tracer.span('decision', context.state.traceparent as string | undefined, { route: route.pattern });
  const decision = await decide(declaration.rule, caller.principal, params, queryLists, access);
  asking.end(!decision.allowed);
  if (!decision.allowed) {
    if (decision.status === 403) await record('denied', decision.needed, '', {});
    return refuse(
      decision.status,
      decision.status === 403
        ? { title: 'Access denied', message: decision.message, accessErrorId: `ACE${requestId.slice(0, 10)}` }
        : { message: decision.message },
    );
  }

  let slot: string | undefined;
  const clock = cache.clock;
  const routeKey = declaration.cache && isSafe ? fillScope(declaration.cache, params, queryLists) : undefined;
  if (routeKey !== undefined) {
    const looked = cache.look(contribution.plugin, routeKey, context.path, query.toString(), principal);
    if (looked.found) {
      context.set('etag', looked.found.etag);
      if (context.get('if-none-match') === looked.found.etag) {
        context.status = 304;
        return;
      }
      context.status = looked.found.status;
      return sendBytes(context, looked.found.bytes, looked.found.contentType);
    }
    slot = looked.slot;
  }

  const body = isSafe
    ? { ok: true as const, value: undefined }
    : await readBody(context.req, (declaration.bodyKB ?? standardBodyKB) * 1024, declaration.rawBody);
  if (!body.ok) return refuse(statusOf(body.failure), envelope(body.failure, requestId));

  const claiming = 'claim' in declaration.rule;
  if (claiming && !claim.begin(String((body.value as { code?: unknown } | undefined)?.code ?? context.get('x-orrery-claim')))) {
    return refuse(
      claim.unclaimed ? 403 : 404,
      claim.unclaimed
        ? { message: 'The code of the link is wrong or too old. Start the server again to get a new one.', code: 'claim/wrong-code' }
        : { message: 'Not found' },
    );
  }

  const leaving = new AbortController();
  context.res.on('close', () => context.res.writableFinished || leaving.abort());
  const answer = await dispatch.call(
    { key: contribution.key, point: 'route', name: contribution.name, method: 'handle' },
    [
      {
        method: context.method,
        path: context.path,
        params,
        query: queryLists,
        headers: plainHeaders(context),
        clientAddress: caller.clientAddress,
        ...(body.value !== undefined && { body: body.value }),
      },
    ],
    {
      principal,
      orgId: principal.orgId,
      requestId,
      signal: leaving.signal,
      idempotent: isSafe,
      ...(context.state.traceparent && { traceparent: context.state.traceparent as string }),
    },
  );
  const given = answer.ok ? ((answer.value.value ?? {}) as RouteResponse) : undefined;
  const status = answer.ok ? (given?.status ?? 200) : statusOf(answer.failure);
  if (claiming) await claim.finish(status < 300, contribution.plugin);
  if (audited) await record(status < 400 ? 'done' : 'failed', decision.action, decision.scope, { status });
  if (!answer.ok) return refuse(status, envelope(answer.failure, requestId));
  if (!given) return;

  if (given.session !== undefined && mayOpenSessions(parts, contribution.key)) {
    await cookies.change(context, caller, given.session, contribution.plugin);
    parts.authenticator.forget();
  }
  const target = given.redirect === undefined ? undefined : safeRedirect(given.redirect);
  if (given.redirect !== undefined) {
    context.set('location', target ?? '/');
    // In this order: an empty body makes the status one without content.
    context.body = null;
    context.status = 302;
    return;
  }
  context.status = status;
  const headers = allowHeaders(given.headers);
  context.set(headers);
  const mayCall = callableBy(parts, contribution.key);
  if (given.forward) {
    const { failure, denied } = await forward(context, given.forward, { principal, requestId, signal: leaving.signal, mayCall }, parts);
    if (denied) return refuse(403, { message: denied });
    if (failure) return refuse(statusOf(failure), envelope(failure, requestId));
    return;
  }
  if (given.compose) {
    const made = await compose(
      given.compose,
      {
        principal,
        requestId,
        signal: leaving.signal,
        mayCall,
        ...(context.state.traceparent && { traceparent: context.state.traceparent as string }),
      },
      parts,
    );
    context.status = made.status;
    if (made.parts.every((part) => Buffer.isBuffer(part)))
      return sendBytes(context, Buffer.concat(made.parts as Buffer[]), made.contentType);
    context.type = made.contentType;
    context.body = Readable.from(joined(made.parts), { objectMode: false });
    return;
  }
  if (answer.value.body) {
    context.type = headers['content-type'] ?? 'application/octet-stream';
    context.body = answer.value.body;
    return;
  }
  const { bytes, type } = toBytes(given.body, headers['content-type']);
  if (!bytes) {
    context.body = null;
    context.status = status === 200 ? 204 : status;
    return;
  }
  if (slot !== undefined && routeKey !== undefined && status === 200)
    cache.put(slot, contribution.plugin, principal.orgId, routeKey, clock, { status, contentType: type as string, bytes });
  await sendBytes(context, bytes, type as string);
}

/** Others' instances are called by those who were granted to call that kind, through an answer as through the capability. */
function callableBy({ granted }: HttpParts, key: string): (point: string) => boolean {
  const instances = (granted(key)?.instances ?? {}) as InstancesRequest;
  return (point) => Object.hasOwn(instances, point) && instances[point]?.includes('call') === true;
}

function mayOpenSessions({ granted }: HttpParts, key: string): boolean {
  const identity = granted(key)?.identity;
  return Array.isArray(identity) && identity.includes('signIn');
}

function listsOf(query: URLSearchParams): Readonly<Record<string, readonly string[]>> {
  const lists: Record<string, string[]> = Object.create(null);
  for (const [key, value] of query) (lists[key] ??= []).push(value);
  return { ...lists };
}

const withheld = /^(cookie|authorization|proxy-.*|x-forwarded-.*|forwarded|host|connection|x-orrery-claim)$/;
function plainHeaders(context: Context): Record<string, string> {
  return Object.fromEntries(
    Object.entries(context.headers).flatMap(([name, value]) =>
      withheld.test(name) || value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
