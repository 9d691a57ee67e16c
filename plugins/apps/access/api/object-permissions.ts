/** `/api/access-control/<resource>`, and the older lists of dashboards and folders: who has which level on one thing. */
import type { CallContext, RouteHandler, RouteRequest, RouteResponse } from '@orrery/plugin-sdk';
import { type Change, type Grant, type HolderKind, openGrants } from '../model/grants.ts';
import { actionsOf, kinds } from '../model/levels.ts';
import { failedWith, idOf } from '../model/names.ts';
import { chainOf } from '../model/standing.ts';
import { openTeams, type Team } from '../model/teams.ts';
import type { Parts } from '../parts.ts';
import type { PermissionHandlers, Resource } from '../routes/permissions.ts';
import { bodyOf, done, iso, say } from './answers.ts';

interface Holder {
  readonly kind: HolderKind;
  readonly id: string;
  readonly isAccount: boolean;
  readonly uid: string;
  readonly name: string;
  readonly email: string;
}
interface Row {
  readonly id: number;
  readonly holder: Holder;
  readonly level: string;
  readonly created: number;
  readonly updated: number;
  /** Set in a folder above, whose uid this is. */
  readonly from: string | undefined;
  /** False where a role has it by itself, which nothing here takes away. */
  readonly managed: boolean;
}

const legacyLevels: Readonly<Record<number, string>> = { 1: 'View', 2: 'Edit', 4: 'Admin' };
const badLevel = say(400, 'failed to set permissions');

