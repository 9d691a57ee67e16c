/** `/admin/access/:kind/:uid`: who may do what with one dashboard, folder, data source, account or team. */
import {
  api,
  Badge,
  Button,
  Denied,
  Field,
  Icon,
  IconButton,
  type PageProps,
  Select,
  Table,
  type TableColumn,
} from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { type ObjectRight, post } from './api.ts';
import { attempt, FormDialog, isGone, Page, useLoaded, Waiting } from './parts.tsx';

const w = t.permissions;
type KindName = keyof typeof w.kinds;

interface Description {
  readonly assignments: { readonly users: boolean; readonly teams: boolean; readonly builtInRoles: boolean };
  readonly permissions: readonly (keyof typeof t.levels)[];
}

/** Where things of a kind are listed. */
const listOf: Readonly<Record<string, string>> = {
  dashboards: '/dashboards',
  folders: '/dashboards',
  datasources: '/connections/datasources',
  serviceaccounts: '/admin/service-accounts',
  teams: '/admin/teams',
};

/** What the thing is called, as well as the caller may know it. */
async function nameOf(kind: KindName, uid: string): Promise<string> {
  const read = async (): Promise<string | undefined> => {
    if (kind === 'dashboards') return (await api<{ dashboard: { title: string } }>(`/api/dashboards/uid/${uid}`)).dashboard.title;
    if (kind === 'folders') return (await api<{ title: string }>(`/api/folders/${uid}`)).title;
    const paths = {
      datasources: `/api/datasources/uid/${uid}`,
      serviceaccounts: `/api/serviceaccounts/${uid}`,
      teams: `/api/teams/${uid}`,
    };
    return (await api<{ name: string }>(paths[kind])).name;
  };
  return (await read().catch(() => undefined)) ?? uid;
}

export function PermissionsPage({ params, shell }: PageProps): JSX.Element {
  const kind = params.kind as KindName;
  const uid = encodeURIComponent(params.uid ?? '');
  const known = Object.hasOwn(w.kinds, kind);
  const path = `/api/access-control/${kind}/${uid}`;
  const rows = useLoaded(
    () => (known ? api<ObjectRight[]>(path) : Promise.reject(new Error(`"${kind}" has no rights of its own.`))),
    [path],
  );
  const description = useLoaded(
    () => (known ? api<Description>(`/api/access-control/${kind}/description`) : Promise.reject(new Error())),
    [kind],
  );
  const name = useLoaded(() => (known ? nameOf(kind, uid) : Promise.resolve('')), [path]);
  const [giving, setGiving] = useState(false);
  const title = name.value ? w.title(name.value) : (w.kinds[kind] ?? kind);
  useEffect(() => shell.title(title, [[w.kinds[kind] ?? t.admin, listOf[kind]]]), [title]);

  const where = ({ userId, teamId, builtInRole }: ObjectRight): string =>
    userId ? `${path}/users/${userId}` : teamId ? `${path}/teams/${teamId}` : `${path}/builtInRoles/${builtInRole}`;
  const set = (row: ObjectRight, permission: string): void => void attempt(shell, () => post(where(row), { permission })).then(rows.reload);
  const levels = (description.value?.permissions ?? []).map((level) => ({ value: level as string, label: t.levels[level] }));
  const label = (row: ObjectRight): string => row.userLogin ?? row.team ?? w.everyone(t.roles[row.builtInRole ?? 'None']);
  const columns: TableColumn<ObjectRight>[] = [
    {
      id: 'who',
      label: w.who,
      cell: (row) => (
        <span class="acc-who">
          <Icon name={row.builtInRole ? 'shield-check' : row.team ? 'users' : row.isServiceAccount ? 'cpu' : 'user'} />
          <b>{label(row)}</b>
        </span>
      ),
    },
    {
      id: 'level',
      label: w.level,
      cell: (row) =>
        row.isManaged ? (
          <Select
            size="sm"
            aria-label={t.roleOf(label(row))}
            options={levels}
            value={row.permission}
            onValue={(level) => set(row, level)}
          />
        ) : (
          (t.levels[row.permission as keyof typeof t.levels] ?? row.permission)
        ),
    },
    {
      id: 'from',
      label: w.from,
      cell: (row) => <Badge>{row.isInherited ? w.inherited : !row.isManaged ? w.always : row.id === 0 ? w.standard : w.direct}</Badge>,
    },
    {
      id: 'actions',
      label: '',
      align: 'right',
      cell: (row) => row.isManaged && <IconButton icon="x" size="sm" label={`${t.remove}: ${label(row)}`} onClick={() => set(row, '')} />,
    },
  ];
  const gone = { title: w.gone(w.kinds[kind]), text: w.goneText, to: listOf[kind] ?? '/', toLabel: w.toList };
  if (isGone(rows.failure)) return <Waiting what={title} of={rows} gone={gone} shell={shell} />;
  return (
    <Page
      title={title}
      lead={w.leads[kind] ?? ''}
      actions={
        rows.value && (
          <Button kind="primary" icon="plus" onClick={() => setGiving(true)}>
            {w.grant}
          </Button>
        )
      }
    >
      {rows.value && description.value ? (
        <div class="acc-rights">
          <Table caption={title} columns={columns} rows={rows.value} rowKey={(row) => `${where(row)} ${row.isInherited} ${row.id}`} />
        </div>
      ) : (rows.failure as { status?: number } | undefined)?.status === 403 ? (
        <Denied page what={w.kinds[kind]} permission={`${kind}.permissions:read`} />
      ) : (
        <Waiting what={title} of={rows} />
      )}
      {giving && description.value && (
        <GrantDialog
          description={description.value}
          onClose={() => setGiving(false)}
          onGive={async (to, permission) => {
            await post(`${path}/${to}`, { permission });
            setGiving(false);
            rows.reload();
          }}
        />
      )}
    </Page>
  );
}

