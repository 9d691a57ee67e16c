import { createCleartextMessage, revokeKey, sign } from 'openpgp';
import { beforeAll, describe, expect, test } from 'vitest';
import { signDetached } from './detached.ts';
import { digests, manifestName } from './digest.ts';
import { bytes, detailsOf, plain, type Signer, said, signed, signedAt, signer, textOf, trusting, verdictOf } from './fixture.ts';
import { writeManifest } from './manifest.ts';
import { openTrust, type TrustStore } from './trust.ts';

let acme: Signer;
let other: Signer;
let trust: TrustStore;
beforeAll(async () => {
  [acme, other] = await Promise.all([signer('Acme'), signer('Other')]);
  trust = await trusting(acme);
});

type Package = Map<string, Uint8Array>;
const manifestText = (files: Package): string => textOf(files.get(manifestName));
const withManifest = (files: Package, text: string): Package => new Map(files).set(manifestName, bytes(text));

describe('a signed package', () => {
  test('is valid, with its level and its signer', async () => {
    const verdict = await verdictOf(await signed(acme), trust);
    expect(verdict).toMatchObject({ status: 'valid', level: 'community', manifest: { signedByOrg: 'acme', keyId: acme.keyId } });
  });

  test.each([...plain.keys()])('is modified when one byte of %s changes', async (path) => {
    const files = await signed(acme);
    const changed = Uint8Array.from(files.get(path) as Uint8Array);
    changed[changed.length - 1] = (changed.at(-1) as number) ^ 1;
    const verdict = await verdictOf(files.set(path, changed), trust);
    expect(verdict).toMatchObject({ status: 'modified', reason: { code: 'signature/modified-file', files: [path] } });
  });

  test.each(['backdoor.js', 'img/more.svg', '.hidden', 'manifest.txt', 'nested/MANIFEST.0123456789abcdef.asc'])(
    'is modified when %s is added',
    async (path) => {
      const verdict = await verdictOf((await signed(acme)).set(path, bytes('x')), trust);
      expect(verdict).toMatchObject({ status: 'modified', reason: { code: 'signature/added-file', files: [path] } });
    },
  );

  test.each([...plain.keys()])('is modified when %s is gone', async (path) => {
    const files = await signed(acme);
    files.delete(path);
    expect(await verdictOf(files, trust)).toMatchObject({ status: 'modified', reason: { code: 'signature/missing-file', files: [path] } });
  });

  test('is modified under the manifest of another plugin, or of another version', async () => {
    expect(await said(await signed(acme, { plugin: 'acme-other' }), trust)).toBe('modified signature/other-plugin');
    expect(await said(await signed(acme, { version: '1.1.0' }), trust)).toBe('modified signature/other-plugin');
  });

  test.each([
    '../outside.js',
    'img/../../outside.js',
    '/etc/passwd',
    'C:/autoexec.bat',
    'img\\logo.svg',
    './module.js',
    'img//logo.svg',
    'nul\u0000.js',
  ])('is modified when its manifest names %j, even if such a file came along', async (path) => {
    const files = new Map(plain).set(path, bytes('x'));
    expect(await said(await signed(acme, {}, files), trust)).toBe('modified signature/bad-path');
  });

  test('may hold a file that JavaScript has a meaning for', async () => {
    const files = new Map(plain).set('__proto__', bytes('x')).set('constructor', bytes('y'));
    expect(await said(await signed(acme, {}, files), trust)).toBe('valid');
    expect(await said((await signed(acme)).set('constructor', bytes('y')), trust)).toBe('modified signature/added-file');
  });
});

