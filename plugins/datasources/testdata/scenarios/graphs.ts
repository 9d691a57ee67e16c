/** Nodes and edges, flames, and traces: frames of the shapes those panels read. */
import type { FieldData, FrameData } from '@orrery/plugin-sdk';
import { field, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data/build';
import { bounded, type TestQuery } from '../query.ts';
import { randomOf, seedOf } from '../random.ts';
import type { Scenarios } from './scenario.ts';

const services = ['gateway', 'checkout', 'search', 'billing', 'mailer', 'stock', 'users', 'images', 'cache', 'queue'];
const numbers = (values: readonly number[]): Float64Array => Float64Array.from(values);

export const graphs: Scenarios = {
  node_graph: (query) => nodeGraph(query),
  flame_graph: ({ refId, flamegraphDiff }) => [flames(refId, flamegraphDiff === true)],
  trace: (query, range) => [trace(query, range.to)],
};

function nodeGraph({ refId, nodes: { type = 'random', count, seed } = {} }: TestQuery): FrameData[] {
  const sizes: Readonly<Record<string, number>> = { response_small: 8, response_medium: 60, feature_showcase: 6 };
  const size = sizes[type] ?? bounded(count, 1_000, 10);
  const random = randomOf((Number(seed) || seedOf(`${refId}${type}`)) >>> 0);
  const rows = Array.from({ length: size }, (_, index) => index);
  const success = rows.map(() => random() * 0.5 + 0.5);
  const links = rows.slice(1).map((index) => ({ from: Math.floor(random() * index), to: index }));
  // A few more than a tree has.
  for (let extra = 0; extra < size / 4 && size > 2; extra++)
    links.push({ from: Math.floor(random() * size), to: Math.floor(random() * size) });
  const edges = frame(
    [
      stringField(
        'id',
        links.map(({ from, to }, index) => `${from}--${to}--${index}`),
      ),
      stringField(
        'source',
        links.map(({ from }) => String(from)),
      ),
      stringField(
        'target',
        links.map(({ to }) => String(to)),
      ),
      numberField('mainstat', numbers(links.map(() => Math.round(random() * 1000) / 10)), {
        config: { unit: 'reqps', displayName: 'Requests' },
      }),
    ],
    { name: 'edges', refId, meta: { preferredVisualisationType: 'nodeGraph' } },
  );
  if (type === 'random edges') return [edges];
  const arc = (name: string, values: readonly number[], fixedColor: string): FieldData =>
    numberField(name, numbers(values), { config: { color: { mode: 'fixed', fixedColor }, displayName: name.replace('arc__', '') } });
  const nodes = frame(
    [
      stringField('id', rows.map(String)),
      stringField(
        'title',
        rows.map(
          (index) => `${services[index % services.length]}${index < services.length ? '' : `:${Math.floor(index / services.length)}`}`,
        ),
      ),
      stringField(
        'subtitle',
        rows.map((index) => (index % 3 === 0 ? 'database' : 'service')),
      ),
      numberField('mainstat', numbers(rows.map(() => Math.round(random() * 500))), {
        config: { unit: 'ms', displayName: 'Response time' },
      }),
      numberField('secondarystat', numbers(rows.map(() => Math.round(random() * 100))), {
        config: { unit: 'reqps', displayName: 'Requests' },
      }),
      arc('arc__success', success, 'green'),
      arc(
        'arc__errors',
        success.map((part) => 1 - part),
        'red',
      ),
      stringField(
        'detail__zone',
        rows.map((index) => ['eu-west', 'us-east'][index % 2] as string),
      ),
    ],
    { name: 'nodes', refId, meta: { preferredVisualisationType: 'nodeGraph' } },
  );
  return [nodes, edges];
}

/** In the order a depth first walk meets them, each with its level. */
function flames(refId: string, diff: boolean): FrameData {
  const random = randomOf(seedOf(`${refId}flames`));
  const rows: { level: number; label: string; value: number; self: number }[] = [];
  const grow = (level: number, label: string, value: number): void => {
    const row = { level, label, value, self: value };
    rows.push(row);
    if (level >= 8 || value < 2e6) return;
    let left = value * 0.95;
    const count = 1 + Math.floor(random() * 3);
    for (let child = 0; child < count; child++) {
      const part = Math.floor(left * (child === count - 1 ? 0.9 : random() * 0.7));
      if (part < 1e6) continue;
      left -= part;
      row.self -= part;
      grow(
        level + 1,
        `${['runtime', 'net/http', 'encoding/json', 'database/sql', 'main'][Math.floor(random() * 5)]}.${['read', 'write', 'serve', 'scan', 'copy'][Math.floor(random() * 5)]}${level}`,
        part,
      );
    }
  };
  grow(0, 'total', 3e9);
  const duration = { config: { unit: 'ns' } };
  return frame(
    [
      numberField('level', numbers(rows.map(({ level }) => level))),
      numberField('value', numbers(rows.map(({ value }) => value)), duration),
      numberField('self', numbers(rows.map(({ self }) => self)), duration),
      stringField(
        'label',
        rows.map(({ label }) => label),
      ),
      ...(diff
        ? [
            numberField('valueRight', numbers(rows.map(({ value }) => Math.round(value * (0.5 + random())))), duration),
            numberField('selfRight', numbers(rows.map(({ self }) => Math.round(self * (0.5 + random())))), duration),
          ]
        : []),
    ],
    { refId, meta: { preferredVisualisationType: 'flamegraph', custom: { ProfileTypeID: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds' } } },
  );
}

function trace({ refId, spanCount }: TestQuery, end: number): FrameData {
  const count = Math.max(bounded(spanCount, 1_000, 10), 1);
  const random = randomOf(seedOf(`${refId}trace`));
  const hex = (length: number): string => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  const traceID = hex(32);
  const spans = Array.from({ length: count }, () => ({ id: hex(16), parent: '', start: 0, duration: 0, service: 0 }));
  for (const [index, span] of spans.entries()) {
    const above = index === 0 ? undefined : spans[Math.floor(random() * index)];
    span.parent = above?.id ?? '';
    span.duration = above ? above.duration * (0.2 + random() * 0.6) : 1_000;
    span.start = above ? above.start + random() * (above.duration - span.duration) : end - 2_000;
    span.service = above ? (random() < 0.5 ? above.service : Math.floor(random() * services.length)) : 0;
  }
  const column = (of: (span: (typeof spans)[number]) => string): string[] => spans.map(of);
  const json = (name: string, of: (span: (typeof spans)[number]) => unknown): FieldData =>
    field(name, 'other', 'json.RawMessage', spans.map(of));
  return frame(
    [
      stringField(
        'traceID',
        column(() => traceID),
      ),
      stringField(
        'spanID',
        column(({ id }) => id),
      ),
      stringField(
        'parentSpanID',
        column(({ parent }) => parent),
      ),
      stringField(
        'operationName',
        column(({ service }) => `${services[service]} request`),
      ),
      stringField(
        'serviceName',
        column(({ service }) => services[service] as string),
      ),
      json('serviceTags', ({ service }) => [{ key: 'host.name', value: `${services[service]}-1` }]),
      timeField('startTime', numbers(spans.map(({ start }) => start))),
      numberField('duration', numbers(spans.map(({ duration }) => duration))),
      json('logs', ({ start }) => [{ timestamp: start + 1, fields: [{ key: 'event', value: 'started' }] }]),
      json('tags', (span) => [{ key: 'http.status_code', value: span.duration > 900 ? 500 : 200 }]),
    ],
    { refId, meta: { preferredVisualisationType: 'trace', custom: { traceFormat: 'jaeger' } } },
  );
}
