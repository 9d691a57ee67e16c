/** The session cookie and its readable companion, which tells pages when to ask for a new one. */
import type { SignIn } from '@orrery/plugin-sdk/contributions/route';
import type { Context } from 'koa';
import type { Sessions } from '../access/types.ts';
import type { Config } from '../config/config.ts';
import type { Caller } from './parts.ts';

export interface SessionCookies {
  /** Opens a session and sets its cookie; `null` closes the caller's. A new sign-in always gets a new token. */
  change(context: Context, caller: Caller, session: SignIn | null, provider: string): Promise<void>;
  set(context: Context, token: string): void;
}

export function createSessionCookies(config: Config, sessions: Sessions, name: string): SessionCookies {
  const sameSite = config.get('security', 'cookie_samesite') || 'lax';
  const secure =
    config.bool('security', 'cookie_secure') ||
    config.get('server', 'protocol').startsWith('http2') ||
    config.get('server', 'protocol') === 'https';
  const maxAge = Math.round(config.durationMs('auth', 'login_maximum_lifetime_duration', 30 * 86_400_000) / 1000);
  const rotateSeconds = config.int('auth', 'token_rotation_interval_minutes', 10) * 60;
  const attributes = (age: number, readable: boolean): string =>
    [
      `Path=/`,
      `Max-Age=${age}`,
      ...(readable ? [] : ['HttpOnly']),
      ...(secure ? ['Secure'] : []),
      ...(sameSite === 'disabled' ? [] : [`SameSite=${sameSite[0]?.toUpperCase()}${sameSite.slice(1)}`]),
    ].join('; ');

  function put(context: Context, token: string, age: number): void {
    const expiry = token ? String(Math.floor(Date.now() / 1000) + rotateSeconds) : '';
    context.res.appendHeader('set-cookie', `${name}=${encodeURIComponent(token)}; ${attributes(age, false)}`);
    context.res.appendHeader('set-cookie', `${name}_expiry=${expiry}; ${attributes(age, true)}`);
  }
  return {
    async change(context, caller, session, provider) {
      if (caller.session) await sessions.close(caller.session.token);
      if (!session) return put(context, '', 0);
      const token = await sessions.open({
        userId: session.userId,
        orgId: session.orgId,
        provider,
        clientAddress: caller.clientAddress,
        userAgent: context.get('user-agent').slice(0, 400),
      });
      put(context, token, maxAge);
    },
    set: (context, token) => put(context, token, maxAge),
  };
}
