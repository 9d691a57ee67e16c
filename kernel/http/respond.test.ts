import { describe, expect, test } from 'vitest';
import { allowHeaders, safeRedirect } from './respond.ts';

describe('a redirect that a plugin asks for', () => {
  test.each(['/', '/d/abc/title?orgId=1&x=//y', '/login?redirectTo=%2Fd%2Fx', '/a/b#c'])('to %s stays on this server', (target) => {
    expect(safeRedirect(target)).toBe(target);
  });
  test.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\tevil.example',
    '/\n/evil.example',
    ' //evil.example',
    'javascript:alert(1)',
    'evil',
    '/a//evil.example',
    '/a/../../x',
    '/%2fevil.example',
    '/%5cevil.example',
    '/a/%2e%2e/b',
    '/.',
    undefined,
    7,
  ])('to %j is none', (target) => {
    expect(safeRedirect(target)).toBeUndefined();
  });
});

describe('headers of a plugin', () => {
  test('are those that say something of its answer, each in one line', () => {
    expect(
      allowHeaders({
        'Content-Type': 'text/plain',
        ETag: 'x',
        'Set-Cookie': 'grafana_session=1',
        'Content-Security-Policy': 'default-src *',
        'Access-Control-Allow-Origin': '*',
        Location: '//evil.example',
        'Clear-Site-Data': '"*"',
        'Service-Worker-Allowed': '/',
        Vary: 'a\r\nSet-Cookie: b=1',
        'Retry-After': 7 as unknown as string,
      }),
    ).toEqual({ 'content-type': 'text/plain', etag: 'x' });
  });
});
