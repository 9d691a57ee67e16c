/**
 * Dashboards from files: each provider of `provisioning/dashboards/*.yaml` names a folder of JSON files. A changed file is saved,
 * a missing one is deleted (or let go), and a broken one is named while the rest go on.
 */
import type { Provisioning } from '@orrery/plugin-sdk';
import type { Folders } from './folders.ts';
import type { DashboardModel, Store } from './store.ts';

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

export async function readProviders(provisioning: Provisioning): Promise<{ providers: Provider[]; problems: string[] }> {
  const providers: Provider[] = [];
  const problems: string[] = [];
  for (const { file, content, error } of await provisioning.documents('dashboards')) {
    if (error) problems.push(`${file}: ${error}`);
    const list = content && (Array.isArray(content) ? content : ((content as { providers?: unknown }).providers ?? []));
    for (const [index, item] of (Array.isArray(list) ? list : []).entries()) {
      const provider = toProvider(item as Record<string, unknown>);
      if (typeof provider === 'string') problems.push(`${file}: providers[${index}]: ${provider}`);
      else if (providers.some(({ name }) => name === provider.name))
        problems.push(`${file}: dashboard name "${provider.name}" is not unique`);
      else providers.push(provider);
    }
  }
  return { providers, problems };
}

function toProvider(item: Record<string, unknown>): Provider | string {
  const options = (item.options ?? {}) as Record<string, unknown>;
  const path = options.path ?? options.folder;
  const type = item.type || 'file';
  if (!item.name) return 'it has no name.';
  if (type !== 'file') return `type ${type} is not supported`;
  if (typeof path !== 'string') return 'failed to load dashboards, path param is not a string';
  const structured = options.foldersFromFilesStructure === true;
  if (structured && (item.folder || item.folderUid))
    return "'folder' and 'folderUID' should be empty using 'foldersFromFilesStructure' option";
  if (item.folderUid === 'general') return 'folderUid "general" is the root and cannot be provisioned into.';
  return {
    name: String(item.name),
    orgId: Number(item.orgId ?? item.org_id) || 1,
    folder: String(item.folder ?? ''),
    folderUid: String(item.folderUid ?? ''),
    path,
    disableDeletion: item.disableDeletion === true,
    allowUiUpdates: item.allowUiUpdates === true,
    foldersFromFilesStructure: structured,
    everySeconds: Number(item.updateIntervalSeconds) || 10,
  };
}

export interface Applied {
  readonly saved: readonly string[];
  readonly deleted: readonly string[];
  readonly problems: readonly string[];
}

export async function applyProvider(provider: Provider, provisioning: Provisioning, store: Store, folders: Folders): Promise<Applied> {
  const problems: string[] = [];
  const saved: string[] = [];
  const deleted: string[] = [];
  const files = await provisioning.files('dashboards', provider.path);
  const known = await store.fromProvider(provider.name);
  const byFile = new Map(known.map((row) => [row.file as string, row]));

  for (const file of files) {
    if (byFile.get(file.path)?.fileHash === file.hash) continue;
    try {
      const model = parse(await provisioning.read('dashboards', provider.path, file.path));
      const folderUid = await folderOf(file.path);
      const uid = model.uid || (byFile.get(file.path)?.uid as string | undefined);
      const result = await store.save({
        model: uid ? { ...model, uid } : model,
        folderUid,
        message: '',
        overwrite: true,
        by: '',
        origin: { provider: provider.name, file: file.path, hash: file.hash },
      });
      if ('problem' in result) problems.push(`failed to save dashboard ${file.path}: ${result.problem}`);
      else saved.push(result.row.uid as string);
    } catch (error) {
      problems.push(`failed to load dashboard from ${file.path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  const present = new Set(files.map(({ path }) => path));
  for (const row of known.filter(({ file }) => !present.has(file as string))) {
    const whole = await store.get(row.uid as string);
    if (!whole) continue;
    if (provider.disableDeletion) await store.release(whole);
    else await store.remove(whole);
    deleted.push(row.uid as string);
  }
  return { saved, deleted, problems };

  function folderOf(path: string): Promise<string> | string {
    if (provider.foldersFromFilesStructure) {
      const titles = path.split('/').slice(0, -1);
      return titles.length > 0 ? folders.ensure(titles, '') : '';
    }
    if (!provider.folder && !provider.folderUid) return '';
    return folders.ensure([provider.folder || provider.folderUid], '', provider.folderUid || undefined);
  }
}

function parse(text: string): DashboardModel {
  const model = JSON.parse(text) as DashboardModel;
  if (typeof model !== 'object' || model === null || Array.isArray(model)) throw new Error('it holds no dashboard object.');
  if (!String(model.title ?? '').trim()) throw new Error('Dashboard title cannot be empty');
  return model;
}
