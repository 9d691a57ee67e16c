import { beforeAll, describe, expect, test } from 'vitest';
import { bytes, later, type Signer, said, signed, signer } from './fixture.ts';
import { ofGrafana, ofSomebody } from './grafana-manifests.fixture.ts';
import { factsOf, readPublicKey } from './keys.ts';
import { parseManifest, writeManifest } from './manifest.ts';
import { openTrust } from './trust.ts';
import { parseTrust, type TrustFile } from './trust-file.ts';
import { judgeFiles } from './verdict.ts';

/** The key that signs Grafana's own plugins: public data. */
const grafana = `-----BEGIN PGP PUBLIC KEY BLOCK-----

xpMEXpTXXxMFK4EEACMEIwQBiOUQhvGbDLvndE0fEXaR0908wXzPGFpf0P0Z
HJ06tsq+0higIYHp7WTNJVEZtcwoYLcPRGaa9OQqbUU63BEyZdgAkPTz3RFd
5+TkDWZizDcaVFhzbDd500yTwexrpIrdInwC/jrgs7Zy/15h8KA59XXUkdmT
YB6TR+OA9RKME+dCJozNGUdyYWZhbmEgPGVuZ0BncmFmYW5hLmNvbT7CvAQQ
EwoAIAUCXpTXXwYLCQcIAwIEFQgKAgQWAgEAAhkBAhsDAh4BAAoJEH5NDGpw
iGbnaWoCCQGQ3SQnCkRWrG6XrMkXOKfDTX2ow9fuoErN46BeKmLM4f1EkDZQ
Tpq3SE8+My8B5BIH3SOcBeKzi3S57JHGBdFA+wIJAYWMrJNIvw8GeXne+oUo
NzzACdvfqXAZEp/HFMQhCKfEoWGJE8d2YmwY2+3GufVRTI5lQnZOHLE8L/Vc
1S5MXESjzpcEXpTXXxIFK4EEACMEIwQBtHX/SD5Qm3v4V92qpaIZQgtTX0sT
cFPjYWAHqsQ1iENrYN/vg1wU3ADlYATvydOQYvkTyT/tbDvx2Fse8PL84MQA
YKKQ6AJ3gLVvmeouZdU03YoV4MYaT8KbnJUkZQZkqdz2riOlySNI9CG3oYmv
omjUAtzgAgnCcurfGLZkkMxlmY8DAQoJwqQEGBMKAAkFAl6U118CGwwACgkQ
fk0ManCIZuc0jAIJAVw2xdLr4ZQqPUhubrUyFcqlWoW8dQoQagwO8s8ubmby
KuLA9FWJkfuuRQr+O9gHkDVCez3aism7zmJBqIOi38aNAgjJ3bo6leSS2jR/
x5NqiKVi83tiXDPncDQYPymOnMhW0l7CVA7wj75HrFvvlRI/4MArlbsZ2tBn
N1c5v9v/4h6qeA==
=DNbR
-----END PGP PUBLIC KEY BLOCK-----
`;

let acme: Signer;
let other: Signer;
beforeAll(async () => {
  [acme, other] = await Promise.all([signer('Acme'), signer('Other')]);
});

describe("Grafana's own key", () => {
  test('is read, with the id and fingerprint that its manifests name', async () => {
    expect(await factsOf(await readPublicKey(grafana))).toMatchObject({
      keyId: '7e4d0c6a708866e7',
      fingerprint: 'f33b25b691074e84636570f37e4d0c6a708866e7',
      algorithm: 'ecdsa nistP521',
      owner: 'Grafana <eng@grafana.com>',
      revoked: false,
    });
  });
  test('is taken into a trust store', async () => {
    const { keys } = await openTrust({
      keys: [{ name: 'Grafana', publicKey: grafana.split('\n'), levels: ['grafana', 'commercial', 'community'] }],
    });
    expect(keys.get('7e4d0c6a708866e7')?.name).toBe('Grafana');
  });

  const judged = async (text: string, options: { rootUrl?: string; trusted?: boolean } = {}): Promise<string> => {
    const { rootUrl = 'http://localhost:3000/', trusted = true } = options;
    const levels = ['grafana', 'private'] as const;
    const trust = await openTrust({ keys: trusted ? [{ name: 'Grafana', publicKey: grafana, levels }] : [] });
    const hash = /"plugin\.json": "([0-9a-f]{64})"/.exec(text)?.[1] as string;
    const files = new Map([
      ['MANIFEST.txt', bytes(text)],
      ['plugin.json', bytes('{}')],
    ]);
    const verdict = await judgeFiles(files, {
      ...{ id: 'test', version: '1.0.0', rootUrl, trust, now: later },
      hashes: new Map([['plugin.json', hash]]),
    });
    return verdict.status === 'valid' ? `valid ${verdict.level}` : verdict.reason.code;
  };
  test('vouches for what it signed, where a store lists it: for Grafana, as foreign, and for others', async () => {
    expect(await judged(ofGrafana)).toBe('valid foreign');
    expect(await judged(ofSomebody)).toBe('valid private');
    expect(await judged(ofSomebody, { rootUrl: 'https://a.example/' })).toBe('signature/root-url');
    expect(await judged(ofGrafana, { trusted: false })).toBe('signature/unknown-key');
    expect(await judged(ofGrafana.replace('"1.0.0"', '"1.0.1"'))).toBe('signature/broken');
  });
  test('signs text that ours is alike, letter by letter, but for who signed', async () => {
    const acme = await signer('Acme', { date: new Date('2020-01-01') });
    for (const theirs of [ofGrafana, ofSomebody]) {
      const { manifest } = await parseManifest(bytes(theirs));
      const { signedByOrg: org, signedByOrgName: orgName, signatureType, rootUrls = [], plugin, version, time, keyId, files } = manifest;
      const ours = await writeManifest({ signatureType, org, orgName, rootUrls, plugin, version, time, keyId, files }, acme.key);
      const upToSignature = (text: string): string => text.slice(0, text.indexOf('-----BEGIN PGP SIGNATURE-----'));
      expect(upToSignature(ours)).toBe(upToSignature(theirs));
    }
  });
});

