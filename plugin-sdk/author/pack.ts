/**
 * `orrery plugin pack`: one archive with one folder named as the plugin, the form that servers and catalogs of plugins take. The bytes
 * depend on nothing but the files: entries are sorted, and their times are always the same.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { build } from './build.ts';
import { pluginFolder } from './folder.ts';
import { AuthorError, type Io, readArguments } from './io.ts';

export const usage = `Usage: orrery plugin pack [FOLDER] [--out FILE] [--as-built]

Builds the plugin and puts it into ID-VERSION.zip, with its SHA-256. What is in dist/ and signed stays signed: --as-built packs it as it
is, which happens by itself when dist/ holds a MANIFEST.txt younger than the sources.`;

/** The earliest time that an archive can hold; of no zone, since the format knows none. */
const always = new Date(1980, 0, 1);

/** Executables of process plugins carry their platform in their name. */
const runs = /_(linux|darwin|freebsd|windows)_(amd64|arm64|arm|386)(\.exe)?$/;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { out: { type: 'string' }, 'as-built': { type: 'boolean' } });
  const folder = pluginFolder(positionals, io);
  const dist = join(folder, 'dist');
  const asBuilt = values['as-built'] || (await isSigned(folder, dist));
  if (!asBuilt) await build(folder);
  const { id, version } = await identityOf(dist);
  const bytes = await packed(dist, id);
  const file = resolve(io.cwd, values.out ?? join(folder, `${id}-${version}.zip`));
  await writeFile(file, bytes);
  const signed = await readFile(join(dist, 'MANIFEST.txt')).then(
    () => 'signed',
    () => 'not signed',
  );
  io.out(`Packed ${id} ${version}, ${signed}: ${relative(io.cwd, file)}\nSHA-256 ${createHash('sha256').update(bytes).digest('hex')}`);
  return 0;
}

/** Signed after the last change of any source: building again would lose the signature for nothing. */
async function isSigned(folder: string, dist: string): Promise<boolean> {
  const { isYoungerThan } = await import('../build/newest.ts');
  const sources = (await readdir(folder)).filter((name) => !/^(?:dist|dist\.new|node_modules|\..*|.*\.zip)$/.test(name));
  return isYoungerThan(
    join(dist, 'MANIFEST.txt'),
    sources.map((name) => join(folder, name)),
  );
}

export async function identityOf(dist: string): Promise<{ readonly id: string; readonly version: string }> {
  const text = await readFile(join(dist, 'plugin.json'), 'utf8').catch(() => {
    throw new AuthorError(`${dist} holds no plugin.json. Run \`orrery plugin build\` first.`);
  });
  const { id, info } = JSON.parse(text) as { id: string; info: { version: string } };
  return { id, version: info.version };
}

export async function packed(dist: string, id: string): Promise<Uint8Array> {
  const names = (await readdir(dist, { recursive: true })).map((name) => name.split(sep).join('/')).sort();
  const files: Zippable = {};
  for (const name of names) {
    const info = await stat(join(dist, name));
    if (!info.isFile()) continue;
    // Regular files that everybody may read. What runs as a program is known by its name: rights are whatever a file system gave.
    const mode = runs.test(name) ? 0o100755 : 0o100644;
    files[`${id}/${name}`] = [await readFile(join(dist, name)), { mtime: always, os: 3, attrs: mode << 16, level: 9 }];
  }
  return zipSync(files);
}
