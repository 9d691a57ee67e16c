/** A working copy: where its packages lie, and whom it trusts. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runsBundled } from '../bundled.ts';

export const checkout = fileURLToPath(new URL(runsBundled ? '../../..' : '../..', import.meta.url));
export const packageFolders = ['plugins', 'ui-shell'] as const;
/** Built and signed with the rest, and installed by whoever wants them. */
export const offered = join(checkout, 'plugins', 'community');
/** Folders of what every server of this checkout starts with. */
export function installedFolders(): string[] {
  const kinds = readdirSync(join(checkout, 'plugins'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const folders = kinds.map(({ name }) => join(checkout, 'plugins', name)).filter((folder) => folder !== offered);
  return [...folders, join(checkout, 'ui-shell')];
}
/** Trusts this checkout's key as core: what was built here may do what a release may. */
export const checkoutTrust = join(checkout, '.orrery', 'trust.json');

export async function versionOfCheckout(): Promise<string> {
  return (JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')) as { version: string }).version;
}