function GrantDialog({
  description,
  onClose,
  onGive,
}: {
  description: Description;
  onClose(): void;
  onGive(to: string, permission: string): Promise<void>;
}): JSX.Element {
  const { assignments, permissions } = description;
  const people = useLoaded(() => api<{ userId: number; login: string }[]>('/api/org/users/lookup?limit=5000').catch(() => []));
  const accounts = useLoaded(() =>
    api<{ serviceAccounts: { id: number; name: string }[] }>('/api/serviceaccounts/search?perpage=1000').catch(() => ({
      serviceAccounts: [],
    })),
  );
  const teams = useLoaded(() => api<{ teams: { id: number; name: string }[] }>('/api/teams/search?perpage=1000'));
  const [to, setTo] = useState('');
  const [level, setLevel] = useState<string>(permissions[0] ?? '');
  const none = { value: '', label: w.choose };
  const choices = [
    ...(assignments.users
      ? [
          ...(people.value ?? []).map(({ userId, login }) => ({ value: `users/${userId}`, label: `${w.addUser}: ${login}` })),
          ...(accounts.value?.serviceAccounts ?? []).map(({ id, name }) => ({ value: `users/${id}`, label: `${w.addUser}: ${name}` })),
        ]
      : []),
    ...(assignments.teams
      ? (teams.value?.teams ?? []).map(({ id, name }) => ({ value: `teams/${id}`, label: `${w.addTeam}: ${name}` }))
      : []),
    ...(assignments.builtInRoles
      ? (['Viewer', 'Editor'] as const).map((role) => ({ value: `builtInRoles/${role}`, label: `${w.addRole}: ${t.roles[role]}` }))
      : []),
  ];
  return (
    <FormDialog title={w.grant} action={w.grant} onClose={onClose} onSubmit={() => onGive(to, level)}>
      <Field label={w.who}>
        <Select required autofocus options={[none, ...choices]} value={to} onValue={setTo} />
      </Field>
      <Field label={w.level}>
        <Select options={permissions.map((each) => ({ value: each as string, label: t.levels[each] }))} value={level} onValue={setLevel} />
      </Field>
    </FormDialog>
  );
}
