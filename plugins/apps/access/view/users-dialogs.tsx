/** Dialogs of the page of users: inviting, making an account, setting a password. */
import type { Role } from '@orrery/plugin-sdk';
import { Field, Input, Select, type Shell } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { post, put } from './api.ts';
import { choices, FormDialog, ShownOnce } from './parts.tsx';

const w = t.users;

export function InviteDialog({ shell, onClose, onDone }: { shell: Shell; onClose(): void; onDone(): void }): JSX.Element {
  const [who, setWho] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('Viewer');
  const [link, setLink] = useState<string>();
  return (
    <FormDialog
      title={w.addTitle}
      action={w.invite}
      answer={link && <ShownOnce text={link} label={w.inviteLink} />}
      onClose={onClose}
      onSubmit={async () => {
        const answer = await post<{ url?: string }>('/api/org/invites', { loginOrEmail: who, name, role, sendEmail: false });
        onDone();
        // By the name that this person reached the server by: the configured one may be known here alone.
        if (answer.url) return setLink(location.origin + new URL(answer.url, location.href).pathname);
        shell.toast({ kind: 'ok', text: w.added(who) });
        onClose();
      }}
    >
      <p class="acc-dim">{w.addHelp}</p>
      <Field label={w.loginOrEmail}>
        <Input required autofocus autocomplete="off" value={who} onInput={(event) => setWho(event.currentTarget.value)} />
      </Field>
      <Field label={t.name}>
        <Input autocomplete="off" value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </Field>
      <Field label={t.role}>
        <Select options={choices(t.roles)} value={role} onValue={(next: Role) => setRole(next)} />
      </Field>
    </FormDialog>
  );
}

export function NewUserDialog({ onClose, onDone }: { onClose(): void; onDone(): void }): JSX.Element {
  const [values, setValues] = useState({ login: '', name: '', email: '', password: '' });
  const field = (key: keyof typeof values, label: string, more: object = {}): JSX.Element => (
    <Field label={label}>
      <Input
        autocomplete="off"
        value={values[key]}
        onInput={(event) => setValues({ ...values, [key]: event.currentTarget.value })}
        {...more}
      />
    </Field>
  );
  return (
    <FormDialog
      title={w.create}
      action={w.create}
      onClose={onClose}
      onSubmit={async () => {
        await post('/api/admin/users', values);
        onDone();
        onClose();
      }}
    >
      {field('login', t.login, { required: true, autofocus: true })}
      {field('name', t.name)}
      {field('email', t.email, { type: 'email' })}
      {field('password', t.password, { type: 'password', required: true, autocomplete: 'new-password' })}
      <p class="acc-dim">{w.passwordHelp}</p>
    </FormDialog>
  );
}

export function PasswordDialog({ id, name, shell, onClose }: { id: number; name: string; shell: Shell; onClose(): void }): JSX.Element {
  const [password, setPassword] = useState('');
  return (
    <FormDialog
      title={`${w.setPassword}: ${name}`}
      action={w.setPassword}
      onClose={onClose}
      onSubmit={async () => {
        await put(`/api/admin/users/${id}/password`, { password });
        shell.toast({ kind: 'ok', text: t.saved });
        onClose();
      }}
    >
      <Field label={w.newPassword} help={w.passwordHelp}>
        <Input
          type="password"
          required
          autofocus
          autocomplete="new-password"
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </Field>
    </FormDialog>
  );
}
