import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What builds leave behind, and what cannot change them. */
const irrelevant = /^(dist|dist\.new|node_modules|testdata|fixtures)$|\.(test|e2e)\.tsx?$/;

/** When the youngest file or folder at or below `path` changed, in epoch ms. A file that is gone shows in its folder. Throws where nothing is. */
export function newest(path: string): number {
  const info = statSync(path);
  if (!info.isDirectory()) return info.mtimeMs;
  const names = readdirSync(path).filter((name) => !irrelevant.test(name));
  return Math.max(info.mtimeMs, ...names.map((name) => newest(join(path, name))));
}

/** True when `made` is there and younger than everything at or below `sources`. */
export function isYoungerThan(made: string, sources: readonly string[]): boolean {
  try {
    const { mtimeMs } = statSync(made);
    return sources.every((path) => newest(path) < mtimeMs);
  } catch {
    return false;
  }
}
