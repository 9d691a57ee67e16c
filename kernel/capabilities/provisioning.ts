/**
 * `provisioning`: YAML files below `<provisioning>/<kind>/`, expanded, and the folders of JSON files they name. The plugin names a
 * folder as the document wrote it; anything that no document names does not exist.
 */
import { createHash } from 'node:crypto';
import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fail, ok, type Result } from '@orrery/plugin-sdk';
import type { ProvisionedFile, ProvisioningDocument } from '@orrery/plugin-sdk';
import { parseDocument } from 'yaml';
import type { Environment } from '../config/expand.ts';
import { expandYaml } from '../config/expand-yaml.ts';
import type { Broker } from '../execution/types.ts';
import { readRegular } from './regular-file.ts';

const mostFiles = 10_000;
const deepest = 32;
const largestYaml = 8 << 20;
const largestFile = 16 << 20;

export interface ProvisioningParts {
  readonly folder: string;
  readonly homePath: string;
  readonly env: Environment;
  readonly setting: (section: string, key: string) => string;
  /** Folders that no link leads into: what this server keeps for itself. */
  readonly closed?: readonly string[];
}

export function provisioningBroker({ folder, homePath, env, setting, closed = [] }: ProvisioningParts): Broker {
  /** Where a path really leads; undefined where that is nowhere, or is this server's own. Links are followed: mounts are made of them. */
  async function realOf(path: string): Promise<string | undefined> {
    const real = await realpath(path).catch(() => undefined);
    const own = await Promise.all(closed.map((one) => realpath(one).catch(() => resolve(one))));
    return real === undefined || own.some((one) => real === one || real.startsWith(one + sep)) ? undefined : real;
  }

  async function documents(kind: string): Promise<ProvisioningDocument[]> {
    const names = (await readdir(join(folder, kind)).catch(() => [])).filter((name) => /\.ya?ml$/i.test(name)).sort();
    return Promise.all(names.map((file) => readDocument(join(folder, kind, file), file, env)));
  }

  /** The folder on disk, if a document of this kind names it. */
  async function named(kind: string, path: string): Promise<string | undefined> {
    const all = await documents(kind);
    const known = all.flatMap(({ content }) => pathsIn(content));
    if (!known.includes(path)) return undefined;
    return realpath(isAbsolute(path) ? path : resolve(homePath, path)).catch(() => undefined);
  }

  async function namedBySetting(section: string, key: string): Promise<Result<string | undefined>> {
    const path = setting(section, key);
    if (!path) return ok(undefined);
    const whole = isAbsolute(path) ? path : resolve(homePath, path);
    const told = `[${section}] ${key} names ${path}`;
    if (!whole.endsWith('.json')) return fail('provisioning/no-file', `${told}, which is no .json file.`);
    const bytes = await readRegular(whole, largestFile);
    if (bytes === 'large') return fail('provisioning/no-file', `${told}, which is larger than ${largestFile >> 20} MB.`);
    return typeof bytes === 'string' ? fail('provisioning/no-file', `${told}, and there is no such file.`) : ok(bytes.toString());
  }

  return async (method, [kind, path, file], { granted, plugin }) => {
    if (method === 'named') {
      if (!Array.isArray(granted) || !granted.includes(`setting:${String(kind)}:${String(path)}`))
        return fail('capability/denied', `${plugin.id} was not granted the file that [${String(kind)}] ${String(path)} names.`);
      return namedBySetting(String(kind), String(path));
    }
    if (typeof kind !== 'string' || !Array.isArray(granted) || !granted.includes(kind))
      return fail('capability/denied', `${plugin.id} was not granted the provisioning of "${String(kind)}".`);
    if (method === 'documents') return ok(await documents(kind));
    if (method !== 'files' && method !== 'read') return fail('capability/no-method', `provisioning has no method '${method}'.`);
    const root = await named(kind, String(path));
    if (!root)
      return fail('provisioning/no-folder', `The folder ${String(path)} does not exist, or no file of provisioning/${kind} names it.`);
    return method === 'files' ? filesBelow(root, realOf) : readBelow(root, String(file), realOf);
  };
}

async function readDocument(path: string, file: string, env: Environment): Promise<ProvisioningDocument> {
  try {
    const bytes = await readRegular(path, largestYaml);
    if (bytes === 'large') return { file, error: `It is larger than ${largestYaml >> 20} MB.` };
    if (typeof bytes === 'string') return { file, error: 'It cannot be read, or is no file.' };
    const document = parseDocument(bytes.toString(), { prettyErrors: true });
    const [error] = document.errors;
    if (error) return { file, error: error.message.split('\n')[0] ?? 'It is no YAML.' };
    return { file, content: expandYaml(document.toJS({ maxAliasCount: 100 }), env) };
  } catch (error) {
    return { file, error: error instanceof Error ? error.message : String(error) };
  }
}

function pathsIn(content: unknown): string[] {
  const list = Array.isArray(content) ? content : ((content as { providers?: unknown } | null)?.providers ?? []);
  return (Array.isArray(list) ? list : []).flatMap((item) => {
    const options = (item as { options?: { path?: unknown; folder?: unknown } } | null)?.options;
    return [options?.path, options?.folder].filter((path): path is string => typeof path === 'string');
  });
}

type RealOf = (path: string) => Promise<string | undefined>;

async function filesBelow(root: string, realOf: RealOf): Promise<Result<ProvisionedFile[]>> {
  const found: ProvisionedFile[] = [];
  // Each folder once: links may lead in circles, and need not stay below the root for it.
  const walked = new Set<string>();
  const walk = async (folder: string, shown: string, depth: number): Promise<void> => {
    if (walked.has(folder) || depth > deepest) return;
    walked.add(folder);
    const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
      if (folder === root) throw error;
      return [];
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      // Kubernetes mounts hide the real files in `..data` and link to them.
      if (entry.name.startsWith('.') || found.length >= mostFiles) continue;
      const real = await realOf(join(folder, entry.name));
      const info = real && (await stat(real).catch(() => undefined));
      if (!real || !info) continue;
      const name = shown ? `${shown}/${entry.name}` : entry.name;
      if (info.isDirectory()) {
        if (!entry.isSymbolicLink() || !real.startsWith(root + sep)) await walk(real, name, depth + 1);
      } else if (entry.name.endsWith('.json')) {
        const bytes = await readRegular(real, largestFile);
        if (typeof bytes !== 'string')
          found.push({ path: name, modified: info.mtimeMs, hash: createHash('sha256').update(bytes).digest('hex') });
      }
    }
  };
  await walk(root, '', 0);
  return ok(found);
}

async function readBelow(root: string, file: string, realOf: RealOf): Promise<Result<string>> {
  const path = resolve(root, file);
  const within = relative(root, path);
  if (within === '' || within.startsWith('..') || isAbsolute(within) || !file.endsWith('.json'))
    return fail('provisioning/no-file', `${file} is not a JSON file below the folder.`);
  const real = await realOf(path);
  const bytes = real === undefined ? 'absent' : await readRegular(real, largestFile);
  return typeof bytes === 'string' ? fail('provisioning/no-file', `${file} cannot be read.`) : ok(bytes.toString());
}
