/**
 * `orrery plugins` and `orrery plugin publish` as people type them: against catalogs that are served, with tokens and without certificates, into
 * folders, at a terminal where somebody answers. No server runs here; what is installed lies in its database.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { run } from '@orrery/kernel/cli/plugins';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Child, startChild } from '../support/child.ts';
import { freePort } from '../support/ports.ts';
import { type Publisher, type Said, startPublisher } from '../support/published.ts';

const command = fileURLToPath(new URL('../../kernel/cli/orrery.ts', import.meta.url));
const token = 'a-token-of-the-catalog';
let publisher: Publisher;
let serving: Child;
let behindTls: Server;
let port: number;
let secure: string;
let count = 0;

/** A data folder of a server that knows the publisher. */
function home(settings = ''): string {
  const folder = join(publisher.folder, `home-${++count}`);
  mkdirSync(join(folder, 'data'), { recursive: true });
  writeFileSync(join(folder, 'data/trust.json'), publisher.trust);
  writeFileSync(join(folder, 'test.ini'), settings);
  return folder;
}
const at = (folder: string): string[] => ['--homepath', folder, '--config', join(folder, 'test.ini')];
interface Typed {
  readonly env?: Readonly<Record<string, string>>;
  /** What somebody at a terminal answers; nobody is there without. */
  readonly answer?: string;
}
/** The command as the program runs it, in this process: two dozen programs would cost a minute. */
async function typed(
  folder: string,
  args: readonly string[],
  { env = {}, answer }: Typed = {},
): Promise<Said & { readonly asked: readonly string[] }> {
  const said = { out: '', err: '', asked: [] as string[] };
  const code = await run([...args, ...at(folder)], {
    out: (text) => void (said.out += `${text}\n`),
    err: (text) => void (said.err += `${text}\n`),
    ...(answer !== undefined && { ask: async (question: string) => (said.asked.push(question), answer) }),
    cwd: publisher.folder,
    env: { ...process.env, LANG: 'C', ...env },
  });
  return { code, ...said };
}
const plugins = (folder: string, ...args: string[]) => typed(folder, args);
const byUrl = (): string => `[catalog.served]\nurl = http://127.0.0.1:${port}/\ntoken = ${token}\nkeys = ${publisher.fingerprint}\n`;

beforeAll(async () => {
  publisher = await startPublisher();
  const far = { capabilities: { fetch: ['https://api.example'], cache: true } };
  await publisher.publish(
    { version: '1.0.0' },
    { version: '1.1.0' },
    { id: 'test-far-app', orrery: far },
    {
      id: 'test-needy-app',
      orrery: far,
      manifest: { dependencies: { plugins: [{ id: 'test-needed-app', type: 'app', name: 'Needed' }] } },
    },
    { id: 'test-needed-app' },
  );
  port = await freePort();
  serving = startChild(process.execPath, [
    command,
    'catalog',
    'serve',
    '--port',
    String(port),
    '--token',
    token,
    '--to',
    publisher.catalog,
  ]);
  while (!serving.said().includes('The catalog is at') && !serving.exited()) await sleep(20);
  const [key, cert] = ['tls.key', 'tls.crt'].map((name) => join(publisher.folder, name)) as [string, string];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      key,
      '-out',
      cert,
      '-days',
      '2',
      '-subj',
      '/CN=nobody-knows-it',
    ],
    { stdio: 'pipe' },
  );
  behindTls = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (asked, answer) => {
    const on = request({ port, path: asked.url, method: asked.method, headers: asked.headers }, (from) => {
      answer.writeHead(from.statusCode ?? 500, from.headers);
      from.pipe(answer);
    });
    asked.pipe(on);
  });
  await new Promise<void>((listening) => behindTls.listen(0, '127.0.0.1', listening));
  secure = `https://127.0.0.1:${(behindTls.address() as AddressInfo).port}`;
}, 120_000);
afterAll(async () => {
  behindTls?.closeAllConnections();
  behindTls?.close();
  await serving?.stop();
  publisher?.[Symbol.dispose]();
});

