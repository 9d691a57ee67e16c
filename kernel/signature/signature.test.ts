import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKey, openTrust, readFolder as readSigned, readSigningKey, signFolder, type TrustedKey } from '@orrery/signing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { judge, readPackage, type SignaturePolicy, verifyPackage } from './package.ts';
import { createTrustSource } from './trust-files.ts';

type Key = Awaited<ReturnType<typeof createKey>>;
let root: string;
let key: Key;
let template: string;
let folder: string;
let count = 0;

const pluginJson = { id: 'acme-app', type: 'app', name: 'Acme', info: { version: '1.2.0' }, orrery: { runtime: 'none' } };
const trustOf = (more: Partial<TrustedKey> = {}) => ({
  keys: [{ name: 'Acme', publicKey: key.publicKey, levels: ['core', 'community', 'private'] as const, ...more }],
});
async function policy(more: Partial<SignaturePolicy> = {}, rights: Partial<TrustedKey> = {}): Promise<SignaturePolicy> {
  return { rootUrl: 'http://localhost:3000/', allowUnsigned: [], trust: await openTrust(trustOf(rights)), now: new Date(), ...more };
}
async function sign(at: string, level = 'community', rootUrls: string[] = []): Promise<void> {
  await signFolder(at, await readSigningKey(key.privateKey), { level, org: 'acme', orgName: 'Acme', rootUrls, now: Date.now() });
}
/** `status code` or the failure's code. */
async function said(at = folder, more: Partial<SignaturePolicy> = {}): Promise<string> {
  const result = await readPackage(at, await policy(more));
  if (!result.ok) return result.failure.code;
  const { status, reason, mayRun } = result.value.verdict;
  return `${status}${reason ? ` ${reason.code}` : ''}${mayRun ? '' : ', may not run'}`;
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'orrery-signature-'));
  key = await createKey({ name: 'Acme' });
  template = join(root, 'template');
  await mkdir(join(template, 'img'), { recursive: true });
  await writeFile(join(template, 'plugin.json'), JSON.stringify(pluginJson));
  await writeFile(join(template, 'module.js'), 'export const pages = {};');
  await writeFile(join(template, 'img', 'logo.svg'), '<svg/>');
  await sign(template);
});
afterAll(() => rm(root, { recursive: true }));
beforeEach(async () => {
  folder = join(root, `package-${count++}`);
  await cp(template, folder, { recursive: true });
});

describe('a package in a folder', () => {
  test('comes with its bytes, their hashes, its manifest and its verdict', async () => {
    const result = await readPackage(folder, await policy());
    expect(result).toMatchObject({
      ok: true,
      value: {
        id: 'acme-app',
        version: '1.2.0',
        source: folder,
        verdict: { status: 'valid', level: 'community', mayRun: true, signedBy: { org: 'acme', keyId: key.keyId } },
      },
    });
    if (!result.ok) return;
    expect([...result.value.files.keys()].sort()).toEqual(['MANIFEST.txt', 'img/logo.svg', 'module.js', 'plugin.json']);
    expect(result.value.hash).toBe(result.value.hashes.get('MANIFEST.txt'));
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['untouched', async () => {}, 'valid'],
    ['signed as core', () => sign(folder, 'core'), 'internal'],
    ['with no manifest', () => rm(join(folder, 'MANIFEST.txt')), 'unsigned signature/missing, may not run'],
    ['with a manifest of nothing', () => writeFile(join(folder, 'MANIFEST.txt'), ''), 'unsigned signature/missing, may not run'],
    [
      'with a manifest that is noise',
      () => writeFile(join(folder, 'MANIFEST.txt'), 'noise, noise, noise'),
      'invalid signature/unreadable, may not run',
    ],
    [
      'with a changed byte',
      () => writeFile(join(folder, 'module.js'), 'export const pages = [];'),
      'modified signature/modified-file, may not run',
    ],
    ['with a file added', () => writeFile(join(folder, 'img', 'more.svg'), ''), 'modified signature/added-file, may not run'],
    ['with a hidden file added', () => writeFile(join(folder, '.env'), ''), 'modified signature/added-file, may not run'],
    ['with a file gone', () => rm(join(folder, 'module.js')), 'modified signature/missing-file, may not run'],
    ['private for another server', () => sign(folder, 'private', ['https://a.example/']), 'invalid signature/root-url, may not run'],
    ['private for this server', () => sign(folder, 'private', ['http://localhost:3000']), 'valid'],
    ['at a level its key may not give', () => sign(folder, 'commercial'), 'invalid signature/level, may not run'],
  ])('%s', async (_, change, expected) => {
    await change();
    expect(await said()).toBe(expected);
  });

  test('runs unsigned only where its id is listed, and modified or invalid never', async () => {
    const allowUnsigned = ['acme-app'];
    await writeFile(join(folder, 'module.js'), 'x');
    expect(await said(folder, { allowUnsigned })).toBe('modified signature/modified-file, may not run');
    await writeFile(join(folder, 'MANIFEST.txt'), 'noise, noise, noise');
    expect(await said(folder, { allowUnsigned })).toBe('invalid signature/unreadable, may not run');
    await rm(join(folder, 'MANIFEST.txt'));
    expect(await said(folder, { allowUnsigned: ['acme'] })).toBe('unsigned signature/missing, may not run');
    const result = await readPackage(folder, await policy({ allowUnsigned }));
    expect(result).toMatchObject({ ok: true, value: { verdict: { status: 'unsigned', level: 'unsigned', mayRun: true } } });
  });

  test('under the manifest of another plugin is modified', async () => {
    await writeFile(join(folder, 'plugin.json'), JSON.stringify({ ...pluginJson, id: 'acme-other' }));
    await sign(folder);
    await writeFile(join(folder, 'plugin.json'), JSON.stringify(pluginJson));
    expect(await said()).toBe('modified signature/other-plugin, may not run');
  });

  test("signed at another product's level is a stranger's", async () => {
    const files = await readSigned(folder);
    const text = new TextDecoder().decode(files.get('MANIFEST.txt'));
    expect(text).toContain('"signatureType": "community"');
    const { writeManifest, digests } = await import('@orrery/signing');
    const details = {
      signatureType: 'grafana',
      org: 'g',
      orgName: 'G',
      plugin: 'acme-app',
      version: '1.2.0',
      time: Date.now(),
      keyId: key.keyId,
      files: digests(files),
    };
    await writeFile(join(folder, 'MANIFEST.txt'), await writeManifest(details, await readSigningKey(key.privateKey)));
    const result = await readPackage(folder, await policy({}, { levels: ['grafana'] }));
    expect(result).toMatchObject({ ok: true, value: { verdict: { status: 'valid', level: 'community' } } });
  });
});

