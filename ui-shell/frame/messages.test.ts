import { describe, expect, test } from 'vitest';
import { fromGuest } from './messages.ts';

describe('a word of a guest', () => {
  test.each([
    [{ type: 'event', event: { type: 'pin' } }],
    [{ type: 'event', event: { type: 'choose', point: { frame: 0, field: 1, row: null }, x: 1, y: 2 } }],
    [{ type: 'event', event: { type: 'picture', url: 'data:image/png;base64,AAAA' } }],
    [{ type: 'event', event: { type: 'picture', url: null } }],
    [
      {
        type: 'event',
        event: { type: 'context', point: { frame: 0, field: 1, row: 2 }, direction: 'before', limit: 10, row: { time: 1, body: 'x' } },
      },
    ],
    [{ type: 'event', event: { type: 'annotate', from: 1, to: 2 } }],
    [{ type: 'event', event: { type: 'outside', span: { from: 1, to: 2 } } }],
    [{ type: 'ready', panels: { a: { defaults: {}, editors: [{ path: 'a' }], interpolated: ['content'] } }, datasources: {}, pages: [] }],
    [{ type: 'call', id: 1, name: 'onChange', args: [{ refId: 'A' }] }],
    [{ type: 'size', height: 120, room: 0 }],
  ])('%j is heard', (message) => {
    expect(fromGuest(message)).toBe(message);
  });
  test.each([
    ['a picture that is a page', { type: 'event', event: { type: 'picture', url: 'data:text/html,<script>' } }],
    ['a picture from elsewhere', { type: 'event', event: { type: 'picture', url: 'https://x.example/a.png' } }],
    ['a picture that is a drawing with scripts', { type: 'event', event: { type: 'picture', url: 'data:image/svg+xml,<svg/>' } }],
    [
      'a question about no line',
      { type: 'event', event: { type: 'context', point: { frame: 0, field: 1, row: 2 }, direction: 'before', limit: 10 } },
    ],
    ['a span without an end', { type: 'event', event: { type: 'outside', span: { from: 1 } } }],
    ['an event nobody knows', { type: 'event', event: { type: 'navigate', url: '/' } }],
    ['editors that are no list', { type: 'ready', panels: { a: { defaults: {}, editors: 'many' } }, datasources: {}, pages: [] }],
    ['a function', { type: 'ready', panels: { a: { defaults: { run: () => 1 } } }, datasources: {}, pages: [] }],
    ['a legend of anything', { type: 'event', event: { type: 'legend', items: [null] } }],
    ['a cursor that names nothing', { type: 'event', event: { type: 'cursor', time: 1, x: 0, y: 0, values: [{ name: {} }] } }],
    ['more than a page can look at', { type: 'call', id: 1, name: 'onChange', args: [Array.from({ length: 300_000 }, () => 0)] }],
    ['a picture of a canvas that is none', { type: 'image', canvas: 1, bitmap: {} }],
    ['nothing', null],
  ])('%s is not', (_name, message) => {
    expect(fromGuest(message)).toBeUndefined();
  });
});
