/** The backend in its isolate, with the storage of a server behind it. */
import { testHost } from '@orrery/plugin-sdk/testing';
import { describe, expect, test } from 'vitest';

describe('the notes', () => {
  test('are kept with who wrote them, newest first', async () => {
    await using host = await testHost(import.meta.dirname, { principal: { login: 'ann' } });
    expect(await host.route('list')).toMatchObject({ body: [] });
    expect(await host.route('add', { body: { text: 'first' } })).toMatchObject({ status: 201, body: { text: 'first', author: 'ann' } });
    await host.route('add', { body: { text: 'second' } });
    const { body } = await host.route('list');
    expect((body as { text: string }[]).map(({ text }) => text)).toEqual(['second', 'first']);
  });

  test.each([
    ['nothing in them', { text: '' }],
    ['too much in them', { text: 'x'.repeat(2001) }],
    ['no text', {}],
    ['no body', null],
  ])('with %s are refused', async (_what, body) => {
    await using host = await testHost(import.meta.dirname);
    expect(await host.route('add', { body })).toMatchObject({ status: 400 });
  });
});
