/** What a person has typed of a data source, against what is stored. */
import type { DatasourceSettings } from '@orrery/plugin-sdk/ui';
import { t } from '../text/index.ts';
import type { Source, SourceType } from './api.ts';

export interface Draft extends DatasourceSettings {
  readonly isDefault: boolean;
}

/** `name`: of a new one. */
export function draftOf(source: Source | undefined, type: SourceType | undefined, address: string, name = type?.name ?? ''): Draft {
  if (source) {
    const {
      uid,
      name: stored,
      url,
      access,
      basicAuth,
      basicAuthUser,
      withCredentials,
      database,
      user,
      jsonData,
      secureJsonFields,
      readOnly,
      isDefault,
    } = source;
    return {
      ...{
        uid,
        name: stored,
        url,
        access,
        basicAuth,
        basicAuthUser,
        withCredentials,
        database,
        user,
        jsonData,
        secureJsonFields,
        readOnly,
        isDefault,
      },
      type: source.type,
      secureJsonData: {},
    };
  }
  return {
    ...{ uid: '', name, type: type?.type ?? '', url: address, access: 'proxy', basicAuth: false, basicAuthUser: '' },
    ...{
      withCredentials: false,
      database: '',
      user: '',
      jsonData: {},
      secureJsonFields: {},
      secureJsonData: {},
      readOnly: false,
      isDefault: false,
    },
  };
}

/** What is sent: only secrets that were typed, so that the others stay. */
export function bodyOf(draft: Draft, version: number | undefined): Record<string, unknown> {
  const { readOnly: _, secureJsonFields: __, uid, ...rest } = draft;
  return { ...rest, ...(uid && { uid }), name: draft.name.trim(), url: draft.url.trim(), ...(version !== undefined && { version }) };
}

const tlsKeys = /^(tls|serverName)/;
const headerKeys = /^httpHeader/;

/** Names of what was changed, as the page calls them. */
export function changesOf(before: Draft, now: Draft): string[] {
  const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
  const json = new Set(
    [...Object.keys(before.jsonData), ...Object.keys(now.jsonData)].filter((key) => differs(before.jsonData[key], now.jsonData[key])),
  );
  const keys = [...json, ...Object.keys(now.secureJsonData)];
  const has = (test: (key: string) => boolean): boolean => keys.some(test);
  const isSignIn = (key: string): boolean => ['basicAuthPassword', 'bearerToken'].includes(key);
  const common = (key: string): boolean => tlsKeys.test(key) || headerKeys.test(key) || isSignIn(key) || key === 'timeout';
  return [
    ...(before.name !== now.name ? [t.name] : []),
    ...(before.url !== now.url ? [t.address] : []),
    ...(before.isDefault !== now.isDefault ? [t.useAsDefault] : []),
    ...(before.basicAuth !== now.basicAuth || before.basicAuthUser !== now.basicAuthUser || has(isSignIn) ? [t.signIn] : []),
    ...(has((key) => tlsKeys.test(key)) ? [t.tls] : []),
    ...(has((key) => headerKeys.test(key)) ? [t.headers] : []),
    ...(json.has('timeout') ? [t.timeout] : []),
    ...(has((key) => !common(key)) || differs([before.user, before.database], [now.user, now.database]) ? [t.own(now.type)] : []),
  ];
}

export interface Problems {
  readonly name?: string;
  readonly url?: string;
  readonly timeout?: string;
}

export function problemsOf(draft: Draft, reachesAddress: boolean): Problems {
  const timeout = draft.jsonData.timeout;
  return {
    ...(!draft.name.trim() && { name: t.nameMissing }),
    ...(reachesAddress && !draft.url.trim() && { url: t.addressMissing }),
    ...(timeout !== undefined && timeout !== '' && !(Number(timeout) >= 1 && Number(timeout) <= 600) && { timeout: t.timeoutBad }),
  };
}
