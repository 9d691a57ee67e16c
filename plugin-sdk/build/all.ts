/** Builds every stale package below some folders. Signing is the caller's: the SDK holds no keys. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { findPackages } from './discover.ts';
import { buildPackage } from './package.ts';
import { hashTree, StampFile } from './stale.ts';

export interface BuildAll {
  /** The checkout. */
  readonly root: string;
  /** Folders below it that hold packages. */
  readonly folders: readonly string[];
  /** Build what is fresh, too. */
  readonly force?: boolean;
  readonly progress?: (line: string) => void;
}

export interface BuildReport {
  readonly built: readonly string[];
  readonly fresh: readonly string[];
  readonly failed: readonly { readonly folder: string; readonly cause: string }[];
}

export async function buildAll({ root, folders, force = false, progress = () => {} }: BuildAll): Promise<BuildReport> {
  const packages = (await Promise.all(folders.map((folder) => findPackages(join(root, folder))))).flat();
  const stamps = await new StampFile(join(root, '.orrery', 'built.json')).read();
  const common = [await hashTree(join(root, 'plugin-sdk')), await readFile(join(root, 'package-lock.json'), 'utf8').catch(() => '')].join();
  const stale: { folder: string; stamp: string }[] = [];
  const fresh: string[] = [];
  for (const folder of packages) {
    const stamp = `${await hashTree(folder)}.${hashText(common)}`;
    if (!force && stamps.isFresh(folder, stamp)) fresh.push(folder);
    else stale.push({ folder, stamp });
  }

  const built: string[] = [];
  const failed: { folder: string; cause: string }[] = [];
  const queue = [...stale];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const started = performance.now();
      const name = relative(root, next.folder);
      try {
        await buildPackage(next.folder);
        stamps.set(next.folder, next.stamp);
        built.push(next.folder);
        progress(`built ${name} (${Math.round(performance.now() - started)} ms), ${built.length + failed.length} of ${stale.length}`);
      } catch (error) {
        const cause = error instanceof Error ? error.message : String(error);
        failed.push({ folder: next.folder, cause });
        progress(`failed ${name}: ${cause}`);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), queue.length) }, work));
  await stamps.write();
  return { built, fresh, failed };
}

function hashText(text: string): string {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (hash * 31 + text.charCodeAt(index)) | 0;
  return (hash >>> 0).toString(36);
}
