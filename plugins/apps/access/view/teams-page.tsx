/** `/admin/teams` and `/admin/teams/:team`. */
import { api, Button, Field, Input, type PageProps, Select, Table, type TableColumn } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { mayDo, post, type Preferences, put, remove, type Team, type TeamMember } from './api.ts';
import { attempt, FormDialog, isGone, Nothing, Page, Somebody, useLoaded, Waiting } from './parts.tsx';
import { PreferencesForm } from './preferences-form.tsx';
import { More } from './users-page.tsx';

const w = t.teams;

export function TeamsPage({ shell }: PageProps): JSX.Element {
  const rights = useLoaded(mayDo);
  const teams = useLoaded(() => api<{ teams: Team[] }>('/api/teams/search?perpage=1000&accesscontrol=true'));
  const [words, setWords] = useState('');
  const [making, setMaking] = useState(false);
  const [name, setName] = useState('');
  const [doomed, setDoomed] = useState<Team>();
  useEffect(() => shell.title(w.title, [[t.admin, '/admin']]), []);
  const shown = teams.value?.teams.filter((team) => team.name.toLowerCase().includes(words.toLowerCase())) ?? [];
  const columns: TableColumn<Team>[] = [
    {
      id: 'name',
      label: t.name,
      cell: ({ uid, name: title, email }) => <Somebody name={title} below={email} href={`/admin/teams/${uid}`} />,
    },
    { id: 'members', label: w.members, align: 'right', cell: ({ memberCount }) => memberCount },
    {
      id: 'actions',
      label: '',
      align: 'right',
      cell: (team) =>
        team.accessControl?.['teams:delete'] && (
          <More name={team.name} items={[{ label: w.delete, icon: 'trash-2', danger: true, run: () => setDoomed(team) }]} />
        ),
    },
  ];
  return (
    <Page
      title={w.title}
      lead={w.lead}
      actions={
        rights.value?.['teams:create'] && (
          <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
            {w.create}
          </Button>
        )
      }
    >
      {!teams.value ? (
        <Waiting what={w.title} of={teams} />
      ) : teams.value.teams.length === 0 ? (
        <Nothing icon="users" title={w.none} text={w.noneText} />
      ) : (
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
          <Table caption={w.title} columns={columns} rows={shown} rowKey={({ id }) => id} />
          <p class="acc-foot">{t.shownOf(shown.length, teams.value.teams.length)}</p>
        </>
      )}
      {making && (
        <FormDialog
          title={w.create}
          action={w.create}
          onClose={() => setMaking(false)}
          onSubmit={async () => {
            const { uid } = await post<{ uid: string }>('/api/teams', { name });
            shell.navigate(`/admin/teams/${uid}`);
          }}
        >
          <Field label={t.name}>
            <Input required autofocus autocomplete="off" value={name} onInput={(event) => setName(event.currentTarget.value)} />
          </Field>
        </FormDialog>
      )}
      {doomed && (
        <FormDialog
          title={w.delete}
          action={w.delete}
          danger
          onClose={() => setDoomed(undefined)}
          onSubmit={async () => {
            await remove(`/api/teams/${doomed.id}`);
            setDoomed(undefined);
            teams.reload();
          }}
        >
          <p>{w.deleteText(doomed.name)}</p>
        </FormDialog>
      )}
    </Page>
  );
}

