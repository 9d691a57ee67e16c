/** Makes the bundle of `bundled.ts`: one JavaScript file for each thing that is started by itself, and what lies beside them. */
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainBuiltins } from '@orrery/plugin-sdk/build/plain-builtins';
import { rolldown } from 'rolldown';
import { bundleFolder, lastFile } from '../bundled.ts';
import { preludeSource } from '../execution/isolate/prelude-source.ts';

const kernel = dirname(dirname(fileURLToPath(import.meta.url)));
/** Native, started by their own file names, or needed by few and large: they stay packages. */
const packages = [
  'isolated-vm',
  '@grpc/grpc-js',
  'protobufjs',
  'piscina',
  'pg',
  'pg-native',
  'mysql2',
  'ioredis',
  'bullmq',
  'bufferutil',
  'utf-8-validate',
];

export async function makeBundle(): Promise<void> {
  // Two starts may build at once: each aside, and whoever is first puts its own in place.
  const staged = `${bundleFolder}.${process.pid}`;
  const former = `${staged}.old`;
  await rm(staged, { recursive: true, force: true });
  await mkdir(staged, { recursive: true });
  const bundle = await rolldown({
    input: {
      serve: join(kernel, 'cli/serve-main.ts'),
      host: join(kernel, 'execution/host/main.ts'),
      thread: join(kernel, 'execution/thread/thread.ts'),
      storage: join(kernel, 'storage/sqlite/thread.ts'),
    },
    platform: 'node',
    // Sequelize writes times in UTC here; the zones of the world are most of what it would load.
    resolve: { alias: { 'moment-timezone': fileURLToPath(import.meta.resolve('moment-timezone/moment-timezone.js')) } },
    external: (id) => id.startsWith('node:') || packages.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [plainBuiltins()],
    logLevel: 'silent',
  });
  await bundle.write({
    ...{ dir: staged, format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    // Left to itself, what all CommonJS packages stand on lands in one of them, and brings it along everywhere.
    codeSplitting: { groups: [{ name: 'runtime', test: /rolldown.runtime/ }] },
    // One letter beyond ASCII, and V8 keeps the whole source with two bytes a letter for as long as the process runs.
    charset: 'ascii',
    comments: { legal: true, annotation: false, jsdoc: false },
    // Spaces only: what a stack names stays what the sources name.
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  });
  await bundle.close();
  await copyFile(join(kernel, 'config/defaults.ini'), join(staged, 'defaults.ini'));
  await writeFile(join(staged, lastFile), preludeSource());
  await rename(bundleFolder, former).catch(() => {});
  await rename(staged, bundleFolder).catch(() => rm(staged, { recursive: true, force: true }));
  await rm(former, { recursive: true, force: true });
}
