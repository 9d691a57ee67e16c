/** Writes a template as another plugin. The templates are plugins themselves, called Sample, by Acme; only their names change. */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sdkFolder } from '../folder.ts';
import { AuthorError } from '../io.ts';
import { installed } from '../link.ts';
import { packedSdk } from '../vendor.ts';
import type { Names } from './names.ts';

const templates = join(sdkFolder, 'templates');
/** Files whose place or name in the made project is another: npm and this repository read some names as meant for them. */
const placed: Readonly<Record<string, string>> = { gitignore: '.gitignore', 'ci.yml': '.github/workflows/ci.yml' };
const asText = /\.(?:tsx?|css|json|md|ya?ml|svg)$|^(?:LICENSE|gitignore)$/;

export async function writeTemplate(names: Names, folder: string): Promise<void> {
  const own = join(templates, names.kind);
  const files = [...(await filesOf(join(templates, 'common'))), ...(await filesOf(own))];
  if (files.length === 0) throw new AuthorError(`${own} is missing: this SDK was not packed whole.`);
  for (const { path, from } of files) {
    const to = join(folder, placed[path] ?? path);
    await mkdir(dirname(to), { recursive: true });
    if (asText.test(path)) await writeFile(to, renamed(await readFile(from, 'utf8'), names));
    else await cp(from, to);
  }
  await writePackage(names, folder);
}

/** The template's words as the new plugin's. Ids first: what is left of `acme-sample` then is the prefix alone. */
export function renamed(text: string, { id, base, name, org, pascal }: Names): string {
  return text
    .replace(/acme-sample-(?:panel|datasource|app)/g, id)
    .replaceAll('acme-sample', base)
    .replace(/\bSample(?=Query\b)/g, pascal)
    .replace(/\bSample\b/g, name)
    .replace(/\bAcme\b/g, org)
    .replace(/(?<=Copyright \(c\) )\d{4}/, String(new Date().getFullYear()));
}

/** Versions are those that this Orrery was built with, so that types and tests mean what a server runs. */
async function writePackage(names: Names, folder: string): Promise<void> {
  const file = join(folder, 'package.json');
  const json = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  const used = ['@preact/signals', '@types/node', 'preact', 'typescript', 'uplot', 'vitest'];
  const versions = await Promise.all(used.map(async (name) => [name, `^${await versionOf(name)}`] as const));
  const sdk = await packedSdk(join(folder, 'vendor'));
  const devDependencies = Object.fromEntries([['@orrery/plugin-sdk', `file:vendor/${sdk}`], ...versions]);
  await writeFile(file, `${JSON.stringify({ ...json, name: names.id, devDependencies }, null, 2)}\n`);
}

async function versionOf(name: string): Promise<string> {
  return (JSON.parse(await readFile(join(installed(name), 'package.json'), 'utf8')) as { version: string }).version;
}

async function filesOf(root: string, below = ''): Promise<{ readonly path: string; readonly from: string }[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries
      .filter(({ name }) => !['dist', 'node_modules', '.orrery'].includes(name))
      .map(async (entry) => {
        const path = below ? `${below}/${entry.name}` : entry.name;
        return entry.isDirectory() ? filesOf(root, path) : [{ path, from: join(root, path) }];
      }),
  );
  return found.flat();
}
