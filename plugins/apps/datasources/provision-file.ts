/** A provisioning file as it is written, in today's keys or those of before `apiVersion: 1`, as entries to apply. */
import type { ProvisioningDocument } from '@orrery/plugin-sdk';
import type { CorrelationInput } from './correlations.ts';
import type { DatasourceInput } from './model.ts';

export interface Entry extends DatasourceInput {
  readonly orgId?: number;
  readonly orgName?: string;
  readonly editable?: boolean;
  readonly correlations?: readonly CorrelationInput[];
  /** Of its file. */
  readonly prune?: boolean;
}
export interface ProvisioningFile {
  readonly datasources: readonly Entry[];
  readonly deleteDatasources: readonly { readonly name: string; readonly orgId?: number; readonly orgName?: string }[];
}
export interface ReadFile {
  readonly content?: ProvisioningFile;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}
type Item = Record<string, unknown>;

const texts = [
  'name',
  'type',
  'access',
  'uid',
  'url',
  'user',
  'database',
  'basicAuthUser',
  'password',
  'basicAuthPassword',
  'orgName',
] as const;
const switches = ['basicAuth', 'withCredentials', 'isDefault', 'editable'] as const;
const numbers = ['orgId', 'version'] as const;

export function readFile({ content, error }: ProvisioningDocument): ReadFile {
  if (error) return { problems: [error], warnings: [] };
  // An empty file, or one of comments.
  if (content === null || content === undefined) return { content: { datasources: [], deleteDatasources: [] }, problems: [], warnings: [] };
  if (typeof content !== 'object' || Array.isArray(content))
    return { problems: ['it is no map of keys; it begins with apiVersion: 1.'], warnings: [] };
  const problems: string[] = [];
  const warnings: string[] = [];
  const file = content as Item;
  const old =
    !file.apiVersion &&
    [...listOf(file.datasources), ...listOf(file.delete_datasources)].some((item) => Object.keys(item).some((key) => key.includes('_')));
  if (old || file.delete_datasources)
    warnings.push(
      'it is written in the keys of before apiVersion: 1 (org_id, is_default, json_data). Write apiVersion: 1 and orgId, isDefault, jsonData.',
    );

  const list = (key: string): Item[] => {
    const value = file[key];
    if (value !== undefined && value !== null && !Array.isArray(value)) problems.push(`${key} is no list.`);
    return listOf(value).map((item) => (old ? modern(item) : item));
  };
  const datasources = list('datasources').flatMap((item, index) => {
    const read = entryOf(item, `datasources[${index}]`);
    problems.push(...read.problems);
    warnings.push(...read.warnings);
    return read.entry ? [{ ...read.entry, ...(file.prune === true && { prune: true }) }] : [];
  });
  const deletions = [...list('deleteDatasources'), ...(file.delete_datasources ? list('delete_datasources').map(modern) : [])].flatMap(
    (item, index) => {
      if (typeof item.name === 'string' && item.name)
        return [
          {
            name: item.name,
            ...(Number(item.orgId) > 0 && { orgId: Number(item.orgId) }),
            ...(item.orgName ? { orgName: String(item.orgName) } : {}),
          },
        ];
      problems.push(`deleteDatasources[${index}] has no name.`);
      return [];
    },
  );
  return { content: { datasources, deleteDatasources: deletions }, problems, warnings };
}

/** Values that came from the environment may have become numbers; where a text belongs they are texts again. */
function entryOf(item: Item, where: string): { entry?: Entry; problems: string[]; warnings: string[] } {
  const problems: string[] = [];
  const warnings: string[] = [];
  const named = `${where}${item.name ? ` "${String(item.name)}"` : ''}`;
  const entry: Item = {};
  for (const key of texts) if (item[key] !== undefined && item[key] !== null) entry[key] = String(item[key]);
  for (const key of switches) {
    const value = item[key];
    if (value === undefined || value === null || value === '') continue;
    if (typeof value !== 'boolean') problems.push(`${named}: ${key} is "${String(value)}"; it can be true or false.`);
    else entry[key] = value;
  }
  for (const key of numbers) {
    const value = item[key];
    if (value === undefined || value === null || value === '') continue;
    if (!Number.isInteger(Number(value))) problems.push(`${named}: ${key} is "${String(value)}", which is no whole number.`);
    else entry[key] = Number(value);
  }
  if (entry.access !== undefined && entry.access !== 'proxy' && entry.access !== 'direct') {
    warnings.push(`${named}: access is "${String(entry.access)}"; it can be proxy or direct, and was taken as proxy.`);
    entry.access = 'proxy';
  }
  for (const key of ['jsonData', 'secureJsonData'] as const) {
    const value = item[key];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'object' || Array.isArray(value)) problems.push(`${named}: ${key} is no map of keys.`);
    else entry[key] = value;
  }
  if (item.correlations !== undefined && item.correlations !== null) entry.correlations = listOf(item.correlations);
  return problems.length > 0 ? { problems, warnings } : { entry: entry as unknown as Entry, problems, warnings };
}

function listOf(value: unknown): Item[] {
  return Array.isArray(value)
    ? value.filter((item): item is Item => typeof item === 'object' && item !== null && !Array.isArray(item))
    : [];
}

/** `org_id` as `orgId`; only the keys of the entry itself, never those within its data. */
function modern(item: Item): Item {
  return Object.fromEntries(
    Object.entries(item).map(([key, value]) => [key.replace(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase()), value]),
  );
}
