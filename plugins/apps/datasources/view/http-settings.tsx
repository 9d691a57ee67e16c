/** Settings of whatever reaches an address: how it signs in, which certificates count, which headers go along, when it gives up. */
import { Button, Checkbox, Field, IconButton, Input, Segments } from '@orrery/plugin-sdk/ui';
import { SecretField } from '@orrery/plugin-sdk/ui/source-settings/index.ts';
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import type { Draft, Problems } from './draft.ts';
import { headersOf, withHeaders } from './headers.ts';

export interface SettingsProps {
  readonly draft: Draft;
  readonly problems: Problems;
  onChange(draft: Draft): void;
}

export function Section({ title, help, children }: { title: string; help: string; children: ComponentChildren }): JSX.Element {
  return (
    <section class="ds-set" aria-label={title}>
      <div>
        <h2>{title}</h2>
        <p>{help}</p>
      </div>
      <div class="ds-fields">{children}</div>
    </section>
  );
}

const secret = (draft: Draft, name: string): { stored: boolean; value: string | undefined } => ({
  stored: draft.secureJsonFields[name] === true,
  value: draft.secureJsonData[name],
});

function withSecret(draft: Draft, name: string, value: string | undefined): Draft {
  const { [name]: _, ...others } = draft.secureJsonData;
  return { ...draft, secureJsonData: value === undefined ? others : { ...others, [name]: value } };
}
function withJson(draft: Draft, name: string, value: unknown): Draft {
  const { [name]: _, ...others } = draft.jsonData;
  return { ...draft, jsonData: value === undefined || value === '' || value === false ? others : { ...others, [name]: value } };
}

type SignIn = 'none' | 'basic' | 'bearer';
/** A token that is stored or typed says so itself; before that, only the choice of this page does. */
function hasToken({ secureJsonFields, secureJsonData }: Draft): boolean {
  const typed = secureJsonData.bearerToken;
  return typed === undefined ? secureJsonFields.bearerToken === true : typed !== '';
}

export function SignInSettings({ draft, onChange }: SettingsProps): JSX.Element {
  const [chosen, setChosen] = useState<SignIn>();
  const kind: SignIn = draft.basicAuth ? 'basic' : chosen === 'bearer' || hasToken(draft) ? 'bearer' : 'none';
  const choose = (next: SignIn): void => {
    setChosen(next);
    // What is not used any more is not kept.
    const token = draft.secureJsonFields.bearerToken ? '' : undefined;
    onChange(withSecret({ ...draft, basicAuth: next === 'basic' }, 'bearerToken', next === 'bearer' ? undefined : token));
  };
  return (
    <Section title={t.signIn} help={t.signInHelp}>
      <Segments
        label={t.signIn}
        options={(['none', 'basic', 'bearer'] as const).map((value) => ({ value, label: t.signInKinds[value] }))}
        value={kind}
        onValue={choose}
      />
      {kind === 'basic' && (
        <div class="ds-pair">
          <Field label={t.user}>
            <Input
              autocomplete="off"
              value={draft.basicAuthUser}
              onInput={(event) => onChange({ ...draft, basicAuthUser: event.currentTarget.value })}
            />
          </Field>
          <SecretField
            label={t.password}
            {...secret(draft, 'basicAuthPassword')}
            onValue={(value) => onChange(withSecret(draft, 'basicAuthPassword', value))}
          />
        </div>
      )}
      {kind === 'bearer' && (
        <SecretField
          label={t.token}
          {...secret(draft, 'bearerToken')}
          onValue={(value) => onChange(withSecret(draft, 'bearerToken', value))}
        />
      )}
    </Section>
  );
}

export function TlsSettings({ draft, onChange }: SettingsProps): JSX.Element {
  const { tlsAuthWithCACert, tlsAuth, tlsSkipVerify, serverName } = draft.jsonData as Record<string, unknown>;
  const pem = (name: string, label: string): JSX.Element => (
    <SecretField label={label} lines={4} {...secret(draft, name)} onValue={(value) => onChange(withSecret(draft, name, value))} />
  );
  return (
    <Section title={t.tls} help={t.tlsHelp}>
      <Checkbox
        label={t.trustOther}
        checked={tlsAuthWithCACert === true}
        onValue={(on) => onChange(withJson(draft, 'tlsAuthWithCACert', on))}
      />
      {tlsAuthWithCACert === true && pem('tlsCACert', t.authority)}
      <Checkbox label={t.clientCertificate} checked={tlsAuth === true} onValue={(on) => onChange(withJson(draft, 'tlsAuth', on))} />
      {tlsAuth === true && pem('tlsClientCert', t.certificate)}
      {tlsAuth === true && pem('tlsClientKey', t.privateKey)}
      {(tlsAuth === true || tlsAuthWithCACert === true) && (
        <Field label={t.serverName} help={t.serverNameHelp}>
          <Input
            value={typeof serverName === 'string' ? serverName : ''}
            spellcheck={false}
            onInput={(event) => onChange(withJson(draft, 'serverName', event.currentTarget.value))}
          />
        </Field>
      )}
      <div>
        <Checkbox label={t.skipChecks} checked={tlsSkipVerify === true} onValue={(on) => onChange(withJson(draft, 'tlsSkipVerify', on))} />
        {tlsSkipVerify === true && <p class="o-t12 o-warn">{t.skipChecksHelp}</p>}
      </div>
    </Section>
  );
}

export function HeaderSettings({ draft, onChange }: SettingsProps): JSX.Element {
  const headers = headersOf(draft);
  return (
    <Section title={t.headers} help={t.headersHelp}>
      {headers.map((header, index) => (
        // The position is the header's identity: its secret is stored under it.
        <div key={index} class="ds-header">
          <Field label={t.header}>
            <Input
              value={header.name}
              spellcheck={false}
              onInput={(event) => onChange(withHeaders(draft, headers.with(index, { ...header, name: event.currentTarget.value })))}
            />
          </Field>
          <SecretField
            label={t.headerValue}
            stored={header.stored}
            value={header.value}
            error={header.lost ? t.headerAgain : undefined}
            onValue={(value) => onChange(withHeaders(draft, headers.with(index, { ...header, value, lost: false })))}
          />
          <IconButton
            icon="trash-2"
            label={t.removeHeader(header.name)}
            onClick={() => onChange(withHeaders(draft, headers.toSpliced(index, 1), index))}
          />
        </div>
      ))}
      <div>
        <Button icon="plus" onClick={() => onChange(withHeaders(draft, [...headers, { name: '', stored: false, value: '', lost: false }]))}>
          {t.addHeader}
        </Button>
      </div>
    </Section>
  );
}

export function LimitSettings({ draft, problems, onChange }: SettingsProps): JSX.Element {
  const { timeout } = draft.jsonData;
  return (
    <Section title={t.limits} help={t.limitsHelp}>
      <div class="ds-pair">
        <Field label={t.timeout} help={t.timeoutHelp} error={problems.timeout}>
          <Input
            inputmode="numeric"
            value={timeout === undefined ? '' : String(timeout)}
            onInput={({ currentTarget: { value } }) => onChange(withJson(draft, 'timeout', /^\d+$/.test(value) ? Number(value) : value))}
          />
        </Field>
      </div>
    </Section>
  );
}
