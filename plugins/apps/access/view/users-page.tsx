/** `/admin/users`: who is in this organisation, who was invited, and, for the operator, everybody on the server. */
import type { Role } from '@orrery/plugin-sdk';
import {
  Button,
  Chip,
  Input,
  Menu,
  type MenuItem,
  type PageProps,
  Select,
  Status,
  Table,
  type TableColumn,
  TabPanel,
  Tabs,
  Icon,
} from '@orrery/plugin-sdk/ui';
import { api } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { type Invite, mayDo, type OrgUser, patch, post, put, remove, type ServerUser } from './api.ts';
import { Ago, attempt, choices, FormDialog, Nothing, Page, Somebody, useLoaded, Waiting } from './parts.tsx';
import { InviteDialog, NewUserDialog, PasswordDialog } from './users-dialogs.tsx';

const w = t.users;
const idleMs = 90 * 86_400_000;
/** Who never came is invited, not idle; the API says so by a date before there was anything. */
const isIdle = ({ lastSeenAt }: { lastSeenAt: string }): boolean => {
  const seen = new Date(lastSeenAt);
  return seen.getFullYear() >= 2020 && Date.now() - seen.getTime() > idleMs;
};

type Asked =
  | { readonly kind: 'invite' | 'create' }
  | { readonly kind: 'leave' | 'delete' | 'password'; readonly id: number; readonly name: string };

export function UsersPage({ shell, query }: PageProps): JSX.Element {
  const rights = useLoaded(mayDo);
  const members = useLoaded(() => api<OrgUser[]>('/api/org/users'));
  const invites = useLoaded(() => api<Invite[]>('/api/org/invites').catch(() => [] as Invite[]));
  const [asked, setAsked] = useState<Asked>();
  const [words, setWords] = useState('');
  const everywhere = query.get('of') === 'server';
  const server = useLoaded(
    () => (everywhere ? api<{ users: ServerUser[]; totalCount: number }>('/api/users/search?perpage=1000') : Promise.resolve(undefined)),
    [everywhere],
  );
  useEffect(() => shell.title(w.title, [[t.admin, '/admin']]), []);
  const may = rights.value ?? {};
  const reload = (): void => {
    members.reload();
    invites.reload();
    server.reload();
  };
  const run = (work: () => Promise<unknown>, said?: string): void => void attempt(shell, work, said).then(reload);

  const actions = (
    <>
      {may['users:create'] && (
        <Button icon="plus" onClick={() => setAsked({ kind: 'create' })}>
          {w.create}
        </Button>
      )}
      {may['org.users:add'] && (
        <Button kind="primary" icon="user" onClick={() => setAsked({ kind: 'invite' })}>
          {w.invite}
        </Button>
      )}
    </>
  );
  return (
    <Page title={w.title} lead={w.lead} actions={actions}>
      {may['users:read'] && (
        <Tabs
          label={w.title}
          tabs={[
            { id: 'here', label: w.here },
            { id: 'server', label: w.everywhere },
          ]}
          value={everywhere ? 'server' : 'here'}
          onValue={(id) => shell.navigate(id === 'server' ? '/admin/users?of=server' : '/admin/users')}
        />
      )}
      <TabPanel id={everywhere ? 'server' : 'here'}>
        {everywhere ? (
          server.value ? (
            <ServerUsers
              users={server.value.users}
              total={server.value.totalCount}
              words={words}
              setWords={setWords}
              may={may}
              me={shell.principal?.id}
              run={run}
              ask={setAsked}
            />
          ) : (
            <Waiting what={w.title} of={server} />
          )
        ) : members.value ? (
          <Members
            members={members.value}
            invites={invites.value ?? []}
            words={words}
            setWords={setWords}
            may={may}
            run={run}
            ask={setAsked}
          />
        ) : (
          <Waiting what={w.title} of={members} />
        )}
      </TabPanel>
      {asked?.kind === 'invite' && <InviteDialog shell={shell} onClose={() => setAsked(undefined)} onDone={reload} />}
      {asked?.kind === 'create' && <NewUserDialog onClose={() => setAsked(undefined)} onDone={reload} />}
      {asked?.kind === 'password' && <PasswordDialog id={asked.id} name={asked.name} shell={shell} onClose={() => setAsked(undefined)} />}
      {(asked?.kind === 'leave' || asked?.kind === 'delete') && (
        <FormDialog
          title={asked.kind === 'leave' ? w.removeHere : w.delete}
          action={asked.kind === 'leave' ? t.remove : w.delete}
          danger
          onClose={() => setAsked(undefined)}
          onSubmit={async () => {
            await remove(asked.kind === 'leave' ? `/api/org/users/${asked.id}` : `/api/admin/users/${asked.id}`);
            setAsked(undefined);
            reload();
          }}
        >
          <p>{asked.kind === 'leave' ? w.removeHereText(asked.name) : w.deleteText(asked.name)}</p>
        </FormDialog>
      )}
    </Page>
  );
}

