import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as keys from './keys.ts';
import * as sign from './sign.ts';
import * as verify from './verify.ts';

const commands = { keys, sign, verify };
const hasGpg = spawnSync('gpg', ['--version']).status === 0;
let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'orrery-cli-'));
  await mkdir(join(cwd, 'panel', 'img'), { recursive: true });
  await writeFile(join(cwd, 'panel', 'plugin.json'), '{"id":"acme-panel","type":"panel","name":"Acme","info":{"version":"1.2.0"}}');
  await writeFile(join(cwd, 'panel', 'img', 'logo.svg'), '<svg/>');
});
afterEach(() => rm(cwd, { recursive: true }));

/** As a person types it; quotes are not read. */
async function orrery(line: string, env: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
  const [name, ...args] = line.split(' ');
  const said = { out: [] as string[], err: [] as string[] };
  const io = { out: (text: string) => void said.out.push(text), err: (text: string) => void said.err.push(text), cwd, env };
  const code = await commands[name as keyof typeof commands].run(args, io);
  return { code, out: said.out.join('\n'), err: said.err.join('\n') };
}
async function done(line: string, env?: Record<string, string>): Promise<string> {
  const { code, out, err } = await orrery(line, env);
  expect([line, code, err]).toEqual([line, 0, '']);
  return out;
}
const idOf = (text: string): string => /\b[0-9a-f]{16}\b/.exec(text)?.[0] as string;

describe('from nothing to a trusted plugin', () => {
  test('create, trust, sign, verify', async () => {
    const keyId = idOf(await done('keys create --name Acme --email keys@acme.example'));
    expect((await stat(join(cwd, 'orrery-key.asc'))).mode & 0o777).toBe(0o600);
    await done('keys trust orrery-key.asc.pub --level community --plugin acme-*');
    expect(await done('keys list')).toMatch(new RegExp(`${keyId} {2}Acme.*\\n.*community for acme-\\*`));
    expect(await done('sign panel --key orrery-key.asc --level community --org-name Acme')).toContain('2 files');
    expect(await done('verify panel')).toContain(`signer  Acme with ${keyId}`);
  });

  test('a private one runs at its address', async () => {
    await done('keys create --name Acme --out k');
    await done('keys trust k.pub --level private');
    await done('sign panel --key k --level private --root-url https://a.example/');
    expect((await orrery('verify panel')).err).toMatch(
      /^invalid: acme-panel may run at https:\/\/a\.example\/; this server is http:\/\/localhost:3000\/\.\n {2}rule {4}signature\/root-url\n {2}remedy {2}Set/,
    );
    await done('verify panel --root-url https://a.example');
  });

  test('with several signers', async () => {
    await done('keys create --name A --out a');
    const second = idOf(await done('keys create --name B --out b'));
    await done('keys trust a.pub --level community');
    await done('keys trust b.pub --level community');
    await done('sign panel --key a --level community');
    expect((await orrery(`verify panel --signer ${second}`)).err).toContain(`Missing or not holding: ${second}`);
    await done('sign panel --key b --detached');
    expect(await readdir(join(cwd, 'panel'))).toContain(`MANIFEST.${second}.asc`);
    await done(`verify panel --signer ${second}`);
  });

  test('with the key in the environment, and a passphrase', async () => {
    await done('keys create --name A --out a --passphrase-env SECRET', { SECRET: 'open sesame' });
    const key = { ORRERY_SIGNING_KEY: await readFile(join(cwd, 'a'), 'utf8') };
    expect(await orrery('sign panel --level core', key)).toMatchObject({
      code: 1,
      err: expect.stringContaining('ORRERY_SIGNING_PASSPHRASE'),
    });
    await done('sign panel --level core', { ...key, ORRERY_SIGNING_PASSPHRASE: 'open sesame' });
    await done('keys trust a.pub --level core --trust other/trust.json');
    await done('verify panel', { ORRERY_TRUST_STORE: 'other/trust.json' });
  });
});

