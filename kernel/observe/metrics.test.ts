import { describe, expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';
import { metricCaps } from './plugin-metrics.ts';

const record = {
  kind: 'api',
  method: 'GET',
  path: '/api/x/1',
  handler: '/api/x/:id',
  status: 404,
  seconds: 0.01,
  size: 20,
  remoteAddress: '10.0.0.1',
  requestId: 'r',
} as const;

describe('/metrics', () => {
  test('tells the server under the names that existing dashboards ask for', async () => {
    const metrics = createMetrics({ version: '12.4.0' });
    metrics.request(record);
    const text = await metrics.text();
    expect(text).toContain('grafana_build_info{version="12.4.0"');
    expect(text).toContain('grafana_api_response_status_total{code="404"} 1');
    expect(text).toContain('grafana_page_response_status_total{code="200"} 0');
    expect(text).toMatch(/grafana_http_request_duration_seconds_count\{.*handler="\/api\/x\/:id".*\} 1/);
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).not.toContain('/api/x/1');
  });

  test('tells calls, restarts and denials of each plugin, its state, heap and processor time', async () => {
    const metrics = createMetrics({ version: '1' });
    let cpuMs = 1_500;
    metrics.call('a', 'route', 'ok', 0.001);
    metrics.call('a', 'route', 'plugin/timeout', 0.001);
    metrics.call('a', 'route', 'x-4711/whatever the plugin says', 0.001);
    metrics.restart('a');
    metrics.denial('a', 'fetch');
    metrics.watch({
      plugins: () => [{ id: 'a', state: 'degraded', since: 0, cause: '', restarts: 1 }],
      usage: () => [
        { host: 'core', key: 'a@1.0.0#abc', cpuMs, heapBytes: 100, open: 0 },
        { host: 'core', key: 'a@1.0.1#def', cpuMs: 500, heapBytes: 50, open: 0 },
      ],
      hosts: () => [{ name: 'core', rss: 7, restarts: 0, threads: 2 }],
    });
    const first = await metrics.text();
    for (const line of [
      'orrery_plugin_calls_total{plugin="a",point="route",outcome="ok"} 1',
      'orrery_plugin_calls_total{plugin="a",point="route",outcome="plugin/timeout"} 1',
      'orrery_plugin_calls_total{plugin="a",point="route",outcome="failed"} 1',
      'orrery_plugin_restarts_total{plugin="a"} 1',
      'orrery_plugin_denials_total{plugin="a",capability="fetch"} 1',
      'orrery_plugin_state{plugin="a",state="degraded"} 1',
      'orrery_plugin_heap_bytes{plugin="a"} 150',
      'orrery_plugin_cpu_seconds_total{plugin="a"} 2',
      'orrery_host_rss_bytes{host="core"} 7',
    ])
      expect(first).toContain(line);
    // The isolate was made anew and counts from nothing; the total never falls.
    cpuMs = 250;
    expect(await metrics.text()).toContain('orrery_plugin_cpu_seconds_total{plugin="a"} 2.25');
  });
});

describe('metrics made by a plugin', () => {
  test('carry its name, whatever labels it gives', async () => {
    const metrics = createMetrics({ version: '1' });
    expect(metrics.own('a', 'count', 'jobs', 2, { kind: 'x"\n' })).toBe(true);
    expect(metrics.own('a', 'count', 'jobs', 1, { kind: 'x"\n' })).toBe(true);
    expect(metrics.own('b', 'gauge', 'depth', 5)).toBe(true);
    expect(metrics.own('a', 'count', 'jobs', 1, { plugin: 'b' })).toBe(false);
    const text = await metrics.text();
    expect(text).toContain('orrery_plugin_jobs_total{plugin="a",kind="x\\"\\n"} 3');
    expect(text).toContain('orrery_plugin_depth{plugin="b"} 5');
    expect(text).toContain('orrery_plugin_metrics_dropped_total{plugin="a"} 1');
  });

  test('cannot take a name of the kernel, nor break the format', async () => {
    const metrics = createMetrics({ version: '1' });
    for (const [kind, name] of [
      ['count', 'calls'],
      ['gauge', 'state'],
      ['gauge', 'calls_total'],
      ['count', 'x 1\ngrafana_build_info'],
      ['count', ''],
    ] as const) {
      expect(metrics.own('a', kind, name, 1)).toBe(false);
    }
    expect(metrics.own('a', 'count', 'down', -1)).toBe(false);
    expect(metrics.own('a', 'gauge', 'nan', Number.NaN)).toBe(false);
  });

  test('end at their caps, without harm to another plugin, and are forgotten with it', async () => {
    const metrics = createMetrics({ version: '1' });
    const kept = Array.from({ length: metricCaps.labelSets + 50 }, (_, at) =>
      metrics.own('a', 'count', 'many', 1, { at: String(at) }),
    ).filter(Boolean);
    expect(kept).toHaveLength(metricCaps.labelSets);
    const names = Array.from({ length: metricCaps.names + 5 }, (_, at) => metrics.own('b', 'gauge', `g${at}`, 1)).filter(Boolean);
    expect(names).toHaveLength(metricCaps.names);
    expect(await metrics.text()).toContain('orrery_plugin_metrics_dropped_total{plugin="a"} 50');
    metrics.forget('a');
    expect(await metrics.text()).not.toContain('orrery_plugin_many_total');
  });
});
