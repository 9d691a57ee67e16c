/** `orrery start`: builds what is stale in a checkout, then becomes the server. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isUntouched, stalePackages } from '@orrery/plugin-sdk/build/stale';
import { bundleFolder, isBundled } from '../bundled.ts';
import { frugalEnv, frugalFlags } from '../memory.ts';
import { checkout, packageFolders } from './checkout.ts';
import type { CommandIo } from './io.ts';

export const summary = 'start the server';
const usage = `Usage: orrery start [--homepath DIR] [--config FILE] [--no-build] [cfg:SECTION.KEY=VALUE ...]

--homepath  where data, conf and logs lie; this folder when absent
--config    the configuration file; conf/custom.ini below the home path when absent
--no-build  start what was built before`;

/** Compiled code of the server itself, in the folder that holds the checkout's key and is as private. */
const compileCache = join(checkout, '.orrery', 'compile-cache');

export async function run(args: string[], io: CommandIo): Promise<number> {
  if (args.includes('--help')) {
    io.out(usage);
    return 0;
  }
  const mayBuild = !args.includes('--no-build') && existsSync(join(checkout, 'plugin-sdk', 'build'));
  if (mayBuild && !(isBundled() && (await isFresh()))) await buildApart();
  // The same process with other code: what started it and built keeps nothing in its memory, and signals need no one to pass them on.
  if (isBundled() && process.execve && process.platform !== 'win32') {
    const flags = [...frugalFlags, '--disable-warning=ExperimentalWarning'];
    process.execve(process.execPath, [process.execPath, ...flags, join(bundleFolder, 'serve.js'), ...args], {
      ...frugalEnv,
      ...definedOf(io.env),
      NODE_COMPILE_CACHE: io.env.NODE_COMPILE_CACHE ?? compileCache,
    });
  }
  const { serve } = await import('./serve.ts');
  return serve(args, io);
}

async function isFresh(): Promise<boolean> {
  if (isUntouched(checkout, packageFolders)) return true;
  const { stale, stamps } = await stalePackages(checkout, packageFolders);
  // Touched and the same: the next start need not look again.
  if (stale.length === 0) await stamps.write();
  return stale.length === 0;
}

/** In a process of its own, for where this one cannot become another: the bundler would stay in the server's memory for good. */
function buildApart(): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(checkout, 'kernel/cli/orrery.ts'), 'build'], {
      stdio: 'inherit',
    });
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
}

function definedOf(env: CommandIo['env']): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