export function objectPermissions(parts: Parts) {
  const { storage, services, people, orgs, changed } = parts;
  const grantsIn = (orgId: number) => openGrants(storage.forOrg(orgId));
  const teamsIn = (orgId: number) => openTeams(storage.forOrg(orgId));

  /** Whoever may hold something here; undefined for strangers to the organisation. */
  async function holder(orgId: number, kind: HolderKind, id: string): Promise<Holder | undefined> {
    if (kind === 'role')
      return ['Viewer', 'Editor', 'Admin'].includes(id) ? { kind, id, isAccount: false, uid: '', name: id, email: '' } : undefined;
    if (kind === 'team') {
      const team = await teamsIn(orgId).get(id);
      return team && { kind, id: String(team.id), isAccount: false, uid: team.uid, name: team.name, email: team.email };
    }
    const number = idOf(id);
    const person = number === undefined ? await people.find({ uid: id }) : await people.find({ id: number });
    if (person && (await orgs.role(person.id, orgId)))
      return { kind, id: String(person.id), isAccount: false, uid: person.uid, name: person.login, email: person.email };
    const account = number === undefined ? await people.accountByUid(orgId, id) : await people.account(orgId, number);
    return account && { kind, id: String(account.id), isAccount: true, uid: account.uid, name: account.login, email: '' };
  }

  async function rowsOf(orgId: number, kind: Resource, uid: string, chain: readonly string[]): Promise<Row[]> {
    if (kind === 'teams') return teamRows(orgId, uid);
    const grants = grantsIn(orgId);
    const toRow = async (grant: Grant, from: string | undefined): Promise<Row[]> => {
      const found = await holder(orgId, grant.holderKind, grant.holder);
      return found
        ? [{ id: grant.id, holder: found, level: grant.level, created: grant.created, updated: grant.updated, from, managed: true }]
        : [];
    };
    const own = await Promise.all((await grants.on(kind, uid)).map((grant) => toRow(grant, undefined)));
    const above = await Promise.all(
      chain.map(async (folder) => Promise.all((await grants.on('folders', folder)).map((grant) => toRow(grant, folder)))),
    );
    const top = chain.at(-1);
    const [topKind, topUid] = top === undefined ? [kind, uid] : (['folders', top] as const);
    const open = !(await grants.isClosed(topKind, topUid));
    const standard = Object.entries(open ? (kinds[topKind]?.standard ?? {}) : {});
    const byRole = await Promise.all(
      [...standard, ...(kinds[kind]?.assignments.builtInRoles ? [['Admin', 'Admin'] as const] : [])].map(async ([role, level]) => ({
        id: 0,
        holder: (await holder(orgId, 'role', role)) as Holder,
        level,
        created: 0,
        updated: 0,
        from: role === 'Admin' ? undefined : top,
        managed: role !== 'Admin',
      })),
    );
    return [...byRole, ...own.flat(), ...above.flat(2)];
  }
  async function teamRows(orgId: number, key: string): Promise<Row[]> {
    const team = await teamsIn(orgId).get(key);
    const members = team ? await teamsIn(orgId).members(team.id) : [];
    const rows = members.map(async ({ userId, permission }) => {
      const found = await holder(orgId, 'user', String(userId));
      const level = permission === 4 ? 'Admin' : 'Member';
      return found ? [{ id: userId, holder: found, level, created: 0, updated: 0, from: undefined, managed: true }] : [];
    });
    return (await Promise.all(rows)).flat();
  }

  /** What is wrong with the changes, or undefined once they are made. */
  async function apply(
    orgId: number,
    kind: Resource,
    uid: string,
    isTop: boolean,
    changes: readonly Change[],
  ): Promise<RouteResponse | undefined> {
    const checked = await checkedChanges(orgId, kind, changes);
    if (!Array.isArray(checked)) return checked as RouteResponse;
    if (kind === 'teams') return applyToTeam(orgId, uid, checked);
    const grants = grantsIn(orgId);
    if (isTop && checked.some(({ holderKind }) => holderKind === 'role') && !(await grants.isClosed(kind, uid))) {
      // From now on what is written counts; what roles had by themselves is written down first.
      for (const [role, level] of Object.entries(kinds[kind]?.standard ?? {}))
        await grants.set(kind, uid, { holderKind: 'role', holder: role, level });
      await grants.close(kind, uid);
    }
    for (const change of checked) await grants.set(kind, uid, change);
    await changed();
    return undefined;
  }
  async function checkedChanges(orgId: number, kind: Resource, changes: readonly Change[]): Promise<Change[] | RouteResponse> {
    const { levels = {}, assignments } = kinds[kind] ?? {};
    const checked: Change[] = [];
    for (const { holderKind, holder: id, level } of changes) {
      if (level !== '' && !Object.hasOwn(levels, level)) return badLevel;
      const found = await holder(orgId, holderKind, id);
      const allowed =
        holderKind === 'role'
          ? assignments?.builtInRoles && id !== 'Admin'
          : holderKind === 'team'
            ? assignments?.teams
            : assignments?.users;
      if (!allowed || (found?.isAccount && !assignments?.serviceAccounts)) return badLevel;
      // Who is gone can still be taken off.
      if (!found && level !== '') return badLevel;
      checked.push({ holderKind, holder: found?.id ?? id, level });
    }
    return checked;
  }
  async function applyToTeam(orgId: number, key: string, changes: readonly Change[]): Promise<undefined> {
    const teams = teamsIn(orgId);
    const team = (await teams.get(key)) as Team;
    for (const { holder: id, level } of changes) {
      if (level === '') await teams.removeMember(team.id, Number(id));
      else if (!(await teams.changeMember(team.id, Number(id), level === 'Admin' ? 4 : 0))) {
        try {
          await teams.addMember(team.id, Number(id), level === 'Admin' ? 4 : 0);
        } catch (error) {
          if (!failedWith(error, 'storage/conflict')) throw error;
        }
      }
    }
    await changed();
    return undefined;
  }

  async function exists(orgId: number, kind: Resource, id: string): Promise<readonly string[] | undefined> {
    if (kind === 'teams') return (await teamsIn(orgId).get(id)) ? [] : undefined;
    if (kind === 'serviceaccounts') return (await people.account(orgId, idOf(id) ?? 0)) ? [] : undefined;
    return chainOf(services, kind, id);
  }
  const about =
    (
      kind: Resource,
      work: (uid: string, chain: readonly string[], request: RouteRequest, context: CallContext) => Promise<RouteResponse>,
    ): RouteHandler =>
    async (request, context) => {
      const uid = request.params.id ?? request.params.uid ?? '';
      const chain = await exists(context.orgId, kind, uid);
      return chain ? work(uid, chain, request, context) : notFound(kind);
    };
  const setOne = (kind: Resource, holderKind: HolderKind): RouteHandler =>
    about(kind, async (uid, chain, request, { orgId }) => {
      const { permission } = bodyOf(request);
      if (typeof permission !== 'string') return say(400, 'bad request data');
      const change = { holderKind, holder: request.params.holder ?? '', level: permission };
      return (
        (await apply(orgId, kind, uid, chain.length === 0, [change])) ?? done(permission ? 'Permission updated' : 'Permission removed')
      );
    });

  function handlers<Kind extends Resource>(kind: Kind): PermissionHandlers<Kind> {
    const { assignments, levels = {} } = kinds[kind] ?? {};
    return {
      [`${kind}Description`]: () => ({ body: { assignments, permissions: Object.keys(levels) } }),
      [`${kind}Permissions`]: about(kind, async (uid, chain, _request, { orgId }) => ({
        body: (await rowsOf(orgId, kind, uid, chain)).map((row) => rowJson(kind, row)),
      })),
      [`${kind}SetPermissions`]: about(kind, async (uid, chain, request, { orgId }) => {
        const changes = changesOf(bodyOf(request).permissions);
        if (!changes) return say(400, 'bad request data');
        return (await apply(orgId, kind, uid, chain.length === 0, changes)) ?? done('Permissions updated');
      }),
      [`${kind}SetUser`]: setOne(kind, 'user'),
      [`${kind}SetTeam`]: setOne(kind, 'team'),
      [`${kind}SetRole`]: setOne(kind, 'role'),
    } as unknown as PermissionHandlers<Kind>;
  }

  const legacyList = (kind: 'dashboards' | 'folders'): RouteHandler =>
    about(kind, async (uid, chain, _request, { orgId }) => ({
      body: (await rowsOf(orgId, kind, uid, chain)).filter(({ managed }) => managed).map((row) => legacyJson(kind, uid, row)),
    }));
  const legacySet = (kind: 'dashboards' | 'folders', message: string): RouteHandler =>
    about(kind, async (uid, _chain, request, { orgId }) => {
      const changes = legacyChanges(bodyOf(request).items);
      if (!changes) return say(400, 'Permission.Items is required');
      const keys = changes.map(({ holderKind, holder: id }) => `${holderKind} ${id}`);
      if (new Set(keys).size < keys.length) return say(409, 'the same user, team or role is in the list twice');
      const checked = await checkedChanges(orgId, kind, changes);
      if (!Array.isArray(checked)) return checked as RouteResponse;
      await grantsIn(orgId).replace(kind, uid, checked, true);
      await changed();
      return done(message);
    });

  return {
    ...handlers('dashboards'),
    ...handlers('folders'),
    ...handlers('datasources'),
    ...handlers('serviceaccounts'),
    ...handlers('teams'),
    legacyDashboardPermissions: legacyList('dashboards'),
    setLegacyDashboardPermissions: legacySet('dashboards', 'Dashboard permissions updated'),
    legacyFolderPermissions: legacyList('folders'),
    setLegacyFolderPermissions: legacySet('folders', 'Folder permissions updated'),
  };
}

