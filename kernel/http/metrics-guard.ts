/** Who may read the server's metrics: whoever reaches it, unless `[metrics] basic_auth_username` or `_password` says who. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'koa';
import type { Config } from '../config/config.ts';

/** True when the request may go on; else it is answered. */
export function mayReadMetrics(context: Pick<Context, 'get' | 'set' | 'status'>, config: Pick<Config, 'get' | 'bool'>): boolean {
  if (!config.bool('metrics', 'enabled')) {
    context.status = 404;
    return false;
  }
  const [user, password] = [config.get('metrics', 'basic_auth_username'), config.get('metrics', 'basic_auth_password')];
  if (!user && !password) return true;
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  // Hashes are equally long, and comparing them tells nothing of what was right so far.
  if (timingSafeEqual(hashOf(context.get('authorization')), hashOf(expected))) return true;
  context.set('www-authenticate', 'Basic realm="metrics"');
  context.status = 401;
  return false;
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
