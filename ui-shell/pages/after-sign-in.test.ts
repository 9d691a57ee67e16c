import { expect, test } from 'vitest';
import { afterSignIn } from './after-sign-in.ts';

const origin = 'https://orrery.example';

test.each(['/d/abc/cpu?from=now-6h&var-env=a%2Fb#x', '/', '/goto/k2'])('%s is gone on to', (path) => {
  expect(afterSignIn(path, origin)).toBe(origin + path);
});
test.each([
  '//evil.example/',
  '/\\evil.example/',
  '/\t/evil.example/',
  '/\n/evil.example/',
  '\\\\evil.example',
  'https://evil.example/',
  'https:evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://orrery.example@evil.example/',
  'https://orrery.example.evil.example/',
  'http://',
])('%j leads nowhere else', (path) => {
  const page = new URL(afterSignIn(path, origin));
  expect(page.origin).toBe(origin);
});
test('a path that looks like a host when it is read twice stays a path', () => {
  expect(afterSignIn('/.//evil.example', origin)).toBe(`${origin}//evil.example`);
});
