/** The built-in catalog: packages of the checkout that are offered and not installed, signed with the checkout's key like everything it builds. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isYoungerThan } from '@orrery/plugin-sdk/build/newest';
import { catalogFolder, checkout, packagesOf } from './checkout.ts';
import { keyFile } from './checkout-key.ts';
import type { CommandIo } from './io.ts';

/** It ships with the server and changes only with it. */
const days = '3650';

export async function buildCatalog(io: CommandIo): Promise<void> {
  const folders = packagesOf('offered').filter((folder) => existsSync(join(folder, 'dist', 'MANIFEST.txt')));
  const manifests = folders.map((folder) => join(folder, 'dist', 'MANIFEST.txt'));
  const index = join(catalogFolder, 'index.txt');
  if (isYoungerThan(index, manifests) && namesJust(index, folders.length)) return;
  // Its numbers go on, so that servers that know it take the next one; what it offers is made anew.
  await rm(join(catalogFolder, 'draft.json'), { force: true });
  const to = ['--to', catalogFolder];
  if (folders.length > 0) await orrery(['catalog', 'add', ...folders, ...to], io);
  await orrery(['catalog', 'build', '--name', 'Orrery', '--days', days, '--key', keyFile, ...to], io);
}

function namesJust(index: string, count: number): boolean {
  return (readFileSync(index, 'utf8').match(/^ {3}"id": /gm) ?? []).length === count;
}

/** The catalog is another package's: asked as a person would ask it. */
function orrery(args: string[], io: CommandIo): Promise<void> {
  return new Promise((resolve, reject) => {
    const { ORRERY_SIGNING_KEY: _, ...env } = process.env;
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(checkout, 'kernel/cli/orrery.ts'), ...args], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (data: Buffer) => (said += data.toString()));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) return resolve();
      io.err(said.trim());
      reject(new Error(`orrery ${args.slice(0, 2).join(' ')} ended with ${code}.`));
    });
  });
}
