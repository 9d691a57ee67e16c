/** `orrery plugin publish`: hands the packed plugin to whoever keeps the catalog's index and signs it. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { orreryCommand } from '../build/orrery-command.ts';
import { pluginFolder } from './folder.ts';
import { AuthorError, type Io, readArguments, UsageError } from './io.ts';
import { identityOf } from './pack.ts';
import { handOver } from './programs.ts';

export const usage = `Usage: orrery plugin publish [FOLDER] --catalog FOLDER [--key FILE]

Puts ID-VERSION.zip, as \`orrery plugin pack\` left it, into a catalog. A catalog takes signed plugins only.

--key  the key that signs the catalog's index`;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { catalog: { type: 'string' }, key: { type: 'string' } });
  if (!values.catalog) throw new UsageError('--catalog is missing: the folder of the catalog.');
  const folder = pluginFolder(positionals, io);
  const { id, version } = await identityOf(join(folder, 'dist'));
  if (!existsSync(join(folder, 'dist', 'MANIFEST.txt')))
    throw new AuthorError(`${id} is not signed. Run \`orrery plugin sign --key FILE --level community\`, then \`orrery plugin pack\`.`);
  const file = join(folder, `${id}-${version}.zip`);
  if (!existsSync(file)) throw new AuthorError(`${file} is not there. Run \`orrery plugin pack\` first.`);
  const [program = '', ...before] = orreryCommand(io.env);
  const key = values.key ? ['--key', values.key] : [];
  return handOver(program, [...before, 'catalog', 'add', file, '--to', resolve(io.cwd, values.catalog), ...key], io.cwd);
}