describe('verify explains', () => {
  beforeEach(async () => {
    await done('keys create --name A --out a');
    await done('keys trust a.pub --level community');
    await done('sign panel --key a --level community');
  });
  const refusal = async (line = 'verify panel'): Promise<string> => {
    const { code, err } = await orrery(line);
    expect(code).toBe(1);
    return err;
  };
  test('which file changed, which is new, which is gone', async () => {
    await writeFile(join(cwd, 'panel', 'img', 'logo.svg'), '<svg onload="x"/>');
    expect(await refusal()).toMatch(/^modified: .*\n {2}file {4}img\/logo\.svg\n {2}rule {4}signature\/modified-file\n {2}remedy/);
    await writeFile(join(cwd, 'panel', 'img', 'logo.svg'), '<svg/>');
    await writeFile(join(cwd, 'panel', 'more.js'), '');
    expect(await refusal()).toMatch(/file {4}more\.js\n {2}rule {4}signature\/added-file/);
    await rm(join(cwd, 'panel', 'more.js'));
    await rm(join(cwd, 'panel', 'img'), { recursive: true });
    expect(await refusal()).toMatch(/file {4}img\/logo\.svg\n {2}rule {4}signature\/missing-file/);
  });
  test('that nobody signed', async () => {
    await rm(join(cwd, 'panel', 'MANIFEST.txt'));
    expect(await refusal()).toMatch(/^unsigned: .*\n {2}rule {4}signature\/missing\n {2}remedy {2}Sign it with `orrery sign`/);
  });
  test('where it looked for an unknown key', async () => {
    expect(await refusal('verify panel --trust empty.json')).toContain(`looked in ${join(cwd, 'empty.json')}`);
  });
  test('a revoked key, and a revoked version', async () => {
    await done('keys revoke --plugin acme-panel --version 1.2.0 --reason bad');
    expect(await refusal()).toContain('acme-panel 1.2.0 was revoked (bad).');
    await done(`keys revoke ${idOf(await done('keys list'))} --reason stolen`);
    expect(await refusal()).toContain('the key "A" was revoked (stolen)');
    expect(await done('keys list')).toMatch(/revoked {2}everything it signed \(stolen\)[\s\S]*acme-panel {2}revoked: 1\.2\.0 \(bad\)/);
    expect(await done('keys trust a.pub --level core')).toContain('still revoked');
    expect(await refusal()).toContain('was revoked');
  });
  test('a mistake in the trust store', async () => {
    await writeFile(join(cwd, 'data', 'trust.json'), '{"keys":[{"name":"A"}]}');
    expect(await refusal()).toMatch(/data\/trust\.json: keys\[0\]\.publicKey is missing/);
  });
});

describe('sign refuses', () => {
  beforeEach(() => done('keys create --name A --out a'));
  test.each([
    ['no level', 'sign panel --key a', 2, '--level is missing'],
    ['a level nobody knows', 'sign panel --key a --level best', 1, '"best" is no level'],
    ["another product's level", 'sign panel --key a --level grafana', 1, '"grafana" is no level'],
    ['private with no address', 'sign panel --key a --level private', 1, '--root-url'],
    ['an address that is none', 'sign panel --key a --level private --root-url here', 2, '--root-url is "here"'],
    ['no key', 'sign panel --level core', 2, 'no key to sign with'],
    ['a public key', 'sign panel --key a.pub --level core', 1, 'no private key'],
    ['a folder with no plugin', 'sign panel/img --key a --level core', 1, 'no plugin.json'],
    ['an option nobody knows', 'sign panel --key a --force', 2, "'--force'"],
    ['a further signature over nothing', 'sign panel --key a --detached', 1, 'has no MANIFEST.txt'],
  ])('%s', async (_, line, code, message) => {
    expect(await orrery(line)).toMatchObject({ code, err: expect.stringContaining(message) });
  });
  test('a link that leaves the folder, and takes one that stays', async () => {
    await writeFile(join(cwd, 'secret'), 'x');
    await symlink('img/logo.svg', join(cwd, 'panel', 'inside.svg'));
    await symlink('img', join(cwd, 'panel', 'folder'));
    expect(await done('sign panel --key a --level core')).toContain('3 files');
    await symlink('../secret', join(cwd, 'panel', 'outside'));
    expect((await orrery('sign panel --key a --level core')).err).toContain('outside is a link that leaves the folder');
  });
  test('nothing when others may read the key, but says so', async () => {
    await chmod(join(cwd, 'a'), 0o644);
    expect(await orrery('sign panel --key a --level core')).toMatchObject({ code: 0, err: expect.stringContaining('chmod 600') });
  });
});

describe('keys', () => {
  test('are not overwritten', async () => {
    await done('keys create --name A --out a');
    const before = await readFile(join(cwd, 'a'), 'utf8');
    expect(await orrery('keys create --name B --out a')).toMatchObject({ code: 1, err: expect.stringContaining('exists') });
    expect(await readFile(join(cwd, 'a'), 'utf8')).toBe(before);
  });
  test('are exported as public halves, and shown', async () => {
    await done('keys create --name A --out a --expires-days 30');
    const exported = await done('keys export a');
    expect(exported).toBe((await readFile(join(cwd, 'a.pub'), 'utf8')).trimEnd());
    await done('keys trust a.pub --level core');
    const id = idOf(await done('keys show a'));
    expect(await done(`keys show ${id}`)).toMatch(/algorithm {4}ed25519[\s\S]*trusted as "A"/);
    expect(await done('keys show a')).toContain('keep this file secret');
  });
  test.each([
    'keys',
    'keys lose',
    'keys create',
    'keys show',
    'keys trust a.pub',
    'keys revoke',
    'verify',
    'sign',
    'keys create --name A --expires-days soon',
  ])('"%s" tells how it is used', async (line) => {
    await writeFile(join(cwd, 'a.pub'), '');
    const { code, err } = await orrery(line === 'keys trust a.pub' ? 'keys trust' : line);
    expect(code).toBe(2);
    expect(err).toContain('Usage: orrery');
  });
  test.each(Object.entries(commands))('%s --help answers', async (name, { usage, summary }) => {
    expect(await done(`${name} --help`)).toBe(usage);
    expect(summary).not.toContain('\n');
  });
});

