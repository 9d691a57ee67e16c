/** Signs a folder as it lies there: reads every file, writes MANIFEST.txt beside them. */
import { randomUUID } from 'node:crypto';
import { lstat, readdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { PrivateKey } from 'openpgp';
import { digests, isSignature, manifestName, pathProblem } from './digest.ts';
import { parseManifest, writeManifest } from './manifest.ts';
import { type Signer, signerOf } from './signer.ts';
import { levelOf } from './trust.ts';

export interface SignFolder {
  /** A `signatureType`: core, commercial, community, private or private-glob. */
  readonly level: string;
  readonly org: string;
  readonly orgName: string;
  /** Needed for private levels. */
  readonly rootUrls?: readonly string[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Every regular file below, by posix path, sorted. As Grafana's signer does it: a link to a file inside counts under its own path,
 * a link to a folder inside is left out, a link that leaves the folder is an error.
 */
export async function readFolder(folder: string): Promise<Map<string, Uint8Array>> {
  const root = await realpath(folder);
  const files = new Map<string, Uint8Array>();
  const walk = async (path: string, shown: string): Promise<void> => {
    for (const name of (await readdir(path)).sort()) {
      const inside = shown ? `${shown}/${name}` : name;
      const link = await lstat(join(path, name));
      const full = link.isSymbolicLink() ? await realpath(join(path, name)) : join(path, name);
      if (!full.startsWith(root + sep)) throw new Error(`${inside} is a link that leaves the folder. Put the file itself there.`);
      const info = link.isSymbolicLink() ? await lstat(full) : link;
      if (info.isDirectory()) {
        if (!link.isSymbolicLink()) await walk(full, inside);
      } else if (info.isFile()) files.set(inside, await readFile(full));
      else throw new Error(`${inside} is no regular file; a package holds nothing else.`);
    }
  };
  await walk(root, '');
  return files;
}

export interface SignedFolder {
  readonly plugin: string;
  readonly version: string;
  /** How many files the manifest lists. */
  readonly files: number;
}

/** Throws an Error that says what keeps the folder from being signed. */
export async function signFolder(
  folder: string,
  key: PrivateKey | Signer,
  { level, org, orgName, rootUrls = [], now }: SignFolder,
): Promise<SignedFolder> {
  const files = await readFolder(folder);
  const { id, version } = identityOf(files, folder);
  const kind = levelOf(level);
  if (!kind || kind === 'foreign')
    throw new Error(`"${level}" is no level to sign at; core, commercial, community, private and private-glob are.`);
  if (kind === 'private' && rootUrls.length === 0)
    throw new Error('A private plugin is bound to the servers it may run at. Name them with --root-url.');
  const odd = [...files.keys()].find((path) => pathProblem(path));
  if (odd) throw new Error(`"${odd}" cannot be signed: ${pathProblem(odd)}.`);

  const hashes = digests(files);
  const signer = signerOf(key);
  const details = { signatureType: level, org, orgName, rootUrls, plugin: id, version, time: now, keyId: signer.keyId, files: hashes };
  const text = await writeManifest(details, signer);
  // A command may write a message in a way of its own, which would be refused where the plugin is installed: better here.
  await parseManifest(Buffer.from(text));
  await replace(join(folder, manifestName), text);
  return { plugin: id, version, files: [...files.keys()].filter((path) => !isSignature(path)).length };
}

/** Id and version as plugin.json says them. */
export function identityOf(files: ReadonlyMap<string, Uint8Array>, folder: string): { readonly id: string; readonly version: string } {
  const bytes = files.get('plugin.json');
  if (!bytes) throw new Error(`${folder} holds no plugin.json. Build the plugin first, then name its dist folder.`);
  let json: { id?: unknown; info?: { version?: unknown } | null } | null;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes)) as typeof json;
  } catch (error) {
    throw new Error(`${join(folder, 'plugin.json')} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { id, version } = { id: json?.id, version: json?.info?.version };
  if (typeof id !== 'string' || !id || typeof version !== 'string' || !version)
    throw new Error(`${join(folder, 'plugin.json')} has no "id" or no "info.version".`);
  return { id, version };
}

/** In one step: a reader sees the old manifest or the new one, never half of one. */
async function replace(file: string, text: string): Promise<void> {
  const beside = `${file}.${randomUUID()}`;
  await writeFile(beside, text);
  await rename(beside, file);
}
