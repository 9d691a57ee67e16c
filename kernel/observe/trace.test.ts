import { tmpdir } from 'node:os';
import { fail, ok } from '@orrery/plugin-sdk';
import { describe, expect, test } from 'vitest';
import { observeCalls } from './calls.ts';
import { createObserve } from './observe.ts';
import { openOtlpReceiver } from './testing.ts';
import { otlpUrl, parseTraceparent, traceIdOf } from './tracer.ts';

const observeWith = (settings: Readonly<Record<string, string>>, lines: string[] = []) =>
  createObserve({
    version: '1',
    setting: (section, key) => settings[`${section}.${key}`],
    logs: tmpdir(),
    env: {},
    console: (line) => lines.push(line),
  });

describe('traces', () => {
  test('arrive at the collector as one trace, each span under its parent', async () => {
    await using collector = await openOtlpReceiver();
    const lines: string[] = [];
    const observe = await observeWith(
      { 'orrery.otlp_endpoint': collector.url, 'tracing.opentelemetry.custom_attributes': 'site:lab' },
      lines,
    );
    const incoming = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

    const request = observe.tracer.span('HTTP GET /api/x/:id', incoming, { 'http.request.method': 'GET' }, 'server');
    observe.tracer.span('decision', request.traceparent, { action: 'x:read' }).end();
    const call = observeCalls(observe);
    await call(
      { key: 'a@1#0', point: 'route', name: 'x', method: 'handle' },
      { ...(request.traceparent && { traceparent: request.traceparent }) },
      async (traceparent) => {
        observe.tracer.record(traceparent, { name: 'isolate', start: Date.now() - 5, end: Date.now(), attributes: { cpuMs: 1.5 } });
        observe.tracer.record(traceparent, { name: 'egress', start: Date.now() - 3, end: Date.now() - 1, failed: true });
        return fail('plugin/timeout', 'late');
      },
    );
    request.end();
    await observe.tracer.flush();

    const byName = new Map(collector.spans.map((span) => [span.name, span]));
    expect([...byName.keys()].sort()).toEqual(['HTTP GET /api/x/:id', 'decision', 'egress', 'host call', 'isolate']);
    expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(new Set(['0af7651916cd43dd8448eb211c80319c']));
    const server = byName.get('HTTP GET /api/x/:id');
    const host = byName.get('host call');
    expect(server).toMatchObject({
      parentSpanId: 'b7ad6b7169203331',
      kind: 2,
      service: 'orrery',
      attributes: { 'http.request.method': 'GET' },
    });
    expect(byName.get('decision')?.parentSpanId).toBe(server?.spanId);
    expect(host).toMatchObject({ parentSpanId: server?.spanId, failed: true, attributes: { plugin: 'a', code: 'plugin/timeout' } });
    expect(byName.get('isolate')).toMatchObject({ parentSpanId: host?.spanId, failed: false, attributes: { cpuMs: 1.5 } });
    expect(byName.get('egress')).toMatchObject({ parentSpanId: host?.spanId, failed: true });
    expect(await observe.metrics.text()).toContain('orrery_plugin_calls_total{plugin="a",point="route",outcome="plugin/timeout"} 1');
    await observe[Symbol.asyncDispose]();
  });

  test('begin anew when a request brings no parent or nonsense, and stay unsampled when the caller said so', async () => {
    await using collector = await openOtlpReceiver();
    const observe = await observeWith({ 'tracing.opentelemetry.otlp.address': collector.url.replace('http://', '') });
    const made = observe.tracer.span('one', 'not-a-traceparent');
    expect(traceIdOf(made.traceparent)).toMatch(/^[0-9a-f]{32}$/);
    made.end();
    const quiet = observe.tracer.span('two', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00');
    expect(traceIdOf(quiet.traceparent)).toBeUndefined();
    quiet.end();
    observe.tracer.record(undefined, { name: 'three', start: 1, end: 2 });
    await observe.tracer.flush();
    expect(collector.spans.map(({ name }) => name)).toEqual(['one']);
    await observe[Symbol.asyncDispose]();
  });

  test('are off without a collector: nothing is made, and what came in is handed on', async () => {
    const observe = await observeWith({});
    expect(observe.tracer.on).toBe(false);
    const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(observe.tracer.span('x', parent).traceparent).toBe(parent);
    expect(observe.tracer.span('x').traceparent).toBeUndefined();
    const answer = await observeCalls(observe)({ key: 'a@1#0', point: 'p', name: 'n', method: 'm' }, {}, async () => ok(7));
    expect(answer).toEqual({ ok: true, value: 7 });
  });

  test.each([
    [{ 'orrery.otlp_endpoint': 'http://c:4318/' }, {}, 'http://c:4318/v1/traces'],
    [{ 'tracing.opentelemetry.otlp.address': 'c:4318' }, {}, 'http://c:4318/v1/traces'],
    [{ 'tracing.opentelemetry.otlp.address': 'c:4318', 'tracing.opentelemetry.otlp.insecure': 'false' }, {}, 'https://c:4318/v1/traces'],
    [{}, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://e:1' }, 'http://e:1/v1/traces'],
    [{}, { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://e:1/own' }, 'http://e:1/own'],
    [{}, {}, undefined],
  ])('go where %o and %o say', (settings: Record<string, string>, env, url) => {
    expect(otlpUrl((section, key) => settings[`${section}.${key}`], env)).toBe(url);
  });

  test.each([
    '',
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    'ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    '00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01',
  ])('do not take %o for a parent', (header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });
});

describe('the line of a request', () => {
  const record = {
    kind: 'api',
    method: 'GET',
    path: '/api/x',
    handler: '/api/x',
    status: 200,
    seconds: 0.0031,
    size: 20,
    remoteAddress: '10.0.0.1',
    requestId: 'r',
  } as const;

  test('is written for failures, for faults of ours as errors, and for all when asked', async () => {
    const lines: string[] = [];
    const observe = await observeWith({}, lines);
    observe.request(record);
    observe.request({ ...record, status: 404 });
    observe.request({
      ...record,
      status: 502,
      source: 'downstream',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^logger=context t=\S+ level=info msg="Request Completed" method=GET path=\/api\/x status=404 remote_addr=10.0.0.1 time_ms=3 duration=3.100ms size=20 referer= handler=\/api\/x status_source=server/,
    );
    expect(lines[1]).toMatch(/level=error .*status=502 .*traceID=0af7651916cd43dd8448eb211c80319c/);

    const all: string[] = [];
    (await observeWith({ 'server.router_logging': 'true' }, all)).request(record);
    expect(all).toHaveLength(1);
  });
});
