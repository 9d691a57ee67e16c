/** Provisioning files of apps (`provisioning/plugins/*.yaml`), applied as Grafana applies them: each entry overwrites what is stored. */
import type { Instances, ProvisioningDocument } from '@orrery/plugin-sdk';
import { type AppInput, appOf, inputProblem, save } from './settings.ts';

export interface Org {
  readonly id: number;
  readonly name: string;
}
export interface ProvisionParts {
  readonly instances: Instances;
  /** Undefined where nobody can say which there are: then numbers are believed. */
  readonly orgs: readonly Org[] | undefined;
}
type Item = Readonly<Record<string, unknown>>;

/** One sentence a thing that could not be applied, with its file. Nothing else is held up by it. */
export async function provision(documents: readonly ProvisioningDocument[], parts: ProvisionParts): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { file, content, error } of documents) {
    const apps = (content as { apps?: unknown } | null | undefined)?.apps ?? [];
    if (error) problems.push(`${file}: ${error}`);
    else if (!Array.isArray(apps)) problems.push(`${file}: apps is no list.`);
    else
      for (const [index, item] of apps.entries()) {
        const problem = await apply((item ?? {}) as Item, index + 1, parts);
        if (problem) problems.push(`${file}: ${problem}`);
      }
  }
  return problems;
}

async function apply(item: Item, number: number, { instances, orgs }: ProvisionParts): Promise<string | undefined> {
  const type = text(item.type);
  if (!type) return `app item ${number} in configuration doesn't contain required field type`;
  const orgId = orgOf(item, orgs);
  if (orgId === undefined)
    return `"${type}": organization not found: ${text(item.org_name) || String(item.org_id)}. Name one that is there, by org_id or org_name.`;
  const disabled = item.disabled ?? false;
  if (typeof disabled !== 'boolean') return `"${type}": disabled is ${JSON.stringify(disabled)}; it can be true or false.`;
  const input: AppInput = {
    enabled: !disabled,
    pinned: true,
    jsonData: (item.jsonData ?? {}) as Item,
    secureJsonData: (item.secureJsonData ?? {}) as Item,
  };
  const problem = inputProblem(input);
  if (problem) return `"${type}": ${problem}`;
  const app = await appOf(instances, type);
  if (!app) return `plugin not installed: "${type}". GET /api/plugins?type=app lists the apps that are here.`;
  try {
    await save(instances.forOrg(orgId), app.name, input);
    return undefined;
  } catch (failure) {
    return `"${type}": ${failure instanceof Error ? failure.message : String(failure)}`;
  }
}

/** The number counts before the name; the first organisation where neither is given. */
function orgOf({ org_id: id, org_name: name }: Item, orgs: readonly Org[] | undefined): number | undefined {
  const number = Number(id ?? 0);
  if (number > 0) return !orgs || orgs.some((org) => org.id === number) ? number : undefined;
  if (text(name)) return orgs?.find((org) => org.name === text(name))?.id;
  return 1;
}
const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