describe('a manifest', () => {
  test.each([
    ['absent', undefined],
    ['of nine bytes', '123456789'],
    ['empty', ''],
  ])('that is %s leaves the package unsigned', async (_, text) => {
    const files = new Map(plain);
    if (text !== undefined) files.set(manifestName, bytes(text));
    expect(await said(files, trust)).toBe('unsigned signature/missing');
  });

  test.each([
    ['noise', 'this is not a signed message'],
    ['a signed message with no signature', '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{}\n'],
    ['bytes that are no text', Uint8Array.of(0xff, 0xfe, 0xfd, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)],
  ])('that is %s is invalid', async (_, content) => {
    const files = new Map(plain).set(manifestName, typeof content === 'string' ? bytes(content) : content);
    expect(await said(files, trust)).toBe('invalid signature/unreadable');
  });

  test.each([
    ['version 1', { manifestVersion: undefined }],
    ['version 3', { manifestVersion: '3.0.0' }],
    ['no plugin', { plugin: undefined }],
    ['no files', { files: {} }],
    ['a hash in capitals', { files: { 'module.js': 'A'.repeat(64) } }],
    ['time as text', { time: '1' }],
    ['time zero', { time: 0 }],
    ['a long key id', { keyId: 'a'.repeat(40) }],
    ['root addresses that are none', { rootUrls: [1] }],
    ['no organisation', { signedByOrg: '' }],
  ])('with %s is invalid, well signed as it is', async (_, wrong) => {
    const text = await signText(JSON.stringify({ ...asManifest(), ...wrong }, null, 2), acme);
    expect(await said(new Map(plain).set(manifestName, bytes(text)), trust)).toBe('invalid signature/unreadable');
  });

  test('with keys nobody knows is read all the same', async () => {
    const text = await signText(JSON.stringify({ ...asManifest(), signPlugin: { version: '3.3.3' } }, null, 2), acme);
    expect(await said(new Map(plain).set(manifestName, bytes(text)), trust)).toBe('valid');
  });

  test('is read with a blank line before it, without one, and with the line ends of Windows', async () => {
    const files = await signed(acme);
    const text = manifestText(files);
    expect(text.startsWith('\n-----BEGIN')).toBe(true);
    for (const variant of [text.trimStart(), `\n\n${text}`, text.replaceAll('\n', '\r\n')])
      expect(await said(withManifest(files, variant), trust)).toBe('valid');
  });

  test('flipped anywhere is never valid', async () => {
    const files = await signed(acme);
    const original = files.get(manifestName) as Uint8Array;
    const text = textOf(original);
    // White space at line ends and the armor's checksum carry no meaning; everything else does.
    const checksum = text.lastIndexOf('\n=');
    for (let at = 0; at < original.length; at += 7) {
      if (text[at] === '\n' || at >= checksum) continue;
      const flipped = Uint8Array.from(original);
      flipped[at] = (flipped[at] as number) ^ 1;
      expect([at, (await verdictOf(new Map(files).set(manifestName, flipped), trust)).status]).not.toEqual([at, 'valid']);
    }
  });
});

function asManifest(): Record<string, unknown> {
  const { org: signedByOrg, orgName: signedByOrgName, ...rest } = detailsOf(plain, acme.keyId);
  return { manifestVersion: '2.0.0', signedByOrg, signedByOrgName, ...rest };
}

async function signText(text: string, ...by: Signer[]): Promise<string> {
  return sign({ message: await createCleartextMessage({ text }), signingKeys: by.map(({ key }) => key), date: signedAt });
}

describe('text that nobody signed', () => {
  const evil = JSON.stringify({ plugin: 'evil' });
  test.each<[string, (text: string) => string]>([
    ['before the block', (text) => `${evil}\n${text}`],
    ['after the block', (text) => `${text}\n${evil}\n`],
    ['in a block before it', (text) => `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${evil}\n${text.trim()}\n`],
    ['in a second block after it', (text) => `${text}\n${text}`],
    ['as a header', (text) => text.replace('Hash: SHA512\n', `Hash: SHA512\nComment: ${evil}\n`)],
    ['as a header with no blank line', (text) => text.replace('Hash: SHA512\n\n', `Hash: SHA512\n${evil}\n\n`)],
    ['behind a line that only looks blank', (text) => text.replace('Hash: SHA512\n\n', 'Hash: SHA512\n\u00a0\n')],
    [
      'between text and signature',
      (text) => text.replace('-----BEGIN PGP SIGNATURE-----', `-----END-----\n${evil}\n-----BEGIN PGP SIGNATURE-----`),
    ],
    ['behind the checksum', (text) => text.replace('-----END PGP SIGNATURE-----', `${evil}\n-----END PGP SIGNATURE-----`)],
    ['with no hash named', (text) => text.replace('Hash: SHA512\n', '')],
  ])('%s makes the manifest unreadable', async (_, wrap) => {
    const files = await signed(acme);
    expect(await said(withManifest(files, wrap(manifestText(files))), trust)).toBe('invalid signature/unreadable');
  });

  test('in place of the signed text breaks the signature', async () => {
    const files = new Map(plain).set('backdoor.js', bytes('x'));
    const [own] = manifestText(await signed(acme))
      .split('-----BEGIN PGP SIGNATURE-----')
      .slice(1);
    const [text] = manifestText(await signed(other, { keyId: acme.keyId }, files)).split('-----BEGIN PGP SIGNATURE-----');
    expect(await said(withManifest(files, `${text}-----BEGIN PGP SIGNATURE-----${own}`), trust)).toBe('invalid signature/broken');
  });
});

