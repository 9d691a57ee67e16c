/** An app as an organisation has set it up: the kernel's neutral instance, under the id of its plugin. */
import { type ContributionInfo, FailureError, type Instance, type InstanceChange, type Instances } from '@orrery/plugin-sdk';

const point = 'app';

/** What an instance keeps in `settings`. */
export interface AppSettings {
  readonly enabled: boolean;
  readonly pinned: boolean;
  readonly jsonData: Readonly<Record<string, unknown>>;
  /** The version that was there when it was saved. */
  readonly pluginVersion?: string;
}
/** What the API and provisioning files send; `null` counts as left out. Secrets only ever go in. */
export interface AppInput {
  readonly enabled?: boolean | null;
  readonly pinned?: boolean | null;
  readonly jsonData?: Readonly<Record<string, unknown>> | null;
  readonly secureJsonData?: Readonly<Record<string, unknown>> | null;
  readonly pluginVersion?: string | null;
}

/** By its id, or by one it had before. */
export async function appOf(instances: Instances, id: string): Promise<ContributionInfo | undefined> {
  return (await instances.contributions(point)).find(({ name, aliases }) => name === id || aliases.includes(id));
}

export async function instanceOf(instances: Instances, id: string): Promise<Instance | undefined> {
  return (await instances.get(point, { name: id })) ?? undefined;
}

/** Saves what was given; data that are left out stay, and so do secrets that are not named. An empty secret is removed. */
export async function save(instances: Instances, id: string, input: AppInput): Promise<void> {
  for (let tries = 0; ; tries++) {
    const before = await instanceOf(instances, id);
    const change = toChange(id, input, before);
    try {
      if (before) await instances.update(point, before.uid, undefined, change);
      else await instances.create(point, change);
      return;
    } catch (error) {
      // Somebody set it up at the same moment.
      if (!(error instanceof FailureError) || error.failure.code !== 'instance/conflict' || tries > 0) throw error;
    }
  }
}

function toChange(id: string, input: AppInput, before: Instance | undefined): InstanceChange {
  const kept = before?.settings as Partial<AppSettings> | undefined;
  const settings: AppSettings = {
    enabled: input.enabled === true,
    pinned: input.pinned === true,
    jsonData: input.jsonData ?? kept?.jsonData ?? {},
    ...(input.pluginVersion && { pluginVersion: input.pluginVersion }),
  };
  const secrets = Object.entries(input.secureJsonData ?? {}).map(([name, value]): [string, string | null] => [
    name,
    value === '' || value === null || value === undefined ? null : String(value),
  ]);
  return { contribution: id, name: id, settings: { ...settings }, secrets: Object.fromEntries(secrets) };
}

/** What is wrong with an input, in words. */
export function inputProblem(input: AppInput): string | undefined {
  for (const key of ['enabled', 'pinned'] as const)
    if (input[key] !== undefined && input[key] !== null && typeof input[key] !== 'boolean')
      return `${key} is ${JSON.stringify(input[key])}; it can be true or false.`;
  for (const key of ['jsonData', 'secureJsonData'] as const) {
    const value = input[key];
    if (value !== undefined && value !== null && (typeof value !== 'object' || Array.isArray(value))) return `${key} is no map of keys.`;
  }
  return undefined;
}
