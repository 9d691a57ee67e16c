import { type ApiError, api, Banner, Button, Field, Input } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { boot } from '../boot.ts';
import { t } from '../text/index.ts';
import { afterSignIn } from './after-sign-in.ts';
import { Alone } from './alone.tsx';
import { Passphrase } from './passphrase.tsx';

/** Forms come from the auth providers; this draws the kind with a name and a passphrase. Errors never say which of the two was wrong. */
export function SignInPage({ then }: { then: string }): JSX.Element {
  const form = boot.value?.signIn?.[0] ?? { label: t.signIn.title, path: '/login' };
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    try {
      await api(form.path, { method: 'POST', body: { user, password } });
      location.assign(afterSignIn(then, location.origin));
    } catch (error) {
      const { status, message } = error as ApiError;
      setFailure(status === 401 ? t.signIn.wrong : message);
      setBusy(false);
    }
  };
  return (
    <Alone>
      <form class="o-box" onSubmit={submit}>
        <h1>{t.signIn.title}</h1>
        {failure && (
          <Banner tone="danger" role="alert">
            {failure}
          </Banner>
        )}
        <Field label={t.signIn.name}>
          <Input
            size="lg"
            name="user"
            autocomplete="username"
            required
            autofocus
            value={user}
            onInput={(event) => setUser(event.currentTarget.value)}
          />
        </Field>
        <Passphrase label={t.signIn.passphrase} value={password} onValue={setPassword} />
        <Button kind="primary" size="lg" type="submit" busy={busy}>
          {busy ? t.signIn.busy : t.signIn.title}
        </Button>
      </form>
    </Alone>
  );
}
