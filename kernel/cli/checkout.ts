/** A working copy: where its packages lie, and whom it trusts. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runsBundled } from '../bundled.ts';

export const checkout = fileURLToPath(new URL(runsBundled ? '../../..' : '../..', import.meta.url));
export const packageFolders = ['plugins', 'ui-shell'] as const;
/** Trusts this checkout's key as core: what was built here may do what a release may. */
export const checkoutTrust = join(checkout, '.orrery', 'trust.json');

export async function versionOfCheckout(): Promise<string> {
  return (JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')) as { version: string }).version;
}
