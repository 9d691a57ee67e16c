/** Between Grafana's datasource JSON and the kernel's neutral instance. */
import type { Instance, InstanceChange } from '@orrery/plugin-sdk';

/** What the API and provisioning files send. Secrets only ever go in. */
export interface DatasourceInput {
  readonly uid?: string;
  readonly name?: string;
  readonly type?: string;
  readonly access?: string;
  readonly url?: string;
  readonly user?: string;
  readonly database?: string;
  readonly basicAuth?: boolean;
  readonly basicAuthUser?: string;
  readonly withCredentials?: boolean;
  readonly isDefault?: boolean;
  readonly jsonData?: Readonly<Record<string, unknown>>;
  readonly secureJsonData?: Readonly<Record<string, string>>;
  readonly version?: number;
  readonly password?: string;
  readonly basicAuthPassword?: string;
}

/** What an instance keeps of it in `settings`. */
export interface DatasourceSettings {
  readonly access: string;
  readonly user: string;
  readonly database: string;
  readonly basicAuth: boolean;
  readonly basicAuthUser: string;
  readonly withCredentials: boolean;
  readonly jsonData: Readonly<Record<string, unknown>>;
}

const empty: DatasourceSettings = {
  access: 'proxy',
  user: '',
  database: '',
  basicAuth: false,
  basicAuthUser: '',
  withCredentials: false,
  jsonData: {},
};

export function toChange(input: DatasourceInput, contribution: string, before?: Instance): InstanceChange {
  const kept = (before?.settings as unknown as DatasourceSettings | undefined) ?? empty;
  const settings: DatasourceSettings = {
    access: input.access ?? kept.access,
    user: input.user ?? kept.user,
    database: input.database ?? kept.database,
    basicAuth: input.basicAuth ?? kept.basicAuth,
    basicAuthUser: input.basicAuthUser ?? kept.basicAuthUser,
    withCredentials: input.withCredentials ?? kept.withCredentials,
    jsonData: input.jsonData ?? kept.jsonData,
  };
  return {
    ...(input.uid !== undefined && { uid: input.uid }),
    contribution,
    name: (input.name ?? before?.name ?? '').trim(),
    url: input.url ?? before?.url ?? '',
    settings: { ...settings },
    secrets: secretsOf(input),
    isDefault: input.isDefault ?? before?.isDefault ?? false,
  };
}

/** Clients send back an empty string for a secret they were not shown: it stays, as in Grafana's own form. */
function secretsOf({ secureJsonData = {}, password, basicAuthPassword }: DatasourceInput): Record<string, string> {
  const given = { ...secureJsonData, ...(password && { password }), ...(basicAuthPassword && { basicAuthPassword }) };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === 'string' && value !== ''));
}

export function toJson(instance: Instance) {
  const settings = { ...empty, ...(instance.settings as Partial<DatasourceSettings>) };
  return {
    ...toListJson(instance),
    basicAuthUser: settings.basicAuthUser,
    withCredentials: settings.withCredentials,
    secureJsonFields: Object.fromEntries(instance.secretNames.map((name) => [name, true])),
    version: instance.version,
  };
}

export function toListJson(instance: Instance) {
  const settings = { ...empty, ...(instance.settings as Partial<DatasourceSettings>) };
  return {
    id: instance.id,
    uid: instance.uid,
    orgId: instance.orgId,
    name: instance.name,
    type: instance.contribution,
    typeName: instance.contribution,
    typeLogoUrl: `/public/plugins/${instance.plugin}/img/logo.svg`,
    access: settings.access,
    url: instance.url,
    user: settings.user,
    database: settings.database,
    basicAuth: settings.basicAuth,
    isDefault: instance.isDefault,
    jsonData: settings.jsonData,
    readOnly: instance.readOnly,
  };
}
