/** What lies in the folder of a provider now, and whether it fits beside what lies in the others. */
import type { ProvisionedFile, Provisioning } from '@orrery/plugin-sdk';
import { fieldsOf } from '../answers.ts';
import type { DashboardModel } from '../dashboard/store.ts';
import { uidProblem } from '../names.ts';
import type { Provider } from './providers.ts';

/** A file that holds a dashboard, as far as it has to be known to compare it with others. */
export interface Found {
  readonly path: string;
  readonly hash: string;
  readonly uid: string;
  readonly title: string;
}
export interface Scan {
  readonly provider: Provider;
  /** Every file there is, broken ones too: what is there is not gone. */
  readonly files: readonly ProvisionedFile[];
  readonly found: readonly Found[];
  readonly problems: readonly string[];
}

/** `before` is what the last scan found: a file that did not change is not read again. */
export async function scan(provider: Provider, provisioning: Provisioning, before: Scan | undefined): Promise<Scan> {
  const files = await provisioning.files('dashboards', provider.path);
  const known = new Map(before?.found.map((one) => [one.path, one]));
  const found: Found[] = [];
  const problems: string[] = [];
  for (const { path, hash } of files) {
    const same = known.get(path);
    if (same?.hash === hash) {
      found.push(same);
      continue;
    }
    try {
      const { uid, title } = await readModel(provider, provisioning, path);
      found.push({ path, hash, uid: uid ?? '', title: String(title).trim() });
    } catch (error) {
      problems.push(`${provider.name}: failed to load dashboard from ${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { provider, files, found, problems };
}

/** The dashboard of a file: bare, or in the envelope that the API gives. */
export async function readModel({ path: folder }: Provider, provisioning: Provisioning, path: string): Promise<DashboardModel> {
  const content: unknown = JSON.parse(await provisioning.read('dashboards', folder, path));
  if (typeof content !== 'object' || content === null || Array.isArray(content)) throw new Error('it holds no dashboard object.');
  const { dashboard } = fieldsOf(content);
  const model = (typeof dashboard === 'object' && dashboard !== null && !Array.isArray(dashboard) ? dashboard : content) as DashboardModel;
  if (!String(model.title ?? '').trim()) throw new Error('Dashboard title cannot be empty');
  if (model.uid !== undefined && model.uid !== null && typeof model.uid !== 'string') throw new Error('its uid is no text.');
  const wrong = uidProblem(model.uid ?? '');
  if (wrong) throw new Error(wrong);
  return model;
}

export interface Duplicates {
  /** Names of the providers that may not write until this is mended. */
  readonly locked: ReadonlySet<string>;
  readonly warnings: readonly string[];
}

/** Within an organisation a uid is one dashboard's, and a title in a folder too; else two files would take turns for ever. */
export function duplicatesIn(scans: readonly Scan[]): Duplicates {
  const locked = new Set<string>();
  const warnings: string[] = [];
  const uses = new Map<string, { what: string; users: { provider: string; path: string }[] }>();
  const use = (key: string, what: string, provider: string, path: string): void => {
    const known = uses.get(key) ?? { what, users: [] };
    known.users.push({ provider, path });
    uses.set(key, known);
  };
  for (const { provider, found } of scans) {
    for (const { path, uid, title } of found) {
      if (uid) use(JSON.stringify([provider.orgId, 'uid', uid]), `the same UID is used more than once: "${uid}"`, provider.name, path);
      const folder = folderKey(provider, path);
      use(JSON.stringify([provider.orgId, folder, title]), `dashboard title is not unique in folder: "${title}"`, provider.name, path);
    }
  }
  for (const { what, users } of uses.values()) {
    if (users.length < 2) continue;
    for (const { provider } of users) locked.add(provider);
    warnings.push(`${what}, in ${users.map(({ provider, path }) => `${path} (${provider})`).join(' and ')}`);
  }
  return { locked, warnings };
}

function folderKey(provider: Provider, path: string): string {
  if (provider.foldersFromFilesStructure) return path.split('/').slice(0, -1).join('/');
  return provider.folder || provider.folderUid;
}