describe('a catalog by its address', () => {
  test('is asked with its token, and answers nobody without', async () => {
    const folder = home(byUrl());
    expect((await plugins(folder, 'list-remote')).out).toContain('id: test-greeter-app version: 1.1.0');
    expect(await plugins(folder, 'install', 'test-greeter-app')).toMatchObject({ code: 0, err: '' });
    expect((await plugins(folder, 'ls')).out).toBe('test-greeter-app @ 1.1.0\n');
    const without = await plugins(home(byUrl().replace(/token.*/, '')), 'install', 'test-greeter-app');
    expect(without.code).toBe(1);
    expect(without.err).toContain('401');
  }, 60_000);
  test('that speaks as Grafana’s is named by --repo, with the token that Grafana has for its own', async () => {
    const folder = home(`[plugins]\ninstall_token = ${token}\n`);
    const repo = ['--repo', `http://127.0.0.1:${port}/api/plugins`];
    expect((await plugins(folder, 'list-versions', 'test-greeter-app', ...repo)).out).toBe('1.1.0\n1.0.0\n');
    expect((await plugins(folder, 'install', 'test-greeter-app', '1.0.0', ...repo)).out).toContain('installed test-greeter-app @ 1.0.0');
    const env = { GF_PLUGIN_REPO: repo[1] as string };
    expect((await typed(folder, ['update-all'], { env })).out).toContain('1.1.0 in place of 1.0.0');
  }, 60_000);
});

describe('certificates', () => {
  test('are checked, unless --insecure names whose are not', async () => {
    const folder = home(`[plugins]\ninstall_token = ${token}\n`);
    const repo = ['--repo', `${secure}/api/plugins`];
    const checked = await plugins(folder, 'install', 'test-greeter-app', ...repo);
    expect([checked.code, checked.err]).toEqual([1, expect.stringMatching(/self-signed certificate/)]);
    expect((await plugins(folder, 'install', 'test-greeter-app', ...repo, '--insecure')).out).toContain(
      'installed test-greeter-app @ 1.1.0',
    );
    const nobody = await plugins(folder, 'install', 'test-greeter-app', '--insecure');
    expect([nobody.code, nobody.err]).toEqual([2, expect.stringContaining('--insecure says nothing here')]);
  }, 60_000);
});

describe('an archive by its address', () => {
  /** Of one that needs no other: packages are named by their hashes, and only what is in them says which is which. */
  const archive = (): string => {
    const all = readdirSync(join(publisher.catalog, 'packages')).map((name) => join(publisher.catalog, 'packages', name));
    const found = all.find((file) => readFileSync(file).includes('test-greeter-app/'));
    if (!found) throw new Error(`none of ${all.length} packages holds test-greeter-app`);
    return found;
  };
  test('is installed, if it is what was named', async () => {
    const folder = home();
    const wrong = await plugins(folder, 'install', '--pluginUrl', archive(), '--sha256', '0'.repeat(64));
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('is not what was named')]);
    const other = await plugins(folder, 'install', 'somebody-else-app', '--pluginUrl', archive());
    expect([other.code, other.err]).toEqual([1, expect.stringContaining('somebody-else-app')]);
    expect((await plugins(folder, 'install', '--pluginUrl', archive())).out).toMatch(/installed test-greeter-app @ /);
    expect((await typed(home(), ['install'], { env: { GF_PLUGIN_URL: archive() } })).code).toBe(0);
  }, 60_000);
  test('of more bytes than a package may have is refused, and says which setting says so', async () => {
    const folder = home('[orrery]\npackage_limit_mb = 1\n');
    const file = join(publisher.folder, 'large.zip');
    writeFileSync(file, Buffer.alloc(1_100_000));
    const said = await plugins(folder, 'install', '--pluginUrl', file);
    expect([said.code, said.err]).toEqual([
      1,
      expect.stringContaining('than the 1048576 bytes that a package may have: [orrery] package_limit_mb'),
    ]);
  });
});

describe('a folder of plugins', () => {
  test('is what --pluginsDir installs into, updates, lists and removes from', async () => {
    const folder = home(byUrl());
    const dir = join(folder, 'plugins-of-an-image');
    const into = ['--pluginsDir', dir];
    expect((await plugins(folder, 'install', 'test-greeter-app', '1.0.0', ...into)).out).toContain(`into ${join(dir, 'test-greeter-app')}`);
    expect(readdirSync(join(dir, 'test-greeter-app')).sort()).toEqual(['MANIFEST.txt', 'README.md', 'backend.js', 'plugin.json']);
    expect((await plugins(folder, 'update', 'test-greeter-app', ...into)).code).toBe(0);
    expect((await plugins(folder, 'ls', ...into)).out).toBe('test-greeter-app @ 1.1.0\n');
    expect((await plugins(folder, 'ls')).out).toBe('');
    expect((await plugins(folder, 'remove', 'test-greeter-app', ...into)).code).toBe(0);
    expect(readdirSync(dir)).toEqual([]);
    expect(await plugins(folder, 'remove', 'test-greeter-app', ...into)).toMatchObject({
      code: 1,
      err: 'Error: ✗ plugin does not exist: test-greeter-app\n',
    });
  }, 60_000);
});