describe('a mistake in a trust store', () => {
  const key = { name: 'Acme', publicKey: 'x', levels: ['community'] };
  test.each<[string, unknown, RegExp]>([
    ['no JSON', '{', /^trust\.json is no JSON: /],
    ['a list', [], /^trust\.json: it is \[\]; an object belongs there\.$/],
    ['no keys', {}, /^trust\.json: keys is missing; a list belongs there\.$/],
    ['a key that is text', { keys: ['x'] }, /keys\[0\] is "x"; an object belongs there/],
    ['a key with no name', { keys: [{ ...key, name: undefined }] }, /keys\[0\]\.name is missing; a text belongs there/],
    ['no levels', { keys: [{ ...key, levels: [] }] }, /keys\[0\]\.levels is \[\]; a list with at least one entry belongs there/],
    [
      'a level nobody knows',
      { keys: [{ ...key, levels: ['all'] }] },
      /keys\[0\]\.levels\[0\] is "all"; one of core, commercial, community, private, grafana belongs there/,
    ],
    ['a misspelled word', { keys: [{ ...key, revoke: {} }] }, /keys\[0\]\.revoke is not known; keys\[0\] may hold name, .*revoked/],
    ['a revocation that is a word', { keys: [{ ...key, revoked: true }] }, /keys\[0\]\.revoked is true; an object belongs there/],
    ['a misspelled date', { keys: [{ ...key, expires: '31.12.2026' }] }, /keys\[0\]\.expires is "31\.12\.2026"; a date like 2027-01-31/],
    ['a day that is none', { keys: [{ ...key, expires: '2026-13-01' }] }, /keys\[0\]\.expires is "2026-13-01"/],
    ['signers that are no keys', { keys: [], required: [{ signers: ['Acme'] }] }, /required\[0\]\.signers\[0\] is "Acme"; the id of a key/],
    [
      'more signers than there are',
      { keys: [], required: [{ signers: ['0123456789abcdef', '0123456789abcdef'], count: 2 }] },
      /required\[0\]\.count is 2; there are 1 different signers/,
    ],
    ['a revocation of nothing', { keys: [], revocations: [{}] }, /revocations\[0\]\.plugin is missing/],
    [
      'an empty list of versions',
      { keys: [], revocations: [{ plugin: 'a', versions: [] }] },
      /revocations\[0\]\.versions is \[\]; a list with at least one/,
    ],
  ])('%s is named with its place', (_, value, message) => {
    expect(() => parseTrust(typeof value === 'string' ? value : JSON.stringify(value), 'trust.json')).toThrow(message);
  });

  test.each<[string, () => TrustFile, RegExp]>([
    [
      'a key that is no key',
      () => ({ keys: [{ name: 'Acme', publicKey: 'x', levels: ['core'] }] }),
      /^keys\[0\] "Acme": publicKey: It is no OpenPGP key/,
    ],
    [
      'a fingerprint of another key',
      () => ({ keys: [{ name: 'Acme', publicKey: acme.publicKey, levels: ['core'], fingerprint: 'f00' }] }),
      /fingerprint is f00, but the key beside it has/,
    ],
    [
      'a key listed twice',
      () => ({ keys: [1, 2].map(() => ({ name: 'Acme', publicKey: acme.publicKey, levels: ['core'] as const })) }),
      /^keys\[1\] "Acme": the key .* is listed twice/,
    ],
  ])('%s is named when it is opened', async (_, file, message) => {
    await expect(openTrust(file())).rejects.toThrow(message);
  });
});

describe('several trust stores', () => {
  const entry = (more: Partial<TrustFile['keys'][number]> = {}) => ({
    keys: [{ name: 'Acme', publicKey: acme.publicKey, levels: ['community'] as const, ...more }],
  });
  test('add up', async () => {
    const store = await openTrust(entry(), { keys: [{ name: 'Other', publicKey: other.publicKey, levels: ['community'] }] });
    expect([await said(await signed(acme), store), await said(await signed(other), store)]).toEqual(['valid', 'valid']);
  });
  test('let the later one say anew what a key may do', async () => {
    expect(await said(await signed(acme), await openTrust(entry(), entry({ levels: ['private'] })))).toBe('invalid signature/level');
  });
  test('give back nothing that one of them took, whichever comes first', async () => {
    for (const taken of [{ revoked: {} }, { revoked: { from: '2026-01-01' } }]) {
      for (const files of [
        [entry(taken), entry()],
        [entry(), entry(taken)],
        [entry(taken), entry({ revoked: { versions: ['x@1'] } })],
      ]) {
        expect(await said(await signed(acme), await openTrust(...files))).toBe('invalid signature/key-revoked');
      }
    }
    expect(await said(await signed(acme), await openTrust(entry({ expires: '2026-03-02' }), entry({ expires: '2030-01-01' })))).toBe(
      'invalid signature/key-expired',
    );
  });
  test('read a private key as its public half only', async () => {
    const { keys } = await openTrust(entry({ publicKey: acme.key.armor() }));
    expect(keys.get(acme.keyId)?.key.isPrivate()).toBe(false);
  });
});
