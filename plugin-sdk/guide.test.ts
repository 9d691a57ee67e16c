/** Every example of the guide: compiled, and where it is a test, run. Files are those that the examples name. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sdkFolder } from './author/folder.ts';
import { installed, linkTools } from './author/link.ts';
import { runProgram } from './author/programs.ts';

let folder: string;
let files: ReadonlyMap<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-guide-'));
  files = examples(await readFile(join(sdkFolder, 'README.md'), 'utf8'));
  for (const [file, text] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  await writeFile(join(folder, 'tsconfig.json'), await readFile(join(sdkFolder, 'templates/common/tsconfig.json'), 'utf8'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await linkTools(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Code blocks by the file they name. A block of code that names none would be run by nobody. */
function examples(guide: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, language = '', file, text = ''] of guide.matchAll(/^```(tsx?)(?: file=(\S+))?\n([\s\S]*?)^```/gm)) {
    if (!file) throw new Error(`A ${language} block of the guide names no file:\n${text.slice(0, 200)}`);
    found.set(file, text);
  }
  return found;
}

describe('the examples of the guide', () => {
  test('are there', () => {
    expect([...files.keys()].filter((file) => file.endsWith('.test.ts'))).toEqual([
      'panel/panel.test.ts',
      'datasource/datasource.test.ts',
      'app/app.test.ts',
      'transformation/transformation.test.ts',
    ]);
  });
  test('compile', { timeout: 300_000 }, async () => {
    await runProgram(process.execPath, [join(installed('typescript'), 'bin', 'tsc'), '-p', folder], folder);
  });
  test('pass their own tests', { timeout: 300_000 }, async () => {
    const config = join(sdkFolder, 'author', 'vitest.config.ts');
    const env = { ...process.env, VITEST: undefined, VITEST_WORKER_ID: undefined, NODE_ENV: undefined };
    const said = await runProgram(
      process.execPath,
      [join(installed('vitest'), 'vitest.mjs'), 'run', '--root', folder, '--config', config],
      folder,
      env,
    );
    expect(said).toMatch(/Test Files.*4 passed/);
  });
});
