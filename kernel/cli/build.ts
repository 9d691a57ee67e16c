/** `orrery build`: builds the packages of the checkout that changed, and signs them with its own key. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from '@orrery/plugin-sdk/build/all';
import { isBundled } from '../bundled.ts';
import { checkout, packageFolders } from './checkout.ts';
import { ensureCheckoutKey, signBuilt } from './checkout-key.ts';
import type { CommandIo } from './io.ts';
import { buildCatalog } from './offer.ts';

export const summary = 'build and sign the bundled plugins that changed';

export async function run(args: string[], io: CommandIo): Promise<number> {
  if (args.includes('--help')) {
    io.out(
      "Usage: orrery build [--force]\n\nBuilds every plugin of this checkout whose sources changed, and signs it with the checkout's own key.\n--force builds all.",
    );
    return 0;
  }
  return (await buildStale(io, args.includes('--force'))) ? 0 : 1;
}

/** True when everything is built and signed. A package that fails keeps its last good build. */
export async function buildStale(io: CommandIo, force = false): Promise<boolean> {
  const started = performance.now();
  await ensureCheckoutKey();
  const report = await buildAll({ root: checkout, folders: packageFolders, force, progress: io.progress ?? io.out });
  if (force || !isBundled()) await (await import('./bundle.ts')).makeBundle();
  const unsigned = report.fresh.filter((folder) => !existsSync(join(folder, 'dist', 'MANIFEST.txt')));
  await signBuilt([...report.built, ...unsigned]);
  await buildCatalog(io);
  if (report.built.length > 0)
    io.out(`built and signed ${report.built.length} packages in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  for (const { folder, cause } of report.failed) io.err(`not built: ${folder}: ${cause}`);
  return report.failed.length === 0;
}
