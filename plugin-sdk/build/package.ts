/**
 * Builds one package folder into `dist/`: plugin.json from `manifest.ts`, the backend, the front end, and the files that are
 * shipped as they are. Written beside and moved into place, so a failed build leaves the last good one.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Manifest } from '../manifest/types.ts';
import { bundleBackend } from './backend.ts';
import { bundleFrontend, type FrontendEntry } from './frontend.ts';

const shippedAsTheyAre = ['README.md', 'CHANGELOG.md', 'LICENSE', 'img', 'dashboards'];

export async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, 'manifest.ts');
  const module = (await import(`${pathToFileURL(file).href}?${Date.now()}`)) as { manifest?: Manifest };
  if (!module.manifest?.id)
    throw new Error(`${file}: exports no \`manifest\` with an id; write \`export const manifest = defineManifest({...})\``);
  return module.manifest;
}

export async function buildPackage(folder: string): Promise<{ manifest: Manifest; dist: string }> {
  const manifest = await readManifest(folder);
  const dist = join(folder, 'dist');
  const staged = join(folder, 'dist.new');
  await rm(staged, { recursive: true, force: true });
  await mkdir(staged, { recursive: true });
  await writeFile(join(staged, 'plugin.json'), `${JSON.stringify(manifest, null, 2)}\n`);

  const { runtime } = manifest.orrery;
  if (runtime === 'isolate' || runtime === 'worker') {
    await writeFile(join(staged, 'backend.js'), await bundleBackend(join(folder, 'index.ts'), runtime));
  }
  for (const entry of frontendEntries(folder, manifest)) await bundleFrontend(folder, staged, entry);
  for (const name of shippedAsTheyAre) {
    if (existsSync(join(folder, name))) await cp(join(folder, name), join(staged, name), { recursive: true });
  }
  await rm(dist, { recursive: true, force: true });
  await rename(staged, dist);
  return { manifest, dist };
}

function frontendEntries(folder: string, manifest: Manifest): FrontendEntry[] {
  const entries: FrontendEntry[] = [];
  if (existsSync(join(folder, 'module.tsx'))) entries.push({ source: 'module.tsx', name: 'module' });
  for (const [provides, { file }] of Object.entries(manifest.orrery.contributes?.sharedModule ?? {})) {
    const name = file.replace(/\.js$/, '');
    entries.push({ source: `shared/${basename(name)}.ts`, name, provides });
  }
  // Workers have no import map: what runs in one is in one piece.
  if (existsSync(join(folder, 'drawing.ts'))) entries.push({ source: 'drawing.ts', name: 'drawing', selfContained: true });
  for (const name of ['frame', 'workshop', 'worker'])
    if (existsSync(join(folder, 'frame', `${name}.ts`)))
      entries.push({ source: `frame/${name}.ts`, name, ...(name !== 'frame' && { selfContained: true }) });
  return entries;
}
