import { describe, expect, test } from 'vitest';
import { headersOf, withHeaders } from './headers.ts';
import type { Draft } from './draft.ts';

const draft = (names: readonly string[]): Draft =>
  ({
    jsonData: { httpMethod: 'GET', ...Object.fromEntries(names.map((name, index) => [`httpHeaderName${index + 1}`, name])) },
    secureJsonFields: Object.fromEntries(names.map((_, index) => [`httpHeaderValue${index + 1}`, true])),
    secureJsonData: {},
  }) as unknown as Draft;

describe('custom headers', () => {
  test('that were not touched send nothing', () => {
    const before = draft(['X-A', 'X-B']);
    expect(withHeaders(before, headersOf(before))).toEqual(before);
  });
  test('behind a removed one lose their values, which nobody can move', () => {
    const before = draft(['X-A', 'X-B', 'X-C']);
    const after = withHeaders(before, headersOf(before).toSpliced(1, 1), 1);
    expect(after.jsonData).toMatchObject({ httpMethod: 'GET', httpHeaderName1: 'X-A', httpHeaderName2: 'X-C' });
    expect(after.jsonData).not.toHaveProperty('httpHeaderName3');
    expect(after.secureJsonData).toEqual({ httpHeaderValue2: '', httpHeaderValue3: '' });
    expect(headersOf(after).map(({ name, stored, lost }) => [name, stored, lost])).toEqual([
      ['X-A', true, false],
      ['X-C', false, true],
    ]);
  });
  test('that come anew are stored with what was typed', () => {
    const before = draft(['X-A']);
    const after = withHeaders(before, [...headersOf(before), { name: 'X-New', stored: false, value: 'secret', lost: false }]);
    expect(after.secureJsonData).toEqual({ httpHeaderValue2: 'secret' });
  });
});
