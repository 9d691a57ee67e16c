/**
 * The code of kernel and hosts as plain JavaScript in one folder. A process that strips types by itself and looks for every package on
 * disk starts slower by far and keeps the tools for it in memory. Whoever runs from the sources, as tests do, still starts hosts from here.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isYoungerThan } from '@orrery/plugin-sdk/build/newest';

const here = dirname(fileURLToPath(import.meta.url));
/** True in a process that was started from the bundle. */
export const runsBundled = !import.meta.url.endsWith('.ts');
export const bundleFolder = runsBundled ? here : join(here, 'dist', 'run');
/** Written last: a folder that has it is whole. */
export const lastFile = 'prelude.txt';

/** A file found by name at run time: in the bundle, or at its place among the sources. */
export function fileOf(bundledName: string, source: URL): string {
  return runsBundled ? join(here, bundledName) : fileURLToPath(source);
}

/** Everything that goes into the bundle. */
function sources(): string[] {
  const packageOf = (name: string): string => dirname(createRequire(import.meta.url).resolve(name));
  const sdk = packageOf('@orrery/plugin-sdk');
  const ofSdk = ['bridge', 'capabilities', 'contributions', 'data', 'manifest', 'prelude'].map((folder) => join(sdk, folder));
  return [here, ...ofSdk, join(sdk, 'result.ts'), packageOf('@orrery/signing'), join(here, '..', 'package-lock.json')];
}

/** True when there is a bundle younger than all of its sources. */
export function isBundled(): boolean {
  return runsBundled || isYoungerThan(join(bundleFolder, lastFile), sources());
}
