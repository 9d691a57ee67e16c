/** A request for a contributed route: decided, read, handed to the plugin, recorded. How it is answered: `contributed-answer.ts`. */

import type { RouteResponse } from '@orrery/plugin-sdk';
import type { Context } from 'koa';
import { fillScope } from '../access/scope.ts';
import { standingOf } from '../access/standing.ts';
import type { Authenticator } from './authenticate.ts';
import { readBody } from './body.ts';
import { sendGiven } from './contributed-answer.ts';
import { crossOrigin } from './credentials.ts';
import { envelope, statusOf } from './failures.ts';
import { type Caller, type HttpParts, refusedStatus } from './parts.ts';
import { sendBytes } from './respond.ts';
import type { RouteCache } from './route-cache.ts';
import type { FoundRoute } from './route-tree.ts';
import { decide } from './rule.ts';
import type { SessionCookies } from './session-cookies.ts';
import { holdsKey } from './told-path.ts';

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
  const { access, audit, dispatch, cache, claim } = parts;
  const { requestId, principal = anonymous } = caller;
  const isSafe = safe.has(context.method);
  const audited = declaration.audit ?? !isSafe;
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
      detail: { method: context.method, path: holdsKey(route.pattern) ? route.pattern : context.path, ...detail },
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

  const { principal: admitted } = caller;
  const standing =
    admitted && !('anyone' in declaration.rule || 'claim' in declaration.rule)
      ? standingOf(admitted, {
          access,
          version: () => parts.authenticator.version,
          again: async () => {
            const { principal: now } = await parts.authenticator.authenticate(
              context.req,
              context.path,
              query,
              requestId,
              caller.clientAddress,
            );
            return 'serverAdmin' in declaration.rule && !now?.serverAdmin ? undefined : now;
          },
        })
      : undefined;
  if ('action' in declaration.rule || 'anyOf' in declaration.rule) standing?.relied(decision);
  const stands = async (): Promise<boolean> => {
    const lost = await standing?.lost();
    if (!lost) return true;
    await record('denied', decision.action, decision.scope, { cause: lost.message });
    refuse(statusOf(lost), envelope(lost, requestId));
    return false;
  };

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

  // A body may take its time, and what was allowed at its first byte may not be at its last.
  if (!(await stands())) return;

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
      ...(standing && { standing }),
      ...(context.state.traceparent && { traceparent: context.state.traceparent as string }),
    },
  );
  const given = answer.ok ? ((answer.value.value ?? {}) as RouteResponse) : undefined;
  const status = answer.ok ? (given?.status ?? 200) : statusOf(answer.failure);
  if (claiming) await claim.finish(status < 300, contribution.plugin);
  if (audited) await record(status < 400 ? 'done' : status === 403 ? 'denied' : 'failed', decision.action, decision.scope, { status });
  if (!answer.ok) return refuse(status, envelope(answer.failure, requestId));
  if (!given) return;

  // A session that the request itself opened or ended says nothing about it.
  if (given.session === undefined && status < 400 && isSafe && !(await stands())) return;
  const keep =
    slot !== undefined && routeKey !== undefined && status === 200
      ? (contentType: string, bytes: Buffer): void =>
          cache.put(slot, contribution.plugin, principal.orgId, routeKey, clock, { status, contentType, bytes })
      : undefined;
  await sendGiven(
    context,
    given,
    { status, caller, principal, contribution, standing, stands, record, refuse, signal: leaving.signal, keep, body: answer.value.body },
    parts,
  );
}

function listsOf(query: URLSearchParams): Readonly<Record<string, readonly string[]>> {
  const lists: Record<string, string[]> = Object.create(null);
  for (const [key, value] of query) (lists[key] ??= []).push(value);
  // Own properties of this name turn into prototypes where somebody copies them.
  const { __proto__: _left, ...kept } = lists;
  return kept;
}

const withheld = /^(cookie|authorization|proxy-.*|x-forwarded-.*|forwarded|host|connection|x-orrery-claim)$/;
function plainHeaders(context: Context): Record<string, string> {
  return Object.fromEntries(
    Object.entries(context.headers).flatMap(([name, value]) =>
      withheld.test(name) || value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
