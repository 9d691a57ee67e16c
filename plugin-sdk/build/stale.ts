/** Which packages changed since they were built: a hash over the sources that can reach their output. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export type Stamps = Record<string, string>;

/** Names of files whose change cannot change a build. */
const irrelevant = /(^|[/\\])(node_modules|dist|dist\.new|testdata|fixtures)([/\\]|$)|\.(test|e2e)\.tsx?$/;

export async function hashTree(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const names = (await readdir(folder, { recursive: true })).filter((name) => !irrelevant.test(name)).sort();
  for (const name of names) {
    const content = await readFile(join(folder, name)).catch(() => undefined);
    if (content) hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

export class StampFile {
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
