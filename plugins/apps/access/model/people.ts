/**
 * The people of this server, and the accounts that programs sign in with. Both are rows of one table, so that an id means one of them;
 * an account belongs to one organisation and holds its role itself.
 */
import { containing, newUid, type Role, type Row, type Storage } from '@orrery/plugin-sdk';

export interface Person {
  readonly id: number;
  readonly uid: string;
  readonly version: number;
  readonly login: string;
  readonly email: string;
  readonly name: string;
  readonly serverAdmin: boolean;
  readonly disabled: boolean;
  /** The organisation somebody is in when none is named. */
  readonly orgId: number;
  readonly created: number;
  readonly updated: number;
  readonly seen: number | undefined;
  /** Set by the sign-in plugin that made them (`jwt`, `proxy`): their profile is kept elsewhere. */
  readonly module: string;
  /** Who they are at the provider that made them. */
  readonly externalId: string;
}
export interface Account {
  readonly id: number;
  readonly uid: string;
  readonly version: number;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly orgId: number;
  readonly created: number;
  readonly updated: number;
}
export interface NewPerson {
  readonly login: string;
  readonly email?: string;
  readonly name?: string;
  readonly serverAdmin?: boolean;
  readonly orgId?: number;
  readonly role?: Role;
  readonly module?: string;
  readonly externalId?: string;
}
export type PersonChange = Partial<Pick<Person, 'login' | 'email' | 'name' | 'serverAdmin' | 'disabled' | 'orgId' | 'seen'>>;
export interface Listing {
  readonly words?: string;
  readonly limit: number;
  readonly offset: number;
  readonly newestFirst?: boolean;
}

const isPerson = { accountRole: null } as const;

