/** Grafana's own signing client, as a company's CI runs it, against the signing service over TLS; and a server's verdict on what came of it. */
import { type ChildProcess, execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChild } from '../support/child.ts';
import { freePort } from '../support/ports.ts';

const orrery = fileURLToPath(new URL('../../kernel/cli/orrery.ts', import.meta.url));
const client = join(dirname(createRequire(import.meta.url).resolve('@grafana/sign-plugin/package.json')), 'dist/bin/run.js');
let folder: string;
let service: ReturnType<typeof startChild>;
let url: string;
let token: string;

const here = (name: string): string => join(folder, name);
function run(file: string, args: readonly string[], env: Record<string, string> = {}): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { ...process.env, ...env } };
    const child: ChildProcess = execFile(process.execPath, [file, ...args], options, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, said: out + err }),
    );
  });
}
async function done(args: readonly string[]): Promise<string> {
  const { code, said } = await run(orrery, args);
  expect([args.join(' '), code, said]).toEqual([args.join(' '), 0, said]);
  return said;
}
const sign = (args: readonly string[], env: Record<string, string> = {}) =>
  run(client, args, { GRAFANA_COM_URL: `${url}/api`, GRAFANA_ACCESS_POLICY_TOKEN: token, NODE_EXTRA_CA_CERTS: here('tls.crt'), ...env });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'orrery-sign-plugin-'));
  const days = ['-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const made = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    here('tls.key'),
    '-out',
    here('tls.crt'),
  ];
  execFileSync('openssl', [...made, ...days], { stdio: 'pipe' });
  mkdirSync(here('dist/img'), { recursive: true });
  writeFileSync(
    here('dist/plugin.json'),
    JSON.stringify({ id: 'acme-weather-panel', type: 'panel', name: 'Weather', info: { version: '1.2.0' } }),
  );
  writeFileSync(here('dist/module.js'), 'export const plugin = {};');
  writeFileSync(here('dist/img/logo.svg'), '<svg/>');

  await done(['keys', 'create', '--name', 'Acme', '--out', 'acme.asc']);
  await done(['keys', 'trust', 'acme.asc.pub', '--level', 'private', '--level', 'community']);
  const said = await done([
    'signing',
    'token',
    '--name',
    'CI',
    '--org',
    'acme',
    '--org-name',
    'Acme Inc',
    '--level',
    'private',
    '--root-url',
    'https://*.acme.example/',
  ]);
  token = /orrery-sign-\S+/.exec(said)?.[0] as string;
  const entry = JSON.parse(said.slice(said.indexOf('{'))) as object;
  const port = await freePort();
  url = `https://127.0.0.1:${port}`;
  const config = {
    listen: `127.0.0.1:${port}`,
    tls: { cert: 'tls.crt', key: 'tls.key' },
    key: { file: 'acme.asc' },
    audit: 'audit.jsonl',
    tokens: [entry],
  };
  writeFileSync(here('service.json'), JSON.stringify(config));
  service = startChild(process.execPath, [orrery, 'signing', 'serve', '--config', here('service.json')], { cwd: folder });
  while (!service.said().includes('Signing with')) {
    if (service.exited()) throw new Error(service.said());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}, 240_000);
afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

// Each step starts Node once or more.
describe('the client that companies have', { timeout: 180_000 }, () => {
  test('signs a private plugin, and a server at its address trusts it', async () => {
    const { code, said } = await sign(['--rootUrls', 'https://metrics.acme.example/']);
    expect(code, said).toBe(0);
    const manifest = readFileSync(here('dist/MANIFEST.txt'), 'utf8');
    expect(manifest).toContain('"signedByOrgName": "Acme Inc"');
    expect(manifest).toContain('"signatureType": "private"');
    expect(await done(['verify', 'dist', '--root-url', 'https://metrics.acme.example:443'])).toContain(
      'valid: acme-weather-panel 1.2.0, 3 files',
    );
    expect((await run(orrery, ['verify', 'dist'])).said).toContain('signature/root-url');
    writeFileSync(here('dist/module.js'), 'export const plugin = 1;');
    expect((await run(orrery, ['verify', 'dist', '--root-url', 'https://metrics.acme.example/'])).said).toContain(
      'signature/modified-file',
    );
    writeFileSync(here('dist/module.js'), 'export const plugin = {};');
  });

  test('is told in its own words why not: addresses, levels, tokens', async () => {
    const refused = async (args: readonly string[], env?: Record<string, string>): Promise<string> => {
      const { code, said } = await sign(args, env);
      expect(code).toBe(1);
      return said;
    };
    expect(await refused([])).toContain('Field is required: rootUrls');
    expect(await refused(['--rootUrls', 'https://metrics.other.example/'])).toContain('and not to https://metrics.other.example/');
    expect(await refused(['--rootUrls', 'https://metrics.acme.example/', '--signatureType', 'community'])).toContain(
      'and not as community',
    );
    expect(await refused(['--rootUrls', 'https://metrics.acme.example/'], { GRAFANA_ACCESS_POLICY_TOKEN: 'guessed' })).toContain(
      'status code 401',
    );
  });

  test('does not send its token to a server whose certificate nobody vouches for', async () => {
    const before = readFileSync(here('audit.jsonl'), 'utf8');
    expect((await sign(['--rootUrls', 'https://metrics.acme.example/'], { NODE_EXTRA_CA_CERTS: '' })).code).toBe(1);
    expect(readFileSync(here('audit.jsonl'), 'utf8')).toBe(before);
  });

  test('of a token that is taken out of the file is refused at once, without a restart', async () => {
    const config = JSON.parse(readFileSync(here('service.json'), 'utf8')) as object;
    writeFileSync(here('service.json'), JSON.stringify({ ...config, tokens: [] }));
    expect((await sign(['--rootUrls', 'https://metrics.acme.example/'])).said).toContain('status code 401');
  });
});
