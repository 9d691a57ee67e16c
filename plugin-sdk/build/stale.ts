/** Which packages changed since they were built: a hash over the sources that can reach their output. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findPackages } from './discover.ts';
import { isYoungerThan } from './newest.ts';

type Stamps = Record<string, string>;

/** Names of files whose change cannot change a build. */
const irrelevant = /(^|[/\\])(node_modules|dist|dist\.new|testdata|fixtures)([/\\]|$)|\.(test|e2e)\.tsx?$/;
/** Folders of the SDK that no package is built with. */
const forAuthors = /^(author|templates|testing)([/\\]|$)/;

const stampFile = (root: string): string => join(root, '.orrery', 'built.json');

/** True when nothing was touched since the last build: no need to look at contents. */
export function isUntouched(root: string, folders: readonly string[]): boolean {
  return isYoungerThan(
    stampFile(root),
    [...folders, 'plugin-sdk', 'package-lock.json'].map((name) => join(root, name)),
  );
}

export interface Staleness {
  readonly stale: readonly { readonly folder: string; readonly stamp: string }[];
  readonly fresh: readonly string[];
  readonly stamps: StampFile;
}

/** The packages below `folders` of the checkout `root`, apart by whether their last build is of what is there now. */
export async function stalePackages(root: string, folders: readonly string[], all = false): Promise<Staleness> {
  const [packages, stamps, sdk, lock] = await Promise.all([
    Promise.all(folders.map((folder) => findPackages(join(root, folder)))).then((found) => found.flat()),
    new StampFile(stampFile(root)).read(),
    hashTree(join(root, 'plugin-sdk'), forAuthors),
    readFile(join(root, 'package-lock.json')).catch(() => ''),
  ]);
  const common = createHash('sha256').update(sdk).update(lock).digest('hex').slice(0, 16);
  const stamped = await Promise.all(packages.map(async (folder) => ({ folder, stamp: `${await hashTree(folder)}.${common}` })));
  const isFresh = ({ folder, stamp }: { folder: string; stamp: string }): boolean => !all && stamps.isFresh(folder, stamp);
  return { stale: stamped.filter((one) => !isFresh(one)), fresh: stamped.filter(isFresh).map(({ folder }) => folder), stamps };
}

async function hashTree(folder: string, without = irrelevant): Promise<string> {
  const hash = createHash('sha256');
  const names = (await readdir(folder, { recursive: true })).filter((name) => !irrelevant.test(name) && !without.test(name)).sort();
  for (const name of names) {
    const content = await readFile(join(folder, name)).catch(() => undefined);
    if (content) hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

class StampFile {
  readonly #file: string;
  #stamps: Stamps = {};
  constructor(file: string) {
    this.#file = file;
  }
  async read(): Promise<this> {
    this.#stamps = await readFile(this.#file, 'utf8').then(
      (text) => JSON.parse(text) as Stamps,
      () => ({}),
    );
    return this;
  }
  isFresh(folder: string, stamp: string): boolean {
    return this.#stamps[folder] === stamp && existsSync(join(folder, 'dist', 'plugin.json'));
  }
  set(folder: string, stamp: string): void {
    this.#stamps[folder] = stamp;
  }
  async write(): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true });
    await writeFile(this.#file, JSON.stringify(this.#stamps));
  }
}
