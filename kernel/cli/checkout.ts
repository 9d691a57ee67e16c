/** A working copy: where its packages lie, and whom it trusts. */
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runsBundled } from '../bundled.ts';

export const checkout = fileURLToPath(new URL(runsBundled ? '../../..' : '../..', import.meta.url));
export const packageFolders = ['plugins', 'ui-shell'] as const;
/**
 * Which packages are offered in the built-in catalog instead of being there from the start: `orrery.offered` of plugins/package.json, by folder.
 * What Grafana has in its core, or our own pages need, is installed: what people bring has to draw, and settings to work, with no further step.
 * Everything else costs no start, no memory and no attention until somebody wants it.
 */
const offered = /* @__PURE__ */ (() => {
  let patterns: readonly string[] | undefined;
  return (name: string): boolean => {
    patterns ??=
      (JSON.parse(readFileSync(join(checkout, 'plugins/package.json'), 'utf8')) as { orrery?: { offered?: string[] } }).orrery?.offered ??
      [];
    return patterns.some((pattern) => (pattern.endsWith('/*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern));
  };
})();

/** Folders of packages by whether they are there from the start. */
export function packagesOf(kind: 'installed' | 'offered'): string[] {
  const root = join(checkout, 'plugins');
  const names = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name))
      .map(({ name }) => name);
  const found = names(root)
    .flatMap((group) => names(join(root, group)).map((name) => `${group}/${name}`))
    .filter((name) => offered(name) === (kind === 'offered'))
    .map((name) => join(root, name));
  return kind === 'installed' ? [...found, join(checkout, 'ui-shell')] : found;
}

/** The catalog of what came along and is not installed from the start. */
export const catalogFolder = join(checkout, '.orrery', 'catalog');
/** Trusts this checkout's key as core: what was built here may do what a release may. */
export const checkoutTrust = join(checkout, '.orrery', 'trust.json');

export async function versionOfCheckout(): Promise<string> {
  return (JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')) as { version: string }).version;
}