interface ListProps {
  readonly words: string;
  readonly setWords: (words: string) => void;
  readonly may: Readonly<Record<string, boolean>>;
  readonly run: (work: () => Promise<unknown>, said?: string) => void;
  readonly ask: (asked: Asked) => void;
}
type Row = { readonly member: OrgUser } | { readonly invite: Invite };

function Members({
  members,
  invites,
  words,
  setWords,
  may,
  run,
  ask,
}: ListProps & { members: readonly OrgUser[]; invites: readonly Invite[] }): JSX.Element {
  const [filter, setFilter] = useState<'all' | 'admins' | 'idle'>('all');
  const fits = (text: string): boolean => text.toLowerCase().includes(words.toLowerCase());
  const kept = members.filter(
    (each) =>
      (filter === 'all' || (filter === 'admins' ? each.role === 'Admin' : isIdle(each))) &&
      fits(`${each.name} ${each.login} ${each.email}`),
  );
  const rows: Row[] = [
    ...kept.map((member) => ({ member })),
    ...(filter === 'all' ? invites : []).filter(({ email, name }) => fits(`${email} ${name}`)).map((invite) => ({ invite })),
  ];
  const nameOf = (row: Row): string => ('member' in row ? row.member.name || row.member.login : row.invite.name || row.invite.email);
  const roleChoices = choices(t.roles);
  const columns: TableColumn<Row>[] = [
    {
      id: 'name',
      label: t.name,
      cell: (row) => <Somebody name={nameOf(row)} below={'member' in row ? row.member.email || row.member.login : row.invite.email} />,
    },
    {
      id: 'role',
      label: t.role,
      cell: (row) =>
        'member' in row && may['org.users:write'] ? (
          <Select
            size="sm"
            aria-label={t.roleOf(nameOf(row))}
            options={roleChoices}
            value={row.member.role}
            onValue={(role: Role) => run(() => patch(`/api/org/users/${row.member.userId}`, { role }))}
          />
        ) : (
          t.roles['member' in row ? row.member.role : row.invite.role]
        ),
    },
    { id: 'signs', label: w.signsIn, cell: (row) => ('member' in row ? row.member.authLabels.join(', ') || w.ownPassword : '') },
    {
      id: 'seen',
      label: w.lastSeen,
      cell: (row) => ('member' in row ? <Ago at={row.member.lastSeenAt} /> : <span class="acc-dim">{t.never}</span>),
    },
    {
      id: 'state',
      label: w.state,
      cell: (row) =>
        'invite' in row ? (
          <Status state="pending">{w.invited}</Status>
        ) : (
          <Status state={row.member.isDisabled ? 'paused' : 'ok'}>{row.member.isDisabled ? w.blocked : w.active}</Status>
        ),
    },
    {
      id: 'actions',
      label: '',
      align: 'right',
      cell: (row) => {
        const items: MenuItem[] =
          'invite' in row
            ? [{ label: w.revoke, icon: 'x', danger: true, run: () => run(() => remove(`/api/org/invites/${row.invite.code}/revoke`)) }]
            : may['org.users:remove']
              ? [
                  {
                    label: w.removeHere,
                    icon: 'log-out',
                    danger: true,
                    run: () => ask({ kind: 'leave', id: row.member.userId, name: nameOf(row) }),
                  },
                ]
              : [];
        return items.length > 0 && <More name={nameOf(row)} items={items} />;
      },
    },
  ];
  return (
    <>
      <div class="acc-bar">
        <Input
          icon="search"
          type="search"
          placeholder={w.find}
          aria-label={w.find}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <Chip on={filter === 'all'} onClick={() => setFilter('all')}>
          {w.all(members.length + invites.length)}
        </Chip>
        <Chip on={filter === 'admins'} onClick={() => setFilter('admins')}>
          {w.admins(members.filter(({ role }) => role === 'Admin').length)}
        </Chip>
        <Chip on={filter === 'idle'} onClick={() => setFilter('idle')}>
          {w.idle(members.filter(isIdle).length)}
        </Chip>
      </div>
      {rows.length === 0 ? (
        <Nothing title={w.none} text={w.noneText} />
      ) : (
        <div class="acc-users">
          <Table
            caption={w.title}
            columns={columns}
            rows={rows}
            rowKey={(row) => ('member' in row ? row.member.userId : row.invite.code)}
          />
        </div>
      )}
      <p class="acc-foot">{t.shownOf(rows.length, members.length + invites.length)}</p>
    </>
  );
}

