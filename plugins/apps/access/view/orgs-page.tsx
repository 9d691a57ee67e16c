/** `/admin/orgs`: the organisations of this server; `/admin/org`: the one we are in. */
import { api, Badge, Button, Field, Input, type MenuItem, type PageProps, Table, type TableColumn } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { post, type Preferences, put, remove } from './api.ts';
import { attempt, FormDialog, Page, Somebody, useLoaded, Waiting } from './parts.tsx';
import { PreferencesForm } from './preferences-form.tsx';
import { More } from './users-page.tsx';

interface Org {
  readonly id: number;
  readonly name: string;
}
type Asked = { readonly kind: 'create' } | { readonly kind: 'rename' | 'delete'; readonly org: Org };

/** Everything on the page is of the organisation: it is loaded anew in the other one. */
export function switchTo(id: number): Promise<void> {
  return post(`/api/user/using/${id}`).then(() => location.assign('/'));
}

export function OrgsPage({ shell }: PageProps): JSX.Element {
  const w = t.orgs;
  const orgs = useLoaded(() => api<Org[]>('/api/orgs?perpage=1000'));
  const mine = useLoaded(() => api<{ orgId: number }[]>('/api/user/orgs'));
  const [asked, setAsked] = useState<Asked>();
  const [name, setName] = useState('');
  useEffect(() => shell.title(w.title, [[t.admin, '/admin']]), []);
  const here = shell.principal?.orgId;
  const member = new Set(mine.value?.map(({ orgId }) => orgId));
  const ask = (next: Asked): void => {
    setName('org' in next ? next.org.name : '');
    setAsked(next);
  };
  const columns: TableColumn<Org>[] = [
    { id: 'name', label: t.name, cell: (org) => <Somebody name={org.name} /> },
    { id: 'here', label: '', cell: ({ id }) => id === here && <Badge tone="info">{w.current}</Badge> },
    {
      id: 'actions',
      label: '',
      align: 'right',
      cell: (org) => {
        const items: MenuItem[] = [
          ...(org.id !== here && member.has(org.id)
            ? [{ label: w.go, icon: 'arrow-right', run: () => void attempt(shell, () => switchTo(org.id)) }]
            : []),
          { label: w.rename, icon: 'pencil', run: () => ask({ kind: 'rename', org }) },
          ...(org.id !== here ? [{ label: w.delete, icon: 'trash-2', danger: true, run: () => ask({ kind: 'delete', org }) }] : []),
        ];
        return <More name={org.name} items={items} />;
      },
    },
  ];
  const titles = { create: w.create, rename: w.rename, delete: w.delete };
  return (
    <Page
      title={w.title}
      lead={w.lead}
      actions={
        <Button kind="primary" icon="plus" onClick={() => ask({ kind: 'create' })}>
          {w.create}
        </Button>
      }
    >
      {orgs.value ? (
        <Table caption={w.title} columns={columns} rows={orgs.value} rowKey={({ id }) => id} />
      ) : (
        <Waiting what={w.title} of={orgs} />
      )}
      {asked && (
        <FormDialog
          title={titles[asked.kind]}
          action={titles[asked.kind]}
          danger={asked.kind === 'delete'}
          onClose={() => setAsked(undefined)}
          onSubmit={async () => {
            if (asked.kind === 'create') await post('/api/orgs', { name });
            else if (asked.kind === 'rename') await put(`/api/orgs/${asked.org.id}`, { name });
            else await remove(`/api/orgs/${asked.org.id}`);
            setAsked(undefined);
            orgs.reload();
            mine.reload();
          }}
        >
          {asked.kind === 'delete' ? (
            <p>{w.deleteText(asked.org.name)}</p>
          ) : (
            <Field label={t.name}>
              <Input required autofocus autocomplete="off" value={name} onInput={(event) => setName(event.currentTarget.value)} />
            </Field>
          )}
        </FormDialog>
      )}
    </Page>
  );
}

export function OrgPage({ shell }: PageProps): JSX.Element {
  const w = t.org;
  const org = useLoaded(() => api<Org>('/api/org'));
  const preferences = useLoaded(() => api<Preferences>('/api/org/preferences'));
  const [name, setName] = useState<string>();
  useEffect(() => shell.title(w.title, [[t.admin, '/admin']]), []);
  if (!org.value || !preferences.value)
    return (
      <Page title={w.title} lead={w.lead}>
        <Waiting what={w.title} of={org.failure ? org : preferences} />
      </Page>
    );
  return (
    <Page title={w.title} lead={w.lead}>
      <form
        class="acc-card"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(shell, () => put('/api/org', { name: name ?? org.value?.name }), t.saved);
        }}
      >
        <h2>{w.name}</h2>
        <div class="acc-fields">
          <Field label={t.name}>
            <Input required autofocus value={name ?? org.value.name} onInput={(event) => setName(event.currentTarget.value)} />
          </Field>
        </div>
        <Button type="submit" kind="primary" class="acc-tight">
          {t.save}
        </Button>
      </form>
      <section class="acc-card">
        <h2>{t.profile.preferences}</h2>
        <PreferencesForm
          values={preferences.value}
          onSave={(values) => attempt(shell, () => put('/api/org/preferences', values), t.saved)}
        />
      </section>
    </Page>
  );
}
