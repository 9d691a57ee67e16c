/** `/profile`: oneself. */
import { api, Badge, Button, Field, Input, type PageProps, type Shell, Table, type TableColumn } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { post, type Preferences, type Profile, put, type Session, type Team } from './api.ts';
import { switchTo } from './orgs-page.tsx';
import { Ago, attempt, Page, useLoaded, Waiting } from './parts.tsx';
import { PreferencesForm } from './preferences-form.tsx';

const w = t.profile;

export function ProfilePage({ shell }: PageProps): JSX.Element {
  const me = useLoaded(() => api<Profile>('/api/user'));
  const preferences = useLoaded(() => api<Preferences>('/api/user/preferences'));
  useEffect(() => shell.title(w.title), []);
  if (!me.value)
    return (
      <Page title={w.title} lead={w.lead}>
        <Waiting what={w.title} of={me} />
      </Page>
    );
  return (
    <Page title={me.value.name || me.value.login} lead={w.lead}>
      <div class="acc-two">
        <Details me={me.value} shell={shell} />
        {!me.value.isExternal && <PasswordForm shell={shell} />}
        <section class="acc-card">
          <h2>{w.preferences}</h2>
          {preferences.value ? (
            <PreferencesForm
              values={preferences.value}
              onSave={(values) => attempt(shell, () => put('/api/user/preferences', values), t.saved)}
            />
          ) : (
            <Waiting what={w.preferences} of={preferences} />
          )}
        </section>
        <Memberships shell={shell} />
      </div>
      <Sessions shell={shell} />
    </Page>
  );
}

function Details({ me, shell }: { me: Profile; shell: Shell }): JSX.Element {
  const [values, setValues] = useState({ name: me.name, email: me.email, login: me.login });
  const field = (key: keyof typeof values, label: string, more: object = {}): JSX.Element => (
    <Field label={label}>
      <Input
        disabled={me.isExternal}
        value={values[key]}
        onInput={(event) => setValues({ ...values, [key]: event.currentTarget.value })}
        {...more}
      />
    </Field>
  );
  return (
    <form
      class="acc-card"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(shell, () => put('/api/user', values), t.saved);
      }}
    >
      <h2>{w.details}</h2>
      <div class="acc-fields">
        {field('name', t.name, { autocomplete: 'name' })}
        {field('email', t.email, { type: 'email', autocomplete: 'email' })}
        {field('login', t.login, { required: true, autocomplete: 'username' })}
      </div>
      {me.isExternal ? (
        <p class="acc-dim">{w.external}</p>
      ) : (
        <Button type="submit" kind="primary" class="acc-tight">
          {t.save}
        </Button>
      )}
    </form>
  );
}

function PasswordForm({ shell }: { shell: Shell }): JSX.Element {
  const empty = { old: '', fresh: '', again: '' };
  const [values, setValues] = useState(empty);
  const differ = values.again !== '' && values.again !== values.fresh;
  const field = (key: keyof typeof values, label: string, autocomplete: string, error?: string): JSX.Element => (
    <Field label={label} error={error}>
      <Input
        type="password"
        required
        autocomplete={autocomplete}
        value={values[key]}
        onInput={(event) => setValues({ ...values, [key]: event.currentTarget.value })}
      />
    </Field>
  );
  return (
    <form
      class="acc-card"
      onSubmit={(event) => {
        event.preventDefault();
        if (values.again !== values.fresh) return;
        const body = { oldPassword: values.old, newPassword: values.fresh, confirmNew: values.again };
        void attempt(shell, () => put('/api/user/password', body), w.changed).then((went) => went && setValues(empty));
      }}
    >
      <h2>{w.password}</h2>
      <div class="acc-fields">
        {field('old', w.oldPassword, 'current-password')}
        {field('fresh', w.newPassword, 'new-password')}
        {field('again', w.repeat, 'new-password', differ ? w.differ : undefined)}
      </div>
      <Button type="submit" kind="primary" class="acc-tight" disabled={differ}>
        {w.change}
      </Button>
    </form>
  );
}

function Memberships({ shell }: { shell: Shell }): JSX.Element {
  const orgs = useLoaded(() => api<{ orgId: number; name: string; role: keyof typeof t.roles }[]>('/api/user/orgs'));
  const teams = useLoaded(() => api<Team[]>('/api/user/teams'));
  const here = shell.principal?.orgId;
  const columns: TableColumn<NonNullable<typeof orgs.value>[number]>[] = [
    { id: 'name', label: t.name, cell: ({ name }) => name },
    { id: 'role', label: t.role, cell: ({ role }) => t.roles[role] },
    {
      id: 'go',
      label: '',
      align: 'right',
      cell: ({ orgId }) =>
        orgId === here ? (
          <Badge tone="info">{t.orgs.current}</Badge>
        ) : (
          <Button size="sm" onClick={() => void attempt(shell, () => switchTo(orgId))}>
            {t.orgs.go}
          </Button>
        ),
    },
  ];
  return (
    <section class="acc-card">
      <h2>{w.orgs}</h2>
      {orgs.value ? (
        <Table caption={w.orgs} compact columns={columns} rows={orgs.value} rowKey={({ orgId }) => orgId} />
      ) : (
        <Waiting what={w.orgs} of={orgs} />
      )}
      <h2>{w.teams}</h2>
      {teams.value?.length === 0 && <span class="acc-dim o-t13">{w.noTeams}</span>}
      <div class="acc-bar">
        {teams.value?.map(({ id, uid, name }) => (
          <a key={id} class="o-chip" href={`/admin/teams/${uid}`}>
            {name}
          </a>
        ))}
      </div>
    </section>
  );
}

function Sessions({ shell }: { shell: Shell }): JSX.Element {
  const sessions = useLoaded(() => api<Session[]>('/api/user/auth-tokens'));
  const columns: TableColumn<Session>[] = [
    { id: 'device', label: w.device, cell: ({ browser, os }) => `${browser}, ${os}` },
    { id: 'address', label: w.address, cell: ({ clientIp }) => clientIp.replace(/^::ffff:/, '') },
    { id: 'made', label: t.accounts.made, cell: ({ createdAt }) => <Ago at={createdAt} /> },
    { id: 'seen', label: t.users.lastSeen, cell: ({ seenAt }) => <Ago at={seenAt} /> },
    {
      id: 'end',
      label: '',
      align: 'right',
      cell: ({ id, isActive }) =>
        isActive ? (
          <Badge tone="info">{w.here}</Badge>
        ) : (
          <Button
            size="sm"
            onClick={() => void attempt(shell, () => post('/api/user/revoke-auth-token', { authTokenId: id })).then(sessions.reload)}
          >
            {w.end}
          </Button>
        ),
    },
  ];
  return (
    <section class="acc-card">
      <h2>{w.sessions}</h2>
      {sessions.value ? (
        <Table caption={w.sessions} columns={columns} rows={sessions.value} rowKey={({ id }) => id} />
      ) : (
        <Waiting what={w.sessions} of={sessions} />
      )}
    </section>
  );
}
