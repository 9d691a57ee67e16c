/** `provisioning/dashboards/*.yaml`: which folders of dashboard files there are, and what is wrong with how they are named. */
import type { ProvisioningDocument } from '@orrery/plugin-sdk';
import { fieldsOf, textOf } from '../answers.ts';

export interface Provider {
  readonly name: string;
  readonly orgId: number;
  readonly folder: string;
  readonly folderUid: string;
  readonly path: string;
  readonly disableDeletion: boolean;
  readonly allowUiUpdates: boolean;
  readonly foldersFromFilesStructure: boolean;
  readonly everySeconds: number;
}
export interface ReadProviders {
  readonly providers: readonly Provider[];
  /** With each the file that it is about. While there is one, nobody knows which providers are gone. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

export function readProviders(documents: readonly ProvisioningDocument[]): ReadProviders {
  const providers: Provider[] = [];
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const { file, content, error } of documents) {
    if (error) problems.push(`${file}: ${error}`);
    if (content === undefined || content === null) continue;
    const { providers: listed, apiVersion } = fieldsOf(content);
    const list = Array.isArray(content) ? content : (listed ?? []);
    if (!Array.isArray(list)) {
      problems.push(`${file}: "providers" is a list; found ${JSON.stringify(listed)}.`);
      continue;
    }
    if (!apiVersion) warnings.push(`${file}: it has no "apiVersion: 1" and is read in the old way, which ends some day.`);
    for (const [index, item] of list.entries()) {
      const provider = toProvider(fieldsOf(item));
      if (typeof provider === 'string') problems.push(`${file}: providers[${index}]: ${provider}`);
      else if (providers.some(({ name }) => name === provider.name))
        problems.push(`${file}: dashboard name "${provider.name}" is not unique`);
      else providers.push(provider);
    }
  }
  return { providers, problems, warnings: [...warnings, ...sharedFolderUids(providers)] };
}

/** Without those of organisations that do not exist: what they would save, nobody could open. `undefined`: nobody can tell which exist. */
export function ofKnownOrgs({ providers, problems, warnings }: ReadProviders, orgs: readonly number[] | undefined): ReadProviders {
  const unknown = orgs ? providers.filter(({ orgId }) => !orgs.includes(orgId)) : [];
  const told = unknown.map(({ name, orgId }) => `${name}: there is no organisation ${orgId}. Write the orgId of one that exists.`);
  return { providers: providers.filter((provider) => !unknown.includes(provider)), problems: [...problems, ...told], warnings };
}

function toProvider(item: Readonly<Record<string, unknown>>): Provider | string {
  const options = fieldsOf(item.options);
  const path = options.path ?? options.folder;
  const type = item.type || 'file';
  const [folder, folderUid] = [String(item.folder ?? ''), String(item.folderUid ?? item.folderUID ?? '')];
  if (!textOf(item.name)) return 'it has no name.';
  if (type !== 'file') return `type ${type} is not supported`;
  if (typeof path !== 'string') return 'failed to load dashboards, path param is not a string';
  const structured = options.foldersFromFilesStructure === true;
  if (structured && (folder || folderUid)) return "'folder' and 'folderUID' should be empty using 'foldersFromFilesStructure' option";
  if (folderUid === 'general') return 'folderUid "general" is the root and cannot be provisioned into.';
  const orgId = Number(item.orgId ?? item.org_id ?? 1);
  if (!Number.isSafeInteger(orgId) || orgId < 0) return `orgId is the number of an organisation; found ${JSON.stringify(item.orgId)}.`;
  return {
    name: textOf(item.name),
    orgId: orgId || 1,
    ...{ folder, folderUid, path },
    disableDeletion: item.disableDeletion === true,
    allowUiUpdates: item.allowUiUpdates === true,
    foldersFromFilesStructure: structured,
    everySeconds: Math.max(Number(item.updateIntervalSeconds) || 10, 1),
  };
}

function sharedFolderUids(providers: readonly Provider[]): string[] {
  const uids = [...new Set(providers.map(({ folderUid }) => folderUid).filter(Boolean))];
  return uids.flatMap((uid) => {
    const names = providers.filter(({ folderUid }) => folderUid === uid).map(({ name }) => name);
    return names.length > 1 ? [`the same folder UID is used more than once: "${uid}" by the providers ${names.join(', ')}`] : [];
  });
}
