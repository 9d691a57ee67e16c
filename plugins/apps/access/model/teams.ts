/** Teams of an organisation. A member is one (0) or also keeps the team (4), as the API counts it. */
import { containing, newUid, type Row, type Storage, type Where } from '@orrery/plugin-sdk';

export interface Team {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
  readonly email: string;
}
export interface TeamMember {
  readonly userId: number;
  readonly permission: 0 | 4;
}

export function openTeams(storage: Storage, now: () => number = Date.now) {
  const teams = storage.table('team');
  const members = storage.table('teamMember');

  return {
    /** By id, or by uid where it is none. */
    async get(key: string): Promise<Team | undefined> {
      const row = (/^\d{1,15}$/.test(key) ? await teams.get({ id: Number(key) }) : undefined) ?? (await teams.get({ uid: key }));
      return row && toTeam(row);
    },
    async some(ids: readonly number[]): Promise<Team[]> {
      return ids.length === 0 ? [] : (await teams.find({ where: { id: { in: [...ids] } }, limit: 10_000 })).map(toTeam);
    },
    /** All that fit, by name. */
    async find({ name, words }: { name?: string; words?: string }): Promise<Team[]> {
      const where: Where = { ...(words && { name: containing(words) }), ...(name && { name }) };
      return (await teams.find({ where, orderBy: [['name', 'asc']], limit: 10_000 })).map(toTeam);
    },
    /** Fails with `storage/conflict` when the name is taken. */
    async create(name: string, email: string): Promise<Team> {
      const at = now();
      return toTeam(await teams.insert({ uid: newUid(), name, email, created: at, updated: at }));
    },
    /** Fails with `storage/conflict` when the name is taken. */
    async change(id: number, change: { name?: string; email?: string }): Promise<void> {
      const row = await teams.get({ id });
      if (row) await teams.update(id, row.version, { ...change, updated: now() });
    },
    async remove(id: number): Promise<void> {
      await storage.transaction([
        { op: 'delete', table: 'teamMember', where: { teamId: id } },
        { op: 'delete', table: 'grant', where: { holderKind: 'team', holder: String(id) } },
        { op: 'delete', table: 'preference', where: { holder: `team:${id}` } },
        { op: 'delete', table: 'team', where: { id } },
      ]);
    },
    async members(teamId: number): Promise<TeamMember[]> {
      return (await members.find({ where: { teamId }, orderBy: [['id', 'asc']], limit: 10_000 })).map(toMember);
    },
    memberCount: (teamId: number) => members.count({ teamId }),
    async member(teamId: number, userId: number): Promise<TeamMember | undefined> {
      const row = await members.get({ teamId, userId });
      return row && toMember(row);
    },
    async of(userId: number): Promise<{ teamId: number; permission: 0 | 4 }[]> {
      const rows = await members.find({ where: { userId }, limit: 10_000 });
      return rows.map((row) => ({ teamId: row.teamId as number, permission: toMember(row).permission }));
    },
    /** Fails with `storage/conflict` when they are in it already. */
    async addMember(teamId: number, userId: number, permission: 0 | 4): Promise<void> {
      await members.insert({ teamId, userId, permission });
    },
    async changeMember(teamId: number, userId: number, permission: 0 | 4): Promise<boolean> {
      const row = await members.get({ teamId, userId });
      if (row) await members.update(row.id, row.version, { permission });
      return row !== undefined;
    },
    async removeMember(teamId: number, userId: number): Promise<boolean> {
      return (await members.delete({ teamId, userId })) > 0;
    },
  };
}
export type Teams = ReturnType<typeof openTeams>;

function toTeam(row: Row): Team {
  return { id: row.id, uid: row.uid as string, name: row.name as string, email: row.email as string };
}
function toMember(row: Row): TeamMember {
  return { userId: row.userId as number, permission: row.permission === 4 ? 4 : 0 };
}
