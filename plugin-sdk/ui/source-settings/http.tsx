/** What every datasource that speaks HTTP is configured by: address, sign-in, TLS, headers. Keys are those of Grafana's records. */
import {
  Button,
  Checkbox,
  type ConfigEditorProps,
  type DatasourceSettings,
  Field,
  IconButton,
  Input,
  Segments,
} from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { SecretField } from './secret.tsx';
import { SettingsSection } from './section.tsx';
import { settingsTexts } from './text.ts';

type Json = Record<string, unknown>;
type Way = 'none' | 'basic' | 'bearer';

export interface HttpSettingsProps extends ConfigEditorProps {
  readonly urlPlaceholder?: string;
  readonly urlHelp?: string;
}

export function HttpSettings({ settings, onChange, urlPlaceholder, urlHelp }: HttpSettingsProps): JSX.Element {
  const t = settingsTexts();
  const { url, jsonData, readOnly } = settings;
  const [left, setLeft] = useState(false);
  const set = (more: Partial<DatasourceSettings>): void => onChange({ ...settings, ...more });
  const setJson = (more: Json): void => set({ jsonData: { ...jsonData, ...more } });
  const problem = url.trim() === '' ? (left ? t.urlMissing : undefined) : urlProblem(url, t.urlWrong);
  return (
    <>
      <SettingsSection title={t.connection} help={t.connectionHelp}>
        <Field label={t.url} help={urlHelp ?? t.urlHelp} error={problem}>
          <Input
            type="url"
            inputMode="url"
            value={url}
            placeholder={urlPlaceholder}
            disabled={readOnly}
            required
            onInput={(event) => set({ url: event.currentTarget.value })}
            onBlur={() => setLeft(true)}
          />
        </Field>
        <Field label={t.timeout}>
          <Input
            type="number"
            min={1}
            max={600}
            value={String(jsonData.timeout ?? '')}
            placeholder="30"
            disabled={readOnly}
            onInput={(event) => setJson({ timeout: event.currentTarget.value === '' ? undefined : Number(event.currentTarget.value) })}
          />
        </Field>
      </SettingsSection>
      <SignIn settings={settings} onChange={onChange} />
      <Tls settings={settings} onChange={onChange} />
      <Headers settings={settings} onChange={onChange} />
    </>
  );
}

function urlProblem(url: string, wrong: string): string | undefined {
  // A variable of the environment is filled in by the server.
  return /^https?:\/\/./i.test(url.trim()) || url.includes('$') ? undefined : wrong;
}

/** A secret that was typed, or none any more. */
function withSecret({ secureJsonData }: DatasourceSettings, name: string, value: string | undefined): Record<string, string> {
  const { [name]: _before, ...rest } = secureJsonData;
  return value === undefined ? rest : { ...rest, [name]: value };
}

function SignIn({ settings, onChange }: ConfigEditorProps): JSX.Element {
  const t = settingsTexts();
  const { basicAuth, basicAuthUser, secureJsonFields, secureJsonData, readOnly } = settings;
  const [chosen, setChosen] = useState<Way>(basicAuth ? 'basic' : secureJsonFields.bearerToken ? 'bearer' : 'none');
  const secret = (name: string, label: string): JSX.Element => (
    <SecretField
      label={label}
      stored={secureJsonFields[name] ?? false}
      value={secureJsonData[name]}
      disabled={readOnly}
      onValue={(value) => onChange({ ...settings, secureJsonData: withSecret(settings, name, value) })}
    />
  );
  const choose = (way: Way): void => {
    setChosen(way);
    onChange({ ...settings, basicAuth: way === 'basic' });
  };
  return (
    <SettingsSection title={t.signIn} help={t.signInHelp}>
      <Segments
        label={t.signIn}
        value={chosen}
        options={(['none', 'basic', 'bearer'] as const).map((value) => ({ value, label: t.ways[value] }))}
        onValue={choose}
      />
      {chosen === 'basic' && (
        <>
          <Field label={t.user}>
            <Input
              value={basicAuthUser}
              disabled={readOnly}
              autocomplete="off"
              onInput={(event) => onChange({ ...settings, basicAuthUser: event.currentTarget.value })}
            />
          </Field>
          {secret('basicAuthPassword', t.password)}
        </>
      )}
      {chosen === 'bearer' && secret('bearerToken', t.token)}
    </SettingsSection>
  );
}

