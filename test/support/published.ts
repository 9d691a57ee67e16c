/** Plugins written, signed and published for a test, by the same commands that people use. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleBackend } from '@orrery/plugin-sdk/build/backend';
import { createKey, readPublicKey, readSigningKey, signFolder, writePrivateKey } from '@orrery/signing';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Written {
  readonly id?: string;
  readonly version?: string;
  readonly type?: 'app' | 'datasource' | 'panel';
  /** The body of `activate({ cache, fetch, storage, log })`. By default a route that says the version. */
  readonly source?: string;
  readonly level?: string;
  readonly orrery?: Readonly<Record<string, unknown>>;
  /** More of plugin.json. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
}
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
export interface Publisher extends Disposable {
  readonly folder: string;
  readonly catalog: string;
  readonly keyFile: string;
  readonly keyId: string;
  readonly fingerprint: string;
  /** Contents of a trust store that knows the publisher. */
  readonly trust: string;
  write(written?: Written): Promise<string>;
  /** Written, and in the catalog. */
  publish(...written: readonly Written[]): Promise<readonly string[]>;
  /** `orrery …` in this folder. */
  orrery(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Said>;
}

export async function startPublisher(levels: readonly string[] = ['community']): Promise<Publisher> {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-publisher-'));
  const key = await createKey({ name: 'Publisher' });
  const keyFile = join(folder, 'key.asc');
  await writePrivateKey(keyFile, key.privateKey);
  const signing = await readSigningKey(key.privateKey);
  const catalog = join(folder, 'catalog');
  let count = 0;

  async function write({
    id = 'test-greeter-app',
    version = '1.0.0',
    type = 'app',
    source,
    level = 'community',
    orrery = {},
    manifest = {},
    files = {},
  }: Written = {}): Promise<string> {
    const place = join(folder, `${id}-${version}-${++count}`);
    mkdirSync(place);
    const entry = join(folder, `${count}.ts`);
    const body = source ?? `return { route: { say: async () => ({ body: { version: "${version}" } }) } }`;
    writeFileSync(entry, `// @ts-nocheck\nexport default { manifest: {}, activate: ({ cache, fetch, storage, log }) => { ${body} } };\n`);
    writeFileSync(join(place, 'backend.js'), await bundleBackend(entry, 'isolate'));
    writeFileSync(join(place, 'README.md'), `# ${id}\n`);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(place, name, '..'), { recursive: true });
      writeFileSync(join(place, name), text);
    }
    const contributes = { route: { say: { method: 'GET', path: `/api/${id}`, rule: { signedIn: true } } } };
    writeFileSync(
      join(place, 'plugin.json'),
      JSON.stringify({
        id,
        type,
        name: id,
        info: { version, description: `Says ${version}.` },
        ...manifest,
        orrery: { runtime: 'isolate', contributes, ...orrery },
      }),
    );
    if (level !== 'unsigned') await signFolder(place, signing, { level, org: 'tests', orgName: 'Tests', now: Date.now() });
    return place;
  }
  function orrery(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Said> {
    return new Promise((resolve) => {
      const command = ['--disable-warning=ExperimentalWarning', join(root, 'kernel/cli/orrery.ts'), ...args];
      execFile(process.execPath, command, { cwd: folder, env: { ...process.env, ...env }, maxBuffer: 64 << 20 }, (error, out, err) =>
        resolve({ code: error ? ((error.code as unknown as number | undefined) ?? 1) : 0, out, err }),
      );
    });
  }
  return {
    ...{ folder, catalog, keyFile, keyId: key.keyId, write, orrery },
    fingerprint: (await readPublicKey(key.publicKey)).getFingerprint(),
    trust: JSON.stringify({ keys: [{ name: 'Publisher', publicKey: key.publicKey, levels }] }),
    async publish(...written) {
      const places: string[] = [];
      for (const one of written.length > 0 ? written : [{}]) places.push(await write(one));
      const said = await orrery(['catalog', 'add', ...places, '--to', catalog, '--key', keyFile]);
      if (said.code !== 0) throw new Error(said.err);
      return places;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
