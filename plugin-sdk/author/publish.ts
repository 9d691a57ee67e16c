/** `orrery plugin publish`: hands the packed plugin to whoever keeps the catalog's index and signs it. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { orreryCommand } from '../build/orrery-command.ts';
import { pluginFolder } from './folder.ts';
import { AuthorError, type Io, readArguments, UsageError } from './io.ts';
import { identityOf } from './pack.ts';
import { handOver } from './programs.ts';

export const usage = `Usage: orrery plugin publish [FOLDER] --catalog FOLDER [ARGUMENTS OF orrery catalog add]

Puts ID-VERSION.zip, as \`orrery plugin pack\` left it, into a catalog. A catalog takes signed plugins only.`;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const at = args.indexOf('--catalog');
  const catalog = at < 0 ? undefined : args[at + 1];
  if (!catalog) throw new UsageError('--catalog is missing: the folder of the catalog.');
  const rest = args.filter((_arg, index) => index !== at && index !== at + 1);
  const { positionals } = readArguments(
    rest.filter((arg) => !arg.startsWith('-')),
    {},
  );
  const folder = pluginFolder(positionals, io);
  const { id, version } = await identityOf(join(folder, 'dist'));
  if (!existsSync(join(folder, 'dist', 'MANIFEST.txt')))
    throw new AuthorError(`${id} is not signed. Run \`orrery plugin sign --key FILE --level community\`, then \`orrery plugin pack\`.`);
  const file = join(folder, `${id}-${version}.zip`);
  if (!existsSync(file)) throw new AuthorError(`${file} is not there. Run \`orrery plugin pack\` first.`);
  const [program = '', ...before] = orreryCommand(io.env);
  return handOver(
    program,
    [...before, 'catalog', 'add', resolve(io.cwd, catalog), file, ...rest.filter((arg) => arg.startsWith('-'))],
    io.cwd,
  );
}
