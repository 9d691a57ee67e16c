/**
 * The code of hosts as plain JavaScript. A thread that strips types by itself keeps the tool for it in memory; one that starts from this
 * bundle needs none.
 */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { bundledHosts } from '../execution/bundled.ts';
import { preludeSource } from '../execution/isolate/prelude-source.ts';

const execution = fileURLToPath(new URL('../execution', import.meta.url));

export async function bundleHosts(): Promise<void> {
  const staged = `${bundledHosts}.new`;
  await rm(staged, { recursive: true, force: true });
  await mkdir(staged, { recursive: true });
  const bundle = await rolldown({
    input: { main: join(execution, 'host/main.ts'), thread: join(execution, 'thread/thread.ts') },
    platform: 'node',
    // What is native or found by name at run time stays a package; ours goes in.
    external: [/^node:/, /^(?!@orrery\/|\.|\/|[A-Z]:)/],
    logLevel: 'silent',
  });
  await bundle.write({ dir: staged, format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' });
  await bundle.close();
  await writeFile(join(staged, 'prelude.txt'), preludeSource());
  await rm(bundledHosts, { recursive: true, force: true });
  await rename(staged, bundledHosts);
}
