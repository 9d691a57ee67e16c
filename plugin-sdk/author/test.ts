/** `orrery plugin test`: the plugin's tests in Vitest, with a setting that fits plugins. */
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { pluginFolder, sdkFolder } from './folder.ts';
import { chromium } from '../testing/chromium.ts';
import type { Io } from './io.ts';
import { installed } from './link.ts';
import { handOver } from './programs.ts';

export const usage = `Usage: orrery plugin test [FOLDER] [VITEST ARGUMENTS]

Runs every *.test.ts of the plugin. testHost() of @orrery/plugin-sdk/testing runs the backend in the isolate that a server would run it
in; openStage() draws panels in Chromium, where there is one.

Arguments that begin with a dash go to Vitest: --watch, -t "a name".`;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const named = args[0] && !args[0].startsWith('-') && existsSync(join(io.cwd, args[0], 'manifest.ts')) ? args[0] : undefined;
  const folder = pluginFolder(named ? [named] : [], io);
  const rest = named ? args.slice(1) : args;
  if (!chromium()) io.err('There is no Chromium on this machine: tests that draw are left out. Install one, or name it in $CHROMIUM.');
  const vitest = existsSync(join(folder, 'node_modules', 'vitest')) ? join(folder, 'node_modules', 'vitest') : installed('vitest');
  const config = ['vitest.config.ts', 'vitest.config.js'].map((name) => join(sdkFolder, 'author', name)).find((path) => existsSync(path));
  const watches = rest.includes('--watch');
  const words = [
    join(vitest, 'vitest.mjs'),
    ...(watches ? [] : ['run']),
    '--root',
    folder,
    ...(config ? ['--config', config] : []),
    ...rest,
  ];
  return handOver(
    process.execPath,
    words.filter((word) => word !== '--watch'),
    folder,
  );
}
