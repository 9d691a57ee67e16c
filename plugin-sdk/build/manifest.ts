/** The manifest of a package folder, as its author wrote it. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Manifest } from '../manifest/types.ts';

export async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, 'manifest.ts');
  const module = (await import(`${pathToFileURL(file).href}?${Date.now()}`)) as { manifest?: Manifest };
  if (!module.manifest?.id)
    throw new Error(`${file}: exports no \`manifest\` with an id; write \`export const manifest = defineManifest({...})\``);
  return module.manifest;
}
