/**
 * T26: whoever builds the same sources has the same bytes, so that a package can be held against its sources by somebody else than who published
 * it. Built twice by the commands that authors use: other folders at other depths, files written in another order, at other times, with other
 * rights, under another umask, time zone, language and NODE_ENV.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const skipped = /(^|\/)(dist|node_modules)(\/|$)/;
let near: string;
let far: string;

beforeAll(async () => {
  near = await mkdtemp(join(root, 'test/.strangers-'));
  far = join(await mkdtemp(join(tmpdir(), 'orrery-far-')), 'a folder/with ünïcode/deep/down');
  await mkdir(far, { recursive: true });
});
afterAll(async () => {
  await rm(near, { recursive: true, force: true });
  await rm(far.slice(0, far.indexOf('/a folder')), { recursive: true, force: true });
});

async function orrery(args: readonly string[], cwd: string, mask: string, env: Readonly<Record<string, string>>): Promise<string> {
  const command = [process.execPath, '--disable-warning=ExperimentalWarning', join(root, 'kernel/cli/orrery.ts'), 'plugin', ...args];
  const { stdout } = await run('sh', ['-c', `umask ${mask}; exec "$@"`, 'sh', ...command], { cwd, env: { ...process.env, ...env } });
  return stdout;
}
/** The sources, file by file in an order of its own. */
async function copyOf(source: string, to: string, backwards: boolean): Promise<void> {
  const names = (await readdir(source, { recursive: true })).filter((name) => !skipped.test(name)).sort();
  for (const name of backwards ? names.reverse() : names) {
    if (!(await stat(join(source, name))).isFile()) continue;
    const file = join(to, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await readFile(join(source, name)));
    if (!backwards) continue;
    await utimes(file, 86_400 * 400, 86_400 * (400 + name.length));
    await chmod(file, 0o600);
  }
}
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe.each(['clock', 'kubernetes', 'pie-drilldown'])('the package of %s', (name) => {
  test('is the same bytes, wherever, whenever and by whomever it is built', async () => {
    const source = join(root, 'plugins/community', name);
    const [one, two] = [join(near, name), join(far, `${name}-elsewhere`)];
    await copyOf(source, one, false);
    await copyOf(source, two, true);
    // What many libraries ask, and what whoever builds has set to this or that.
    for (const copy of [one, two])
      await appendFile(join(copy, 'module.tsx'), "\nif (process.env.NODE_ENV !== 'production') console.log('in development');\n");
    await orrery(['link', two], two, '022', {});
    await orrery(['pack', one, '--out', join(near, `${name}.zip`)], root, '002', {
      TZ: 'UTC',
      LANG: 'C',
      LC_ALL: 'C',
      NODE_ENV: 'development',
    });
    const said = await orrery(['pack', '--out', join(far, `${name}.zip`)], two, '077', {
      ...{ TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', HOME: far, USER: 'somebody-else', NODE_ENV: 'production' },
    });
    const [first, second] = await Promise.all([readFile(join(near, `${name}.zip`)), readFile(join(far, `${name}.zip`))]);
    const files = (bytes: Uint8Array): Record<string, string> =>
      Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, content]) => [path, hashOf(content)]));
    expect(files(second)).toEqual(files(first));
    // In an order of their own, and not of whatever a file system lists first.
    expect(Object.keys(files(first))).toEqual(Object.keys(files(first)).toSorted());
    expect(Object.keys(files(first)).length).toBeGreaterThan(2);
    expect(hashOf(second)).toBe(hashOf(first));
    expect(said).toContain(hashOf(first));
  }, 120_000);
});

test('a package says nothing of rights that a file system happened to give', async () => {
  const folder = join(near, 'rights');
  await copyOf(join(root, 'plugins/community/clock'), folder, false);
  const pack = async (name: string): Promise<string> => {
    await orrery(['pack', folder, '--as-built', '--out', join(near, name)], root, '022', {});
    return hashOf(await readFile(join(near, name)));
  };
  await orrery(['build', folder], root, '022', {});
  const before = await pack('before.zip');
  for (const path of await readdir(join(folder, 'dist'), { recursive: true })) await chmod(join(folder, 'dist', path), 0o755);
  expect(await pack('after.zip')).toBe(before);
  await cp(join(folder, 'dist/README.md'), join(folder, 'dist/more.md'));
  expect(await pack('more.zip')).not.toBe(before);
}, 60_000);
