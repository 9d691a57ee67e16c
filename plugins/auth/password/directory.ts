/** People, as the access app keeps them: its service `directory`, typed. */
import { type Result, type Role, type Services, unwrap } from '@orrery/plugin-sdk';

export interface Person {
  readonly serverAdmin: boolean;
  readonly id: number;
  readonly uid: string;
  readonly login: string;
  readonly email: string;
  readonly name: string;
  readonly orgId: number;
  readonly disabled: boolean;
  readonly module: string;
}
export interface NewPerson {
  readonly login: string;
  readonly email?: string;
  readonly name?: string;
  readonly serverAdmin?: boolean;
  readonly orgId?: number;
  readonly role?: Role;
}
export type DirectoryPrincipal = { readonly kind: 'user'; readonly id: number; readonly orgId: number } & Record<string, unknown>;

export function openDirectory(services: Services) {
  const ask = async <Value>(method: string, argument: object): Promise<Value> =>
    unwrap((await services.call('directory', method, argument)) as Result<Value>);
  return {
    find: (by: { login: string } | { id: number } | { uid: string }) => ask<Person | null>('find', by),
    byKey: (key: string) => ask<Person | null>('find', /^\d{1,15}$/.test(key) ? { id: Number(key) } : { uid: key }),
    principal: (userId: number, orgId: number, fallback = false) =>
      ask<DirectoryPrincipal | null>('principal', { userId, orgId, fallback }),
    create: (person: NewPerson) => services.call('directory', 'create', person) as Promise<Result<Person>>,
    org: (by: { id: number } | { name: string }) => ask<{ id: number; name: string } | null>('org', by),
    addMember: (userId: number, orgId: number, role: Role) =>
      services.call('directory', 'addMember', { userId, orgId, role }) as Promise<Result<null>>,
    createOrg: (name: string, firstAdmin: number) =>
      services.call('directory', 'createOrg', { name, firstAdmin }) as Promise<Result<number>>,
    settleIn: (userId: number, orgId: number) => ask<null>('settleIn', { userId, orgId }),
  };
}
export type Directory = ReturnType<typeof openDirectory>;
