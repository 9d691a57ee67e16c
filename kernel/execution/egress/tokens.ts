/** Tokens that go along with requests: asked for once, kept until shortly before they end, and never heard of by a plugin. */
import { createSign } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { type Failure, fail, ok, type Result } from '@orrery/plugin-sdk';
import type { EgressGrant, TokenGrant } from '@orrery/plugin-sdk/bridge/messages';
import { LRUCache } from 'lru-cache';
import type { EgressRequest, EgressResponse } from './egress.ts';

type Ask = (request: EgressRequest, grant: EgressGrant, signal: AbortSignal) => Promise<Result<EgressResponse>>;
export interface Tokens {
  tokenFor(token: TokenGrant, grant: EgressGrant): Promise<Result<string>>;
}
interface Kept {
  readonly token: string;
  /** Epoch ms. */
  readonly until: number;
}

const mostKept = 500;
const largestAnswer = 256 * 1024;
/** Before its end a token is not used any more. */
const marginMs = 10_000;
const assertionSeconds = 3_600;

export function createTokens(ask: Ask, now: () => number = Date.now): Tokens {
  const kept = new LRUCache<string, Kept>({ max: mostKept });
  const asking = new Map<string, Promise<Result<string>>>();

  async function get({ key, url, trusted, form, assertion }: TokenGrant, grant: EgressGrant): Promise<Result<string>> {
    const { host, origin } = new URL(url);
    const no = (why: string): Result<never> => refused(`${host} gave no token: ${why}`);
    const signed = assertion ? assertionOf(assertion, now()) : ok('');
    if (!signed.ok) return signed;
    const { instance: _, ...shared } = grant;
    const answer = await ask(
      {
        url,
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: new URLSearchParams({ ...form, ...(signed.value && { assertion: signed.value }) }).toString(),
      },
      { ...shared, origins: [origin], trusted, maxResponseBytes: Math.min(largestAnswer, grant.maxResponseBytes) },
      // Others may wait for the same one.
      AbortSignal.timeout(grant.timeoutMs),
    );
    if (!answer.ok) return answer;
    const said = await text(answer.value.body).catch(() => '');
    if (answer.value.status !== 200) return no(`it answered ${answer.value.status}. Check the credentials in the settings.`);
    const read = readToken(said, now());
    if (!read) return no('its answer has no access_token.');
    kept.set(key, read);
    return ok(read.token);
  }

  return {
    tokenFor(token, grant) {
      const found = kept.get(token.key);
      if (found && found.until - marginMs > now()) return Promise.resolve(ok(found.token));
      let open = asking.get(token.key);
      if (!open) {
        open = get(token, grant).finally(() => asking.delete(token.key));
        asking.set(token.key, open);
      }
      return open;
    },
  };
}

function refused(message: string): { ok: false; failure: Failure } {
  return fail('route/token', message, { detail: { status: 502 } });
}

/** `expires_in` and `expires_on` are seconds, as numbers or as texts; a token without either serves one request. */
function readToken(said: string, now: number): Kept | undefined {
  try {
    const { access_token: token, expires_in: lasts, expires_on: ends } = JSON.parse(said) as Record<string, unknown>;
    if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) return undefined;
    const until = Number(ends) > 0 ? Number(ends) * 1_000 : Number(lasts) > 0 ? now + Number(lasts) * 1_000 : 0;
    return { token, until };
  } catch {
    return undefined;
  }
}

function assertionOf({ issuer, scope, audience, privateKey }: NonNullable<TokenGrant['assertion']>, now: number): Result<string> {
  const seconds = Math.floor(now / 1_000);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iss: issuer, scope, aud: audience, iat: seconds, exp: seconds + assertionSeconds })}`;
  try {
    // Keys that were pasted into a form often have their line breaks written out.
    const key = privateKey.replaceAll('\\n', '\n');
    return ok(`${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`);
  } catch {
    return fail(
      'route/token',
      'The private key in the settings is no key. It is a PEM text that begins with -----BEGIN PRIVATE KEY-----.',
      {
        detail: { status: 400 },
      },
    );
  }
}
