/** What a token says of somebody, by the settings that name where it stands. */
import type { Role } from '@orrery/plugin-sdk';
import { compile } from './jmespath.ts';
import type { Section } from './keys.ts';

export type Claims = Readonly<Record<string, unknown>>;
export interface Described {
  readonly login: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role | undefined;
  readonly serverAdmin: boolean;
}
export type ClaimProblem = 'expected' | 'missing' | 'role';

const roles: readonly string[] = ['None', 'Viewer', 'Editor', 'Admin'];

export function describe(claims: Claims, section: Section): Described | { readonly problem: ClaimProblem } {
  if (!holds(claims, JSON.parse(section.expect_claims || '{}') as Claims)) return { problem: 'expected' };
  const pick = (claim = '', path = ''): string => textOf(path ? compile(path)(claims) : claim ? claims[claim] : '');
  const email = pick(section.email_claim, section.email_attribute_path);
  const login = pick(section.username_claim, section.username_attribute_path) || email;
  if (!login && !email) return { problem: 'missing' };
  const path = section.role_attribute_path;
  const told = path ? textOf(compile(path)(claims)) : '';
  const known = roles.includes(told) || told === 'GrafanaAdmin';
  if (section.role_attribute_strict === 'true' && !known) return { problem: 'role' };
  const role = told === 'GrafanaAdmin' ? 'Admin' : known ? (told as Role) : undefined;
  return {
    ...{ login, email, name: textOf(claims.name) || login },
    role: section.skip_org_role_sync === 'true' ? undefined : role,
    serverAdmin: told === 'GrafanaAdmin' && section.allow_assign_grafana_admin === 'true',
  };
}

/** Every expected claim is there: as it is, or for lists with each expected element. */
function holds(claims: Claims, expected: Claims): boolean {
  return Object.entries(expected).every(([name, wanted]) => {
    const found = claims[name];
    const list = Array.isArray(found) ? found : [found];
    return Array.isArray(wanted)
      ? wanted.every((item) => list.includes(item))
      : Array.isArray(found)
        ? found.includes(wanted)
        : JSON.stringify(found) === JSON.stringify(wanted);
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}
