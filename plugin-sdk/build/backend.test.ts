import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleBackend } from './backend.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'orrery-backend-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function source(text: string): string {
  const file = join(folder, 'index.ts');
  writeFileSync(file, text);
  return file;
}

test.each(['isolate', 'worker'] as const)('a name that no bundle for a %s will find fails the build, and is named', async (runtime) => {
  const file = source("import { query } from 'nobody-has-this';\nexport default query;\n");
  await expect(bundleBackend(file, runtime)).rejects.toThrow(/nobody-has-this/);
});

test('what Node has is found in a worker, and nowhere else', async () => {
  const file = source("import { readFileSync } from 'node:fs';\nexport default readFileSync;\n");
  expect(await bundleBackend(file, 'worker')).toContain('node:fs');
  await expect(bundleBackend(file, 'isolate')).rejects.toThrow(/node:fs/);
});
