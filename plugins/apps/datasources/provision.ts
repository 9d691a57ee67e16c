/** Provisioning files of data sources, applied as Grafana applies them: deletions, then every entry by name, then pruning. */
import type { InstanceChange, Instances, ProvisioningDocument } from '@orrery/plugin-sdk';
import { type DatasourceInput, toChange } from './model.ts';

interface Entry extends DatasourceInput {
  readonly orgId?: number;
  readonly editable?: boolean;
}
interface File {
  readonly apiVersion?: number;
  readonly prune?: boolean;
  readonly datasources?: readonly Entry[];
  readonly deleteDatasources?: readonly { readonly name: string; readonly orgId?: number }[];
}

export interface Provisioned {
  readonly applied: number;
  /** One sentence a file that could not be applied, wholly or in part. Nothing else is held up by it. */
  readonly problems: readonly string[];
}

export async function provision(
  documents: readonly ProvisioningDocument[],
  instances: Instances,
  contributionOf: (type: string) => Promise<string | undefined>,
  uidOf: (name: string) => Promise<string>,
): Promise<Provisioned> {
  const problems: string[] = documents.filter(({ error }) => error).map(({ file, error }) => `${file}: ${error}`);
  const files = documents
    .filter(({ content, error }) => content && !error)
    .map(({ file, content }) => ({ file, content: content as File }));
  const defaults = files.flatMap(({ content }) => content.datasources ?? []).filter(({ isDefault }) => isDefault);
  const contested = new Set(defaults.map(({ orgId = 1 }) => orgId).filter((org, index, all) => all.indexOf(org) !== index));
  for (const org of contested)
    problems.push(
      `datasource.yaml config is invalid. Only one datasource per organization can be marked as default (organisation ${org}).`,
    );

  let applied = 0;
  for (const { file, content } of files) {
    for (const { name, orgId = 1 } of content.deleteDatasources ?? []) {
      const found = await instances.forOrg(orgId).get('datasource', { name });
      if (found) await instances.forOrg(orgId).delete('datasource', found.uid);
    }
    for (const [index, entry] of (content.datasources ?? []).entries()) {
      const problem = contested.has(entry.orgId ?? 1) && entry.isDefault ? undefined : await apply(entry);
      if (problem) problems.push(`${file}: datasources[${index}]${entry.name ? ` "${entry.name}"` : ''}: ${problem}`);
      else applied++;
    }
  }
  return { applied, problems };

  async function apply(entry: Entry): Promise<string | undefined> {
    if (!entry.name) return 'it has no name.';
    if (!entry.type) return 'it has no type. Write the id of a datasource plugin, like prometheus.';
    const contribution = await contributionOf(entry.type);
    if (!contribution) return `no active plugin provides the type "${entry.type}". GET /api/plugins?type=datasource lists those that do.`;
    const inOrg = instances.forOrg(entry.orgId ?? 1);
    const before =
      (await inOrg.get('datasource', { name: entry.name })) ?? (entry.uid ? await inOrg.get('datasource', { uid: entry.uid }) : undefined);
    const change: InstanceChange = {
      ...toChange({ ...entry, access: entry.access === 'direct' ? 'direct' : 'proxy' }, contribution, before),
      readOnly: !entry.editable,
      isDefault: Boolean(entry.isDefault),
    };
    try {
      if (!before) await inOrg.create('datasource', { ...change, uid: entry.uid ?? (await uidOf(entry.name)) });
      // A file for an older version than what is stored is left alone: several servers restart with mixed files.
      else if ((entry.version ?? before.version) >= before.version || !entry.version)
        await inOrg.update('datasource', before.uid, undefined, change);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}
