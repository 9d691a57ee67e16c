import { expect, test } from 'vitest';
import { interpolateOptions } from './interpolate-options.ts';

const lookup = (name: string) => (name === 'host' ? { value: 'web-1' } : undefined);

test('variables are filled in where the panel named the path, and nowhere else', () => {
  const options = { content: 'on $host', title: 'on $host', deep: { text: '${host}!', other: '$host' } };
  expect(interpolateOptions(options, ['content', 'deep.text', 'absent.path'], lookup)).toEqual({
    content: 'on web-1',
    title: 'on $host',
    deep: { text: 'web-1!', other: '$host' },
  });
});
test('options stay the same object where there is nothing to fill in', () => {
  const options = { content: '$host' };
  expect(interpolateOptions(options, undefined, lookup)).toBe(options);
  expect(interpolateOptions(options, ['content'], undefined)).toBe(options);
});