describe('at a terminal', () => {
  const kept = async (folder: string) => [(await plugins(folder, 'ls')).out, (await plugins(folder, 'pending')).out];

  test('what reaches far is asked about in words, and no changes nothing', async () => {
    const folder = home(byUrl());
    const { code, out, err, asked } = await typed(folder, ['install', 'test-needy-app'], { answer: 'n' });
    expect(asked).toEqual(['Grant this? [y]es, [n]o, or the numbers to grant, like 1,3: ']);
    expect(out).toMatch(/It asks to:[\s\S]*ask https:\/\/api\.example {2}\(fetch https:\/\/api\.example\)/);
    expect(err).toBe('Error: ✗ test-needy-app 1.0.0 was declined; nothing was changed.\n');
    expect(code).toBe(1);
    // Not even what it needs was brought along.
    expect(await kept(folder)).toEqual(['', '']);
  }, 60_000);
  test('yes grants it, numbers grant a part of it', async () => {
    const folder = home(byUrl());
    expect((await typed(folder, ['install', 'test-far-app'], { answer: 'y' })).out).toContain('installed test-far-app @ 1.0.0');
    expect((await typed(folder, ['install', 'test-needy-app'], { answer: '2' })).out).toContain('installed test-needy-app @ 1.0.0');
    expect(await kept(folder)).toEqual(['test-far-app @ 1.0.0\ntest-needed-app @ 1.0.0\ntest-needy-app @ 1.0.0\n', '']);
  }, 60_000);
});

describe('what is installed', () => {
  test('is judged again when asked: which file, which rule, what to do', async () => {
    const folder = home(byUrl());
    expect((await plugins(folder, 'install', 'test-greeter-app')).code).toBe(0);
    expect((await plugins(folder, 'verify')).out).toBe('valid: test-greeter-app 1.1.0, signed as community by Tests\n');
    expect(await plugins(folder, 'verify', 'nobody-has-this-app')).toMatchObject({
      code: 1,
      err: expect.stringContaining('`orrery verify FOLDER` judges a folder'),
    });
    writeFileSync(join(folder, 'data/trust.json'), '{"keys":[]}');
    const said = await plugins(folder, 'verify');
    expect(said.code).toBe(1);
    expect(said.err).toMatch(/^invalid: test-greeter-app 1\.1\.0\. [\s\S]*rule {4}signature\/unknown-key\n {2}remedy {2}\S/);
  }, 60_000);
});

describe('orrery plugin publish', () => {
  test('puts what was packed into a catalog that is served while it does', async () => {
    const written = await publisher.write({ id: 'test-published-app' });
    const folder = join(publisher.folder, 'published');
    mkdirSync(folder);
    renameSync(written, join(folder, 'dist'));
    writeFileSync(join(folder, 'manifest.ts'), '// Built already.\n');
    const publish = ['plugin', 'publish', folder, '--catalog', publisher.catalog, '--key', publisher.keyFile];
    expect((await publisher.orrery(publish)).err).toContain('Run `orrery plugin pack` first');
    expect((await publisher.orrery(['plugin', 'pack', folder, '--as-built'])).out).toContain('Packed test-published-app 1.0.0, signed');
    expect(existsSync(join(folder, 'test-published-app-1.0.0.zip'))).toBe(true);
    const said = await publisher.orrery(publish);
    expect([said.code, said.err]).toEqual([0, '']);
    const here = home(byUrl());
    expect((await plugins(here, 'install', 'test-published-app')).out).toContain('installed test-published-app @ 1.0.0');
    rmSync(join(folder, 'dist/MANIFEST.txt'));
    expect((await publisher.orrery(publish)).err).toContain('is not signed');
  }, 60_000);
});
