/**
 * Builds one package folder into `dist/`: plugin.json from `manifest.ts`, the backend, the front end, and the files that are
 * shipped as they are. Written beside and moved into place, so a failed build leaves the last good one.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Manifest } from '../manifest/types.ts';
import { bundleBackend } from './backend.ts';
import { bundleFrontend, type FrontendEntry } from './frontend.ts';
import { readManifest } from './manifest.ts';

const shippedAsTheyAre = ['README.md', 'CHANGELOG.md', 'LICENSE', 'img', 'dashboards'];

export interface BuildOptions {
  /** Where the package goes; `dist` in the folder when absent. */
  readonly dist?: string;
  /** False while a plugin is being written: readable in the browser's tools, and built sooner. */
  readonly minify?: boolean;
}

/** Throws what the bundler throws, and an Error that says what is wrong with the manifest. */
export async function buildPackage(folder: string, options: BuildOptions = {}): Promise<{ manifest: Manifest; dist: string }> {
  const { dist = join(folder, 'dist'), minify = true } = options;
  const manifest = await readManifest(folder);
  const staged = `${dist}.new`;
  await rm(staged, { recursive: true, force: true });
  await mkdir(staged, { recursive: true });
  await writeFile(join(staged, 'plugin.json'), `${JSON.stringify(manifest, null, 2)}\n`);

  await Promise.all([backend(folder, manifest, staged, minify), buildFrontend(folder, manifest, staged, minify), shipped(folder, staged)]);
  await rm(dist, { recursive: true, force: true });
  await rename(staged, dist);
  return { manifest, dist };
}

async function backend(folder: string, { orrery: { runtime } }: Manifest, staged: string, minify: boolean): Promise<void> {
  if (runtime !== 'isolate' && runtime !== 'worker') return;
  await writeFile(join(staged, 'backend.js'), await bundleBackend(join(folder, 'index.ts'), runtime, minify));
}

/** What of a package runs in browsers, in files below `staged`. */
export async function buildFrontend(folder: string, manifest: Manifest, staged: string, minify = true): Promise<void> {
  for (const entry of frontendEntries(folder, manifest)) await bundleFrontend(folder, staged, { ...entry, minify });
}

async function shipped(folder: string, staged: string): Promise<void> {
  for (const name of shippedAsTheyAre) {
    if (existsSync(join(folder, name))) await cp(join(folder, name), join(staged, name), { recursive: true });
  }
}

function frontendEntries(folder: string, manifest: Manifest): FrontendEntry[] {
  const entries: FrontendEntry[] = [];
  if (existsSync(join(folder, 'module.tsx'))) entries.push({ source: 'module.tsx', name: 'module' });
  const shared = Object.entries(manifest.orrery.contributes?.sharedModule ?? {});
  for (const [provided, { file }] of shared) {
    const name = file.replace(/\.js$/, '');
    entries.push({ source: `shared/${basename(name)}.ts`, name, provides: [provided] });
  }
  // Import maps do not reach workers, nor does their integrity: a worker is one file.
  if (manifest.orrery.contributes?.transformation && existsSync(join(folder, 'module.tsx')))
    entries.push({ source: 'module.tsx', name: 'worker', transforms: true, selfContained: true });
  if (existsSync(join(folder, 'drawing.ts'))) entries.push({ source: 'drawing.ts', name: 'drawing', selfContained: true });
  for (const name of ['frame', 'workshop', 'worker'])
    if (existsSync(join(folder, 'frame', `${name}.ts`))) {
      const provides = shared.flatMap(([provided, { frame }]) => (frame === `${name}.js` ? [provided] : []));
      entries.push({ source: `frame/${name}.ts`, name, ...(name === 'frame' ? { provides } : { selfContained: true }) });
    }
  return entries;
}
