import type { Principal } from '@orrery/plugin-sdk';
import type { ComposedCall } from '@orrery/plugin-sdk/contributions/route';
import { describe, expect, test } from 'vitest';
import { type ComposeCaller, compose } from './compose.ts';
import type { HttpParts } from './parts.ts';

const caller: ComposeCaller = {
  principal: { key: 'user:1', kind: 'user', orgId: 1, orgRole: 'Viewer' } as Principal,
  requestId: 'r',
  signal: new AbortController().signal,
};
const part = (uid: string, more: Partial<ComposedCall> = {}): ComposedCall => ({
  ...{ point: 'source', instance: { uid }, method: 'query', argument: { queries: [{ refId: uid }] }, encoding: 'frames-json' },
  ...{ action: 'sources:query', scope: `sources:uid:${uid}`, ...more },
});

/** There are `a` and `b`, and only `a` may be asked. */
async function composed(...calls: ComposedCall[]) {
  const asked: string[] = [];
  const parts = {
    access: { prepare: async () => {}, allows: (_: unknown, __: string, scope: string) => scope === 'sources:uid:a' },
    dispatch: {
      instanceOf: async (_: string, uid: string) => (uid === 'a' || uid === 'b' ? { uid } : undefined),
      callInstance: async (_: string, uid: string) => (asked.push(uid), { ok: true, value: { bytes: Buffer.from(`"${uid}":1`) } }),
    },
  } as unknown as Pick<HttpParts, 'access' | 'dispatch'>;
  const { status, parts: bodies } = await compose({ contentType: 'application/json', parts: calls }, caller, parts);
  return { status, said: bodies.map(String).join(), asked };
}

describe('a composed answer', () => {
  const [missing, denied] = [
    { status: 404, body: { message: 'gone' } },
    { status: 403, body: { message: 'closed' } },
  ];
  test('is what those answer who are asked', async () => {
    expect(await composed(part('a', { missing, denied }))).toEqual({ status: 200, said: '"a":1', asked: ['a'] });
  });
  test('is what the plugin wants said where one of them is not there, and nobody is asked', async () => {
    expect(await composed(part('a', { missing }), part('c', { missing }))).toEqual({ status: 404, said: '{"message":"gone"}', asked: [] });
  });
  test('is what the plugin wants said where the caller may not ask one of them, and nobody is asked', async () => {
    expect(await composed(part('a', { denied }), part('b', { denied }))).toEqual({ status: 403, said: '{"message":"closed"}', asked: [] });
  });
  test('says in the place of a part that it is closed, and asks only the others', async () => {
    const { status, said, asked } = await composed(part('a'), part('b'));
    expect([status, asked]).toEqual([400, ['a']]);
    expect(said).toMatch(/^"a":1,"b":\{"status":403/);
  });
});
