/** Between Grafana's datasource JSON and the kernel's neutral instance. */
import type { ContributionInfo, Instance, InstanceChange } from '@orrery/plugin-sdk';

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
  readonly jsonData?: Readonly<Record<string, unknown>> | null;
  readonly secureJsonData?: Readonly<Record<string, unknown>> | null;
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
  /** Deleted once no file names it any more. */
  readonly prunable?: boolean;
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

export function settingsOf(instance: Instance | undefined): DatasourceSettings {
  return { ...empty, ...(instance?.settings as Partial<DatasourceSettings> | undefined) };
}

/**
 * As Grafana saves: switches, user and database are what the request says, off and empty when it says nothing; everything else stays when
 * it is left out.
 */
export function toChange(input: DatasourceInput, contribution: string, before?: Instance): InstanceChange {
  const kept = settingsOf(before);
  const settings: DatasourceSettings = {
    access: input.access || kept.access,
    user: input.user ?? '',
    database: input.database ?? '',
    basicAuth: input.basicAuth === true,
    basicAuthUser: input.basicAuthUser ?? kept.basicAuthUser,
    withCredentials: input.withCredentials === true,
    jsonData: input.jsonData ?? kept.jsonData,
    ...(kept.prunable && { prunable: true }),
  };
  return {
    ...(input.uid && { uid: input.uid }),
    contribution,
    name: (input.name ?? before?.name ?? '').trim(),
    url: input.url ?? before?.url ?? '',
    settings: { ...settings },
    secrets: secretsOf(input),
    isDefault: input.isDefault === true,
  };
}

/** A secret that is left out stays; an empty one is removed. */
function secretsOf({ secureJsonData, password, basicAuthPassword }: DatasourceInput): Record<string, string | null> {
  const given = { ...secureJsonData, ...(password && { password }), ...(basicAuthPassword && { basicAuthPassword }) };
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, value === '' || value === null || value === undefined ? null : String(value)]),
  );
}

/** What is known of a datasource's type, to say its name and show its picture. */
export type TypeOf = (instance: Instance) => ContributionInfo | undefined;

export function toJson(instance: Instance, type: ContributionInfo | undefined) {
  const settings = settingsOf(instance);
  const { typeName: _, ...listed } = toListJson(instance, type);
  return {
    ...listed,
    basicAuthUser: settings.basicAuthUser,
    withCredentials: settings.withCredentials,
    secureJsonFields: Object.fromEntries(instance.secretNames.map((name) => [name, true])),
    version: instance.version,
  };
}

export function toListJson(instance: Instance, type: ContributionInfo | undefined) {
  const settings = settingsOf(instance);
  return {
    id: instance.id,
    uid: instance.uid,
    orgId: instance.orgId,
    name: instance.name,
    type: instance.contribution,
    typeName: type?.about.name ?? instance.contribution,
    typeLogoUrl: type?.about.info.logos.small ?? '',
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
