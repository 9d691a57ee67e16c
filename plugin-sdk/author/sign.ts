/** `orrery plugin sign`: what `orrery sign` does, for the plugin we are in. */
import { join } from 'node:path';
import { orreryCommand } from '../build/orrery-command.ts';
import { build } from './build.ts';
import { pluginFolder } from './folder.ts';
import type { Io } from './io.ts';
import { handOver } from './programs.ts';

export const usage = `Usage: orrery plugin sign --key FILE --level LEVEL [ARGUMENTS OF orrery sign]

Builds the plugin we are in and signs its dist/. \`orrery keys create\` makes a key; \`orrery sign --help\` tells the arguments.`;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const folder = pluginFolder([], io);
  await build(folder);
  const [program = '', ...before] = orreryCommand(io.env);
  return handOver(program, [...before, 'sign', join(folder, 'dist'), ...args], io.cwd);
}
