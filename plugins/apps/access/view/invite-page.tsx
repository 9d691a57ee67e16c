/** `/invite/:code`: for somebody who has no account yet. */
import { api, Button, Field, Input, Mark, type PageProps } from '@orrery/plugin-sdk/ui';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { post } from './api.ts';
import { isGone, useLoaded, Waiting } from './parts.tsx';

const w = t.invite;
interface Invited {
  readonly email: string;
  readonly name: string;
  readonly username: string;
  readonly invitedBy: string;
  readonly orgName: string;
}

export function InvitePage({ params, shell }: PageProps): JSX.Element {
  const invited = useLoaded(() => api<Invited>(`/api/user/invite/${encodeURIComponent(params.code ?? '')}`), [params.code]);
  const [values, setValues] = useState<{ name?: string; username?: string; password: string }>({ password: '' });
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  useEffect(() => shell.title(w.title), []);
  const { value } = invited;
  if (!value)
    return (
      <Alone>
        <div class="acc-join acc-card">
          {isGone(invited.failure) ? (
            <>
              <h1>{w.gone}</h1>
              <p>{w.goneText}</p>
              <a class="o-btn o-lg" href="/login">
                {w.signIn}
              </a>
            </>
          ) : (
            <Waiting what={w.title} of={invited} />
          )}
        </div>
      </Alone>
    );
  async function join(event: Event): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      const { email, name, username } = value as Invited;
      await post('/api/user/invite/complete', { inviteCode: params.code, email, name, username, ...values });
      location.assign('/');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  }
  return (
    <Alone>
      <form class="acc-join acc-card acc-form" onSubmit={(event) => void join(event)}>
        <h1>{w.title}</h1>
        <p>{w.lead(value.invitedBy, value.orgName)}</p>
        <Field label={t.name}>
          <Input
            autocomplete="name"
            value={values.name ?? value.name}
            onInput={(event) => setValues({ ...values, name: event.currentTarget.value })}
          />
        </Field>
        <Field label={t.login}>
          <Input
            required
            autocomplete="username"
            value={values.username ?? value.username}
            onInput={(event) => setValues({ ...values, username: event.currentTarget.value })}
          />
        </Field>
        <Field label={t.password} error={problem}>
          <Input
            type="password"
            required
            autofocus
            autocomplete="new-password"
            value={values.password}
            onInput={(event) => setValues({ ...values, password: event.currentTarget.value })}
          />
        </Field>
        <Button type="submit" kind="primary" size="lg" busy={busy}>
          {w.join}
        </Button>
      </form>
    </Alone>
  );
}

/** Below the mark: who comes by this page was never here. */
function Alone({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <div class="acc-alone">
      <div class="acc-wordmark">
        <Mark size={32} />
        <span>Orrery</span>
      </div>
      {children}
    </div>
  );
}
