/** What waits for a decision, and what was taken back: for whoever may install. */
import { api, Button, ErrorState, Field, Input, Loading, type Shell } from '@orrery/plugin-sdk/ui';
import { languageOf } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { pathOf } from './api.ts';
import { changeInstalled } from './catalog-api.ts';
import { Card } from './facts.tsx';
import type { Order } from './order.tsx';
import { useLoaded } from './use-loaded.ts';

interface Pending {
  readonly id: string;
  readonly version: string;
  readonly origin: string;
  readonly by: string;
  readonly at: number;
}
interface Revoked {
  readonly kind: 'plugin' | 'key';
  readonly subject: string;
  readonly versions: readonly string[];
  readonly reason: string;
}

const revocations = '/api/orrery/revocations';

export function TrustView({ shell, onOrder }: { shell: Shell; onOrder(order: Order): void }): JSX.Element {
  const pending = useLoaded(() => api<{ readonly pending: readonly Pending[] }>('/api/orrery/pending'), []);
  const revoked = useLoaded(() => api<{ readonly revocations: readonly Revoked[] }>(revocations), []);
  const reload = (): void => (pending.reload(), revoked.reload());
  useEffect(() => shell.live('orrery/registry', reload), []);
  const failure = pending.failure ?? revoked.failure;
  if (failure) return <ErrorState page title={t.trust.failed} text={failure.message} onRetry={reload} />;
  if (!pending.value || !revoked.value) return <Loading shape="rows" />;
  const done = (work: Promise<unknown>, said: string): Promise<void> =>
    work.then(
      () => (shell.toast({ kind: 'ok', text: said }), reload()),
      (error: Error) => shell.toast({ kind: 'danger', text: error.message }),
    );
  return (
    <div class="plug-stack">
      <Card title={t.trust.pending}>
        {pending.value.pending.length === 0 ? (
          <p>{t.trust.nothingWaits}</p>
        ) : (
          <ul class="plug-versions">
            {pending.value.pending.map(({ id, version, origin, by, at }) => (
              <li key={id}>
                <a href={pathOf(id)}>{id}</a>
                <b class="o-tnum">{version}</b>
                <span>{origin}</span>
                <span>{t.trust.askedBy(by, new Date(at).toLocaleString(languageOf()))}</span>
                <span class="plug-actions">
                  <Button size="sm" onClick={() => void done(changeInstalled(id, 'decline'), t.trust.declined(id, version))}>
                    {t.decline}
                  </Button>
                  <Button size="sm" kind="primary" onClick={() => onOrder({ kind: 'approve', id, name: id })}>
                    {t.browse.review(version)}
                  </Button>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Card title={t.trust.revoked}>
        <p class="o-t12 o-ter">{t.trust.revokedText}</p>
        {revoked.value.revocations.length === 0 ? (
          <p>{t.trust.nothingRevoked}</p>
        ) : (
          <ul class="plug-versions">
            {revoked.value.revocations.map(({ kind, subject, versions, reason }) => (
              <li key={`${kind} ${subject}`}>
                {kind === 'plugin' ? <a href={pathOf(subject)}>{subject}</a> : <b>{t.trust.key(subject)}</b>}
                <span class="o-tnum">{versions.length > 0 ? versions.join(', ') : t.trust.everyVersion}</span>
                <span>{reason}</span>
                <span />
                <Button
                  size="sm"
                  onClick={() =>
                    void done(api(`${revocations}/${kind}/${encodeURIComponent(subject)}`, { method: 'DELETE' }), t.trust.restored(subject))
                  }
                >
                  {t.trust.restore}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <Revoke onRevoke={(body) => done(api(revocations, { method: 'POST', body }), t.trust.tookBack(body.subject))} />
      </Card>
    </div>
  );
}

function Revoke({ onRevoke }: { onRevoke(body: Pick<Revoked, 'subject' | 'versions' | 'reason'>): Promise<void> }): JSX.Element {
  const [subject, setSubject] = useState('');
  const [versions, setVersions] = useState('');
  const [reason, setReason] = useState('');
  return (
    <form
      class="plug-revoke"
      onSubmit={(event) => {
        event.preventDefault();
        const id = subject.trim();
        if (!id) return;
        void onRevoke({ subject: id, versions: versions.split(/[\s,]+/).filter(Boolean), reason: reason.trim() }).then(() =>
          [setSubject, setVersions, setReason].forEach((clear) => clear('')),
        );
      }}
    >
      <Field label={t.trust.plugin}>
        <Input value={subject} onInput={({ currentTarget }) => setSubject(currentTarget.value)} />
      </Field>
      <Field label={t.trust.versions} help={t.trust.versionsHelp}>
        <Input value={versions} onInput={({ currentTarget }) => setVersions(currentTarget.value)} />
      </Field>
      <Field label={t.trust.reason}>
        <Input value={reason} onInput={({ currentTarget }) => setReason(currentTarget.value)} />
      </Field>
      <Button kind="danger" type="submit" disabled={subject.trim() === ''}>
        {t.trust.revoke}
      </Button>
    </form>
  );
}