describe('a link', () => {
  test('to a file outside is refused, also when the manifest lists it and its bytes fit', async () => {
    const secret = join(root, 'secret.svg');
    await writeFile(secret, '<svg/>');
    await rm(join(folder, 'img', 'logo.svg'));
    await symlink(secret, join(folder, 'img', 'logo.svg'));
    expect(await said()).toBe('package/escaping-link');
  });
  test('to a folder outside is refused, and so is one to nowhere and one to a sibling whose name begins alike', async () => {
    await symlink(tmpdir(), join(folder, 'out'));
    expect(await said()).toBe('package/escaping-link');
    await rm(join(folder, 'out'));
    await symlink('nowhere', join(folder, 'out'));
    expect(await said()).toBe('package/escaping-link');
    await rm(join(folder, 'out'));
    await mkdir(`${folder}-more`);
    await symlink(`${folder}-more`, join(folder, 'out'));
    expect(await said()).toBe('package/escaping-link');
  });
  test('to a file inside counts under its own path, so it needs its own line in the manifest', async () => {
    await symlink('img/logo.svg', join(folder, 'again.svg'));
    expect(await said()).toBe('modified signature/added-file, may not run');
    await sign(folder);
    expect(await said()).toBe('valid');
  });
  test('to a folder inside adds nothing', async () => {
    await symlink('img', join(folder, 'pictures'));
    expect(await said()).toBe('valid');
    await symlink('.', join(folder, 'img', 'round'));
    expect(await said()).toBe('valid');
    await symlink('..', join(folder, 'img', 'up'));
    expect(await said()).toBe('package/escaping-link');
  });
  test('as the package folder itself is fine', async () => {
    await symlink(folder, join(root, 'linked'));
    expect(await said(join(root, 'linked'))).toBe('valid');
  });
  test('a pipe in the folder is refused, and nobody waits for it', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await said()).toBe('package/odd-file');
  });
});

describe('between check and use', () => {
  test('the bytes stay those that were hashed, whatever happens to the folder', async () => {
    const result = await readPackage(folder, await policy());
    if (!result.ok) throw new Error(result.failure.message);
    const evil = `${folder}-evil`;
    await mkdir(evil);
    await writeFile(join(evil, 'module.js'), 'evil');
    await rename(folder, `${folder}-gone`);
    await rename(evil, folder);
    expect(new TextDecoder().decode(result.value.files.get('module.js'))).toBe('export const pages = {};');
    expect((await judge(result.value, await policy())).mayRun).toBe(true);
  });

  test('a folder that changes while it is read is never valid with other bytes', async () => {
    const good = 'export const pages = {};';
    const file = join(folder, 'module.js');
    const beside = join(root, 'beside.js');
    let stop = false;
    const swapping = (async () => {
      for (let turn = 0; !stop; turn++) {
        await writeFile(beside, turn % 2 ? good : 'evil');
        await rename(beside, file);
      }
    })();
    const asOf = await policy();
    const seen = new Set<string>();
    for (let turn = 0; turn < 60; turn++) {
      const result = await readPackage(folder, asOf);
      if (!result.ok) seen.add(result.failure.code);
      else {
        const text = new TextDecoder().decode(result.value.files.get('module.js'));
        expect([text, result.value.verdict.status]).toEqual([text, text === good ? 'valid' : 'modified']);
        seen.add(result.value.verdict.status);
      }
    }
    stop = true;
    await swapping;
    expect(seen.size).toBeGreaterThan(1);
  });
});

