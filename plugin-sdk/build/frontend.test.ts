import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { bundleFrontend } from './frontend.ts';

afterEach(() => vi.unstubAllEnvs());

const source = `export const view = (name: string) => <p class="greeting">Hello {name} {process.env.NODE_ENV}</p>;`;

async function bundledWith(mode: string | undefined): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-frontend-'));
  try {
    vi.stubEnv('NODE_ENV', mode);
    writeFileSync(join(folder, 'module.tsx'), source);
    await bundleFrontend(folder, join(folder, 'dist'), { source: 'module.tsx', name: 'module' });
    return readFileSync(join(folder, 'dist/module.js'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a front end is the same bytes whatever NODE_ENV says, and names no file of its builder', async () => {
  const plain = await bundledWith(undefined);
  for (const mode of ['development', 'test', 'production']) expect(await bundledWith(mode), mode).toBe(plain);
  expect(plain).not.toContain('module.tsx');
  expect(plain).toContain('production');
});
