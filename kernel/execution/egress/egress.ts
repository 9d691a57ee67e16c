/**
 * The one way out of a host. Every address is resolved once, judged, and dialled as judged; redirects are followed by hand and judged
 * again; secrets of an instance go to that instance's origin only. Runs where the socket is, so bodies never pass the kernel.
 */
import type { Readable } from 'node:stream';
import { fail, type Failure, FailureError, ok, type Result } from '@orrery/plugin-sdk';
import type { EgressGrant } from '@orrery/plugin-sdk/bridge/messages';
import type { Rung } from '@orrery/plugin-sdk/contributions/datasource';
import { type Dispatcher, request } from 'undici';
import { createAgents } from './agents.ts';
import { forbiddenHeader } from './headers.ts';
import { byName, type Resolve } from './judge.ts';
import { reach } from './reach.ts';
import { targetOf } from './target.ts';
import { createTokens } from './tokens.ts';

export interface EgressRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutMs?: number;
}
export interface EgressResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}
export interface Egress {
  fetch(request: EgressRequest, grant: EgressGrant, signal: AbortSignal): Promise<Result<EgressResponse>>;
  /** How far one gets towards the instance of a grant. */
  reach(grant: EgressGrant): Promise<readonly Rung[]>;
  close(): Promise<void>;
}

const mostRedirects = 5;
const redirecting = new Set([301, 302, 303, 307, 308]);
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export function createEgress(options: { readonly resolve?: Resolve } = {}): Egress {
  const agents = createAgents(options.resolve);
  const tokens = createTokens((asked, grant, signal) => fetch(asked, grant, signal));

  async function attempt(asked: EgressRequest, grant: EgressGrant, signal: AbortSignal): Promise<Result<EgressResponse>> {
    const method = asked.method.toUpperCase();
    if (!methods.has(method)) return fail('fetch/denied', `"${asked.method}" is no HTTP method that may be used.`);
    const bad = forbiddenHeader(asked.headers);
    if (bad) return fail('fetch/forbidden-header', `The header "${bad}" is set by Orrery, not by a plugin.`);

    let target = targetOf(asked.url, grant);
    const { params = [], body: instead, token: wanted } = grant.instance ?? {};
    let current: { method: string; body?: string | Uint8Array; instead?: string } = {
      method,
      ...(asked.body !== undefined && { body: asked.body }),
      ...(instead !== undefined && { instead }),
    };
    let token: string | undefined;
    for (let hop = 0; hop <= mostRedirects; hop++) {
      if (!target.ok) return target;
      const { url, instance } = target.value;
      if (instance && hop === 0) for (const [name, value] of params) url.searchParams.append(name, value);
      if (instance && wanted && token === undefined) {
        const got = await tokens.tokenFor(wanted, grant);
        if (!got.ok) return got;
        token = got.value;
      }
      const answer = await request(url, {
        method: current.method as Dispatcher.HttpMethod,
        headers: over(
          over({ 'user-agent': 'Orrery', 'accept-encoding': 'identity', ...asked.headers }, (instance && grant.instance?.headers) || {}),
          instance && token ? { Authorization: `Bearer ${token}` } : {},
        ),
        // A body that holds secrets goes where they may go.
        body: (instead === undefined ? current.body : instance ? current.instead : undefined) ?? null,
        dispatcher: agents.for(grant, instance),
        signal,
        headersTimeout: asked.timeoutMs ?? grant.timeoutMs,
        bodyTimeout: grant.timeoutMs,
      });
      const location = answer.headers.location;
      if (!redirecting.has(answer.statusCode) || typeof location !== 'string') return ok(await toResponse(answer, grant));
      await answer.body.dump();
      if (answer.statusCode === 303 || (answer.statusCode < 303 && current.method === 'POST')) current = { method: 'GET' };
      if (!URL.canParse(location, url))
        return fail('fetch/unreachable', `${url.host} redirects to "${location.slice(0, 200)}", which is no address.`);
      target = targetOf(new URL(location, url).href, grant);
    }
    return fail('fetch/unreachable', `More than ${mostRedirects} redirects.`);
  }

  async function fetch(asked: EgressRequest, grant: EgressGrant, signal: AbortSignal): Promise<Result<EgressResponse>> {
    const late = AbortSignal.timeout(asked.timeoutMs ?? grant.timeoutMs);
    try {
      return await attempt(asked, grant, AbortSignal.any([signal, late]));
    } catch (error) {
      return { ok: false, failure: failureOf(error, signal, late, asked) };
    }
  }

  return {
    fetch,
    reach: (grant) => reach(grant, options.resolve ?? byName),
    close: () => agents.close(),
  };
}

/** Headers with others in place of theirs, however each is spelled. */
function over(first: Readonly<Record<string, string>>, then: Readonly<Record<string, string>>): Record<string, string> {
  const names = new Set(Object.keys(then).map((name) => name.toLowerCase()));
  return { ...Object.fromEntries(Object.entries(first).filter(([name]) => !names.has(name.toLowerCase()))), ...then };
}

async function toResponse(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  { maxResponseBytes }: EgressGrant,
): Promise<EgressResponse> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && name !== 'set-cookie') plain[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const tooLarge = (): FailureError =>
    new FailureError({ code: 'fetch/too-large', message: `The answer is larger than ${maxResponseBytes} bytes.`, retryable: false });
  if (Number(plain['content-length'] ?? 0) > maxResponseBytes) {
    body.destroy();
    throw tooLarge();
  }
  let size = 0;
  const counted = body as unknown as Readable;
  const push = counted.push.bind(counted);
  counted.push = (chunk: Buffer | null, encoding?: BufferEncoding): boolean => {
    size += chunk?.length ?? 0;
    if (size > maxResponseBytes) {
      counted.destroy(tooLarge());
      return false;
    }
    return push(chunk, encoding);
  };
  // Whoever reads hears the error; an answer nobody reads must not end the host.
  counted.on('error', () => {});
  return { status: statusCode, headers: plain, body: counted };
}

function failureOf(error: unknown, signal: AbortSignal, late: AbortSignal, { url }: EgressRequest): Failure {
  if (error instanceof FailureError) return error.failure;
  const own = (error as { cause?: unknown }).cause;
  if (own instanceof FailureError) return own.failure;
  const host = URL.canParse(url) ? new URL(url).host : 'the source';
  if (signal.aborted) return { code: 'fetch/aborted', message: 'The request was given up.', retryable: true };
  const code = (error as { code?: string }).code ?? '';
  if (late.aborted || code.includes('TIMEOUT'))
    return { code: 'fetch/timeout', message: `${host} did not answer in time.`, retryable: true };
  return {
    code: 'fetch/unreachable',
    message: `${host} cannot be reached: ${error instanceof Error ? error.message : String(error)}`,
    retryable: true,
  };
}
