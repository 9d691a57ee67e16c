import { expect, test } from 'vitest';
import { pageOf } from './home.ts';

test.each([
  ['d/abc/start', '/d/abc/start'],
  ['/dashboards?tag=a', '/dashboards?tag=a'],
  [' explore ', '/explore'],
])('a setting of %j leads to %s', (setting, path) => expect(pageOf(setting)).toBe(path));

test.each([undefined, '', '/', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', 'a b'])(
  'a setting of %j leads nowhere',
  (setting) => expect(pageOf(setting)).toBeUndefined(),
);
test('one that begins like another host stays on this one', () => expect(pageOf('//evil.example/x')).toBe('/evil.example/x'));