export function TeamPage({ shell, params }: PageProps): JSX.Element {
  const path = `/api/teams/${params.team}`;
  const team = useLoaded(() => api<Team>(`${path}?accesscontrol=true`), [path]);
  const keeps = team.value?.accessControl?.['teams.permissions:write'] === true;
  const members = useLoaded(() => (keeps ? api<TeamMember[]>(`${path}/members`) : Promise.resolve([] as TeamMember[])), [path, keeps]);
  const people = useLoaded(
    () => (keeps ? api<{ userId: number; login: string }[]>('/api/org/users/lookup?limit=5000') : Promise.resolve([])),
    [keeps],
  );
  const preferences = useLoaded(() => api<Preferences>(`${path}/preferences`), [path]);
  const [chosen, setChosen] = useState('');
  useEffect(
    () =>
      shell.title(team.value?.name ?? w.title, [
        [t.admin, '/admin'],
        [w.title, '/admin/teams'],
      ]),
    [team.value?.name],
  );
  const gone = { title: w.gone, text: w.goneText, to: '/admin/teams', toLabel: w.all };
  if (isGone(team.failure)) return <Waiting what={w.title} of={team} gone={gone} shell={shell} />;
  if (!team.value)
    return (
      <Page title={w.title} lead={w.lead}>
        <Waiting what={w.title} of={team} />
      </Page>
    );
  const run = (work: () => Promise<unknown>): void => void attempt(shell, work).then(members.reload);
  const inTeam = new Set(members.value?.map(({ userId }) => userId));
  const others = (people.value ?? []).filter(({ userId }) => !inTeam.has(userId));
  const levels = [
    { value: '0', label: w.member },
    { value: '4', label: w.keeper },
  ];
  const columns: TableColumn<TeamMember>[] = [
    { id: 'name', label: t.name, cell: ({ name, login, email }) => <Somebody name={name || login} below={email || login} /> },
    {
      id: 'role',
      label: t.role,
      cell: ({ userId, name, login, permission }) => (
        <Select
          size="sm"
          aria-label={t.roleOf(name || login)}
          options={levels}
          value={String(permission)}
          onValue={(value) => run(() => put(`${path}/members/${userId}`, { permission: Number(value) }))}
        />
      ),
    },
    {
      id: 'actions',
      label: '',
      align: 'right',
      cell: ({ userId, name, login }) => (
        <More
          name={name || login}
          items={[{ label: t.remove, icon: 'x', danger: true, run: () => run(() => remove(`${path}/members/${userId}`)) }]}
        />
      ),
    },
  ];
  return (
    <Page title={team.value.name} lead={w.lead}>
      <div class="acc-two">
        <section class="acc-card">
          <h2>{w.members}</h2>
          {keeps && (
            <div class="acc-bar">
              <Select
                aria-label={w.addMember}
                options={[
                  { value: '', label: w.addMember },
                  ...others.map(({ userId, login }) => ({ value: String(userId), label: login })),
                ]}
                value={chosen}
                onValue={(value) => {
                  setChosen('');
                  if (value) run(() => post(`${path}/members`, { userId: Number(value) }));
                }}
              />
            </div>
          )}
          {members.value?.length ? (
            <Table caption={w.members} columns={columns} rows={members.value} rowKey={({ userId }) => userId} />
          ) : (
            keeps && <Nothing icon="users" title={w.noMembers} text={w.noMembersText} />
          )}
        </section>
        {team.value.accessControl?.['teams:write'] && (
          <Details
            key={team.value.id}
            team={team.value}
            save={(change) => attempt(shell, () => put(path, change), t.saved).then(team.reload)}
          />
        )}
        {team.value.accessControl?.['teams:write'] && preferences.value && (
          <section class="acc-card">
            <h2>{w.preferences}</h2>
            <PreferencesForm
              values={preferences.value}
              onSave={(values) => attempt(shell, () => put(`${path}/preferences`, values), t.saved)}
            />
          </section>
        )}
      </div>
    </Page>
  );
}

function Details({ team, save }: { team: Team; save(change: { name: string; email: string }): void }): JSX.Element {
  const [name, setName] = useState(team.name);
  const [email, setEmail] = useState(team.email);
  return (
    <form
      class="acc-card"
      onSubmit={(event) => {
        event.preventDefault();
        save({ name, email });
      }}
    >
      <h2>{w.settings}</h2>
      <div class="acc-fields">
        <Field label={t.name}>
          <Input required value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </Field>
        <Field label={t.email}>
          <Input type="email" value={email} onInput={(event) => setEmail(event.currentTarget.value)} />
        </Field>
      </div>
      <Button type="submit" kind="primary" class="acc-tight">
        {t.save}
      </Button>
    </form>
  );
}
