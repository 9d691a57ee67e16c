/** `@leval/mcp-grafana` 1.1.7, unchanged, against a whole server: what an assistant that knows Grafana does here. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokenOf } from '../support/accounts.ts';
import { type McpClient, startMcpClient } from '../support/mcp.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

const prometheusThere = ((): boolean => {
  try {
    execFileSync('prometheus', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

let server: RunningOrrery;
let mcp: McpClient;
let prometheus: RunningPrometheus | undefined;

beforeAll(async () => {
  prometheus = prometheusThere ? await startPrometheus() : undefined;
  server = await startOrrery({ patienceMs: 150_000 });
  mcp = await startMcpClient(server.url, await tokenOf(server, 'assistant', 'Admin'));
}, 240_000);
afterAll(async () => {
  await mcp?.[Symbol.asyncDispose]();
  await server?.stop();
  await prometheus?.[Symbol.asyncDispose]();
});

/** The value of a call that has to work. */
async function value<Value>(tool: string, args: Record<string, unknown> = {}): Promise<Value> {
  const answer = await mcp.call(tool, args);
  expect([tool, answer.failed, answer.failed ? answer.text : '']).toEqual([tool, false, '']);
  return answer.value as Value;
}

describe('an assistant', () => {
  test('finds the tools it was made with', () => expect(mcp.tools).toContain('query_prometheus'));

  test('makes a dashboard, finds it, reads it and changes a part of it', async () => {
    const panels = [
      { id: 1, type: 'timeseries', title: 'CPU', targets: [{ refId: 'A', expr: 'up' }], datasource: { type: 'prometheus', uid: 'x' } },
    ];
    await value('update_dashboard', {
      dashboard: { uid: 'by-assistant', title: 'By an assistant', tags: ['made'], panels },
      message: 'first',
    });
    const found = await mcp.call('search_dashboards', { query: 'assistant' });
    expect([found.failed, found.text]).toEqual([false, expect.stringContaining('by-assistant')]);
    expect(await value('get_dashboard_by_uid', { uid: 'by-assistant' })).toMatchObject({ title: 'By an assistant', tags: ['made'] });
    expect((await mcp.call('get_dashboard_panel_queries', { uid: 'by-assistant' })).text).toContain('up');
    expect((await mcp.call('get_dashboard_summary', { uid: 'by-assistant' })).text).toContain('"panelCount": 1');
    await value('update_dashboard', { uid: 'by-assistant', operations: [{ op: 'replace', path: '$.title', value: 'Renamed' }] });
    expect(await value('get_dashboard_by_uid', { uid: 'by-assistant' })).toMatchObject({ title: 'Renamed', version: 2 });
  });

  test('is told in words what is not there', async () => {
    const answer = await mcp.call('get_dashboard_by_uid', { uid: 'nobody' });
    expect([answer.failed, answer.text]).toEqual([true, expect.stringMatching(/not found/i)]);
    const source = await mcp.call('get_datasource_by_uid', { uid: 'nobody' });
    expect([source.failed, source.text]).toEqual([true, expect.stringMatching(/not found/i)]);
  });

  test('sees the data sources, by uid and by name, without their secrets', async () => {
    await server.json('/api/datasources', {
      body: {
        name: 'Shown',
        uid: 'shown',
        type: 'prometheus',
        url: 'http://127.0.0.1:9',
        secureJsonData: { basicAuthPassword: 'canary-mcp' },
      },
    });
    for (const [tool, args] of [
      ['list_datasources', {}],
      ['list_datasources', { type: 'prometheus' }],
      ['get_datasource_by_uid', { uid: 'shown' }],
      ['get_datasource_by_name', { name: 'Shown' }],
    ] as const) {
      const answer = await mcp.call(tool, args);
      expect([tool, answer.failed, answer.text]).toEqual([tool, false, expect.stringContaining('shown')]);
      expect(answer.text).not.toContain('canary-mcp');
    }
  });

  test('sees the people of its organisation', async () => {
    const answer = await mcp.call('list_users_by_org');
    expect([answer.failed, answer.text]).toEqual([false, expect.stringContaining('"login": "admin"')]);
  });

  test('sees the teams of its organisation', async () => {
    await server.json('/api/teams', { body: { name: 'On call', email: 'oncall@example.org' } });
    const all = await mcp.call('list_teams', {});
    expect([all.failed, all.text]).toEqual([false, expect.stringContaining('"name": "On call"')]);
    const none = await mcp.call('list_teams', { query: 'nobody-is-called-so' });
    expect([none.failed, none.text.includes('On call')]).toEqual([false, false]);
  });
});

describe.skipIf(!prometheusThere)('an assistant that asks Prometheus', () => {
  const datasourceUid = 'real';
  test('gets instants as soon as there are some', async () => {
    await server.json('/api/datasources', { body: { name: 'Real', uid: datasourceUid, type: 'prometheus', url: prometheus?.url } });
    const ask = async (): Promise<string> =>
      (await mcp.call('query_prometheus', { datasourceUid, expr: 'up', queryType: 'instant', startTime: 'now' })).text;
    await expect.poll(ask, { timeout: 30_000, interval: 500 }).toContain('"job": "prometheus"');
  });
  test('gets ranges', async () => {
    const range = await mcp.call('query_prometheus', {
      datasourceUid,
      expr: 'up',
      queryType: 'range',
      startTime: new Date(Date.now() - 60_000).toISOString(),
      endTime: new Date().toISOString(),
      stepSeconds: 5,
    });
    expect([range.failed, range.text]).toEqual([false, expect.stringContaining('"values"')]);
  });
  test.each([
    ['list_prometheus_metric_names', { regex: 'prometheus_build.*' }, 'prometheus_build_info'],
    ['list_prometheus_label_names', {}, 'job'],
    ['list_prometheus_label_values', { labelName: 'job' }, 'prometheus'],
    ['list_prometheus_metric_metadata', { metric: 'prometheus_build_info' }, 'gauge'],
  ])('%s', async (tool, args, expected) => {
    const answer = await mcp.call(tool, { datasourceUid, ...args });
    expect([answer.failed, answer.text]).toEqual([false, expect.stringContaining(expected)]);
  });
  test('hears what is wrong with its question', async () => {
    const answer = await mcp.call('query_prometheus', { datasourceUid, expr: 'up{', queryType: 'instant', startTime: 'now' });
    expect([answer.failed, answer.text]).toEqual([true, expect.stringMatching(/parse error|bad_data|400/i)]);
  });
});
