import type { Principal } from '@orrery/plugin-sdk';
import { expect, test } from 'vitest';
import { policyOf } from './policy.ts';

const person = (more: Partial<Principal> = {}): Principal => ({
  ...{ kind: 'user', key: 'user:1', id: 1, uid: 'u', login: 'ada', name: 'Ada', email: 'ada@acme.example', orgId: 1, via: 'basic' },
  ...{ orgRole: 'Viewer', serverAdmin: false },
  ...more,
});
const read = { action: 'dashboards:read', scope: 'dashboards:uid:a' };

test('people of equal rights are under one policy', () => {
  expect(policyOf(person())).toBe(policyOf(person({ id: 2, key: 'user:2', login: 'ben' })));
  expect(policyOf(person({ permissions: [read] }))).toBe(policyOf(person({ id: 2, key: 'user:2', permissions: [{ ...read }] })));
});

test.each<{ other: string; more: Partial<Principal> }>([
  { other: 'role', more: { orgRole: 'Editor' } },
  { other: 'organisation', more: { orgId: 2 } },
  { other: 'server administrator', more: { serverAdmin: true } },
  { other: 'right of its own', more: { permissions: [read] } },
  { other: 'bound to no rights at all', more: { onlyPermissions: true } },
  { other: 'bound to some rights', more: { onlyPermissions: true, permissions: [read] } },
  { other: 'without a name', more: { kind: 'anonymous' } },
  { other: 'program', more: { kind: 'service' } },
])('another one: $other', ({ more }) => {
  expect(policyOf(person(more))).not.toBe(policyOf(person()));
});

test('rights held beside the role are not those that a role gives', () => {
  expect(policyOf(person({ permissions: [read] }))).not.toBe(policyOf(person({ permissions: [read], onlyPermissions: true })));
  expect(policyOf(person({ permissions: [read] }))).not.toBe(policyOf(person({ permissions: [{ ...read, scope: 'dashboards:uid:b' }] })));
});
