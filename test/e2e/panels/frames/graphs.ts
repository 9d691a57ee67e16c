/** What graphs, flames, traces and drawings are made of; hostile texts among it. */
import { type FieldData, type FrameData, field, frame, numberField, stringField } from '@orrery/plugin-sdk/data';

const numbers = (...values: number[]): FieldData['values'] => Float64Array.from(values);
const hostile = '<img src=x onerror=alert(1)>';
const start = Date.UTC(2026, 2, 10, 9, 0);

const ms = { config: { unit: 'ms', displayName: 'Time' } };
const arc = (name: string, color: string, values: FieldData['values']): FieldData =>
  numberField(name, values as Float64Array, { config: { color: { mode: 'fixed', fixedColor: color } } });
const nodes = frame(
  [
    stringField('id', ['a', 'b', 'c', 'd', 'e', 'f']),
    stringField('title', ['gateway', 'checkout', 'search', 'stock', hostile, 'mailer']),
    stringField('subtitle', ['edge', 'service', 'service', 'database', 'service', 'service']),
    numberField('mainstat', numbers(12, 48, 31, 7, 22, 90) as Float64Array, ms),
    numberField('secondarystat', numbers(100, 60, 40, 20, 10, 5) as Float64Array, { config: { unit: 'reqps', displayName: 'Rate' } }),
    arc('arc__ok', 'green', numbers(0.9, 0.6, 1, 0.8, 0.5, 0.3)),
    arc('arc__failed', 'red', numbers(0.1, 0.4, 0, 0.2, 0.5, 0.7)),
    stringField('detail__zone', ['eu', 'eu', 'us', 'us', 'eu', 'eu']),
  ],
  { name: 'nodes', meta: { preferredVisualisationType: 'nodeGraph' } },
);
const edges = frame(
  [
    stringField('id', ['1', '2', '3', '4', '5', '6']),
    stringField('source', ['a', 'a', 'b', 'c', 'b', 'b']),
    stringField('target', ['b', 'c', 'd', 'd', 'e', 'f']),
    numberField('mainstat', numbers(60, 40, 18, 11, 9, 4) as Float64Array, { config: { unit: 'reqps', displayName: 'Calls' } }),
    numberField('secondarystat', numbers(1, 2, 3, 4, 5, 6) as Float64Array),
    numberField('thickness', numbers(4, 3, 1, 1, 1, 1) as Float64Array),
  ],
  { name: 'edges', meta: { preferredVisualisationType: 'nodeGraph' } },
);

const flame = [
  [0, 'total', 1000, 20],
  [1, 'main.serve', 600, 60],
  [2, 'net/http.read', 320, 320],
  [2, 'encoding/json.decode', 220, 120],
  [3, 'runtime.mallocgc', 100, 100],
  [1, 'runtime.gc', 300, 200],
  [2, 'runtime.mallocgc', 100, 100],
  [1, hostile, 80, 80],
] as const;
const flames = (right: boolean): FrameData =>
  frame(
    [
      numberField(
        'level',
        Float64Array.from(flame, ([level]) => level),
      ),
      numberField(
        'value',
        Float64Array.from(flame, ([, , value]) => value * 1e6),
        { config: { unit: 'ns' } },
      ),
      numberField(
        'self',
        Float64Array.from(flame, ([, , , self]) => self * 1e6),
        { config: { unit: 'ns' } },
      ),
      stringField(
        'label',
        flame.map(([, label]) => label),
      ),
      ...(right
        ? [
            numberField(
              'valueRight',
              Float64Array.from(flame, ([, , value], index) => value * 1e6 * (index % 2 ? 1.4 : 0.6)),
            ),
            numberField(
              'selfRight',
              Float64Array.from(flame, ([, , , self], index) => self * 1e6 * (index % 2 ? 1.4 : 0.6)),
            ),
          ]
        : []),
    ],
    { meta: { preferredVisualisationType: 'flamegraph' } },
  );

const spans = [
  ['s1', '', 'GET /cart', 'gateway', 0, 420],
  ['s2', 's1', 'authenticate', 'users', 12, 60],
  ['s3', 's1', 'cart.load', 'checkout', 80, 300],
  ['s4', 's3', 'SELECT cart', 'database', 95, 120],
  ['s5', 's3', 'price', 'billing', 230, 130],
  ['s6', 's5', hostile, 'billing', 240, 90],
] as const;
const json = (name: string, values: readonly unknown[]): FieldData => field(name, 'other', 'json.RawMessage', values);
const trace = frame(
  [
    stringField(
      'traceID',
      spans.map(() => '4bf92f3577b34da6a3ce929d0e0e4736'),
    ),
    stringField(
      'spanID',
      spans.map(([id]) => id),
    ),
    stringField(
      'parentSpanID',
      spans.map(([, parent]) => parent),
    ),
    stringField(
      'operationName',
      spans.map(([, , name]) => name),
    ),
    stringField(
      'serviceName',
      spans.map(([, , , service]) => service),
    ),
    json(
      'serviceTags',
      spans.map(([, , , service]) => [{ key: 'host.name', value: `${service}-1` }]),
    ),
    numberField(
      'startTime',
      Float64Array.from(spans, ([, , , , from]) => start + from),
    ),
    numberField(
      'duration',
      Float64Array.from(spans, ([, , , , , length]) => length),
    ),
    json(
      'tags',
      spans.map((_, index) => [
        { key: 'http.status_code', value: index === 4 ? 500 : 200 },
        { key: hostile, value: 'javascript:alert(1)' },
      ]),
    ),
    json(
      'logs',
      spans.map(([, , , , from], index) =>
        index === 4 ? [{ timestamp: start + from + 20, fields: [{ key: 'event', value: 'retry' }] }] : [],
      ),
    ),
    stringField(
      'kind',
      spans.map((_, index) => (index === 0 ? 'server' : 'client')),
    ),
    numberField(
      'statusCode',
      Float64Array.from(spans, (_, index) => (index === 4 ? 2 : 0)),
    ),
    stringField(
      'statusMessage',
      spans.map((_, index) => (index === 4 ? 'card was refused' : '')),
    ),
  ],
  { meta: { preferredVisualisationType: 'trace' } },
);

export const graphData = {
  graph: [nodes, edges],
  flames: [flames(false)],
  flamesCompared: [flames(true)],
  trace: [trace],
  wind: [
    frame([
      numberField('rpm', numbers(12) as Float64Array),
      numberField('output', numbers(95) as Float64Array, { config: { unit: 'watt' } }),
      stringField('status', ['operational']),
      stringField('picture', [
        'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="9" height="9"%3E%3Cpath fill="gold" d="M0 0h9v9z"/%3E%3C/svg%3E',
      ]),
      stringField('note', [hostile]),
    ]),
  ],
} satisfies Record<string, readonly FrameData[]>;
