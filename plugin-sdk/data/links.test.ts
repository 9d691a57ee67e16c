import { describe, expect, test } from 'vitest';
import { builtinLookup } from './builtin-variables.ts';
import { firstOf, type Lookup } from './interpolate.ts';
import { followable, safeUrl } from './links.ts';

const values: Lookup = (name) => (name === 'host' ? { value: 'a b&c' } : name === 'evil' ? { value: 'javascript:alert(1)' } : undefined);
const page = builtinLookup({
  range: { from: 0, to: 1 },
  raw: { from: 'now-1h', to: 'now' },
  timeZone: 'utc',
  location: { pathname: '/d/x', search: '' },
  variables: [{ name: 'v', value: 'x y' }],
});

describe('a link', () => {
  test('has its variables written in, for an address and for a person', () =>
    expect(followable([{ url: '/d/y?h=$host&${__all_variables}\n', title: 'To $host', targetBlank: true }], firstOf(values, page))).toEqual(
      [{ href: '/d/y?h=a%20b&c&var-v=x%20y', title: 'To a b&c', targetBlank: true, oneClick: false }],
    ));
  test('without an address is left out', () => expect(followable([{ title: 'x' }, null, 'y'], values)).toEqual([]));
  test('whose address comes from the data runs nothing', () =>
    expect(followable([{ url: '${evil:raw}' }], values)[0]!.href).toBe('about:blank'));
});

test.each([
  ['https://example.test/a:b', true],
  ['HTTP://example.test', true],
  ['mailto:ann@example.test', true],
  ['/d/x?a=javascript:1', true],
  ['d/x', true],
  ['#part', true],
  ['javascript:alert(1)', false],
  [' JaVaScRiPt:alert(1)', false],
  ['java\tscript:alert(1)', false],
  ['\u0001javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['vbscript:x', false],
  ['file:///etc/passwd', false],
])('the address %j is safe: %s', (url, safe) => expect(safeUrl(url) === url.trim()).toBe(safe));
