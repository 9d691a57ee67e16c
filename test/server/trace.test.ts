/** One request, one trace: the spans of its way from the door to the source, each below the one that caused it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningOrrery, startOrrery } from '../support/server.ts';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
}
const spans: Span[] = [];
const receiver = createServer((request, answer) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(parts).toString()) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
    for (const { scopeSpans } of body.resourceSpans) for (const { spans: some } of scopeSpans) spans.push(...some);
    answer.setHeader('content-type', 'application/json').end('{}');
  });
});
const source = createServer((_request, answer) => void answer.end('{"status":"success","data":{"resultType":"matrix","result":[]}}'));
let server: RunningOrrery;

beforeAll(async () => {
  for (const one of [receiver, source]) await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  server = await startOrrery({ env: { ORRERY_OTLP_ENDPOINT: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}` } });
});
afterAll(async () => {
  await server?.stop();
  receiver.close();
  source.close();
});

test('a query is one trace with the spans request, decision, host call, isolate and egress', async () => {
  const { datasource } = await server.json<{ datasource: { uid: string } }>('/api/datasources', {
    body: { name: 'Traced', type: 'prometheus', url: `http://127.0.0.1:${(source.address() as AddressInfo).port}` },
  });
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  await server.json('/api/ds/query', {
    headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
    body: { queries: [{ refId: 'A', datasource: { uid: datasource.uid }, expr: 'up' }] },
  });
  const mine = (): Span[] => spans.filter((span) => span.traceId === traceId);
  await expect
    .poll(() => mine().map(({ name }) => name), { timeout: 15_000 })
    .toEqual(expect.arrayContaining(['HTTP POST', 'decision', 'host call', 'isolate', 'egress']));
  const request = mine().find(({ name }) => name === 'HTTP POST');
  expect(request?.parentSpanId).toBe('b7ad6b7169203331');
  const call = mine().find(({ name, parentSpanId }) => name === 'host call' && parentSpanId === request?.spanId);
  expect(call).toBeDefined();
  expect(
    mine()
      .filter(({ name }) => name === 'egress')
      .every(({ parentSpanId }) => mine().some(({ name, spanId }) => name === 'host call' && spanId === parentSpanId)),
  ).toBe(true);
});
