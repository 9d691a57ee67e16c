/** Where the bundled code of hosts lies, and whether it is what the sources say now. */
import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
export const bundledHosts = join(here, '..', 'dist', 'hosts');

/** Everything that goes into the bundle. */
function sources(): string[] {
  const sdk = dirname(require.resolve('@orrery/plugin-sdk'));
  return [here, ...['bridge', 'prelude', 'data'].map((folder) => join(sdk, folder)), join(sdk, 'result.ts')];
}

function newest(path: string): number {
  const info = statSync(path);
  if (!info.isDirectory()) return info.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** True when there is a bundle younger than all of its sources. */
export function isBundled(): boolean {
  try {
    const made = statSync(join(bundledHosts, 'prelude.txt')).mtimeMs;
    return sources().every((path) => newest(path) < made);
  } catch {
    return false;
  }
}
