/** `orrery plugin build`: the package as it is signed and shipped, in `dist/`. */
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { buildPackage } from '../build/package.ts';
import { pluginFolder } from './folder.ts';
import { AuthorError, type Io, readArguments } from './io.ts';
import { problemOf, problemText } from './problem.ts';

export const usage = `Usage: orrery plugin build [FOLDER]

Builds the plugin into dist/. The same sources give the same bytes, on any machine.`;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { positionals } = readArguments(args, {});
  const folder = pluginFolder(positionals, io);
  const { dist, id, version } = await build(folder);
  const files = await readdir(dist, { recursive: true });
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(dist, name))).size));
  const kilobytes = Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 1024);
  io.out(`Built ${id} ${version}: ${kilobytes} kB in ${relative(io.cwd, dist) || dist}`);
  return 0;
}

/** Throws an AuthorError that says where the sources are wrong. */
export async function build(folder: string): Promise<{ readonly dist: string; readonly id: string; readonly version: string }> {
  try {
    const { manifest, dist } = await buildPackage(folder);
    return { dist, id: manifest.id, version: manifest.info.version };
  } catch (error) {
    throw new AuthorError(problemText(problemOf(error, folder, '')));
  }
}
