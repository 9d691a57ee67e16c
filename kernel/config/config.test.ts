import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from './config.ts';
import { expandYaml } from './expand-yaml.ts';
import { toDurationMs } from './values.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'orrery-config-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function load(ini = '', env: Record<string, string> = {}, args: string[] = []) {
  const file = join(home, 'test.ini');
  writeFileSync(file, ini);
  const loaded = loadConfig({ homePath: home, configFile: file, env, args });
  if (!loaded.ok) throw new Error(loaded.failure.message);
  return loaded.value;
}

describe('a setting', () => {
  test('comes from the last of defaults, file, environment and flag', () => {
    expect(load().get('server', 'http_port')).toBe('3000');
    const ini = '[server]\nhttp_port = 1\n';
    expect(load(ini).get('server', 'http_port')).toBe('1');
    expect(load(ini, { GF_SERVER_HTTP_PORT: '2' }).get('server', 'http_port')).toBe('2');
    expect(load(ini, { GF_SERVER_HTTP_PORT: '2' }, ['cfg:server.http_port=3']).get('server', 'http_port')).toBe('3');
    expect(load(ini, {}, ['cfg:default.server.http_port=4']).get('server', 'http_port')).toBe('1');
    expect(load(ini, { GF_SERVER_HTTP_PORT: '2' }).source('server', 'http_port')).toBe('environment');
  });
  test('is expanded and interpolated once', () => {
    const secret = join(home, 'secret');
    writeFileSync(secret, ' hush \n');
    const config = load(
      `[server]\ndomain = \${NAME}.example\nroot_url = %(protocol)s://%(domain)s/\n[database]\npassword = $__file{${secret}}\nuser = $__env{NAME}\nname = $__vault{x}\n`,
      { NAME: 'box' },
    );
    expect(config.get('server', 'root_url')).toBe('http://box.example/');
    expect([config.get('database', 'password'), config.get('database', 'user'), config.get('database', 'name')]).toEqual([
      'hush',
      'box',
      '$__vault{x}',
    ]);
  });
  test('may hold comment signs and lines when it is quoted', () => {
    const config = load('app_mode = development ; said\n[smtp]\npassword = `a;b#c`\nfrom_name = """one\ntwo"""\nhost = "x:25"\n');
    expect([
      config.get('smtp', 'password'),
      config.get('smtp', 'from_name'),
      config.get('smtp', 'host'),
      config.get('', 'app_mode'),
    ]).toEqual(['a;b#c', 'one\ntwo', 'x:25', 'development']);
  });
  test('of __FILE is read from there, and refused when said twice', () => {
    const file = join(home, 'password');
    writeFileSync(file, 'from-file\n');
    expect(load('', { GF_SECURITY_ADMIN_PASSWORD__FILE: file }).get('security', 'admin_password')).toBe('from-file');
    const twice = loadConfig({
      homePath: home,
      env: { GF_SECURITY_ADMIN_PASSWORD__FILE: file, GF_SECURITY_ADMIN_PASSWORD: 'x' },
      args: [],
    });
    expect(twice).toMatchObject({ ok: false, failure: { message: expect.stringContaining('say the same thing twice') } });
  });
});

describe('a mistake', () => {
  test('is named with the key that was probably meant', () => {
    const { warnings } = load('[servr]\nx = 1\n[server]\nhttp_prot = 1\n', { GF_SERVER_ROOT_ULR: 'x' });
    expect(warnings.join('\n')).toMatch(/no section \[servr\]\. Is \[server\] meant\?/);
    expect(warnings.join('\n')).toMatch(/http_prot.*Is http_port meant\?/);
    expect(warnings.join('\n')).toMatch(/root_ulr.*Is root_url meant\?/);
  });
  test('is not made of what belongs to plugins and toggles', () => {
    expect(
      load('[plugin.x]\nanything = 1\n[feature_toggles]\nenable = a\nnewThing = true\n[auth.generic_oauth]\nname = x\n').warnings,
    ).toEqual([]);
  });
  test('in a file is told with its line', () => {
    writeFileSync(join(home, 'broken.ini'), '[server]\nhttp_port = 1\nnonsense\n');
    expect(loadConfig({ homePath: home, configFile: join(home, 'broken.ini'), env: {}, args: [] })).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('broken.ini, line 3') },
    });
    expect(loadConfig({ homePath: home, configFile: join(home, 'none.ini'), env: {}, args: [] })).toMatchObject({
      ok: false,
      failure: { code: 'config/missing-file' },
    });
  });
  test('of weak secrets is a warning, not a refusal', () => {
    expect(load('[security]\nsecret_key = SW2YcwTIb9zpOOhoPsMm\nadmin_password = admin\n').warnings).toHaveLength(2);
  });
});

test('durations are read as Go and Grafana write them', () => {
  expect(['1h30m', '7d', '500ms', '10', '1w', 'soon'].map(toDurationMs)).toEqual([
    5_400_000,
    604_800_000,
    500,
    10_000,
    604_800_000,
    undefined,
  ]);
});

test('values of provisioning files are expanded, keys are not', () => {
  const env = { PORT: '3000', ON: 'true', NAME: 'x' };
  expect(
    expandYaml({ $NAME: '$NAME and $$5', port: '${PORT}', on: '$ON', list: ['a$__env{NAME}', 1, null], macro: '$__interval' }, env),
  ).toEqual({ $NAME: 'x and $5', port: 3000, on: true, list: ['ax', 1, null], macro: '$__interval' });
});
