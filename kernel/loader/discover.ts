/** Where packages may lie: the bundled ones of the checkout or image, and the folder an administrator puts plugins in. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const skipped = new Set(['node_modules', 'dist.new']);

/** Folders with a `plugin.json`; one that has it both at its top and in `dist/` counts as its `dist/`. What lies inside of one is its own affair. */
export async function findPlugins(root: string, depth = 4): Promise<string[]> {
  const built = join(root, 'dist');
  if (existsSync(join(built, 'plugin.json'))) return [built];
  if (existsSync(join(root, 'plugin.json'))) return [root];
  if (depth === 0) return [];
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const below = entries
    .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !skipped.has(entry.name) && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
  const found = await Promise.all(below.map((name) => findPlugins(join(root, name), depth - 1)));
  return found.flat();
}