describe('a key that never leaves its place', () => {
  const gpg = (mode: string): string => `gpg --batch --armor --digest-algo SHA512 --homedir home --${mode}`;
  /** Arguments with spaces: the line is split here, not by a shell. */
  async function typed(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const said = { out: [] as string[], err: [] as string[] };
    const io = { out: (text: string) => void said.out.push(text), err: (text: string) => void said.err.push(text), cwd, env: process.env };
    const code = await sign.run(args, io);
    return { code, out: said.out.join('\n'), err: said.err.join('\n') };
  }

  test.runIf(hasGpg)('signs behind a command (GnuPG), the manifest and further signatures', async () => {
    await mkdir(join(cwd, 'home'), { mode: 0o700 });
    const quiet = { cwd, stdio: 'pipe' as const };
    execFileSync(
      'gpg',
      ['--batch', '--homedir', 'home', '--passphrase', '', '--quick-gen-key', 'Token <t@acme.example>', 'ed25519', 'sign', 'never'],
      quiet,
    );
    await writeFile(join(cwd, 'token.pub'), execFileSync('gpg', ['--batch', '--homedir', 'home', '--armor', '--export'], quiet));
    await done('keys trust token.pub --level community');
    const signed = await typed('panel', '--key', 'token.pub', '--key-command', gpg('clearsign'), '--level', 'community');
    expect(signed).toMatchObject({ code: 0, err: '' });
    expect(await done('verify panel')).toContain('valid: acme-panel 1.2.0');
    const further = await typed('panel', '--key', 'token.pub', '--key-command', gpg('detach-sign'), '--detached');
    expect(further).toMatchObject({ code: 0, err: '' });
    await done(`verify panel --signer ${idOf(further.out)}`);
    execFileSync('gpgconf', ['--homedir', 'home', '--kill', 'all'], quiet);
  });

  test.each([
    ['fails', 'echo the token is not plugged in >&2; exit 4', /ended with 4: the token is not plugged in/],
    ['gives nothing', 'cat >/dev/null', /gave no cleartext-signed message/],
    ['gives what it was given', 'cat', /gave no cleartext-signed message/],
  ])('a command that %s leaves no manifest', async (_, command, message) => {
    await done('keys create --name A --out a');
    const { code, err } = await typed('panel', '--key', 'a.pub', '--key-command', command, '--level', 'community');
    expect([code, err]).toEqual([1, expect.stringMatching(message)]);
    expect(await readdir(join(cwd, 'panel'))).not.toContain('MANIFEST.txt');
  });

  test('a command that signs with another key, or another text, leaves no manifest either', async () => {
    await done('keys create --name A --out a');
    await done('keys create --name B --out b');
    await done('sign panel --key b --level community');
    const other = await readFile(join(cwd, 'panel', 'MANIFEST.txt'), 'utf8');
    await rm(join(cwd, 'panel', 'MANIFEST.txt'));
    await writeFile(join(cwd, 'other.txt'), other);
    const { code, err } = await typed('panel', '--key', 'a.pub', '--key-command', 'cat other.txt', '--level', 'community');
    expect([code, err]).toEqual([1, expect.stringContaining('gave another text than it was given')]);
    expect(await readdir(join(cwd, 'panel'))).not.toContain('MANIFEST.txt');
  });
});

describe('rotating a key', () => {
  test('gives its rights to a new one; what the old one signed holds, what it signs now does not', async () => {
    const old = idOf(await done('keys create --name Acme --out old'));
    await done('keys trust old.pub --level community --plugin acme-*');
    await done('sign panel --key old --level community');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const said = await done(`keys rotate ${old} --out new`);
    const made = idOf(said);
    expect(made).not.toBe(old);
    expect(await done('verify panel')).toContain(`with ${old}`);
    expect(await done('keys list')).toMatch(new RegExp(`${made} {2}Acme\\n.*community for acme-\\*`));
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await done('sign panel --key old --level community');
    expect((await orrery('verify panel')).err).toContain(`(replaced by ${made})`);
    await done('sign panel --key new --level community');
    expect(await done('verify panel')).toContain(`with ${made}`);
  });
  test('that is revoked, or that nobody knows, is refused', async () => {
    const old = idOf(await done('keys create --name Acme --out old'));
    expect((await orrery(`keys rotate ${old}`)).err).toContain('knows no key');
    await done('keys trust old.pub --level community');
    await done(`keys revoke ${old}`);
    expect((await orrery(`keys rotate ${old}`)).err).toContain('is revoked already');
  });
  test('hands over what it had to sign beside others', async () => {
    const old = idOf(await done('keys create --name Acme --out old'));
    await done('keys trust old.pub --level community');
    const file = join(cwd, 'data', 'trust.json');
    const store = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...store, required: [{ signers: [old], levels: ['core'] }] }));
    const made = idOf(await done(`keys rotate ${old} --out new`));
    expect(await done('keys list')).toContain(`1 of ${made}  have to sign core as well`);
  });
});
