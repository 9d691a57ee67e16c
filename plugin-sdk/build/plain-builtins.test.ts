/** In a process of its own: what is loaded there must be nobody else's. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';
import { plainBuiltins } from './plain-builtins.ts';

const source = `import http, { createServer as create } from 'node:http';
import * as path from 'node:path';
const here = "import fs from 'node:fs'";
const brought = process.moduleLoadList.some((name) => name.includes('http2'));
console.log(JSON.stringify([typeof create, http.createServer === create, path.join('a', 'b'), here, brought]));`;

async function said(plain: boolean): Promise<unknown[]> {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-plain-'));
  try {
    writeFileSync(join(folder, 'in.js'), source);
    const build = await rolldown({
      input: join(folder, 'in.js'),
      platform: 'node',
      plugins: plain ? [plainBuiltins()] : [],
      logLevel: 'silent',
    });
    const { output } = await build.generate({ format: 'es' });
    await build.close();
    writeFileSync(join(folder, 'out.mjs'), output[0].code);
    return JSON.parse(execFileSync(process.execPath, [join(folder, 'out.mjs')], { encoding: 'utf8' })) as unknown[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('Node’s modules are the same, and bring nothing along', async () => {
  expect(await said(true)).toEqual(['function', true, 'a/b', "import fs from 'node:fs'", false]);
});
test('an import would have', async () => {
  expect((await said(false)).at(-1)).toBe(true);
});
