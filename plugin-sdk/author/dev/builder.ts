/** Builds into `.orrery/dev`, from where a server takes it. A build that fails leaves the last good one, and says why beside it. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { orreryCommand } from '../../build/orrery-command.ts';
import { buildPackage } from '../../build/package.ts';
import { checkManifest } from '../../manifest/check.ts';
import { AuthorError } from '../io.ts';
import { type Problem, problemOf } from '../problem.ts';
import { runProgram } from '../programs.ts';

export interface Builder {
  build(): Promise<{ readonly ms: number; readonly problem?: Problem }>;
  /** The trust store in which the developer's key is, where builds are signed. */
  readonly trust: string | undefined;
}

export async function createBuilder({
  folder,
  id,
  level,
  env,
}: {
  folder: string;
  id: string;
  level?: string;
  env: Readonly<Record<string, string | undefined>>;
}): Promise<Builder> {
  const out = join(folder, '.orrery', 'dev');
  await mkdir(out, { recursive: true });
  await standAlone(join(out, 'pid'), folder);
  const signer = level ? await openSigner(join(folder, '.orrery'), level, env) : undefined;

  async function tell(problem: Problem | undefined): Promise<void> {
    const file = join(out, 'problem.json');
    if (!problem) return rm(file, { force: true });
    await writeFile(`${file}.new`, JSON.stringify(problem));
    await rename(`${file}.new`, file);
  }

  return {
    trust: signer?.trust,
    async build() {
      const started = performance.now();
      try {
        // Put in place only when all of it is good: signed, where it is signed, and with a manifest that a server takes.
        const { manifest, dist } = await buildPackage(folder, { dist: join(out, 'next'), minify: false });
        const checked = checkManifest(JSON.parse(JSON.stringify(manifest)), 'manifest.ts');
        if (!checked.ok) throw new Error(checked.failure.message);
        await signer?.sign(dist);
        await rm(join(out, 'dist'), { recursive: true, force: true });
        await rename(dist, join(out, 'dist'));
        await tell(undefined);
        return { ms: performance.now() - started };
      } catch (error) {
        const problem = problemOf(error, folder, id);
        await tell(problem);
        return { ms: performance.now() - started, problem };
      }
    },
  };
}

/** Two that build into one folder would take each other's halves away. */
async function standAlone(file: string, folder: string): Promise<void> {
  const other = Number(await readFile(file, 'utf8').catch(() => ''));
  if (other && other !== process.pid && isRunning(other))
    throw new AuthorError(`${folder} is under development already, by process ${other}. Stop that one, or go on there.`);
  await writeFile(file, String(process.pid));
}
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A key that is good on this developer's own server and nowhere else. */
async function openSigner(home: string, level: string, env: Readonly<Record<string, string | undefined>>) {
  const key = join(home, 'developer-key.asc');
  const trust = join(home, 'developer-trust.json');
  const [program = '', ...before] = orreryCommand(env);
  const orrery = (...args: string[]): Promise<string> => runProgram(program, [...before, ...args], home, env);
  if (!existsSync(key)) await orrery('keys', 'create', '--name', 'Developer', '--out', key);
  await orrery('keys', 'trust', `${key}.pub`, '--level', level, '--trust', trust);
  const where = level === 'private' ? ['--root-url', 'http://localhost/'] : [];
  return { trust, sign: (dist: string) => orrery('sign', dist, '--key', key, '--level', level, ...where) };
}
