/** Every template as the plugin that somebody makes of it: its names, its rules, its types, and its own tests. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sdkFolder } from '../folder.ts';
import { installed, linkTools } from '../link.ts';
import { runProgram } from '../programs.ts';
import { validate } from '../validate/validate.ts';
import { kinds, namesOf } from './names.ts';
import { writeTemplate } from './template.ts';

let folder: string;
const made = kinds.map((kind) => namesOf({ kind, name: 'Éclair 2 go', org: 'Böhm-Lab' }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-create-'));
  for (const names of made) await writeTemplate(names, join(folder, names.kind));
  await writeFile(join(folder, 'tsconfig.json'), await readFile(join(sdkFolder, 'templates/common/tsconfig.json'), 'utf8'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await linkTools(folder);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a plugin made from a template', () => {
  test.each(made)('of a $kind is called $id, and by no name of the template', async ({ kind, id }) => {
    const manifest = await readFile(join(folder, kind, 'manifest.ts'), 'utf8');
    expect(manifest).toContain(`id: '${id}'`);
    expect(id).toMatch(/^bohmlab-eclair2go-(panel|datasource|app)$/);
    expect(manifest).not.toMatch(/sample|acme/i);
  });
  test.each(made)('of a $kind keeps every rule of plugins', { timeout: 60_000 }, async ({ kind }) => {
    const { findings } = await validate(join(folder, kind));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
  test('compiles, each of them', { timeout: 300_000 }, async () => {
    await runProgram(process.execPath, [join(installed('typescript'), 'bin', 'tsc'), '-p', folder], folder);
  });
  test('passes its own tests', { timeout: 300_000 }, async () => {
    const env = { ...process.env, VITEST: undefined, VITEST_WORKER_ID: undefined, NODE_ENV: undefined };
    const config = join(sdkFolder, 'author', 'vitest.config.ts');
    const words = [join(installed('vitest'), 'vitest.mjs'), 'run', '--root', folder, '--config', config];
    expect(await runProgram(process.execPath, words, folder, env)).toMatch(new RegExp(`Test Files.*${kinds.length} passed`));
  });
});
