/** The people of this server and the organisations they are in: what sign-in plugins and pages ask, over the plugin's tables. */
import { FailureError, type Permission, type Role, type Row, type Storage } from '@orrery/plugin-sdk';

export interface Person {
  readonly id: number;
  readonly uid: string;
  readonly login: string;
  readonly email: string;
  readonly name: string;
  readonly serverAdmin: boolean;
  readonly disabled: boolean;
  readonly orgId: number;
  readonly created: number;
  readonly updated: number;
}

/** A principal as the kernel wants it from an auth provider, without how it signed in. */
export interface DirectoryPrincipal {
  readonly kind: 'user';
  readonly id: number;
  readonly uid: string;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly orgId: number;
  readonly orgRole: Role;
  readonly serverAdmin: boolean;
  readonly permissions?: readonly Permission[];
}

export interface NewPerson {
  readonly login: string;
  readonly email?: string;
  readonly name?: string;
  readonly serverAdmin?: boolean;
  readonly orgId?: number;
  readonly role?: Role;
}

export interface Directory {
  find(by: { id: number } | { login: string }): Promise<Person | undefined>;
  /** Who this person is in that organisation (their own when 0); undefined for strangers, the disabled and non-members. */
  principal(userId: number, orgId: number): Promise<DirectoryPrincipal | undefined>;
  /** Fails with `storage/conflict` when the login or the address is taken. */
  create(person: NewPerson): Promise<Person>;
  orgsOf(userId: number): Promise<{ orgId: number; name: string; role: Role }[]>;
  membersOf(orgId: number): Promise<{ person: Person; role: Role }[]>;
  moveTo(userId: number, orgId: number): Promise<boolean>;
  org(id: number): Promise<{ id: number; name: string } | undefined>;
  /** Every organisation there is. */
  orgs(): Promise<{ id: number; name: string }[]>;
  createOrg(name: string, firstAdmin: number): Promise<number>;
  people(limit: number, offset: number): Promise<readonly Person[]>;
}

export function openDirectory(storage: Storage, now: () => number = Date.now): Directory {
  const users = storage.table('user');
  const orgs = storage.table('org');
  const members = storage.table('member');

  /** The first organisation exists from the first time anybody asks. */
  async function mainOrg(): Promise<number> {
    const found = await orgs.find({ orderBy: [['id', 'asc']], limit: 1 });
    if (found[0]) return found[0].id;
    try {
      return (await orgs.insert({ name: 'Main Org.', created: now() })).id;
    } catch (error) {
      if (!(error instanceof FailureError) || error.failure.code !== 'storage/conflict') throw error;
      return mainOrg();
    }
  }

  async function find(by: { id: number } | { login: string }): Promise<Person | undefined> {
    const row =
      'id' in by
        ? await users.get({ id: by.id })
        : ((await users.get({ login: by.login.toLowerCase() })) ?? (await users.get({ email: by.login.toLowerCase() })));
    return row && toPerson(row);
  }

  return {
    find,
    async principal(userId, orgId) {
      const person = await find({ id: userId });
      if (!person || person.disabled) return undefined;
      const inOrg = orgId || person.orgId;
      const member = await members.get({ userId, orgId: inOrg });
      if (!member) return undefined;
      const { id, uid, login, name, email, serverAdmin } = person;
      return { kind: 'user', id, uid, login, name, email, serverAdmin, orgId: inOrg, orgRole: member.role as Role };
    },
    async create({ login, email, name, serverAdmin = false, orgId, role = 'Viewer' }) {
      const at = now();
      const home = orgId ?? (await mainOrg());
      const [user] = await storage.transaction([
        {
          op: 'insert',
          table: 'user',
          values: {
            uid: randomUid(),
            login: login.toLowerCase(),
            email: email?.toLowerCase() || null,
            name: name ?? login,
            serverAdmin,
            disabled: false,
            orgId: home,
            created: at,
            updated: at,
            seen: null,
          },
        },
        { op: 'insert', table: 'member', values: { userId: { ref: 0, column: 'id' }, orgId: home, role } },
      ]);
      return toPerson(user as Row);
    },
    async orgsOf(userId) {
      const rows = await members.find({ where: { userId } });
      const named = await orgs.find({ where: { id: { in: rows.map((row) => row.orgId as number) } } });
      const names = new Map(named.map((row) => [row.id, row.name as string]));
      return rows.map((row) => ({ orgId: row.orgId as number, name: names.get(row.orgId as number) ?? '', role: row.role as Role }));
    },
    async membersOf(orgId) {
      const rows = await members.find({ where: { orgId } });
      const people = await users.find({ where: { id: { in: rows.map((row) => row.userId as number) } }, orderBy: [['login', 'asc']] });
      const roles = new Map(rows.map((row) => [row.userId as number, row.role as Role]));
      return people.map((row) => ({ person: toPerson(row), role: roles.get(row.id) ?? 'None' }));
    },
    async moveTo(userId, orgId) {
      const row = await users.get({ id: userId });
      if (!row || !(await members.get({ userId, orgId }))) return false;
      await users.update(row.id, row.version, { orgId, updated: now() });
      return true;
    },
    async org(id) {
      const row = await orgs.get({ id });
      return row && { id: row.id, name: row.name as string };
    },
    async orgs() {
      await mainOrg();
      return (await orgs.find({ orderBy: [['id', 'asc']], limit: 10_000 })).map(({ id, name }) => ({ id, name: String(name) }));
    },
    async createOrg(name, firstAdmin) {
      const [org] = await storage.transaction([
        { op: 'insert', table: 'org', values: { name, created: now() } },
        { op: 'insert', table: 'member', values: { userId: firstAdmin, orgId: { ref: 0, column: 'id' }, role: 'Admin' } },
      ]);
      return (org as Row).id;
    },
    async people(limit, offset) {
      return (await users.find({ orderBy: [['login', 'asc']], limit, offset })).map(toPerson);
    },
  };
}

function toPerson(row: Row): Person {
  return {
    id: row.id,
    uid: row.uid as string,
    login: row.login as string,
    email: (row.email as string | null) ?? '',
    name: row.name as string,
    serverAdmin: Boolean(row.serverAdmin),
    disabled: Boolean(row.disabled),
    orgId: row.orgId as number,
    created: row.created as number,
    updated: row.updated as number,
  };
}

function randomUid(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from(crypto.getRandomValues(new Uint8Array(14)), (byte) => alphabet[byte % alphabet.length]).join('');
}
