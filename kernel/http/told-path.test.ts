import { expect, test } from 'vitest';
import { holdsKey, toldPath, toldReferer } from './told-path.ts';

const pages = ['/invite/:code', '/d/:uid/:slug?', '/dashboard/snapshot/:key', '/plugins/:id'];

test.each([
  '/api/user/invite/:code',
  '/api/snapshots/:key',
  '/api/snapshots-delete/:deleteKey',
  '/api/public/dashboards/:accessToken/annotations',
])('%s has a key in it', (pattern) => expect(holdsKey(pattern)).toBe(true));
test.each(['/api/dashboards/uid/:uid', '/api/auth/keys/:id', '/keyboard/:uid', '/api/serviceaccounts/:id/tokens/:tokenId'])(
  '%s has none',
  (pattern) => expect(holdsKey(pattern)).toBe(false),
);
test('a page with a key is told by its pattern, others as they are', () => {
  expect(toldPath('/invite/s3cr3t', pages)).toBe('/invite/:code');
  expect(toldPath('/dashboard/snapshot/abc', pages)).toBe('/dashboard/snapshot/:key');
  expect(toldPath('/d/abc/cpu', pages)).toBe('/d/abc/cpu');
  expect(toldPath('/invite', pages)).toBe('/invite');
});
test('so is the page that a request came from', () => {
  expect(toldReferer('https://orrery.example/invite/s3cr3t?x=1', pages)).toBe('https://orrery.example/invite/:code');
  expect(toldReferer('https://orrery.example/d/abc?from=now-1h', pages)).toBe('https://orrery.example/d/abc?from=now-1h');
  expect(toldReferer('no address', pages)).toBe('');
});
