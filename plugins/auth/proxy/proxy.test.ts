import { describe, expect, test } from 'vitest';
import { isListed, parseAddress } from './address.ts';
import { readHeaders } from './headers.ts';

describe('an address', () => {
  test.each([
    ['10.1.2.3', '10.0.0.0/8', true],
    ['11.1.2.3', '10.0.0.0/8', false],
    ['192.168.1.7', '10.0.0.0/8, 192.168.1.7', true],
    ['192.168.1.8', '192.168.1.7', false],
    ['::ffff:127.0.0.1', '127.0.0.1', true],
    ['::1', '127.0.0.1', false],
    ['::1', '127.0.0.1 ::1', true],
    ['fd00::abcd', 'fd00::/8', true],
    ['fe80::1%eth0', 'fe80::/10', true],
    ['2001:db8::1', 'fd00::/8', false],
    ['127.0.0.1', '0.0.0.0/0', true],
    ['::1', '0.0.0.0/0', false],
    ['nonsense', '0.0.0.0/0', false],
    ['', '0.0.0.0/0', false],
  ])('%s in "%s": %s', (address, list, listed) => expect(isListed(address, list)).toEqual({ listed }));
  test.each(['10.0.0.0/33', '10.0.0/8', 'localhost', '::g', '1::2::3', '10.0.0.1/x'])(
    'a list with "%s" lets nobody in and says why',
    (wrong) => expect(isListed('10.0.0.1', wrong)).toEqual({ listed: false, wrong }),
  );
  test('is read in both versions', () => {
    expect(parseAddress('256.1.1.1')).toBeUndefined();
    expect(parseAddress('1:2:3:4:5:6:7:8')?.bits).toBe(128);
    expect(parseAddress('::ffff:1.2.3.4')).toEqual(parseAddress('1.2.3.4'));
  });
});

describe('what a proxy tells', () => {
  test('is who it is, and what else the settings name', () => {
    const section = { header_name: 'X-User', headers: 'Name:X-Name Email:X-Mail Role:X-Role', headers_encoded: 'true' };
    const told = readHeaders(section, {
      'x-user': 'joerg',
      'x-name': 'J=C3=B6rg',
      'x-mail': 'j@acme.example',
      'x-role': 'Editor',
      'x-other': '?',
    });
    expect(told).toEqual({ login: 'joerg', name: 'Jörg', email: 'j@acme.example', role: 'Editor' });
  });
  test('may be an address', () => {
    expect(readHeaders({ header_property: 'email' }, { 'x-webauth-user': 'a@b.example' })).toEqual({
      login: 'a@b.example',
      email: 'a@b.example',
    });
    expect(readHeaders({}, { 'x-webauth-user': '  ' })).toBeUndefined();
  });
});