describe('signatures', () => {
  test('of two keys are refused, though one is trusted and both hold', async () => {
    const text = await signText(JSON.stringify(asManifest(), null, 2), acme, other);
    expect(await said(new Map(plain).set(manifestName, bytes(text)), trust)).toBe('invalid signature/several-signatures');
  });
  test('by another key than the manifest names are refused, though both are trusted', async () => {
    const both = await openTrust({
      keys: [acme, other].map(({ publicKey }, index) => ({ name: `${index}`, publicKey, levels: ['community'] as const })),
    });
    const text = await signText(JSON.stringify(asManifest(), null, 2), other);
    expect(await verdictOf(new Map(plain).set(manifestName, bytes(text)), both)).toMatchObject({
      status: 'invalid',
      reason: {
        code: 'signature/broken',
        message: expect.stringContaining(`made with the key ${other.keyId}, the manifest names ${acme.keyId}`),
      },
    });
  });
  test('from the future are refused', async () => {
    expect(await said(await signed(acme), trust, { now: new Date(signedAt.getTime() - 60_000) })).toBe('invalid signature/broken');
  });
});

describe('the key', () => {
  test('that the trust store does not know is refused, and so is its absence from an empty store', async () => {
    expect(await said(await signed(other), trust)).toBe('invalid signature/unknown-key');
    expect(await said(await signed(acme), await openTrust())).toBe('invalid signature/unknown-key');
  });

  test.each([
    ['expires in the store after now', { expires: '2026-04-02' }, 'valid'],
    ['expired in the store, whenever it signed', { expires: '2026-03-31' }, 'invalid signature/key-expired'],
    ['was revoked', { revoked: {} }, 'invalid signature/key-revoked'],
    ['was revoked from before the signature on', { revoked: { from: '2026-02-28' } }, 'invalid signature/key-revoked'],
    ['was revoked from the second of the signature on', { revoked: { from: '2026-03-01T12:00:00Z' } }, 'invalid signature/key-revoked'],
    ['was revoked from after the signature on', { revoked: { from: '2026-03-02' } }, 'valid'],
    ['was revoked for this version', { revoked: { versions: ['acme-panel@1.2.0'] } }, 'invalid signature/key-revoked'],
    ['was revoked for another version', { revoked: { versions: ['acme-panel@1.1.0'] } }, 'valid'],
    [
      'was revoked for another version and from before on',
      { revoked: { versions: ['x@1'], from: '2026-01-01' } },
      'invalid signature/key-revoked',
    ],
    ['may not sign at this level', { levels: ['private' as const] }, 'invalid signature/level'],
    ['may sign other ids', { plugins: ['other-*', 'acme'] }, 'invalid signature/id'],
    ['may sign ids like this', { plugins: ['other-*', 'acme-*'] }, 'valid'],
  ])('that %s', async (_, rights, expected) => {
    expect(await said(await signed(acme), await trusting(acme, rights))).toBe(expected);
  });

  test('that ended by its own word counts no more, for what it signed before as well', async () => {
    const short = await signer('Short', { keyExpirationTime: 10 * 86_400 });
    expect(await said(await signed(short), await trusting(short), { now: new Date('2026-03-02') })).toBe('valid');
    expect(await said(await signed(short), await trusting(short))).toBe('invalid signature/key-expired');
  });

  test('that its owner revoked counts no more', async () => {
    const files = await signed(acme);
    const { publicKey } = await revokeKey({ key: acme.key, format: 'armored', date: new Date('2026-03-15') });
    const verdict = await said(files, await openTrust({ keys: [{ name: 'Acme', publicKey, levels: ['community'] }] }));
    expect(verdict).toBe('invalid signature/key-revoked');
  });

  test('cannot escape its revocation by an early manifest time, nor by an early signature: the later of both counts', async () => {
    const between = await trusting(acme, { revoked: { from: '2026-03-10' } });
    const late = JSON.stringify({ ...asManifest(), time: Date.parse('2026-03-20') }, null, 2);
    expect(await said(new Map(plain).set(manifestName, bytes(await signText(late, acme))), between)).toBe('invalid signature/key-revoked');
    const store = await trusting(acme, { revoked: { from: '2026-03-01' } });
    expect(await said(await signed(acme, { time: Date.parse('2026-03-01T06:00:00Z') }), store)).toBe('invalid signature/key-revoked');
    const early = JSON.stringify({ ...asManifest(), time: 1 }, null, 2);
    expect(await said(new Map(plain).set(manifestName, bytes(await signText(early, acme))), store)).toBe('invalid signature/key-revoked');
  });
});

