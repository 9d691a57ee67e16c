/** Finds the packages of a tree: every folder that holds a `manifest.ts`. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const skipped = new Set(['node_modules', 'dist']);

/** Absolute folders, sorted, so that builds and their output come in the same order everywhere. */
export async function findPackages(root: string, depth = 4): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  if (entries.some((entry) => entry.isFile() && entry.name === 'manifest.ts')) return [root];
  if (depth === 0) return [];
  const below = entries.filter((entry) => entry.isDirectory() && !skipped.has(entry.name) && !entry.name.startsWith('.'));
  const found = await Promise.all(below.map((entry) => findPackages(join(root, entry.name), depth - 1)));
  return found.flat().sort();
}