function ServerUsers({
  users,
  total,
  words,
  setWords,
  may,
  me,
  run,
  ask,
}: ListProps & { users: readonly ServerUser[]; total: number; me: number | undefined }): JSX.Element {
  const shown = users.filter(({ name, login, email }) => `${name} ${login} ${email}`.toLowerCase().includes(words.toLowerCase()));
  const columns: TableColumn<ServerUser>[] = [
    { id: 'name', label: t.name, cell: ({ name, login, email }) => <Somebody name={name || login} below={email || login} /> },
    { id: 'login', label: t.login, cell: ({ login }) => login },
    { id: 'admin', label: t.role, cell: ({ isAdmin }) => (isAdmin ? w.serverAdmin : '') },
    { id: 'signs', label: w.signsIn, cell: ({ authLabels }) => authLabels.join(', ') || w.ownPassword },
    { id: 'seen', label: w.lastSeen, cell: ({ lastSeenAt }) => <Ago at={lastSeenAt} /> },
    {
      id: 'state',
      label: w.state,
      cell: ({ isDisabled }) => <Status state={isDisabled ? 'paused' : 'ok'}>{isDisabled ? w.blocked : w.active}</Status>,
    },
    {
      id: 'actions',
      label: '',
      align: 'right',
      cell: ({ id, login, name, isAdmin, isDisabled, authLabels }) => {
        const path = `/api/admin/users/${id}`;
        const items: MenuItem[] = [
          ...(may['users.password:write'] && authLabels.length === 0
            ? [{ label: w.setPassword, icon: 'key-round', run: () => ask({ kind: 'password', id, name: name || login }) }]
            : []),
          ...(may['users:logout'] && id !== me
            ? [{ label: w.signOut, icon: 'log-out', run: () => run(() => post(`${path}/logout`), w.signedOut(name || login)) }]
            : []),
          ...(may['users.permissions:write']
            ? [
                {
                  label: isAdmin ? w.takeServerAdmin : w.makeServerAdmin,
                  icon: 'shield-check',
                  run: () => run(() => put(`${path}/permissions`, { isGrafanaAdmin: !isAdmin })),
                },
              ]
            : []),
          ...(may[isDisabled ? 'users:enable' : 'users:disable'] && id !== me
            ? [
                {
                  label: isDisabled ? w.unblock : w.block,
                  icon: isDisabled ? 'check' : 'lock',
                  run: () => run(() => post(`${path}/${isDisabled ? 'enable' : 'disable'}`)),
                },
              ]
            : []),
          ...(may['users:delete'] && id !== me
            ? [{ label: w.delete, icon: 'trash-2', danger: true, run: () => ask({ kind: 'delete', id, name: name || login }) }]
            : []),
        ];
        return items.length > 0 && <More name={name || login} items={items} />;
      },
    },
  ];
  return (
    <>
      <div class="acc-bar">
        <Input
          icon="search"
          type="search"
          placeholder={w.find}
          aria-label={w.find}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </div>
      {shown.length === 0 ? (
        <Nothing title={w.none} text={w.noneText} />
      ) : (
        <div class="acc-everybody">
          <Table caption={w.everywhere} columns={columns} rows={shown} rowKey={({ id }) => id} />
        </div>
      )}
      <p class="acc-foot">{t.shownOf(shown.length, total)}</p>
    </>
  );
}

export function More({ name, items }: { name: string; items: readonly MenuItem[] }): JSX.Element {
  return (
    <Menu label={t.actions(name)} items={items}>
      <Icon name="ellipsis" />
    </Menu>
  );
}