function Tls({ settings, onChange }: ConfigEditorProps): JSX.Element {
  const t = settingsTexts();
  const { jsonData, secureJsonFields, secureJsonData, readOnly } = settings;
  const setJson = (more: Json): void => onChange({ ...settings, jsonData: { ...jsonData, ...more } });
  const pem = (name: string, label: string, kind: string): JSX.Element => (
    <SecretField
      label={label}
      lines={4}
      placeholder={`-----BEGIN ${kind}-----`}
      stored={secureJsonFields[name] ?? false}
      value={secureJsonData[name]}
      disabled={readOnly}
      onValue={(value) => onChange({ ...settings, secureJsonData: withSecret(settings, name, value) })}
    />
  );
  const box = (key: string, label: string): JSX.Element => (
    <Checkbox label={label} checked={jsonData[key] === true} disabled={readOnly} onValue={(on) => setJson({ [key]: on })} />
  );
  return (
    <SettingsSection title={t.tls} help={t.tlsHelp}>
      {box('tlsAuthWithCACert', t.ca)}
      {jsonData.tlsAuthWithCACert === true && pem('tlsCACert', t.caCert, 'CERTIFICATE')}
      {box('tlsAuth', t.client)}
      {jsonData.tlsAuth === true && (
        <>
          <Field label={t.serverName}>
            <Input
              value={String(jsonData.serverName ?? '')}
              placeholder="metrics.example.com"
              disabled={readOnly}
              onInput={(event) => setJson({ serverName: event.currentTarget.value })}
            />
          </Field>
          {pem('tlsClientCert', t.clientCert, 'CERTIFICATE')}
          {pem('tlsClientKey', t.clientKey, 'PRIVATE KEY')}
        </>
      )}
      {box('tlsSkipVerify', t.skip)}
      {jsonData.tlsSkipVerify === true && <span class="o-settings-note o-warn">{t.skipHelp}</span>}
    </SettingsSection>
  );
}

/** Pairs are counted from 1, and a gap hides what comes after it: a header that goes is closed up behind. */
function Headers({ settings, onChange }: ConfigEditorProps): JSX.Element {
  const t = settingsTexts();
  const { jsonData, secureJsonFields, secureJsonData, readOnly } = settings;
  let count = 0;
  while (jsonData[`httpHeaderName${count + 1}`] !== undefined) count++;
  const setName = (number: number, name: string): void =>
    onChange({ ...settings, jsonData: { ...jsonData, [`httpHeaderName${number}`]: name } });
  const removeLast = (): void => {
    const { [`httpHeaderName${count}`]: _gone, ...rest } = jsonData;
    onChange({ ...settings, jsonData: rest, secureJsonData: withSecret(settings, `httpHeaderValue${count}`, undefined) });
  };
  return (
    <SettingsSection title={t.headers} help={t.headersHelp}>
      {Array.from({ length: count }, (_, index) => {
        const number = index + 1;
        return (
          <div class="o-row o-top o-wrap" key={number}>
            <Field label={t.headerName}>
              <Input
                value={String(jsonData[`httpHeaderName${number}`] ?? '')}
                placeholder="X-Scope-OrgID"
                disabled={readOnly}
                onInput={(event) => setName(number, event.currentTarget.value)}
              />
            </Field>
            <div class="o-sp">
              <SecretField
                label={t.headerValue}
                stored={secureJsonFields[`httpHeaderValue${number}`] ?? false}
                value={secureJsonData[`httpHeaderValue${number}`]}
                disabled={readOnly}
                onValue={(value) => onChange({ ...settings, secureJsonData: withSecret(settings, `httpHeaderValue${number}`, value) })}
              />
            </div>
            {/* Only the last one: values of others cannot be moved, since nobody can read them. */}
            {number === count && (
              <IconButton icon="x" label={`${t.remove}: ${jsonData[`httpHeaderName${number}`]}`} disabled={readOnly} onClick={removeLast} />
            )}
          </div>
        );
      })}
      <span>
        <Button size="sm" icon="plus" disabled={readOnly} onClick={() => setName(count + 1, '')}>
          {t.addHeader}
        </Button>
      </span>
    </SettingsSection>
  );
}
