import { type ApiError, api, Banner, Button, Field, Icon, Input } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { boot } from '../boot.ts';
import { t } from '../text/index.ts';
import { Alone } from './alone.tsx';
import { Passphrase } from './passphrase.tsx';

/** First run: whoever holds the code from the terminal becomes the first administrator. */
export function ClaimPage({ code: given }: { code: string }): JSX.Element {
  const [code, setCode] = useState(given);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<{ message: string; field?: string }>();
  const [busy, setBusy] = useState(false);
  const claimed = boot.value?.claimed === true;

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    try {
      await api('/api/claim', { method: 'POST', body: { code, login, password } });
      // A full load: the session's cookie decides what the page may see from here on.
      location.assign('/first-light');
    } catch (error) {
      const { message, body } = error as ApiError;
      const { field } = (body ?? {}) as { field?: string };
      setFailure({ message, ...(field && { field }) });
      setBusy(false);
    }
  };
  if (claimed) {
    return (
      <Alone>
        <div class="o-box">
          <h1>{t.claim.taken}</h1>
          <p class="o-t13 o-sec">{t.claim.takenText}</p>
          <a class="o-btn o-lg" href="/login">
            {t.signIn.title}
          </a>
        </div>
      </Alone>
    );
  }
  const overall = failure && !failure.field ? failure.message : undefined;
  return (
    <Alone
      note={
        <div class="o-row o-t12 o-ter o-g16 o-wrap">
          <span class="o-row o-g4">
            <Icon name="wifi-off" size="s" />
            {t.claim.home}
          </span>
        </div>
      }
    >
      <form class="o-box" onSubmit={submit}>
        <div>
          <h1>{t.claim.title}</h1>
          <p class="o-t13 o-sec">{t.claim.text}</p>
        </div>
        {given && !overall && <Banner tone="ok">{t.claim.codeTaken}</Banner>}
        {overall && (
          <Banner tone="danger" role="alert">
            {overall}
          </Banner>
        )}
        {(!given || overall) && (
          <Field label={t.claim.code} help={t.claim.codeHelp} error={failure?.field === 'code' ? failure.message : undefined}>
            <Input size="lg" name="code" autocomplete="off" required value={code} onInput={(event) => setCode(event.currentTarget.value)} />
          </Field>
        )}
        <Field label={t.signIn.name} error={failure?.field === 'login' ? failure.message : undefined}>
          <Input
            size="lg"
            name="login"
            autocomplete="username"
            required
            autofocus
            value={login}
            onInput={(event) => setLogin(event.currentTarget.value)}
          />
        </Field>
        <Passphrase
          label={t.signIn.passphrase}
          fresh
          value={password}
          onValue={setPassword}
          error={failure?.field === 'password' ? failure.message : undefined}
          help={t.claim.passphraseHelp}
        />
        <Button kind="primary" size="lg" type="submit" busy={busy}>
          {busy ? t.claim.busy : t.claim.go}
        </Button>
      </form>
    </Alone>
  );
}
