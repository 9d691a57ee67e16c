/** `/admin/service-accounts`: programs that sign in, and the tokens they do it with. */
import type { Role } from '@orrery/plugin-sdk';
import {
  api,
  Badge,
  Button,
  Field,
  Icon,
  Input,
  type MenuItem,
  type PageProps,
  Select,
  Status,
  Table,
  type TableColumn,
} from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { type Account, mayDo, patch, post, remove, type Token } from './api.ts';
import { Ago, attempt, choices, FormDialog, Nothing, Page, ShownOnce, timeFromNow, useLoaded, Waiting } from './parts.tsx';
import { More } from './users-page.tsx';

const w = t.accounts;
const soonMs = 7 * 86_400_000;

type Asked =
  | { readonly kind: 'create' }
  | { readonly kind: 'token'; readonly account: Account }
  | { readonly kind: 'delete'; readonly account: Account }
  | { readonly kind: 'revoke'; readonly account: Account; readonly token: Token };

export function AccountsPage({ shell }: PageProps): JSX.Element {
  const rights = useLoaded(mayDo);
  const accounts = useLoaded(() => api<{ serviceAccounts: Account[] }>('/api/serviceaccounts/search?perpage=1000'));
  const [asked, setAsked] = useState<Asked>();
  const [fresh, setFresh] = useState<{ name: string; key: string }>();
  useEffect(() => shell.title(w.title, [[t.admin, '/admin']]), []);
  const list = accounts.value?.serviceAccounts;
  const may = rights.value ?? {};
  const close = (): void => setAsked(undefined);
  const run = (work: () => Promise<unknown>): void => void attempt(shell, work).then(accounts.reload);
  return (
    <Page
      title={w.title}
      lead={w.lead}
      actions={
        may['serviceaccounts:create'] && (
          <Button kind="primary" icon="plus" onClick={() => setAsked({ kind: 'create' })}>
            {w.create}
          </Button>
        )
      }
    >
      {fresh && <ShownOnce text={fresh.key} label={w.shownOnce(fresh.name)} onClose={() => setFresh(undefined)} />}
      {!list ? (
        <Waiting what={w.title} of={accounts} />
      ) : list.length === 0 ? (
        <Nothing icon="key-round" title={w.none} text={w.noneText} />
      ) : (
        list.map((account) => <AccountCard key={account.id} account={account} may={may} run={run} ask={setAsked} />)
      )}
      {asked?.kind === 'create' && <CreateDialog onClose={close} onDone={accounts.reload} />}
      {asked?.kind === 'token' && (
        <TokenDialog
          account={asked.account}
          onClose={close}
          onDone={(key) => {
            setFresh({ name: asked.account.name, key });
            accounts.reload();
            scrollTo({ top: 0 });
          }}
        />
      )}
      {(asked?.kind === 'delete' || asked?.kind === 'revoke') && (
        <FormDialog
          title={asked.kind === 'delete' ? w.delete : w.revoke}
          action={asked.kind === 'delete' ? w.delete : w.revoke}
          danger
          onClose={close}
          onSubmit={async () => {
            const path = `/api/serviceaccounts/${asked.account.id}`;
            await remove(asked.kind === 'delete' ? path : `${path}/tokens/${asked.token.id}`);
            close();
            accounts.reload();
          }}
        >
          <p>{asked.kind === 'delete' ? w.deleteText(asked.account.name) : w.revokeText(asked.token.name)}</p>
        </FormDialog>
      )}
    </Page>
  );
}

