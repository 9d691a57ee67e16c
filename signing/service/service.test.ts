import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createKey, readSigningKey } from '../keys.ts';
import { parseManifest } from '../manifest.ts';
import { signerOf } from '../signer.ts';
import { openTrust } from '../trust.ts';
import { judgeFiles } from '../verdict.ts';
import { openAudit } from './audit.ts';
import { decide } from './decide.ts';
import { newToken, parseConfig, type Token } from './policy.ts';
import { readRequest } from './request.ts';
import { type Service, startService } from './server.ts';

const { token, hash } = newToken();
const acme: Token = { name: 'CI of Acme', hash, org: 'acme', orgName: 'Acme Inc', levels: ['community', 'private'] };
const sha = 'a'.repeat(64);
const asked = { plugin: 'acme-weather-panel', version: '1.2.0', files: { 'plugin.json': sha, 'module.js': sha } };

describe('a request', () => {
  const said = (change: object): string => {
    const read = readRequest(JSON.stringify({ ...asked, ...change }));
    return read.ok ? 'read' : read.refusal.message;
  };
  test.each<[string, object, RegExp]>([
    ['as the client sends it', { signPlugin: { version: '3.3.3' }, rootUrls: ['https://a.example/'], signatureType: 'private' }, /^read$/],
    ['an id that is none', { plugin: '../acme' }, /"plugin" is "\.\.\/acme"/],
    ['an id with one word', { plugin: 'acme' }, /an id like acme-weather-datasource/],
    ['a version that is none', { version: 'latest' }, /"version" is "latest"/],
    ['no files', { files: {} }, /lists nothing/],
    ['files without plugin.json', { files: { 'module.js': sha } }, /no plugin\.json/],
    ['a path that leaves', { files: { 'plugin.json': sha, 'a/../../b': sha } }, /it leaves the package/],
    ['an absolute path', { files: { 'plugin.json': sha, '/etc/passwd': sha } }, /it is absolute/],
    ['a backslash', { files: { 'plugin.json': sha, 'a\\b': sha } }, /backslash/],
    ['one file in two spellings', { files: { 'plugin.json': sha, 'Module.js': sha, 'module.js': sha } }, /one file on some systems/],
    ['its own manifest', { files: { 'plugin.json': sha, 'MANIFEST.txt': sha } }, /is a signature/],
    ['a hash that is none', { files: { 'plugin.json': 'A'.repeat(64) } }, /no lower-case SHA-256/],
    ['addresses that are none', { rootUrls: ['here'] }, /a list of addresses/],
    [
      '20 001 files',
      { files: Object.fromEntries([['plugin.json', sha], ...Array.from({ length: 20_000 }, (_, n) => [`f${n}`, sha])]) },
      /20000 is the most/,
    ],
  ])('%s', (_, change, message) => expect(said(change)).toMatch(message));
  test('that is no JSON', () => expect(readRequest('{')).toMatchObject({ ok: false, refusal: { status: 400 } }));
  test('with keys that mean something to JavaScript is as any other', () => {
    expect(readRequest('{"__proto__":{"plugin":"acme-x-panel"},"version":"1.0.0","files":{}}')).toMatchObject({ ok: false });
  });
});

describe('a token', () => {
  const now = new Date('2026-06-01T00:00:00Z');
  const said = (request: object, rights: Partial<Token> = {}): string => {
    const read = readRequest(JSON.stringify({ ...asked, ...request }));
    if (!read.ok) return read.refusal.message;
    const decided = decide(read.value, { ...acme, ...rights }, now);
    return decided.ok
      ? `${decided.value.signatureType} ${decided.value.rootUrls.join()}`.trim()
      : `${decided.refusal.status} ${decided.refusal.code}`;
  };
  const bound = { rootUrls: ['https://metrics.acme.example/'] };
  test.each<[string, object, Partial<Token>, string]>([
    ['signs at its widest level when nobody asks', {}, {}, 'community'],
    ['signs a bound plugin as private', bound, {}, 'private https://metrics.acme.example/'],
    ['signs at a level that is its own', { signatureType: 'private', ...bound }, {}, 'private https://metrics.acme.example/'],
    ['signs at no other', { signatureType: 'commercial' }, {}, '403 signing/level'],
    ['never signs as core', { signatureType: 'core' }, {}, '400 signing/level'],
    ["never signs as another product's own", { signatureType: 'grafana' }, {}, '400 signing/level'],
    ['that is for private ones alone says what is missing', {}, { levels: ['private'] }, '400 signing/root-url'],
    ['signs plugins of its organisation', { plugin: 'other-weather-panel' }, {}, '403 signing/id'],
    ['signs no other organisation that begins alike', { plugin: 'acmecorp-weather-panel' }, {}, '403 signing/id'],
    ['signs the ids it lists', {}, { plugins: ['acme-weather-*'] }, 'community'],
    ['signs no other id', {}, { plugins: ['acme-clock-*'] }, '403 signing/id'],
    ['binds to addresses it lists', bound, { rootUrls: ['https://*.acme.example/'] }, 'private https://metrics.acme.example/'],
    [
      'binds to no others',
      { rootUrls: ['https://metrics.other.example/'] },
      { rootUrls: ['https://*.acme.example/'] },
      '403 signing/root-url',
    ],
    [
      'binds to all of them, not to one',
      { rootUrls: ['https://a.acme.example/', 'https://b.example/'] },
      { rootUrls: ['https://*.acme.example/'] },
      '403 signing/root-url',
    ],
    [
      'signs patterns as private-glob only',
      { signatureType: 'private', rootUrls: ['https://*.acme.example/'] },
      {},
      '400 signing/root-url',
    ],
    [
      'signs a pattern that is its own',
      { signatureType: 'private-glob', rootUrls: ['https://*.acme.example/'] },
      { levels: ['private-glob'], rootUrls: ['https://*.acme.example/'] },
      'private-glob https://*.acme.example/',
    ],
    [
      'signs no pattern that is wider',
      { signatureType: 'private-glob', rootUrls: ['https://**.acme.example/'] },
      { levels: ['private-glob'], rootUrls: ['https://*.acme.example/'] },
      '403 signing/root-url',
    ],
    ['binds no public plugin', { signatureType: 'community', ...bound }, {}, '400 signing/root-url'],
    ['ends', {}, { expires: '2026-05-31' }, '401 signing/token-expired'],
  ])('%s', (_, request, rights, expected) => expect(said(request, rights)).toBe(expected));
});

