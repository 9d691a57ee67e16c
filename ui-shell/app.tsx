import { ErrorState, lazy, Toasts } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { boot, bootFailure, loadBoot } from './boot.ts';
import { Chrome } from './chrome/chrome.tsx';
import { PageView } from './chrome/page-view.tsx';
import { match, navigate, place } from './router.ts';
import { t } from './text/index.ts';

const ClaimPage = lazy(async () => (await import('./pages/claim.tsx')).ClaimPage, null);
const SignInPage = lazy(async () => (await import('./pages/sign-in.tsx')).SignInPage, null);

/** Which of the whole-page screens: no server, claim, sign-in, or the chrome with a page in it. */
export function App(): JSX.Element {
  return (
    <>
      <Screen />
      <Toasts />
    </>
  );
}

function Screen(): JSX.Element {
  const answer = boot.value;
  const { path, search } = place.value;
  if (!answer) {
    const failure = bootFailure.value;
    return (
      <main class="o-whole">
        <ErrorState
          page
          title={failure?.title ?? t.start.failed}
          text={t.start.text}
          part="Orrery"
          {...(failure?.requestId && { requestId: failure.requestId })}
          onRetry={() => void loadBoot()}
        />
      </main>
    );
  }
  if (path === '/claim' || answer.claimed === false) return <ClaimPage code={new URLSearchParams(search).get('code') ?? ''} />;
  if (match.value?.page.anyone && match.value.page.allowed)
    return (
      <main class="o-whole" id="content" tabIndex={-1}>
        <PageView boot={answer} principal={answer.principal} />
      </main>
    );
  if (!answer.principal || (path === '/login' && answer.principal.kind === 'anonymous'))
    return <SignInPage then={path === '/login' ? (new URLSearchParams(search).get('redirectTo') ?? '/') : path + search} />;
  if (path === '/login') return <Redirect to="/" />;
  return <Chrome boot={answer} principal={answer.principal} />;
}

function Redirect({ to }: { to: string }): JSX.Element {
  useEffect(() => navigate(to, { replace: true }), [to]);
  return <main />;
}
