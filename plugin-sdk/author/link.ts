/**
 * `orrery plugin link`: gives a plugin the SDK, and what goes with it, of the Orrery that runs this command. Nothing is downloaded, and
 * the plugin is checked and tested with the versions that a server shares with it at run time.
 */
import { existsSync } from 'node:fs';
import { lstat, mkdir, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pluginFolder, sdkFolder } from './folder.ts';
import { AuthorError, type Io, readArguments } from './io.ts';
import { orreryCommand } from '../build/orrery-command.ts';

export const usage = `Usage: orrery plugin link [FOLDER]

Puts links to this Orrery's SDK, preact, signals, uplot, TypeScript and Vitest into node_modules of the plugin, in place of what npm
would download. \`npm install\` takes the packed SDK in vendor/ instead, for machines without an Orrery.`;

/** What a plugin's sources and tests may name, beside the SDK. */
const packages = ['preact', '@preact/signals', 'uplot', 'typescript', 'vitest', '@types/node'];
const programs = ['node', 'tsc', 'vitest'];

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { positionals } = readArguments(args, {});
  const folder = pluginFolder(positionals, io);
  await linkTools(folder);
  io.out(`${join(folder, 'node_modules')} holds this Orrery's SDK now.`);
  return 0;
}

export async function linkTools(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  await link(sdkFolder, join(modules, '@orrery', 'plugin-sdk'));
  for (const name of packages) await link(installed(name), join(modules, name));
  const [, ...rest] = orreryCommand();
  const command = rest.at(-1);
  if (command && existsSync(command)) await link(command, join(modules, '.bin', 'orrery'));
  for (const name of programs) {
    const program = findUp(join('.bin', name));
    if (program) await link(program, join(modules, '.bin', name));
  }
}

/** Where a package is that this SDK was installed with. */
export function installed(name: string): string {
  const found = findUp(name);
  if (!found) throw new AuthorError(`This Orrery was installed without ${name}, which plugins are written with. Run npm ci in it.`);
  return found;
}

function findUp(name: string): string | undefined {
  for (let at = sdkFolder; at !== dirname(at); at = dirname(at)) {
    const found = join(at, 'node_modules', name);
    if (existsSync(found)) return found;
  }
  return undefined;
}

/** Replaces a link, or a package that npm put there. */
async function link(target: string, at: string): Promise<void> {
  await mkdir(dirname(at), { recursive: true });
  if (await lstat(at).catch(() => undefined)) await rm(at, { recursive: true, force: true });
  await symlink(relative(dirname(at), target), at, process.platform === 'win32' ? 'junction' : undefined);
}