export function openPeople(storage: Storage, now: () => number = Date.now) {
  const users = storage.table('user');

  async function row(id: number): Promise<Row | undefined> {
    return users.get({ id, ...isPerson });
  }
  async function find(by: { id: number } | { uid: string } | { login: string }): Promise<Person | undefined> {
    const found =
      'id' in by
        ? await row(by.id)
        : 'uid' in by
          ? await users.get({ uid: by.uid, ...isPerson })
          : ((await users.get({ login: by.login.toLowerCase(), ...isPerson })) ??
            (await users.get({ email: by.login.toLowerCase(), ...isPerson })));
    return found && toPerson(found);
  }
  const accountRow = (orgId: number, id: number) => users.get({ id, orgId, accountRole: { not: null } });

  return {
    find,
    /** By id, or by uid where it is none. */
    async byKey(key: string): Promise<Person | undefined> {
      const byId = /^\d{1,15}$/.test(key) ? await find({ id: Number(key) }) : undefined;
      return byId ?? find({ uid: key });
    },
    /** Never by mail: who controls an address at a provider need not be who has it here. */
    async external(module: string, externalId: string): Promise<Person | undefined> {
      const found = await users.get({ module, externalId });
      return found && toPerson(found);
    },
    async link(id: number, module: string, externalId: string): Promise<boolean> {
      const before = await row(id);
      if (!before || before.module) return false;
      await users.update(id, before.version, { module, externalId, updated: now() });
      return true;
    },
    /** The row a new person gets; fails with `storage/conflict` at its insertion when login or address is taken. */
    values({ login, email, name, serverAdmin = false, module, externalId }: NewPerson, orgId: number) {
      const at = now();
      return {
        uid: newUid(),
        login: login.trim().toLowerCase(),
        email: email?.trim().toLowerCase() || null,
        name: name?.trim() || login.trim(),
        serverAdmin,
        disabled: false,
        orgId,
        created: at,
        updated: at,
        seen: null,
        accountRole: null,
        module: module ?? null,
        externalId: externalId ?? null,
      };
    },
    async change(id: number, change: PersonChange): Promise<Person | undefined> {
      const before = await row(id);
      if (!before) return undefined;
      const { login, email, ...rest } = change;
      const values = {
        ...rest,
        ...(login !== undefined && { login: login.trim().toLowerCase() }),
        ...(email !== undefined && { email: email.trim().toLowerCase() || null }),
        ...(change.seen === undefined && { updated: now() }),
      };
      return toPerson(await users.update(before.id, before.version, values));
    },
    async list({ words, limit, offset, newestFirst }: Listing): Promise<{ people: Person[]; total: number }> {
      // No OR in the store's language: one search a column, joined here, when somebody searches.
      if (!words) {
        const orderBy = [newestFirst ? (['seen', 'desc'] as const) : (['login', 'asc'] as const), ['id', 'asc'] as const];
        const rows = await users.find({ where: isPerson, orderBy, limit, offset });
        return { people: rows.map(toPerson), total: await users.count(isPerson) };
      }
      const matches = await Promise.all(
        ['login', 'name', 'email'].map((column) => users.find({ where: { ...isPerson, [column]: containing(words) }, limit: 5_000 })),
      );
      const found = [...new Map(matches.flat().map((each) => [each.id, toPerson(each)])).values()].sort((a, b) =>
        a.login < b.login ? -1 : 1,
      );
      return { people: found.slice(offset, offset + limit), total: found.length };
    },
    async some(ids: readonly number[]): Promise<Person[]> {
      const people: Person[] = [];
      for (let at = 0; at < ids.length; at += 500) {
        const rows = await users.find({ where: { id: { in: ids.slice(at, at + 500) }, ...isPerson }, limit: 500 });
        people.push(...rows.map(toPerson));
      }
      return people.sort((a, b) => (a.login < b.login ? -1 : 1));
    },
    count: () => users.count(isPerson),
    serverAdmins: () => users.count({ ...isPerson, serverAdmin: true, disabled: false }),

    async account(orgId: number, id: number): Promise<Account | undefined> {
      const found = await accountRow(orgId, id);
      return found && toAccount(found);
    },
    async accountByUid(orgId: number, uid: string): Promise<Account | undefined> {
      const found = await users.get({ uid, orgId, accountRole: { not: null } });
      return found && toAccount(found);
    },
    async addAccount(orgId: number, account: { name: string; login: string; role: Role; disabled: boolean }): Promise<Account> {
      const { name, login, role, disabled } = account;
      const values = { ...this.values({ login, name }, orgId), disabled, accountRole: role };
      return toAccount(await users.insert(values));
    },
    async changeAccount(
      orgId: number,
      id: number,
      change: { name?: string; role?: Role; disabled?: boolean },
    ): Promise<Account | undefined> {
      const before = await accountRow(orgId, id);
      if (!before) return undefined;
      const { role, ...rest } = change;
      return toAccount(await users.update(id, before.version, { ...rest, ...(role && { accountRole: role }), updated: now() }));
    },
    async removeAccount(orgId: number, id: number): Promise<boolean> {
      return (await users.delete({ id, orgId, accountRole: { not: null } })) > 0;
    },
    async accounts(
      orgId: number,
      { words, disabled }: { words?: string; disabled?: boolean },
      limit: number,
      offset: number,
    ): Promise<{ accounts: Account[]; total: number }> {
      const where = {
        orgId,
        accountRole: { not: null },
        ...(words && { name: containing(words) }),
        ...(disabled !== undefined && { disabled }),
      };
      const rows = await users.find({ where, orderBy: [['login', 'asc']], limit, offset });
      return { accounts: rows.map(toAccount), total: await users.count(where) };
    },
  };
}
export type People = ReturnType<typeof openPeople>;

export function toPerson(row: Row): Person {
  return {
    id: row.id,
    uid: row.uid as string,
    version: row.version,
    login: row.login as string,
    email: (row.email as string | null) ?? '',
    name: row.name as string,
    serverAdmin: Boolean(row.serverAdmin),
    disabled: Boolean(row.disabled),
    orgId: row.orgId as number,
    created: row.created as number,
    updated: row.updated as number,
    seen: (row.seen as number | null) ?? undefined,
    module: (row.module as string | null) ?? '',
    externalId: (row.externalId as string | null) ?? '',
  };
}
function toAccount(row: Row): Account {
  const { id, uid, login, name, created, updated } = toPerson(row);
  return {
    ...{ id, uid, login, name, created, updated },
    version: row.version,
    role: row.accountRole as Role,
    disabled: Boolean(row.disabled),
    orgId: row.orgId as number,
  };
}