describe('the service', () => {
  let folder: string;
  let service: Service;
  let tokens: Token[];
  let clock: number;
  let made: Awaited<ReturnType<typeof createKey>>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'orrery-service-'));
    made = await createKey({ name: 'Acme' });
    tokens = [acme];
    clock = Date.now();
    service = await start();
  });
  afterEach(async () => {
    await service[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });
  const start = async (): Promise<Service> =>
    startService({
      config: { listen: '127.0.0.1:0', audit: join(folder, 'audit.jsonl'), tokens: [] },
      tokens: async () => tokens,
      signer: signerOf(await readSigningKey(made.privateKey)),
      log: () => {},
      now: () => clock,
    });
  const ask = (
    body: unknown,
    headers: Record<string, string> = { authorization: `Bearer ${token}` },
    path = '/api/plugins/ci/sign',
  ): Promise<Response> =>
    fetch(service.url + path, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
  const codeOf = async (response: Response): Promise<string> => `${response.status} ${((await response.json()) as { code: string }).code}`;

  test('signs what a server then trusts, with the words of the token and the time of the service', async () => {
    const response = await ask({ ...asked, signPlugin: { version: '3.3.3' } });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    const text = await response.text();
    const { manifest } = await parseManifest(Buffer.from(text));
    expect(manifest).toMatchObject({
      ...{ manifestVersion: '2.0.0', signatureType: 'community', signedByOrg: 'acme', signedByOrgName: 'Acme Inc' },
      ...{ ...asked, time: clock, keyId: made.keyId, signPlugin: { version: '3.3.3' } },
    });
    const trust = await openTrust({ keys: [{ name: 'Acme', publicKey: made.publicKey, levels: ['community'] }] });
    const verdict = await judgeFiles(
      new Map([
        ['MANIFEST.txt', Buffer.from(text)],
        ['plugin.json', Buffer.from('')],
        ['module.js', Buffer.from('')],
      ]),
      {
        id: asked.plugin,
        version: asked.version,
        rootUrl: 'http://h/',
        trust,
        now: new Date(clock + 1000),
        hashes: new Map(Object.entries(asked.files)),
      },
    );
    expect(verdict.status).toBe('valid');
  });

  test('ignores what a client says of signer, time and key', async () => {
    const text = await (
      await ask({
        ...asked,
        signedByOrg: 'grafana',
        signedByOrgName: 'Grafana Labs',
        keyId: '0'.repeat(16),
        time: 1,
        manifestVersion: '1.0.0',
      })
    ).text();
    expect((await parseManifest(Buffer.from(text))).manifest).toMatchObject({
      signedByOrg: 'acme',
      keyId: made.keyId,
      time: clock,
      manifestVersion: '2.0.0',
    });
  });

  test('asks for a token, and takes no other', async () => {
    expect(await codeOf(await ask(asked, {}))).toBe('401 signing/no-token');
    expect(await codeOf(await ask(asked, { authorization: `Bearer ${hash}` }))).toBe('401 signing/no-token');
    expect(await codeOf(await ask(asked, { authorization: `Basic ${token}` }))).toBe('401 signing/no-token');
    tokens = [];
    expect(await codeOf(await ask(asked))).toBe('401 signing/no-token');
  });

  test('signs a version once: again for the same files, never for others, also after a restart', async () => {
    expect((await ask(asked)).status).toBe(200);
    expect((await ask(asked)).status).toBe(200);
    const changed = { ...asked, files: { ...asked.files, 'module.js': 'b'.repeat(64) } };
    expect(await codeOf(await ask(changed))).toBe('409 signing/already-signed');
    await service[Symbol.asyncDispose]();
    service = await start();
    expect(await codeOf(await ask(changed))).toBe('409 signing/already-signed');
    expect((await ask({ ...changed, version: '1.2.1' })).status).toBe(200);
  });

  test('limits how often a token is used, and how often a stranger tries', async () => {
    tokens = [{ ...acme, perMinute: 2 }];
    expect([(await ask(asked)).status, (await ask(asked)).status]).toEqual([200, 200]);
    const slow = await ask(asked);
    expect([slow.status, Number(slow.headers.get('retry-after'))]).toEqual([429, 30]);
    clock += 31_000;
    expect((await ask(asked)).status).toBe(200);
    const strangers = await Promise.all(Array.from({ length: 14 }, () => ask(asked, {})));
    expect(strangers.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(4);
    clock += 60_000;
    expect((await ask(asked)).status).toBe(200);
  });

  test('reads no more than 4 MB', async () => {
    const large = `{"plugin":"${'x'.repeat(5 << 20)}"}`;
    expect(await ask(large).then(codeOf, () => 'cut off')).toMatch(/413 signing\/too-large|cut off/);
    expect((await ask(asked)).status).toBe(200);
  });

  test('tells its public key as clients of Grafana ask for it', async () => {
    const { items } = (await (await fetch(`${service.url}/api/plugins/ci/keys`)).json()) as {
      items: { keyId: string; public: string; since: number }[];
    };
    expect(items).toEqual([
      { keyId: made.keyId, public: expect.stringContaining('BEGIN PGP PUBLIC KEY BLOCK'), since: expect.any(Number) },
    ]);
    expect((await fetch(`${service.url}/api/plugins`)).status).toBe(404);
  });

  test('writes every decision down: who, what, from where, and why not', async () => {
    await ask(asked);
    await ask({ ...asked, plugin: 'other-weather-panel' });
    await ask(asked, {});
    const lines = (await readFile(join(folder, 'audit.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([
      {
        outcome: 'signed',
        token: 'CI of Acme',
        plugin: asked.plugin,
        version: '1.2.0',
        signatureType: 'community',
        keyId: made.keyId,
        address: '127.0.0.1',
      },
      { outcome: 'refused', token: 'CI of Acme', plugin: 'other-weather-panel', code: 'signing/id' },
      { outcome: 'refused', token: '', code: 'signing/no-token' },
    ]);
    expect(JSON.stringify(lines)).not.toContain(token);
  });

  test('does not go on from a log that was changed, shortened or added to', async () => {
    for (const version of ['1.0.0', '1.0.1', '1.0.2']) await ask({ ...asked, version });
    await service[Symbol.asyncDispose]();
    const file = join(folder, 'audit.jsonl');
    const whole = await readFile(file, 'utf8');
    const lines = whole.trim().split('\n');
    for (const [changed, message] of [
      [whole.replace('1.0.1', '9.9.9'), /line 2: the log was changed/],
      [`${[lines[0], lines[2]].join('\n')}\n`, /line 2: the log was changed/],
      [whole.slice(0, -10), /line 3 is no JSON/],
    ] as const) {
      await writeFile(file, changed);
      await expect(openAudit(file)).rejects.toThrow(message);
    }
    await writeFile(file, whole);
    await appendFile(file, `${JSON.stringify({ at: 1, outcome: 'signed', token: 'x', address: '', hash: sha })}\n`);
    await expect(openAudit(file)).rejects.toThrow(/line 4: the log was changed/);
    await writeFile(file, whole);
    service = await start();
  });
});

describe('its configuration', () => {
  const config = { listen: '127.0.0.1:8443', audit: 'audit.jsonl', tokens: [acme] };
  test.each<[string, object, RegExp]>([
    ['an address beyond this machine without TLS', { ...config, listen: '0.0.0.0:8443' }, /Tokens would travel in the clear/],
    ['a misspelled word', { ...config, token: [] }, /^service\.json: token is not known/],
    ['a token instead of its hash', { ...config, tokens: [{ ...acme, hash: token }] }, /tokens\[0\]\.hash is .*the SHA-256 of a token/],
    ['a level that no token may have', { ...config, tokens: [{ ...acme, levels: ['core'] }] }, /tokens\[0\]\.levels\[0\] is "core"/],
    ['a token twice', { ...config, tokens: [acme, acme] }, /is listed twice/],
    ['an end that is no date', { ...config, tokens: [{ ...acme, expires: 'soon' }] }, /tokens\[0\]\.expires is "soon"/],
  ])('%s is named', (_, value, message) => expect(() => parseConfig(JSON.stringify(value), 'service.json')).toThrow(message));
});
