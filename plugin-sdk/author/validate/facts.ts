/** What rules look at: the sources, the manifest they make, and the package that is built from them. */
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Manifest } from '../../manifest/types.ts';
import { readSource, type Source } from './source.ts';

export interface Facts {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly manifestSource: Source;
  /** TypeScript of the plugin, tests left out. */
  readonly sources: readonly Source[];
  readonly tests: readonly string[];
  /** The built package, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Text of a file in the folder; undefined where there is none. */
  text(file: string): string | undefined;
}

const skipped = /^(?:node_modules|dist|dist\.new|vendor|\..*)$/;

export async function factsOf(folder: string, manifest: Manifest, dist: string): Promise<Facts> {
  const names = await namesIn(folder);
  const code = names.filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'));
  const isTest = (name: string): boolean => /\.(?:test|e2e)\.tsx?$/.test(name);
  const texts = new Map<string, string>();
  for (const name of ['README.md', 'CHANGELOG.md', 'LICENSE', 'package.json'])
    if (existsSync(join(folder, name))) texts.set(name, await readFile(join(folder, name), 'utf8'));
  return {
    folder,
    manifest,
    manifestSource: readSource(folder, 'manifest.ts'),
    sources: code.filter((name) => !isTest(name)).map((name) => readSource(folder, name)),
    tests: code.filter(isTest),
    files: await filesIn(dist),
    text: (file) => texts.get(file),
  };
}

async function namesIn(folder: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !skipped.test(name))
      .map((entry) => {
        const path = below ? `${below}/${entry.name}` : entry.name;
        return entry.isDirectory() ? namesIn(folder, path) : [path];
      }),
  );
  return found.flat().sort();
}

export async function filesIn(dist: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const names = await readdir(dist, { recursive: true }).catch(() => []);
  for (const name of names.sort())
    if ((await stat(join(dist, name))).isFile()) files.set(name.split(sep).join('/'), await readFile(join(dist, name)));
  return files;
}
