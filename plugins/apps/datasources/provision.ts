/**
 * Provisioning files of data sources, applied as Grafana applies them: file by file deletions and every entry by name, then correlations,
 * which may lead forward, then what no file names any more.
 */
import type { Instance, InstanceChange, Instances, ProvisioningDocument } from '@orrery/plugin-sdk';
import { type CorrelationInput, type Correlations, correlationProblem } from './correlations.ts';
import { settingsOf, toChange } from './model.ts';
import { changeProblem } from './problems.ts';
import { type Entry, type ProvisioningFile, readFile } from './provision-file.ts';

export interface Provisioned {
  readonly applied: number;
  /** One sentence a thing that could not be applied, with its file. Nothing else is held up by it. */
  readonly problems: readonly string[];
  /** What is accepted and should be written otherwise. */
  readonly warnings: readonly string[];
}

export interface ProvisionParts {
  readonly instances: Instances;
  readonly correlations: (orgId: number) => Correlations;
  readonly contributionOf: (type: string) => Promise<string | undefined>;
  readonly uidOf: (name: string) => string;
  /** The id of an organisation by id or name; undefined when there is none. */
  readonly orgOf: (org: { id: number } | { name: string }) => Promise<number | undefined>;
  /** Every organisation there is. */
  readonly orgs: () => Promise<readonly number[]>;
}

export async function provision(documents: readonly ProvisioningDocument[], parts: ProvisionParts): Promise<Provisioned> {
  const { instances, correlations, contributionOf, uidOf, orgOf, orgs } = parts;
  const problems: string[] = [];
  const warnings: string[] = [];
  const files: { file: string; content: ProvisioningFile }[] = [];
  for (const document of documents) {
    const read = readFile(document);
    problems.push(...read.problems.map((problem) => `${document.file}: ${problem}`));
    warnings.push(...read.warnings.map((warning) => `${document.file}: ${warning}`));
    if (read.content) files.push({ file: document.file, content: read.content });
  }

  const contested = contestedOrgs(files.flatMap(({ content }) => content.datasources));
  for (const org of contested)
    problems.push(
      `datasource.yaml config is invalid. Only one datasource per organization can be marked as default (organisation ${org}). None of them was applied.`,
    );

  /** `<org> <name>` of everything that a file names, to keep or to delete. */
  const named = new Set<string>();
  const later: { where: string; orgId: number; uid: string; correlations: readonly CorrelationInput[] | undefined }[] = [];
  let applied = 0;
  for (const { file, content } of files) {
    for (const { name, ...where } of content.deleteDatasources) {
      const orgId = await inOrg(where);
      if (orgId === undefined) {
        problems.push(`${file}: deleteDatasources "${name}": organization not found`);
        continue;
      }
      named.add(`${orgId} ${name}`);
      const found = await instances.forOrg(orgId).get('datasource', { name });
      if (found) await removed(orgId, found);
    }
    for (const [index, entry] of content.datasources.entries()) {
      const where = `${file}: datasources[${index}]${entry.name ? ` "${entry.name}"` : ''}`;
      const problem = await apply(entry, where);
      if (problem === undefined) applied++;
      else problems.push(`${where}: ${problem}`);
    }
  }
  for (const { where, orgId, uid, correlations: wanted } of later) {
    const problem = await correlate(orgId, uid, wanted);
    if (problem) problems.push(`${where}: ${problem}`);
  }
  // A file that cannot be read may name any of them.
  if (documents.every(({ error }) => !error)) {
    for (const orgId of await orgs()) {
      for (const instance of await instances.forOrg(orgId).list('datasource')) {
        if (settingsOf(instance).prunable && !named.has(`${orgId} ${instance.name}`)) await removed(orgId, instance);
      }
    }
  }
  return { applied, problems, warnings };

  function inOrg({ orgId, orgName }: { orgId?: number; orgName?: string }): Promise<number | undefined> {
    return orgName && orgId === undefined ? orgOf({ name: orgName }) : orgOf({ id: orgId && orgId > 0 ? orgId : 1 });
  }

  async function removed(orgId: number, { uid }: Instance): Promise<void> {
    const store = instances.forOrg(orgId);
    const found = await store.get('datasource', { uid });
    // What a file keeps, a file may also delete.
    if (found?.readOnly) await store.update('datasource', uid, undefined, { ...asItIs(found), readOnly: false });
    await store.delete('datasource', uid);
    await correlations(orgId).forget(uid);
  }

  async function apply(entry: Entry, where: string): Promise<string | undefined> {
    if (!entry.name) return 'it has no name.';
    const orgId = await inOrg(entry);
    if (orgId === undefined) return `failed to provision "${entry.name}" data source: organization not found`;
    named.add(`${orgId} ${entry.name}`);
    if (!entry.type) return 'it has no type. Write the id of a datasource plugin, like prometheus.';
    if (entry.isDefault && contested.has(orgId)) return 'it is one of several marked as default.';
    const wrong = changeProblem(entry);
    if (wrong) return String((wrong.body as { message: string }).message);
    const contribution = await contributionOf(entry.type);
    if (!contribution) return `no active plugin provides the type "${entry.type}". GET /api/plugins?type=datasource lists those that do.`;
    const store = instances.forOrg(orgId);
    const before =
      (await store.get('datasource', { name: entry.name })) ?? (entry.uid ? await store.get('datasource', { uid: entry.uid }) : undefined);
    const made = toChange(
      { ...entry, jsonData: entry.jsonData ?? {}, url: entry.url ?? '', basicAuthUser: entry.basicAuthUser ?? '' },
      contribution,
      before,
    );
    const { prunable: _, ...settings } = made.settings as Record<string, unknown>;
    const change: InstanceChange = {
      ...made,
      settings: { ...settings, ...(entry.prune && { prunable: true }) },
      readOnly: !entry.editable,
      isDefault: Boolean(entry.isDefault),
    };
    try {
      if (!before) {
        const { uid } = await store.create('datasource', { ...change, uid: entry.uid || uidOf(entry.name) });
        later.push({ where, orgId, uid, correlations: entry.correlations });
        return undefined;
      }
      // A file for an older version than what is stored is left alone: several servers restart with mixed files.
      if (entry.version && entry.version < before.version) {
        warnings.push(`${where}: version ${entry.version} is older than the stored ${before.version}; it was left as it is.`);
        return undefined;
      }
      const { uid } = await store.update('datasource', before.uid, undefined, change);
      later.push({ where, orgId, uid, correlations: entry.correlations });
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async function correlate(orgId: number, uid: string, wanted: readonly CorrelationInput[] | undefined): Promise<string | undefined> {
    const kept = correlations(orgId);
    await kept.removeProvisioned(uid);
    for (const [index, correlation] of (wanted ?? []).entries()) {
      const wrong = correlationProblem(correlation);
      if (wrong) return `correlations[${index}]: ${String((wrong.body as { message: string }).message)}`;
      const target = correlation.targetUID;
      if (target && !(await instances.forOrg(orgId).get('datasource', { uid: target })))
        return `correlations[${index}]: its target "${target}" does not exist.`;
      await kept.create(uid, correlation, true);
    }
    return undefined;
  }
}

function asItIs({ contribution, name, isDefault }: Instance): InstanceChange {
  return { contribution, name, isDefault };
}

function contestedOrgs(entries: readonly Entry[]): ReadonlySet<number> {
  const defaults = entries.filter(({ isDefault }) => isDefault).map(({ orgId = 1 }) => orgId);
  return new Set(defaults.filter((org, index, all) => all.indexOf(org) !== index));
}
