/** Plugins as folders below one folder, as Grafana keeps them: for those who ship the folder themselves. Each change is one rename. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { VerifiedPackage } from '../registry/types.ts';

const id = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const runs = /_(linux|darwin|freebsd)_(amd64|arm64|arm|386)$/;

export async function putInFolder(root: string, { id: name, files }: VerifiedPackage): Promise<void> {
  const [target, staged, old] = [join(root, name), join(root, `.${name}.${randomUUID()}`), join(root, `.${name}.${randomUUID()}.old`)];
  try {
    for (const [path, bytes] of files) {
      await mkdir(dirname(join(staged, path)), { recursive: true });
      await writeFile(join(staged, path), bytes, { mode: runs.test(path) ? 0o755 : 0o644, flag: 'wx' });
    }
    if (existsSync(target)) await rename(target, old);
    try {
      await rename(staged, target);
    } catch (error) {
      if (existsSync(old)) await rename(old, target);
      throw error;
    }
  } finally {
    await rm(staged, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}

/** False when there is no such plugin. */
export async function takeFromFolder(root: string, name: string): Promise<boolean> {
  if (!id.test(name) || !(await versionIn(join(root, name)))) return false;
  const old = join(root, `.${name}.${randomUUID()}.old`);
  await rename(join(root, name), old);
  await rm(old, { recursive: true, force: true });
  return true;
}

export async function listFolder(root: string): Promise<{ readonly id: string; readonly version: string }[]> {
  const names = (await readdir(root).catch(() => [])).filter((name) => !name.startsWith('.')).sort();
  const found = await Promise.all(names.map(async (name) => ({ id: name, version: await versionIn(join(root, name)) })));
  return found.flatMap(({ id: name, version }) => (version ? [{ id: name, version }] : []));
}

async function versionIn(folder: string): Promise<string | undefined> {
  for (const file of ['dist/plugin.json', 'plugin.json']) {
    const text = await readFile(join(folder, file), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    try {
      return (JSON.parse(text) as { info?: { version?: string } }).info?.version || '0.0.0';
    } catch {
      return undefined;
    }
  }
  return undefined;
}
