import { describe, expect, test } from 'vitest';
import { describe as describeClaims } from './claims.ts';
import { compile } from './jmespath.ts';

const claims = {
  sub: '1',
  name: 'Ada',
  groups: ['sre', 'dev'],
  realm: {
    roles: [
      { name: 'admin', level: 3 },
      { name: 'user', level: 1 },
    ],
    'a-b': 'x',
  },
  n: 5,
};

describe('JMESPath', () => {
  test.each([
    ['name', 'Ada'],
    ['realm."a-b"', 'x'],
    ['realm.roles[0].name', 'admin'],
    ['realm.roles[-1].name', 'user'],
    ['realm.roles[*].name', ['admin', 'user']],
    ['realm.roles[?level > `2`].name', ['admin']],
    ["realm.roles[?name == 'user'] | [0].level", 1],
    ["contains(groups[*], 'sre') && 'GrafanaAdmin' || 'Viewer'", 'GrafanaAdmin'],
    ["contains(groups, 'ops') && 'Admin' || contains(groups, 'dev') && 'Editor' || 'Viewer'", 'Editor'],
    ["!contains(groups, 'ops') && 'Viewer'", 'Viewer'],
    ['n == `5`', true],
    ["join('-', groups)", 'sre-dev'],
    ['not_null(missing, name)', 'Ada'],
    ['missing.deeper[0].still', null],
    ['constructor', null],
    ['__proto__', null],
  ])('%s', (path, wanted) => expect(compile(path)(claims)).toEqual(wanted));
  test.each(['', 'a.', 'a[', "contains(groups, 'x'", 'sort_by(a, &b)', 'a b', "a == 'x", '{a: b}'])(
    'refuses what it does not know: %s',
    (path) => expect(() => compile(path)).toThrow(),
  );
});

describe('what a token says', () => {
  const section = { username_claim: 'name', email_claim: 'mail', expect_claims: '{}' };
  test('is read where the settings say', () => {
    const told = describeClaims(claims, {
      ...section,
      role_attribute_path: "contains(groups, 'sre') && 'GrafanaAdmin'",
      allow_assign_grafana_admin: 'true',
    });
    expect(told).toEqual({ login: 'Ada', email: '', name: 'Ada', role: 'Admin', serverAdmin: true });
    expect(describeClaims(claims, { ...section, role_attribute_path: "'GrafanaAdmin'" })).toMatchObject({
      role: 'Admin',
      serverAdmin: false,
    });
  });
  test.each([
    ['missing', { username_claim: 'nick', expect_claims: '{}' }],
    ['expected', { ...section, expect_claims: '{"iss":"https://us.example"}' }],
    ['expected', { ...section, expect_claims: '{"groups":["sre","ops"]}' }],
    ['role', { ...section, role_attribute_path: "'Boss'", role_attribute_strict: 'true' }],
  ])('is refused: %s', (problem, settings) => expect(describeClaims(claims, settings)).toEqual({ problem }));
  test('may hold a list with what is expected', () =>
    expect(describeClaims(claims, { ...section, expect_claims: '{"groups":["sre"]}' })).toMatchObject({ login: 'Ada' }));
});