function notFound(kind: Resource): RouteResponse {
  if (kind === 'folders') return { status: 404, body: { status: 'not-found', message: 'folder not found' } };
  const names = { dashboards: 'Dashboard', datasources: 'Data source', serviceaccounts: 'Service account', teams: 'Team' };
  return say(404, `${names[kind]} not found`);
}

/** One entry names one holder. */
function changesOf(list: unknown): Change[] | undefined {
  if (!Array.isArray(list) || list.length > 1_000) return undefined;
  const changes: Change[] = [];
  for (const item of list as Record<string, unknown>[]) {
    if (typeof item !== 'object' || item === null || typeof item.permission !== 'string') return undefined;
    const holders = (
      [
        ['user', item.userId],
        ['team', item.teamId],
        ['role', item.builtInRole],
      ] as const
    ).filter(([, id]) => id !== undefined && id !== 0 && id !== '');
    const [named] = holders;
    if (holders.length !== 1 || !named) return undefined;
    changes.push({ holderKind: named[0], holder: String(named[1]), level: item.permission });
  }
  return changes;
}
function legacyChanges(list: unknown): Change[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const renamed = (list as Record<string, unknown>[]).map((item) => ({
    userId: item?.userId,
    teamId: item?.teamId,
    builtInRole: item?.role,
    permission: legacyLevels[Number(item?.permission)] ?? '?',
  }));
  return changesOf(renamed);
}

function rowJson(kind: Resource, { id, holder, level, from, managed }: Row) {
  const roleName = managed
    ? holder.kind === 'role'
      ? `managed:builtins:${holder.id.toLowerCase()}:permissions`
      : `managed:${holder.kind}s:${holder.id}:permissions`
    : `basic:${holder.id.toLowerCase()}`;
  return {
    id,
    roleName,
    isManaged: managed && from === undefined,
    isInherited: from !== undefined,
    isServiceAccount: holder.isAccount,
    ...(holder.kind === 'user' && { userId: Number(holder.id), userUid: holder.uid, userLogin: holder.name, userAvatarUrl: '' }),
    ...(holder.kind === 'team' && { team: holder.name, teamId: Number(holder.id), teamUid: holder.uid, teamAvatarUrl: '' }),
    ...(holder.kind === 'role' && { builtInRole: holder.id }),
    actions: actionsOf(kind, level).length > 0 ? actionsOf(kind, level) : actionsOf('folders', level),
    permission: level,
  };
}
function legacyJson(kind: 'dashboards' | 'folders', uid: string, { id, holder, level, created, updated, from }: Row) {
  const permission = Number(Object.entries(legacyLevels).find(([, name]) => name === level)?.[0] ?? 1);
  return {
    ...(id && { id }),
    dashboardId: 0,
    created: iso(created),
    updated: iso(updated),
    userId: holder.kind === 'user' ? Number(holder.id) : 0,
    ...(holder.kind === 'user' && { userUid: holder.uid }),
    userLogin: holder.kind === 'user' ? holder.name : '',
    userEmail: holder.kind === 'user' ? holder.email : '',
    userAvatarUrl: '',
    teamId: holder.kind === 'team' ? Number(holder.id) : 0,
    ...(holder.kind === 'team' && { teamUid: holder.uid }),
    teamEmail: holder.kind === 'team' ? holder.email : '',
    team: holder.kind === 'team' ? holder.name : '',
    teamAvatarUrl: '',
    ...(holder.kind === 'role' && { role: holder.id }),
    permission,
    permissionName: level,
    uid,
    title: '',
    slug: '',
    isFolder: kind === 'folders',
    url: kind === 'folders' ? `/dashboards/f/${uid}/` : `/d/${uid}/`,
    inherited: from !== undefined,
    ...(from !== undefined && { folderUid: from }),
  };
}