describe('a revocation of a plugin', () => {
  test.each([
    [{ plugin: 'acme-panel' }, 'invalid signature/plugin-revoked'],
    [{ plugin: 'acme-panel', versions: ['1.2.0'] }, 'invalid signature/plugin-revoked'],
    [{ plugin: 'acme-panel', versions: ['1.2.1'] }, 'valid'],
    [{ plugin: 'acme-panel', from: '2026-02-01' }, 'invalid signature/plugin-revoked'],
    [{ plugin: 'acme-panel', from: '2026-03-02' }, 'valid'],
    [{ plugin: 'acme' }, 'valid'],
  ])('%j', async (revocation, expected) => {
    expect(await said(await signed(acme), await trusting(acme, {}, revocation))).toBe(expected);
  });
});

describe('levels', () => {
  test.each(['core', 'commercial', 'community'] as const)('%s stays what the manifest says', async (level) => {
    expect(await verdictOf(await signed(acme, { signatureType: level }), trust)).toMatchObject({ status: 'valid', level });
  });
  test('of nobody are refused', async () => {
    for (const signatureType of ['super', 'constructor', 'CORE'])
      expect(await said(await signed(acme, { signatureType }), trust)).toBe('invalid signature/unknown-level');
  });
  test('of Grafana are foreign, and need a key that may give them', async () => {
    const files = await signed(acme, { signatureType: 'grafana' });
    expect(await said(files, trust)).toBe('invalid signature/level');
    expect(await verdictOf(files, await trusting(acme, { levels: ['grafana'] }))).toMatchObject({ status: 'valid', level: 'foreign' });
    expect(await said(await signed(acme, { signatureType: 'core' }), await trusting(acme, { levels: ['grafana'] }))).toBe(
      'invalid signature/level',
    );
  });
});

describe('a private package', () => {
  const at = async (signatureType: string, rootUrls: string[], rootUrl: string) =>
    said(await signed(acme, { signatureType, rootUrls }), trust, { rootUrl });
  test('names where it may run', async () => {
    expect(await at('private', [], 'http://localhost:3000/')).toBe('invalid signature/no-root-url');
    expect(await at('private-glob', [], 'http://localhost:3000/')).toBe('invalid signature/no-root-url');
  });
  test('runs there and nowhere else', async () => {
    expect(await at('private', ['https://a.example/', 'https://b.example/grafana'], 'https://b.example/grafana/')).toBe('valid');
    expect(await at('private', ['https://a.example/'], 'https://b.example/')).toBe('invalid signature/root-url');
    expect(await at('private', ['https://*.example/'], 'https://b.example/')).toBe('invalid signature/root-url');
    expect(await at('private-glob', ['https://*.example/'], 'https://b.example/')).toBe('valid');
  });
  test('is not the only one bound to the addresses it names', async () => {
    expect(await at('community', ['https://a.example/'], 'https://b.example/')).toBe('invalid signature/root-url');
  });
});