function AccountCard({
  account,
  may,
  run,
  ask,
}: {
  account: Account;
  may: Readonly<Record<string, boolean>>;
  run(work: () => Promise<unknown>): void;
  ask(asked: Asked): void;
}): JSX.Element {
  const { id, name, login, role, isDisabled, tokens: count } = account;
  const path = `/api/serviceaccounts/${id}`;
  const tokens = useLoaded(() => (count > 0 ? api<Token[]>(`${path}/tokens`) : Promise.resolve([] as Token[])), [account]);
  const writes = may['serviceaccounts:write'] === true;
  const items: MenuItem[] = [
    ...(writes
      ? [
          {
            label: isDisabled ? w.resume : w.stop,
            icon: isDisabled ? 'play' : 'circle-pause',
            run: () => run(() => patch(path, { isDisabled: !isDisabled })),
          },
        ]
      : []),
    ...(may['serviceaccounts.permissions:read'] ? [{ label: w.rights, icon: 'users', href: `/admin/access/serviceaccounts/${id}` }] : []),
    ...(may['serviceaccounts:delete']
      ? [{ label: w.delete, icon: 'trash-2', danger: true, run: () => ask({ kind: 'delete', account }) }]
      : []),
  ];
  const columns: TableColumn<Token>[] = [
    { id: 'name', label: w.tokens, cell: (token) => <b>{token.name}</b> },
    { id: 'made', label: w.made, cell: ({ created }) => <Ago at={created} /> },
    { id: 'ends', label: w.ends, cell: (token) => <Ends token={token} /> },
    { id: 'used', label: w.lastUsed, cell: ({ lastUsedAt }) => <Ago at={lastUsedAt} /> },
    {
      id: 'actions',
      label: '',
      align: 'right',
      cell: (token) =>
        writes && (
          <Button size="sm" onClick={() => ask({ kind: 'revoke', account, token })}>
            {w.revoke}
          </Button>
        ),
    },
  ];
  return (
    <section class="acc-card" aria-label={name}>
      <div class="acc-head">
        <span class="acc-who">
          <Icon name="cpu" />
          <span>
            <b>{name}</b>
            <small>{login}</small>
          </span>
        </span>
        <div class="acc-actions">
          <Status state={isDisabled ? 'paused' : 'ok'}>{isDisabled ? w.stopped : w.running}</Status>
          {writes ? (
            <Select
              size="sm"
              aria-label={t.roleOf(name)}
              options={choices(t.roles)}
              value={role}
              onValue={(next: Role) => run(() => patch(path, { role: next }))}
            />
          ) : (
            t.roles[role]
          )}
          {writes && (
            <Button size="sm" icon="plus" onClick={() => ask({ kind: 'token', account })}>
              {w.addToken}
            </Button>
          )}
          {items.length > 0 && <More name={name} items={items} />}
        </div>
      </div>
      {tokens.value?.length ? (
        <div class="acc-tokens">
          <Table caption={`${name}: ${w.tokens}`} compact columns={columns} rows={tokens.value} rowKey={(token) => token.id} />
        </div>
      ) : (
        count === 0 && <span class="acc-dim">{w.noTokens}</span>
      )}
    </section>
  );
}

function Ends({ token: { expiration, hasExpired } }: { token: Token }): JSX.Element {
  if (!expiration) return <span class="acc-dim">{t.never}</span>;
  if (hasExpired)
    return (
      <Badge tone="danger" icon="circle-alert">
        {w.ended(timeFromNow(expiration))}
      </Badge>
    );
  if (new Date(expiration).getTime() - Date.now() > soonMs) return <Ago at={expiration} />;
  return (
    <Badge tone="warn" icon="triangle-alert">
      {timeFromNow(expiration)}
    </Badge>
  );
}

function CreateDialog({ onClose, onDone }: { onClose(): void; onDone(): void }): JSX.Element {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('Viewer');
  return (
    <FormDialog
      title={w.create}
      action={w.create}
      onClose={onClose}
      onSubmit={async () => {
        await post('/api/serviceaccounts', { name, role });
        onDone();
        onClose();
      }}
    >
      <Field label={t.name}>
        <Input required autofocus autocomplete="off" value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </Field>
      <Field label={t.role}>
        <Select options={choices(t.roles)} value={role} onValue={(next: Role) => setRole(next)} />
      </Field>
    </FormDialog>
  );
}

function TokenDialog({ account, onClose, onDone }: { account: Account; onClose(): void; onDone(key: string): void }): JSX.Element {
  const [name, setName] = useState('');
  const [seconds, setSeconds] = useState<keyof typeof w.lifetimes>('7776000');
  return (
    <FormDialog
      title={`${w.addToken}: ${account.name}`}
      action={w.addToken}
      onClose={onClose}
      onSubmit={async () => {
        const { key } = await post<{ key: string }>(`/api/serviceaccounts/${account.id}/tokens`, { name, secondsToLive: Number(seconds) });
        onClose();
        onDone(key);
      }}
    >
      <Field label={w.tokenName}>
        <Input required autofocus autocomplete="off" value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </Field>
      <Field label={w.lifetime}>
        <Select options={choices(w.lifetimes)} value={seconds} onValue={(next: keyof typeof w.lifetimes) => setSeconds(next)} />
      </Field>
    </FormDialog>
  );
}
