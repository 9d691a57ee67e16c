import { describe, expect, test } from 'vitest';
import { linesOf, type Offer } from './catalog-api.ts';
import { matches } from './filter.ts';

const offer = (more: Partial<Offer>): Offer =>
  ({
    ...{
      id: 'clock',
      type: 'panel',
      name: 'Clock',
      description: 'Tells the time',
      author: 'Nadia',
      keywords: ['zone'],
      aliases: ['old-clock'],
    },
    ...{ catalog: 'c', links: [], screenshots: [], hasUpdate: false, versions: [{ signedBy: { level: 'community' } }], ...more },
  }) as unknown as Offer;
const shown = (query: string, more: Partial<Offer> = {}): boolean => matches(offer(more), new URLSearchParams(query));

describe('an offer is shown', () => {
  test.each(['', 'q=TIME', 'q=nadia+zone', 'q=old-clock', 'kind=app,panel', 'level=community', 'status=offered'])('for "%s"', (query) =>
    expect(shown(query)).toBe(true),
  );
  test.each(['q=time+moon', 'kind=app', 'level=core', 'status=here', 'kind=panel&status=newer'])('not for "%s"', (query) =>
    expect(shown(query)).toBe(false),
  );
  test('as newer when there is an update, or one waits', () => {
    const installed = { version: '1', state: 'active', level: 'community', bundled: false };
    expect(shown('status=here', { installed })).toBe(true);
    expect(shown('status=newer', { installed, hasUpdate: true })).toBe(true);
    expect(shown('status=newer', { installed, pending: '2' })).toBe(true);
  });
});

test('steps are read line by line, however the bytes are cut', async () => {
  const bytes = new TextEncoder().encode('{"stage":"find"}\n{"name":"Größe"}\n\n{"result":{}}');
  const cut = new ReadableStream<Uint8Array>({
    start(stream) {
      for (let at = 0; at < bytes.length; at += 5) stream.enqueue(bytes.slice(at, at + 5));
      stream.close();
    },
  });
  const lines: string[] = [];
  for await (const line of linesOf(cut)) lines.push(line);
  expect(lines).toEqual(['{"stage":"find"}', '{"name":"Größe"}', '{"result":{}}']);
});
