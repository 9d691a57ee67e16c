/** The folder of the plugin that a command is about. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AuthorError, type Io, UsageError } from './io.ts';

/** The SDK that this file belongs to: of a checkout, or as it was packed. */
export const sdkFolder = dirname(dirname(fileURLToPath(import.meta.url)));

/** The one that was named, or the one we are in. */
export function pluginFolder(positionals: readonly string[], io: Io): string {
  if (positionals.length > 1) throw new UsageError(`"${positionals[1]}" is one argument too many.`);
  const folder = resolve(io.cwd, positionals[0] ?? '.');
  if (!existsSync(join(folder, 'manifest.ts')))
    throw new AuthorError(`${folder} holds no manifest.ts. Name the folder of a plugin, or make one with \`orrery plugin create\`.`);
  return folder;
}