describe('the manifest of a package', () => {
  const unsigned = async (files: Record<string, string>) =>
    verifyPackage(
      new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)])),
      'archive.zip',
      await policy(),
    );
  const { orrery, ...foreign } = pluginJson;
  test('may keep the orrery object beside plugin.json, but not in both', async () => {
    expect(await unsigned({ 'plugin.json': JSON.stringify(foreign), 'orrery.json': '{"runtime":"isolate"}' })).toMatchObject({
      ok: true,
      value: { manifest: { orrery: { runtime: 'isolate' } } },
    });
    expect(await unsigned({ 'plugin.json': JSON.stringify(pluginJson), 'orrery.json': '{"runtime":"isolate"}' })).toMatchObject({
      ok: false,
      failure: { code: 'manifest/invalid' },
    });
  });
  test('without one is known and runs no code', async () => {
    expect(await unsigned({ 'plugin.json': JSON.stringify(foreign) })).toMatchObject({
      ok: true,
      value: { manifest: { orrery: { runtime: 'none' } } },
    });
    expect(orrery.runtime).toBe('none');
  });
  test.each<[string, Record<string, string>, string]>([
    ['missing', {}, 'package/no-manifest'],
    ['no JSON', { 'plugin.json': '{' }, 'manifest/invalid'],
    ['a list', { 'plugin.json': '[]' }, 'manifest/invalid'],
    ['null', { 'plugin.json': 'null' }, 'manifest/invalid'],
    ['not what a manifest is', { 'plugin.json': '{"id":"../x"}' }, 'manifest/invalid'],
  ])('that is %s is a failure', async (_, files, code) => {
    expect(await unsigned(files)).toMatchObject({ ok: false, failure: { code } });
  });
});

describe('an archive', () => {
  test.each(['../evil.js', '/etc/passwd', 'a/../../b', 'a\\b', 'C:\\x', './plugin.json', 'a//b', ''])(
    'that holds %j is refused',
    async (path) => {
      const files = (await readSigned(folder)).set(path, new Uint8Array());
      expect(await verifyPackage(files, 'archive.zip', await policy())).toMatchObject({ ok: false, failure: { code: 'package/bad-path' } });
    },
  );
  test('is judged as a folder is', async () => {
    expect(await verifyPackage(await readSigned(folder), 'archive.zip', await policy())).toMatchObject({
      ok: true,
      value: { verdict: { status: 'valid' } },
    });
  });
});

describe('a verdict asked again', () => {
  test('follows the trust store: revoked, expired, trusted again', async () => {
    const result = await readPackage(folder, await policy());
    if (!result.ok) throw new Error(result.failure.message);
    const again = async (rights: Partial<TrustedKey>) => (await judge(result.value, await policy({}, rights))).reason?.code ?? 'fine';
    expect(await again({ revoked: {} })).toBe('signature/key-revoked');
    expect(await again({ expires: '2020-01-01' })).toBe('signature/key-expired');
    expect(await again({ levels: ['private'] })).toBe('signature/level');
    expect(await again({})).toBe('fine');
  });
});

describe('the trust files', () => {
  const write = async (file: string, value: unknown) => {
    const path = join(root, file);
    await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));
    return path;
  };
  test('are read anew when one changes, and may be missing', async () => {
    const file = await write('changing.json', { keys: [] });
    const source = createTrustSource([file, join(root, 'missing.json')], () => expect.fail());
    expect((await source.current()).keys.size).toBe(0);
    expect(await source.changed()).toBe(false);
    await write('changing.json', trustOf());
    expect(await source.changed()).toBe(true);
    expect((await source.current()).keys.has(key.keyId)).toBe(true);
    expect(await source.changed()).toBe(false);
    await rm(file);
    expect((await source.current()).keys.size).toBe(0);
  });
  test('with a mistake keep what was read before, and say so once', async () => {
    const file = await write('mistaken.json', trustOf());
    const told: string[] = [];
    const source = createTrustSource([file], (problem) => void told.push(problem));
    await source.current();
    await write('mistaken.json', { keys: [{ nam: 'x' }] });
    expect((await source.current()).keys.has(key.keyId)).toBe(true);
    expect((await source.current()).keys.has(key.keyId)).toBe(true);
    expect(told).toEqual([expect.stringContaining('keys[0].nam is not known')]);
    await write('mistaken.json', trustOf({ revoked: {} }));
    expect((await source.current()).keys.get(key.keyId)?.revoked).toEqual({});
  });
  test('with a mistake from the start stop the start: the mistake may be in a revocation', async () => {
    const source = createTrustSource([await write('broken.json', '{"keys": [}')], () => {});
    await expect(source.current()).rejects.toThrow(/trust store cannot be used.*broken\.json is no JSON/);
  });
});
