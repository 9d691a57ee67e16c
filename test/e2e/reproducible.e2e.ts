/**
 * T26: two checkouts of one revision, built in other places, at other times, by others, are the same bytes but for the signatures of their own
 * keys: every bundled package, the bundle that the server runs from, and the packages of the built-in catalog.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyCheckout } from '../support/checkout-copy.ts';

const run = promisify(execFile);
let one: string;
let two: string;

async function build(folder: string, mask: string, env: Readonly<Record<string, string>>): Promise<void> {
  const command = [process.execPath, '--disable-warning=ExperimentalWarning', 'kernel/cli/orrery.ts', 'build'];
  const { NODE_ENV: _, ...rest } = process.env;
  await run('sh', ['-c', `umask ${mask}; exec "$@"`, 'sh', ...command], { cwd: folder, env: { ...rest, ...env }, maxBuffer: 64 << 20 });
}
beforeAll(async () => {
  one = mkdtempSync(join(tmpdir(), 'orrery-checkout-'));
  two = join(mkdtempSync(join(tmpdir(), 'orrery-checkout-')), 'deep/down here');
  mkdirSync(two, { recursive: true });
  for (const folder of [one, two]) copyCheckout(folder);
  for (const file of filesBelow(two)) if (!file.includes('node_modules')) utimesSync(file, 1e9, 1e9);
  await build(one, '002', { TZ: 'UTC', LANG: 'C', LC_ALL: 'C' });
  await build(two, '077', { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', NODE_ENV: 'development', HOME: two });
}, 600_000);
afterAll(() => {
  rmSync(one, { recursive: true, force: true });
  rmSync(join(two, '../..'), { recursive: true, force: true });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() && !entry.parentPath.includes('node_modules') ? [join(entry.parentPath, entry.name)] : [],
  );
}
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** What was built, by path; without what each checkout's own key says of it. */
const built = (root: string): Record<string, string> =>
  Object.fromEntries(
    filesBelow(root)
      .filter((file) => /\/dist\//.test(file) && !/\/MANIFEST\.txt$/.test(file))
      .map((file): [string, string] => [relative(root, file), hashOf(readFileSync(file))])
      .sort(),
  );
/** Packages of the built-in catalog by what is in them: their names are hashes of signed bytes. */
const offered = (root: string): string[] =>
  readdirSync(join(root, '.orrery/catalog/packages'))
    .map((name) => unzipSync(readFileSync(join(root, '.orrery/catalog/packages', name))))
    .map((files) =>
      Object.entries(files)
        .filter(([path]) => !path.endsWith('/MANIFEST.txt'))
        .map(([path, bytes]) => `${path} ${hashOf(bytes)}`)
        .sort()
        .join('\n'),
    )
    .sort();

test('what two checkouts build is the same, file by file', () => {
  const [first, second] = [built(one), built(two)];
  expect(Object.keys(first).length).toBeGreaterThan(200);
  expect(Object.keys(first)).toContain('kernel/dist/run/serve.js');
  expect(second).toEqual(first);
});

test('what they offer is the same, too', () => {
  expect(offered(one).length).toBeGreaterThan(3);
  expect(offered(two)).toEqual(offered(one));
});

test('nothing that was built names the place where it was', () => {
  for (const root of [one, two])
    for (const file of filesBelow(root).filter((name) => /\/dist\//.test(name) && statSync(name).size < 8 << 20))
      expect([file, readFileSync(file, 'latin1').includes(root)]).toEqual([file, false]);
});
