/** Service accounts, as the access app keeps them: its service `directory`, typed. */
import { type Result, type Role, type Services, unwrap } from '@orrery/plugin-sdk';

export interface Account {
  readonly id: number;
  readonly uid: string;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly orgId: number;
  readonly created: number;
  readonly updated: number;
}
export interface AccountPrincipal {
  readonly kind: 'service';
  readonly id: number;
  readonly orgId: number;
}

export function openAccounts(services: Services) {
  const ask = async <Value>(method: string, argument: object): Promise<Value> =>
    unwrap((await services.call('directory', method, argument)) as Result<Value>);
  return {
    get: (orgId: number, id: number) => ask<Account | null>('account', { orgId, id }),
    list: (orgId: number, filter: { words?: string; disabled?: boolean }, limit: number, offset: number) =>
      ask<{ accounts: Account[]; total: number }>('accounts', { orgId, ...filter, limit, offset }),
    add: (orgId: number, account: { name: string; login: string; role: Role; disabled: boolean }) =>
      services.call('directory', 'addAccount', { orgId, ...account }) as Promise<Result<Account>>,
    change: (orgId: number, id: number, change: { name?: string; role?: Role; disabled?: boolean }) =>
      ask<Account | null>('changeAccount', { orgId, id, ...change }),
    remove: (orgId: number, id: number) => ask<boolean>('removeAccount', { orgId, id }),
    principal: (orgId: number, id: number) => ask<AccountPrincipal | null>('accountPrincipal', { orgId, id }),
  };
}