describe('further signers', () => {
  const with_ = async (files: Package, ...by: Signer[]): Promise<Package> => {
    for (const { key } of by) {
      const { name, text } = await signDetached(files.get(manifestName) as Uint8Array, key, signedAt);
      files.set(name, bytes(text));
    }
    return files;
  };
  const store = (...keys: Signer[]) =>
    openTrust({ keys: keys.map(({ publicKey, keyId }) => ({ name: keyId, publicKey, levels: ['community'] as const })) });

  test('are counted when policy asks for them: enough, too few, the wrong ones', async () => {
    const [third, stranger] = await Promise.all([signer('Third'), signer('Stranger')]);
    const known = await store(acme, other, third);
    const required = { keys: [other.keyId, third.keyId], count: 2 };
    expect(await said(await signed(acme), known, { required })).toBe('invalid signature/signers');
    expect(await said(await with_(await signed(acme), other), known, { required })).toBe('invalid signature/signers');
    expect(await said(await with_(await signed(acme), other), known, { required: { ...required, count: 1 } })).toBe('valid');
    expect(await said(await with_(await signed(acme), other, third), known, { required })).toBe('valid');
    const unknown = { keys: [stranger.keyId], count: 1 };
    expect(await said(await with_(await signed(acme), stranger), known, { required: unknown })).toBe('invalid signature/signers');
    expect(await said(await with_(await signed(acme), other), known, { required: { keys: [other.keyId, other.keyId], count: 2 } })).toBe(
      'invalid signature/signers',
    );
  });

  test('are asked for by the trust store: of all, or of some ids and levels', async () => {
    const keys = [acme, other].map(({ publicKey, keyId }) => ({ name: keyId, publicKey, levels: ['community'] as const }));
    const asking = (more: object) => openTrust({ keys, required: [{ signers: [other.keyId], ...more }] });
    const alone = await signed(acme);
    expect(await said(alone, await asking({}))).toBe('invalid signature/signers');
    expect(await said(await with_(await signed(acme), other), await asking({}))).toBe('valid');
    expect(await said(alone, await asking({ plugins: ['acme-*'] }))).toBe('invalid signature/signers');
    expect(await said(alone, await asking({ plugins: ['other-*'] }))).toBe('valid');
    expect(await said(alone, await asking({ levels: ['community'] }))).toBe('invalid signature/signers');
    expect(await said(alone, await asking({ levels: ['core'] }))).toBe('valid');
    await expect(asking({ signers: ['0123456789abcdef'] })).rejects.toThrow('a key that no trust store here knows');
  });

  test('sign these bytes and no others', async () => {
    const files = await with_(await signed(acme), other);
    const changed = await signed(acme, { time: signedAt.getTime() + 1000 });
    changed.set(`MANIFEST.${other.keyId}.asc`, files.get(`MANIFEST.${other.keyId}.asc`) as Uint8Array);
    expect(await said(changed, await store(acme, other), { required: { keys: [other.keyId], count: 1 } })).toBe(
      'invalid signature/signers',
    );
  });

  test('do not count once their key is revoked', async () => {
    const files = await with_(await signed(acme), other);
    const known = await openTrust({
      keys: [
        { name: 'Acme', publicKey: acme.publicKey, levels: ['community'] },
        { name: 'Other', publicKey: other.publicKey, levels: ['community'], revoked: {} },
      ],
    });
    expect(await said(files, known, { required: { keys: [other.keyId], count: 1 } })).toBe('invalid signature/signers');
  });

  test('may lie there unasked, but nothing else may use their name', async () => {
    const files = await with_(await signed(acme), other);
    expect(await said(files, trust)).toBe('valid');
    const name = `MANIFEST.${other.keyId}.asc`;
    const signature = textOf(files.get(name));
    for (const text of [
      'alert(1)',
      `${signature}alert(1)`,
      `alert(1)\n${signature}`,
      '-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n',
    ]) {
      expect(await said(new Map(files).set(name, bytes(text)), trust)).toBe('modified signature/added-file');
    }
  });
});

describe('the keys that Grafana uses', () => {
  test('are of a kind that is read: ECDSA over P-521, and RSA as others have it', async () => {
    const [p521, rsa] = await Promise.all([signer('P-521', { curve: 'nistP521' }), signer('RSA', { type: 'rsa', rsaBits: 3072 } as never)]);
    for (const each of [p521, rsa]) {
      const files = await signed(each, { signatureType: 'grafana' });
      expect(await verdictOf(files, await trusting(each, { levels: ['grafana'] }))).toMatchObject({ status: 'valid', level: 'foreign' });
      expect(await said(files.set('module.js', bytes('x')), await trusting(each, { levels: ['grafana'] }))).toBe(
        'modified signature/modified-file',
      );
    }
  });
});

test('a manifest is written as Grafana writes it, and the same twice', async () => {
  const details = detailsOf(plain, acme.keyId, { signatureType: 'private', rootUrls: ['https://a.example/'], files: digests(plain) });
  const text = await writeManifest(details, acme.key);
  expect(text).toMatch(/^\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n\{\n {2}"manifestVersion": "2\.0\.0",\n/);
  const body = text.slice(text.indexOf('{'), text.indexOf('-----BEGIN PGP SIGNATURE'));
  expect(Object.keys(JSON.parse(body) as object)).toEqual([
    'manifestVersion',
    'signatureType',
    'signedByOrg',
    'signedByOrgName',
    'rootUrls',
    'plugin',
    'version',
    'time',
    'keyId',
    'files',
  ]);
  expect(await writeManifest(details, acme.key)).toBe(text);
});
