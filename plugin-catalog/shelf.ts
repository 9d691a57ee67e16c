/**
 * A catalog as it lies in a folder: `draft.json` (what is offered, edited by `add` and `remove`), `packages/` and `files/` by hash, and
 * `index.txt`, the signed issue that servers read. Everything but the draft can be served as it lies by any web server.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '@orrery/plugin-sdk/result';
import {
  type CatalogIndex,
  type CatalogPlugin,
  type CatalogRevocation,
  parseCatalogIndex,
} from '@orrery/plugin-sdk/manifest/catalog-index';
import { newestFirst } from '@orrery/plugin-sdk/manifest/compatible';
import { signMessage } from '@orrery/signing';
import { offerOf } from './offer.ts';

type SigningKey = Parameters<typeof signMessage>[1];

export interface Draft {
  readonly name: string;
  /** Of the last issue. */
  readonly version: number;
  readonly plugins: readonly CatalogPlugin[];
  readonly revocations: readonly CatalogRevocation[];
}
const draftFile = 'draft.json';
export const indexFile = 'index.txt';

export async function readDraft(folder: string): Promise<Draft> {
  const text = await readFile(join(folder, draftFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const draft = text === undefined ? {} : (JSON.parse(text) as Partial<Draft>);
  return { name: 'Catalog', version: 0, plugins: [], revocations: [], ...draft };
}

async function writeDraft(folder: string, draft: Draft): Promise<void> {
  await mkdir(folder, { recursive: true });
  await replace(join(folder, draftFile), `${JSON.stringify(draft, null, 2)}\n`);
}

/** Takes a package in. The same version with other content is refused: what was published under a name stays what it was. */
export async function addPackage(folder: string, archive: Uint8Array, now: Date): Promise<Result<CatalogPlugin>> {
  const draft = await readDraft(folder);
  const offer = await offerOf(archive, now.toISOString());
  if (!offer.ok) return offer;
  const { plugin, version, files } = offer.value;
  const before = draft.plugins.find(({ id }) => id === plugin.id);
  const same = before?.versions.find((one) => one.version === version.version);
  if (same && same.sha256 !== version.sha256)
    return fail(
      'catalog/version-taken',
      `${plugin.id} ${version.version} is offered already, with other content. Give the new one a new version.`,
    );
  const versions = [...(before?.versions ?? []).filter((one) => one !== same), same ?? version].sort((a, b) =>
    newestFirst(a.version, b.version),
  );
  // What it says of itself is what its newest version says.
  const about = versions[0]?.version === version.version || !before ? plugin : before;
  const entry: CatalogPlugin = { ...about, versions };
  for (const part of ['packages', 'files']) await mkdir(join(folder, part), { recursive: true });
  await replace(join(folder, 'packages', `${version.sha256}.zip`), archive);
  for (const [name, bytes] of files) await replace(join(folder, 'files', name), bytes);
  await writeDraft(folder, {
    ...draft,
    plugins: [...draft.plugins.filter(({ id }) => id !== plugin.id), entry].sort((a, b) => (a.id < b.id ? -1 : 1)),
  });
  return ok(entry);
}

/** Of one version, or of the plugin. False when it was not offered. */
export async function removePackage(folder: string, id: string, version?: string): Promise<boolean> {
  const draft = await readDraft(folder);
  const plugins = draft.plugins.flatMap((plugin) => {
    if (plugin.id !== id) return [plugin];
    const versions = version ? plugin.versions.filter((one) => one.version !== version) : [];
    return versions.length > 0 ? [{ ...plugin, versions }] : [];
  });
  const count = (all: readonly CatalogPlugin[]): number => all.reduce((sum, { versions }) => sum + versions.length, 0);
  if (count(plugins) === count(draft.plugins)) return false;
  await writeDraft(folder, { ...draft, plugins });
  return true;
}

/** Says of a published version that it should not be installed, or of what range of servers it fits: known only later, and signed all the same. */
export async function amendVersion(
  folder: string,
  id: string,
  version: string,
  change: { withdrawn?: string; grafanaDependency?: string },
): Promise<boolean> {
  const draft = await readDraft(folder);
  let found = false;
  const plugins = draft.plugins.map((plugin) => ({
    ...plugin,
    versions: plugin.versions.map((one) => {
      if (plugin.id !== id || one.version !== version) return one;
      found = true;
      return { ...one, ...change };
    }),
  }));
  if (found) await writeDraft(folder, { ...draft, plugins });
  return found;
}

export async function revoke(folder: string, revocation: CatalogRevocation): Promise<void> {
  const draft = await readDraft(folder);
  await writeDraft(folder, { ...draft, revocations: [...draft.revocations, revocation] });
}

export interface Issue {
  readonly key: SigningKey;
  readonly name?: string;
  readonly days: number;
  readonly now: Date;
}
/** Signs what the draft holds as the next issue, and clears away packages and files that nothing names any more. */
export async function issue(folder: string, { key, name, days, now }: Issue): Promise<CatalogIndex> {
  const draft = await readDraft(folder);
  const published = await publishedVersion(folder);
  const index: CatalogIndex = {
    format: 1,
    name: name ?? draft.name,
    // At least the second it is issued in: a catalog made anew, or restored from a backup, does not begin again below what servers saw.
    version: Math.max(draft.version + 1, published + 1, Math.floor(now.getTime() / 1_000)),
    issued: now.toISOString(),
    expires: new Date(now.getTime() + days * 86_400_000).toISOString(),
    plugins: draft.plugins,
    ...(draft.revocations.length > 0 && { revocations: draft.revocations }),
  };
  const checked = parseCatalogIndex(JSON.stringify(index));
  if (!checked.ok) throw new Error(checked.failure.message);
  await writeDraft(folder, { ...draft, name: index.name, version: index.version });
  await replace(join(folder, indexFile), await signMessage(JSON.stringify(index, null, 1), key, now));
  await sweep(folder, index);
  return index;
}

/** Of the issue that lies there, whoever signed it; 0 without one. */
async function publishedVersion(folder: string): Promise<number> {
  const text = await readFile(join(folder, indexFile), 'utf8').catch(() => '');
  return Number(/^ ?"version": (\d+)/m.exec(text)?.[1] ?? 0);
}

async function sweep(folder: string, { plugins }: CatalogIndex): Promise<void> {
  const packages = new Set(plugins.flatMap(({ versions }) => versions.map(({ sha256 }) => `${sha256}.zip`)));
  const files = new Set(
    plugins.flatMap(({ logo, readme, changelog, screenshots }) => [logo, readme, changelog, ...screenshots.map(({ file }) => file)]),
  );
  for (const [part, wanted] of [
    ['packages', packages],
    ['files', files],
  ] as const) {
    const there = await readdir(join(folder, part)).catch(() => []);
    await Promise.all(there.filter((name) => !wanted.has(name)).map((name) => rm(join(folder, part, name))));
  }
}

/** In one step: a reader sees the old file or the new one. */
async function replace(file: string, content: string | Uint8Array): Promise<void> {
  const beside = `${file}.${randomUUID()}`;
  await writeFile(beside, content);
  await rename(beside, file);
}
