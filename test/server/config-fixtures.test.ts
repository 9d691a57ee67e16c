/** Files of `test/fixtures/config`: each starts a server, or what it names wrongly is told with the right name. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { redisOptions } from '@orrery/kernel/cluster/redis-options';
import { loadConfig } from '@orrery/kernel/config/config';
import { databaseOptions } from '@orrery/kernel/storage/options';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/config/${name}`, import.meta.url));
let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'orrery-config-fixtures-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function read(name: string | undefined, env: Record<string, string> = {}) {
  const loaded = loadConfig({ homePath: home, ...(name && { configFile: fixture(name) }), env, args: [] });
  if (!loaded.ok) throw new Error(loaded.failure.message);
  return loaded.value;
}

describe('an ini file', () => {
  test('about plugins is read as it is', () => {
    const config = read('plugins.ini');
    expect(config.warnings).toEqual([]);
    expect(config.list('plugins', 'allow_loading_unsigned_plugins')).toEqual(['my-custom-plugin']);
  });
  test('of several servers names database and cache, and its old sessions are told to have moved', () => {
    const config = read('ha.ini', { GF_DATABASE_PASSWORD: 'hush', POD_IP: '10.0.0.7' });
    expect(databaseOptions(config.section('database'), home)).toMatchObject({
      dialect: 'mysql',
      host: 'mysql-cluster',
      port: 3306,
      name: 'grafana',
      password: 'hush',
    });
    expect(redisOptions((section, key) => config.get(section, key))).toMatchObject({
      ok: true,
      value: { host: 'redis-cluster', port: 6379, db: 0 },
    });
    expect(config.get('unified_alerting', 'ha_listen_address')).toBe('10.0.0.7:9094');
    expect(config.warnings).toHaveLength(2);
    for (const [index, key] of ['provider', 'provider_config'].entries()) {
      expect(config.warnings[index]).toContain(`[session] ${key}, which has no effect any more`);
      expect(config.warnings[index]).toContain('[remote_cache]');
    }
  });
  test('with a key under the wrong head is told the right one', () => {
    const config = read('tuning.ini');
    expect(config.warnings).toEqual([
      'The configuration file sets [server] concurrent_render_request_limit, which has no effect there. It belongs to [rendering].',
    ]);
    expect(config.int('dataproxy', 'timeout', 30)).toBe(60);
    expect(databaseOptions(config.section('database'), home)).toMatchObject({ maxOpen: 100 });
  });
});

describe('the environment of a container', () => {
  test('in a compose file is read, and what it cannot do is told', () => {
    const { services } = parse(readFileSync(fixture('docker-compose.yml'), 'utf8')) as { services: { grafana: { environment: string[] } } };
    const env = Object.fromEntries(services.grafana.environment.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]));
    const { warnings, get } = read(undefined, env);
    expect(get('security', 'admin_password')).toBe('admin');
    expect(warnings).toEqual([
      expect.stringContaining('GF_INSTALL_PLUGINS (grafana-clock-panel) installs nothing here. Put each plugin'),
      expect.stringContaining('[security] admin_password is "admin"'),
    ]);
  });
  test('in a deployment is read, with its secrets as the cluster fills them in', () => {
    const deployment = parse(readFileSync(fixture('deployment.yaml'), 'utf8')) as {
      spec: { template: { spec: { containers: { env: { name: string; value?: string }[] }[] } } };
    };
    const variables = deployment.spec.template.spec.containers[0]?.env ?? [];
    const config = read(undefined, Object.fromEntries(variables.map(({ name, value = 'mysql.databases:3306' }) => [name, value])));
    expect(config.warnings).toEqual([]);
    expect(databaseOptions(config.section('database'), home)).toMatchObject({ dialect: 'mysql', host: 'mysql.databases', port: 3306 });
    expect(config.int('server', 'http_port', 0)).toBe(3000);
  });
});

describe('a server that starts with all of them', () => {
  let server: RunningOrrery;
  beforeAll(async () => {
    const provisioning = join(home, 'conf/provisioning');
    const places: [string, string][] = [
      ['datasources', 'datasource.yaml'],
      ['dashboards', 'dashboard.yml'],
      ['alerting', 'alert-rule.yaml'],
      ['access-control', 'custom-role.yaml'],
    ];
    for (const [kind, file] of places) {
      mkdirSync(join(provisioning, kind), { recursive: true });
      copyFileSync(fixture(file), join(provisioning, kind, file));
    }
    // As the first of them, with a folder that is there.
    mkdirSync(join(home, 'boards'));
    writeFileSync(
      join(home, 'boards/production.json'),
      JSON.stringify({ uid: 'unique-dashboard-id', title: 'Production Metrics', schemaVersion: 38, panels: [] }),
    );
    writeFileSync(
      join(provisioning, 'dashboards/here.yml'),
      readFileSync(fixture('dashboard.yml'), 'utf8')
        .replace('/etc/grafana/provisioning/dashboards', join(home, 'boards'))
        .replace("'default'", "'here'")
        .replaceAll('rovisioned', 'rovisioned-here'),
    );
    // Settings of several files, as an administrator would have copied them together.
    const custom = ['plugins.ini', 'github.ini', 'tuning.ini'].map((name) => readFileSync(fixture(name), 'utf8')).join('\n');
    mkdirSync(join(home, 'conf'), { recursive: true });
    writeFileSync(join(home, 'conf/all.ini'), custom);
    server = await startOrrery({
      home,
      patienceMs: 150_000,
      env: { GF_INSTALL_PLUGINS: 'grafana-clock-panel', GF_PATHS_CONFIG: '' },
      config: join(home, 'conf/all.ini'),
    });
  }, 240_000);
  afterAll(() => server?.stop());

  test('is healthy, where the probes of the deployment ask', async () => {
    expect(await (await fetch(`${server.url}/api/health`)).json()).toMatchObject({ database: 'ok' });
  });
  test('has the data source', async () => {
    expect(await server.json('/api/datasources/name/Prometheus')).toMatchObject({
      type: 'prometheus',
      url: 'http://prometheus:9090',
      isDefault: true,
      readOnly: true,
      jsonData: { httpMethod: 'POST', manageAlerts: true, prometheusType: 'Prometheus', prometheusVersion: '2.40.0' },
    });
  });
  test('has the dashboards of the folder that is there, and tells of the one that is not', async () => {
    await expect.poll(async () => (await server.fetch('/api/dashboards/uid/unique-dashboard-id')).status, { timeout: 20_000 }).toBe(200);
    expect(server.said()).toContain('/etc/grafana/provisioning/dashboards');
  });
  test.each([
    ['sign-in that no plugin provides', /\[auth\.github\] is set .*no plugin here reads it/],
    ['rules that no plugin evaluates', /provisioning\/alerting holds alert-rule\.yaml, and no plugin here reads alerting/],
    ['roles that no plugin reads', /provisioning\/access-control holds custom-role\.yaml, and no plugin here reads access-control/],
    ['a key under the wrong head', /\[server\] concurrent_render_request_limit, which has no effect there. It belongs to \[rendering\]/],
    ['plugins that are not installed', /GF_INSTALL_PLUGINS \(grafana-clock-panel\) installs nothing here/],
  ])('tells of %s', (_what, sentence) => expect(server.said()).toMatch(sentence));
});
