/**
 * Organisations and who is in them as what. An organisation never loses its last administrator, nor the server its last one: such
 * changes also touch a row that all of them share, so that of two at once one comes too late and is judged anew.
 */
import { containing, type Role, type Row, type Step, type Storage } from '@orrery/plugin-sdk';
import { failedWith } from './names.ts';
import { type NewPerson, openPeople, type Person, toPerson } from './people.ts';

export interface Org {
  readonly id: number;
  readonly name: string;
  readonly address: Readonly<Record<string, string>>;
}
export interface Member {
  readonly person: Person;
  readonly role: Role;
}
export type MemberProblem = 'no-member' | 'last-admin';

const tries = 5;

export function openOrgs(storage: Storage, now: () => number = Date.now) {
  const orgs = storage.table('org');
  const members = storage.table('member');
  const people = openPeople(storage, now);

  /** The first organisation exists from the first time anybody asks. */
  async function main(): Promise<Row> {
    const [found] = await orgs.find({ orderBy: [['id', 'asc']], limit: 1 });
    if (found) return found;
    try {
      return await orgs.insert({ name: 'Main Org.', created: now() });
    } catch (error) {
      if (!failedWith(error, 'storage/conflict')) throw error;
      return main();
    }
  }

  /** Judges and changes while nobody else does the same. */
  async function alone<Problem extends string>(
    lock: () => Promise<Row>,
    work: () => Promise<Problem | Step[]>,
  ): Promise<Problem | undefined> {
    for (let attempt = 1; ; attempt++) {
      const row = await lock();
      const steps = await work();
      if (!Array.isArray(steps)) return steps;
      try {
        await storage.transaction([{ op: 'update', table: 'org', id: row.id, version: row.version, values: { name: row.name } }, ...steps]);
        return undefined;
      } catch (error) {
        if (attempt >= tries || !failedWith(error, 'storage/version')) throw error;
      }
    }
  }
  const memberOf = (userId: number, orgId: number) => members.get({ userId, orgId });
  const isLastAdmin = async (member: Row): Promise<boolean> =>
    member.role === 'Admin' && (await members.count({ orgId: member.orgId as number, role: 'Admin' })) <= 1;

  /** Where somebody is at home after leaving an organisation. */
  async function moveHome(userId: number, from: number): Promise<void> {
    const person = await people.find({ id: userId });
    const [other] = await members.find({ where: { userId }, orderBy: [['orgId', 'asc']], limit: 1 });
    if (person?.orgId === from && other) await people.change(userId, { orgId: other.orgId as number });
  }

  return {
    main,
    async get(id: number): Promise<Org | undefined> {
      const row = await orgs.get({ id });
      return row && toOrg(row);
    },
    async byName(name: string): Promise<Org | undefined> {
      const row = await orgs.get({ name });
      return row && toOrg(row);
    },
    async list(filter: { name?: string; words?: string }, limit: number, offset: number): Promise<Org[]> {
      const where = { ...(filter.words && { name: containing(filter.words) }), ...(filter.name && { name: filter.name }) };
      return (await orgs.find({ where, orderBy: [['id', 'asc']], limit, offset })).map(toOrg);
    },
    count: () => orgs.count(),
    /** Fails with `storage/conflict` when the name is taken. */
    async create(name: string, firstAdmin: number | undefined): Promise<number> {
      const [org] = await storage.transaction([
        { op: 'insert', table: 'org', values: { name, created: now() } },
        ...(firstAdmin
          ? [{ op: 'insert' as const, table: 'member', values: { userId: firstAdmin, orgId: { ref: 0, column: 'id' }, role: 'Admin' } }]
          : []),
      ]);
      return (org as Row).id;
    },
    /** Fails with `storage/conflict` when the name is taken. */
    async change(id: number, change: { name?: string; address?: Readonly<Record<string, string>> }): Promise<boolean> {
      const row = await orgs.get({ id });
      if (row) await orgs.update(id, row.version, change);
      return row !== undefined;
    },
    async remove(id: number): Promise<boolean> {
      const left = await members.find({ where: { orgId: id }, limit: 10_000 });
      const inOrg = storage.forOrg(id);
      await inOrg.transaction([
        ...['team', 'teamMember', 'grant', 'closing', 'preference'].map((table) => ({ op: 'delete' as const, table, where: {} })),
        { op: 'delete', table: 'member', where: { orgId: id } },
        { op: 'delete', table: 'quota', where: { holder: `org:${id}` } },
        { op: 'delete', table: 'user', where: { orgId: id, accountRole: { not: null } } },
      ]);
      const gone = await orgs.delete({ id });
      for (const { userId } of left) await moveHome(userId as number, id);
      return gone > 0;
    },

    /** Fails with `storage/conflict` when login or address is taken. */
    async addPerson(person: NewPerson): Promise<Person> {
      const orgId = person.orgId ?? (await main()).id;
      const [user] = await storage.transaction([
        { op: 'insert', table: 'user', values: people.values(person, orgId) },
        { op: 'insert', table: 'member', values: { userId: { ref: 0, column: 'id' }, orgId, role: person.role ?? 'Viewer' } },
      ]);
      return toPerson(user as Row);
    },
    /** Everything that names them goes too. `last-admin` when the server would have none left. */
    async removePerson(person: Person): Promise<'last-admin' | undefined> {
      const inOrgs = await members.find({ where: { userId: person.id }, limit: 10_000 });
      const problem = await alone(
        main,
        async (): Promise<'last-admin' | Step[]> =>
          person.serverAdmin && !person.disabled && (await people.serverAdmins()) <= 1
            ? ('last-admin' as const)
            : [
                { op: 'delete' as const, table: 'member', where: { userId: person.id } },
                { op: 'delete' as const, table: 'quota', where: { holder: `user:${person.id}` } },
                { op: 'delete' as const, table: 'user', where: { id: person.id } },
              ],
      );
      if (problem) return problem;
      for (const { orgId } of inOrgs) await forgetIn(storage.forOrg(orgId as number), person.id);
      return undefined;
    },
    /** Server administrator or not, disabled or not: never the last one who could undo it. */
    async changeStanding(id: number, change: { serverAdmin?: boolean; disabled?: boolean }): Promise<'no-user' | 'last-admin' | undefined> {
      return alone(main, async () => {
        const person = await people.find({ id });
        if (!person) return 'no-user' as const;
        const loses = person.serverAdmin && !person.disabled && (change.serverAdmin === false || change.disabled === true);
        if (loses && (await people.serverAdmins()) <= 1) return 'last-admin' as const;
        return [{ op: 'update' as const, table: 'user', id, version: person.version, values: { ...change, updated: now() } }];
      });
    },

    async role(userId: number, orgId: number): Promise<Role | undefined> {
      return (await memberOf(userId, orgId))?.role as Role | undefined;
    },
    async of(userId: number): Promise<{ orgId: number; name: string; role: Role }[]> {
      const rows = await members.find({ where: { userId }, orderBy: [['orgId', 'asc']], limit: 10_000 });
      const named = await orgs.find({ where: { id: { in: rows.map((row) => row.orgId as number) } }, limit: 10_000 });
      const names = new Map(named.map((row) => [row.id, row.name as string]));
      return rows.map((row) => ({ orgId: row.orgId as number, name: names.get(row.orgId as number) ?? '', role: row.role as Role }));
    },
    async members(orgId: number): Promise<Member[]> {
      const rows = await members.find({ where: { orgId }, limit: 10_000 });
      const held = new Map(rows.map((row) => [row.userId as number, row.role as Role]));
      return (await people.some([...held.keys()])).map((person) => ({ person, role: held.get(person.id) ?? 'None' }));
    },
    memberCount: (orgId: number) => members.count({ orgId }),
    membershipCount: (userId: number) => members.count({ userId }),
    /** Fails with `storage/conflict` when they are in it already. */
    async addMember(userId: number, orgId: number, role: Role): Promise<void> {
      await members.insert({ userId, orgId, role });
      const person = await people.find({ id: userId });
      if (person && !(await memberOf(userId, person.orgId))) await people.change(userId, { orgId });
    },
    changeRole: (userId: number, orgId: number, role: Role): Promise<MemberProblem | undefined> =>
      alone(
        async () => (await orgs.get({ id: orgId })) ?? (await main()),
        async () => {
          const member = await memberOf(userId, orgId);
          if (!member) return 'no-member' as const;
          if (role !== 'Admin' && (await isLastAdmin(member))) return 'last-admin' as const;
          return [{ op: 'update' as const, table: 'member', id: member.id, version: member.version, values: { role } }];
        },
      ),
    async removeMember(userId: number, orgId: number): Promise<MemberProblem | undefined> {
      const problem = await alone(
        async () => (await orgs.get({ id: orgId })) ?? (await main()),
        async () => {
          const member = await memberOf(userId, orgId);
          if (!member) return 'no-member' as const;
          if (await isLastAdmin(member)) return 'last-admin' as const;
          return [{ op: 'delete' as const, table: 'member', where: { userId, orgId } }];
        },
      );
      if (problem) return problem;
      await forgetIn(storage.forOrg(orgId), userId);
      await moveHome(userId, orgId);
      return undefined;
    },
    /** False for strangers. */
    async moveTo(userId: number, orgId: number): Promise<boolean> {
      if (!(await memberOf(userId, orgId))) return false;
      return (await people.change(userId, { orgId })) !== undefined;
    },
  };
}
export type Orgs = ReturnType<typeof openOrgs>;

/** What an organisation knows of somebody who left it. */
async function forgetIn(storage: Storage, userId: number): Promise<void> {
  await storage.transaction([
    { op: 'delete', table: 'teamMember', where: { userId } },
    { op: 'delete', table: 'grant', where: { holderKind: 'user', holder: String(userId) } },
    { op: 'delete', table: 'preference', where: { holder: `user:${userId}` } },
  ]);
}

function toOrg(row: Row): Org {
  return { id: row.id, name: row.name as string, address: (row.address as Record<string, string> | null) ?? {} };
}
