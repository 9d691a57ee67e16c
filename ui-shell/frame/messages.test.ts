import { describe, expect, test } from 'vitest';
import { fromFrame } from './messages.ts';

describe('a word of a guest', () => {
  test.each([
    [{ type: 'event', event: { type: 'pin' } }],
    [{ type: 'event', event: { type: 'choose', point: { frame: 0, field: 1, row: null }, x: 1, y: 2 } }],
    [{ type: 'event', event: { type: 'picture', url: 'data:image/png;base64,AAAA' } }],
    [{ type: 'event', event: { type: 'picture', url: null } }],
    [{ type: 'event', event: { type: 'annotate', from: 1, to: 2 } }],
    [{ type: 'ready', defaults: {}, editors: [{ path: 'a' }], interpolated: ['content'] }],
  ])('%j is heard', (message) => {
    expect(fromFrame(message)).toBe(message);
  });
  test.each([
    ['a picture that is a page', { type: 'event', event: { type: 'picture', url: 'data:text/html,<script>' } }],
    ['a picture from elsewhere', { type: 'event', event: { type: 'picture', url: 'https://x.example/a.png' } }],
    ['a picture that is a drawing with scripts', { type: 'event', event: { type: 'picture', url: 'data:image/svg+xml,<svg/>' } }],
    ['an event nobody knows', { type: 'event', event: { type: 'navigate', url: '/' } }],
    ['editors that are no list', { type: 'ready', defaults: {}, editors: 'many' }],
    ['a function', { type: 'ready', defaults: { run: () => 1 } }],
    ['nothing', null],
  ])('%s is not', (_name, message) => {
    expect(fromFrame(message)).toBeUndefined();
  });
});
