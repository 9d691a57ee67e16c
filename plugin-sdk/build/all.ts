/** Builds every stale package below some folders. Signing is the caller's: the SDK holds no keys. */
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { stalePackages } from './stale.ts';

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
  const { stale, fresh, stamps } = await stalePackages(root, folders, force);
  if (stale.length === 0) return { built: [], fresh, failed: [] };
  // The bundler is loaded by those who have something to bundle.
  const { buildPackage } = await import('./package.ts');
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
        progress(`${built.length + failed.length} of ${stale.length} built: ${name} (${Math.round(performance.now() - started)} ms)`);
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
