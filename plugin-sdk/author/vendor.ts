/**
 * The SDK as a package of its own: plain JavaScript, types, style sheets and templates in one archive. A made plugin carries it in
 * `vendor/`, because no registry has it: whoever clones the plugin can check, build and pack it with no Orrery at hand.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isYoungerThan } from '../build/newest.ts';
import { sdkFolder } from './folder.ts';
import { AuthorError } from './io.ts';
import { installed } from './link.ts';
import { runProgram } from './programs.ts';

/** What plugins may import, and what a page of ours needs. Everything else in the SDK is Orrery's own and may change at any time. */
export const publicEntries: Readonly<Record<string, string>> = {
  '.': './index.ts',
  './ui': './ui/index.ts',
  './ui/code': './ui/code/index.ts',
  './data': './data/index.ts',
  './testing': './testing/index.ts',
};
const innerEntries: Readonly<Record<string, string>> = {
  './testing/stage-page': './testing/stage-page.tsx',
  './ui/kit.css': './ui/kit.css',
};
const isPacked = existsSync(join(sdkFolder, 'index.js'));

/** Puts the archive into the folder and gives its name. */
export async function packedSdk(into: string): Promise<string> {
  await mkdir(into, { recursive: true });
  const from = await archive();
  await cp(from, join(into, basename(from)));
  return basename(from);
}

/** Made once for the sources as they are. */
async function archive(): Promise<string> {
  const home = isPacked ? sdkFolder : join(dirname(sdkFolder), '.orrery', 'sdk');
  const made = async () => (await readdir(home).catch(() => [])).find((name) => name.endsWith('.tgz'));
  const before = await made();
  if (before && (isPacked || isYoungerThan(join(home, before), [sdkFolder]))) return join(home, before);
  const work = `${home}.${process.pid}`;
  try {
    await compile(work);
    await runProgram('npm', ['pack', '--pack-destination', work, '--ignore-scripts', '--loglevel=error'], join(work, 'package'));
    await rm(join(work, 'package'), { recursive: true, force: true });
    await rm(home, { recursive: true, force: true });
    await rename(work, home);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const name = await made();
  if (!name) throw new AuthorError(`npm packed no SDK into ${home}.`);
  return join(home, name);
}

async function compile(work: string): Promise<void> {
  const out = join(work, 'package');
  if (isPacked) return void (await cp(sdkFolder, out, { recursive: true, filter: (path) => !path.endsWith('.tgz') }));
  const tsc = join(installed('typescript'), 'bin', 'tsc');
  await runProgram(process.execPath, [tsc, '-p', join(sdkFolder, 'build', 'tsconfig.pack.json'), '--outDir', out], sdkFolder);
  for (const path of await readdir(sdkFolder, { recursive: true })) {
    const belongs = /\.(?:css|d\.ts|txt|md)$/.test(path) || path.startsWith(join('templates', '')) || path.startsWith(`templates`);
    if (!belongs || /(?:^|[/\\])(?:node_modules|dist|\.orrery)(?:[/\\]|$)/.test(path)) continue;
    await cp(join(sdkFolder, path), join(out, path), { recursive: true });
  }
  await cp(join(dirname(sdkFolder), 'LICENSE'), join(out, 'LICENSE'));
  await writeFile(
    join(out, 'package.json'),
    `${JSON.stringify(packageJson(JSON.parse(await readFile(join(sdkFolder, 'package.json'), 'utf8'))), null, 2)}\n`,
  );
}

function packageJson({ name, version, dependencies }: Record<string, unknown>): Record<string, unknown> {
  const compiled = ([entry, file]: [string, string]): [string, unknown] => {
    const stem = file.replace(/\.tsx?$/, '');
    return [entry, stem === file ? file : { types: `${stem}.d.ts`, default: `${stem}.js` }];
  };
  return {
    name,
    version,
    description: "What plugins of Orrery are written with: types, data core, UI kit, test kit and the author's commands.",
    license: 'Apache-2.0',
    type: 'module',
    sideEffects: ['*.css'],
    exports: Object.fromEntries([...Object.entries(publicEntries), ...Object.entries(innerEntries)].map(compiled)),
    bin: { orrery: './author/bin.js' },
    dependencies,
  };
}
