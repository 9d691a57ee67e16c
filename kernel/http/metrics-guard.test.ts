import type { Context } from 'koa';
import { describe, expect, test } from 'vitest';
import { mayReadMetrics } from './metrics-guard.ts';

function asked(settings: Readonly<Record<string, string>>, authorization = '') {
  const context = { status: 200, get: () => authorization, set: () => {} } as unknown as Context;
  const config = { get: (_: string, key: string) => settings[key] ?? '', bool: (_: string, key: string) => settings[key] === 'true' };
  return [mayReadMetrics(context, config), context.status];
}
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
const guarded = { enabled: 'true', basic_auth_username: 'prometheus', basic_auth_password: 'secret' };

describe('metrics', () => {
  test('are for everybody who reaches the server, or for nobody', () => {
    expect(asked({ enabled: 'true' })).toEqual([true, 200]);
    expect(asked({ enabled: 'false' })).toEqual([false, 404]);
  });
  test('are for who knows the password, where there is one', () => {
    expect(asked(guarded, basic('prometheus:secret'))).toEqual([true, 200]);
  });
  test.each(['', basic('prometheus:'), basic('prometheus:Secret'), basic(':secret'), basic('prometheus:secret '), 'Bearer secret'])(
    'are not for %j',
    (authorization) => {
      expect(asked(guarded, authorization)).toEqual([false, 401]);
    },
  );
});
