/**
 * The other end of Grafana's backend protocol, written for the tests: what the plugin in `test/fixtures/process-plugin` does with
 * Grafana's SDK, this does without. It can also start in ways in which no good plugin starts.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server, ServerCredentials, type ServerUnaryCall, type ServerWritableStream, status, type UntypedHandleCall } from '@grpc/grpc-js';
import { type } from '@orrery/kernel/execution/process/messages';
import type { FieldData, FrameData } from '@orrery/plugin-sdk';
import { frameToArrow } from '@orrery/plugin-sdk/data/arrow';
import { frameToJson } from '@orrery/plugin-sdk/data/grafana-json';
import { tableFromIPC, tableToIPC } from 'apache-arrow';

/** How it starts: as it should, or not. */
export type Start = 'well' | 'silent' | 'junk' | 'exit' | 'four-fields' | 'old-protocol' | 'elsewhere' | 'not-serving' | 'endless-line';

type Message = Record<string, never>;
const say = (level: string, message: string, more: object = {}): void =>
  void process.stderr.write(
    `${JSON.stringify({ '@level': level, '@message': message, '@timestamp': new Date().toISOString(), ...more })}\n`,
  );

export async function runPeer(start: Start): Promise<void> {
  if (process.env.grafana_plugin_type !== 'datasource') {
    process.stderr.write('This binary is a plugin. It is not meant to be run by hand.\n');
    process.exit(1);
  }
  switch (start) {
    case 'silent':
      setInterval(() => {}, 1_000);
      return;
    case 'junk':
      process.stdout.write('Starting up, please wait\n');
      return;
    case 'endless-line':
      process.stdout.write('x'.repeat(100_000));
      setInterval(() => {}, 1_000);
      return;
    case 'exit':
      say('error', 'No licence was found');
      process.stderr.write('panic: cannot go on\n\ngoroutine 1 [running]:\n');
      process.exit(2);
      return;
    case 'four-fields':
      process.stdout.write('1|2|unix|/tmp/somewhere\n');
      return;
    case 'old-protocol':
      process.stdout.write('1|1|unix|/tmp/somewhere|grpc|\n');
      return;
    case 'elsewhere':
      process.stdout.write(`1|2|unix|${process.env.ORRERY_ELSEWHERE ?? '/run/docker.sock'}|grpc|\n`);
      setInterval(() => {}, 1_000);
      return;
  }
  const path = join(process.env.PLUGIN_UNIX_SOCKET_DIR as string, `plugin${process.pid}`);
  const server = new Server({ 'grpc.max_receive_message_length': 16 << 20, 'grpc.max_send_message_length': -1 });
  for (const [service, methods] of Object.entries(services(start)))
    server.addService(definition(service, methods), implementation(methods));
  await new Promise<void>((resolve, reject) =>
    server.bindAsync(`unix:${path}`, ServerCredentials.createInsecure(), (error) => (error ? reject(error) : resolve())),
  );
  say('info', 'A peer for tests serves');
  process.stderr.write('a line that is no JSON\n[WARN] and one with a mark\n');
  process.stdout.write(`1|2|unix|${path}|grpc|\n`);
}

interface Served {
  readonly asks: string;
  readonly answers: string;
  readonly streams?: boolean;
  readonly run: UntypedHandleCall;
}
const unary = (work: (message: never, call: ServerUnaryCall<never, unknown>) => unknown): UntypedHandleCall =>
  ((call: ServerUnaryCall<never, unknown>, done: (error: object | null, value?: unknown) => void) => {
    Promise.resolve()
      .then(() => work(call.request, call))
      .then(
        (value) => done(null, value),
        (error: Error) => done({ code: (error as { code?: number }).code ?? status.UNKNOWN, details: error.message }),
      );
  }) as unknown as UntypedHandleCall;
const stream = (work: (message: never, call: ServerWritableStream<never, unknown>) => void): UntypedHandleCall =>
  ((call: ServerWritableStream<never, unknown>) => work(call.request, call)) as UntypedHandleCall;

function services(start: Start): Record<string, Record<string, Served>> {
  return {
    'grpc.health.v1.Health': {
      Check: { asks: 'ServingRequest', answers: 'ServingResponse', run: unary(() => ({ status: start === 'not-serving' ? 2 : 1 })) },
    },
    'plugin.GRPCController': {
      Shutdown: {
        asks: 'Empty',
        answers: 'Empty',
        run: unary(() => {
          setImmediate(() => process.exit(0));
          return {};
        }),
      },
    },
    'plugin.GRPCStdio': { StreamStdio: { asks: 'Empty', answers: 'StdioData', streams: true, run: stream(() => {}) } },
    'pluginv2.Data': {
      QueryData: { asks: 'QueryDataRequest', answers: 'QueryDataResponse', run: unary(queryData) },
      QueryChunkedData: { asks: 'QueryDataRequest', answers: 'QueryChunkedDataResponse', streams: true, run: stream(queryChunked) },
    },
    'pluginv2.Resource': {
      CallResource: { asks: 'CallResourceRequest', answers: 'CallResourceResponse', streams: true, run: stream(resource) },
    },
    'pluginv2.Diagnostics': {
      CheckHealth: { asks: 'CheckHealthRequest', answers: 'CheckHealthResponse', run: unary(checkHealth) },
      CollectMetrics: {
        asks: 'CollectMetricsRequest',
        answers: 'CollectMetricsResponse',
        run: unary(() => ({ metrics: { text: Buffer.from('# TYPE go_goroutines gauge\ngo_goroutines 7\n') } })),
      },
    },
    'pluginv2.Stream': {
      SubscribeStream: { asks: 'StreamRequest', answers: 'StreamResponse', run: unary(subscribe) },
      PublishStream: {
        asks: 'StreamRequest',
        answers: 'StreamResponse',
        run: unary(({ path, data }: { path: string; data: Buffer }) => (path === 'ticks' ? { status: 0, data } : { status: 2 })),
      },
      RunStream: { asks: 'StreamRequest', answers: 'StreamPacket', streams: true, run: stream(runStream) },
    },
  };
}

function definition(service: string, methods: Record<string, Served>): never {
  const codec = (name: string) => ({
    serialize: (value: object) => Buffer.from(type(name).encode(type(name).fromObject(value)).finish()),
    deserialize: (bytes: Buffer) =>
      type(name).toObject(type(name).decode(bytes), { longs: Number, defaults: true, arrays: true, objects: true }),
  });
  return Object.fromEntries(
    Object.entries(methods).map(([name, { asks, answers, streams = false }]) => {
      const [request, response] = [codec(asks), codec(answers)];
      const how = { path: `/${service}/${name}`, requestStream: false, responseStream: streams };
      return [
        name,
        {
          ...how,
          requestSerialize: request.serialize,
          requestDeserialize: request.deserialize,
          responseSerialize: response.serialize,
          responseDeserialize: response.deserialize,
        },
      ];
    }),
  ) as never;
}
const implementation = (methods: Record<string, Served>): Record<string, UntypedHandleCall> =>
  Object.fromEntries(Object.entries(methods).map(([name, { run }]) => [name, run]));

interface Context {
  readonly orgId: number;
  readonly user: { login: string } | null;
  readonly grafanaConfig: Record<string, string>;
  readonly appInstanceSettings: { readonly jsonData: Buffer } | null;
  readonly dataSourceInstanceSettings: {
    readonly uid: string;
    readonly url: string;
    readonly jsonData: Buffer;
    readonly decryptedSecureJsonData: Record<string, string>;
    readonly lastUpdatedMS: number;
  } | null;
}
interface Asked {
  readonly pluginContext: Context;
  readonly queries: readonly { refId: string; json: Buffer; timeRange: { fromEpochMS: number; toEpochMS: number } }[];
}

async function queryData({ pluginContext, queries }: Asked, call: ServerUnaryCall<never, unknown>): Promise<unknown> {
  const responses: Record<string, object> = {};
  for (const { refId, json, timeRange } of queries) {
    const { kind, rows = 0 } = JSON.parse(json.toString()) as { kind: string; rows?: number };
    responses[refId] = await answer(kind, rows, refId, timeRange, pluginContext, call);
  }
  return { responses };
}

async function answer(
  kind: string,
  rows: number,
  refId: string,
  { fromEpochMS: from, toEpochMS: to }: { fromEpochMS: number; toEpochMS: number },
  about: Context,
  call: ServerUnaryCall<never, unknown>,
): Promise<object> {
  const given = (...frames: FrameData[]) => ({
    status: 200,
    frames: frames.map((frame) => fileOf({ ...frame, refId: frame.refId || refId })),
  });
  switch (kind) {
    case 'series':
      return given(series(from, to, rows));
    case 'table':
      return given(table());
    case 'logs':
      return given(logs(from, to));
    case 'several':
      return given(series(from, to, 3), table(), { name: 'empty', fields: [], length: 0 });
    case 'other-ref':
      return given({ ...table(), refId: `not-${refId}` });
    case 'who':
      return given(who(about));
    case 'downstream':
      return { error: 'the station does not answer', status: 502, errorSource: 'downstream' };
    case 'wait':
      await new Promise((resolve) => call.on('cancelled', resolve));
      say('info', 'The caller left', { cause: 'context canceled' });
      return { error: 'context canceled', status: 504 };
    case 'panic':
      throw Object.assign(new Error('as asked'), { code: status.UNKNOWN });
    default:
      return { error: `no kind "${kind}"`, status: 400, errorSource: 'plugin' };
  }
}

/** As Grafana's SDK writes it: the whole stream, then a table of contents, which nobody here reads. Some libraries keep the schema there alone. */
function fileOf(frame: FrameData): Uint8Array {
  const stream = frameToArrow(frame);
  if (frame.refId?.startsWith('not-')) return tableToIPC(tableFromIPC(stream), 'file');
  const contents = Buffer.alloc(8);
  contents.writeInt32LE(4, 4);
  return Buffer.concat([Buffer.from('ARROW1\0\0'), stream, contents, Buffer.from('ARROW1')]);
}
function frame(name: string, fields: FieldData[], more: Partial<FrameData> = {}): FrameData {
  return { name, fields, length: fields[0]?.values.length ?? 0, ...more };
}
function series(from: number, to: number, rows: number): FrameData {
  const times = Float64Array.from({ length: rows }, (_, row) => Math.floor(from + ((to - from) / Math.max(rows, 1)) * row));
  const values = Float64Array.from({ length: rows }, (_, row) => (row === 1 ? Number.NaN : Math.sin(row / 10)));
  const nulls = new Uint8Array(rows);
  if (rows > 2) nulls[2] = 1;
  return frame(
    'temperature',
    [
      { name: 'time', type: 'time', kind: 'time.Time', values: times, nanos: new Int32Array(rows).fill(250) },
      {
        name: 'value',
        type: 'number',
        kind: 'float64',
        values,
        nulls,
        nullable: true,
        labels: { station: 'north' },
        config: { unit: 'celsius' },
      },
      { name: 'count', type: 'number', kind: 'int64', values: BigInt64Array.from({ length: rows }, (_, row) => BigInt(row)) },
    ],
    { meta: { type: 'timeseries-wide', typeVersion: [0, 1] }, length: rows },
  );
}
function table(): FrameData {
  return frame('stations', [
    { name: 'name', type: 'string', kind: 'string', values: ['north', ''], nulls: new Uint8Array([0, 1]), nullable: true },
    { name: 'open', type: 'boolean', kind: 'bool', values: new Uint8Array([1, 0]), nulls: new Uint8Array([0, 1]), nullable: true },
    { name: 'height', type: 'number', kind: 'uint16', values: new Uint16Array([120, 8]) },
    { name: 'more', type: 'other', kind: 'json.RawMessage', values: [{ a: 1 }, [2]] },
    {
      name: 'level',
      type: 'enum',
      kind: 'enum',
      values: new Uint16Array([1, 0]),
      config: { type: { enum: { text: ['low', 'high'] } } } as FieldData['config'] & object,
    },
  ]);
}
function logs(from: number, to: number): FrameData {
  return frame(
    '',
    [
      { name: 'timestamp', type: 'time', kind: 'time.Time', values: new Float64Array([from, to]) },
      { name: 'body', type: 'string', kind: 'string', values: ['a storm begins', 'a storm ends'] },
      { name: 'severity', type: 'string', kind: 'string', values: ['warn', 'info'] },
    ],
    { meta: { type: 'log-lines', preferredVisualisationType: 'logs' } },
  );
}
/** As the SDK does: settings are read once for each version of an instance. */
const made = new Map<string, bigint>();
function who({ orgId, user, grafanaConfig, dataSourceInstanceSettings: settings }: Context): FrameData {
  const key = `${settings?.uid} ${settings?.lastUpdatedMS}`;
  if (!made.has(key)) made.set(key, process.hrtime.bigint());
  const { station = '' } = JSON.parse(String(settings?.jsonData ?? '{}')) as { station?: string };
  const text = (name: string, value: string): FieldData => ({ name, type: 'string', kind: 'string', values: [value] });
  return frame('who', [
    text('login', user?.login ?? ''),
    { name: 'org', type: 'number', kind: 'int64', values: new BigInt64Array([BigInt(orgId)]) },
    text('uid', settings?.uid ?? ''),
    text('url', settings?.url ?? ''),
    text('station', station),
    text('token', settings?.decryptedSecureJsonData.token ?? ''),
    text('server', grafanaConfig.GF_VERSION ?? ''),
    { name: 'made', type: 'number', kind: 'int64', values: new BigInt64Array([made.get(key) as bigint]) },
  ]);
}

function queryChunked({ queries }: Asked, call: ServerWritableStream<never, unknown>): void {
  for (const { refId } of queries)
    for (let piece = 0; piece < 3; piece++) {
      const number: FieldData = { name: 'number', type: 'number', kind: 'int64', values: new BigInt64Array([BigInt(piece)]) };
      call.write({ refId, frameId: 'f', frame: fileOf({ ...frame('piece', [number]), refId }) });
    }
  call.end();
}

function checkHealth({ pluginContext }: { pluginContext: Context }): object {
  const { dataSourceInstanceSettings, appInstanceSettings } = pluginContext;
  const settings = String((dataSourceInstanceSettings ?? appInstanceSettings)?.jsonData || '{}');
  const { station } = JSON.parse(settings) as { station?: string };
  if (!station) return { status: 2, message: 'No station is configured' };
  return { status: 1, message: `The station ${station} answers`, jsonDetails: Buffer.from('{"height":120}') };
}

const tick = (number: number): Buffer => {
  const field: FieldData = { name: 'number', type: 'number', kind: 'int64', values: new BigInt64Array([BigInt(number)]) };
  return Buffer.from(frameToJson(frame('ticks', [field])));
};
function subscribe({ path }: { path: string }): object {
  if (path === 'ticks') return { status: 0, data: tick(0) };
  return { status: path === 'secret' ? 2 : 1 };
}
function runStream(_: Message, call: ServerWritableStream<never, unknown>): void {
  let number = 0;
  const timer = setInterval(() => call.write({ data: tick(++number) }), 5);
  call.on('cancelled', () => {
    clearInterval(timer);
    say('info', 'The stream ended');
    call.end();
  });
}

interface AskedResource {
  readonly path: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, { values: string[] }>;
  readonly body: Buffer;
}
function resource(asked: AskedResource, call: ServerWritableStream<never, unknown>): void {
  const json = (value: unknown, headers: Record<string, { values: string[] }> = {}): void => {
    call.write({
      code: 200,
      headers: { 'Content-Type': { values: ['application/json'] }, ...headers },
      body: Buffer.from(JSON.stringify(value)),
    });
    call.end();
  };
  const header = (name: string): string => asked.headers[name]?.values[0] ?? '';
  const [path, query = ''] = asked.url.split('?');
  switch (path) {
    case 'stations':
      return json(
        { method: asked.method, query, test: header('X-Test'), cookie: header('Cookie') },
        { 'X-Station': { values: ['north'] }, 'Set-Cookie': { values: ['plugin=1'] } },
      );
    case 'echo':
      call.write({ code: 201, headers: { 'Content-Type': { values: ['text/plain'] } }, body: asked.body });
      return void call.end();
    case 'pour':
      return void pour(Number(new URLSearchParams(query).get('pieces')), call);
    case 'inside':
      return json(inside());
    default:
      return hurt(path?.replace('hurt/', '') ?? '', json);
  }
}

async function pour(pieces: number, call: ServerWritableStream<never, unknown>): Promise<void> {
  const piece = Buffer.from('x'.repeat(64 * 1024));
  for (let number = 0; number < pieces; number++) {
    if (call.cancelled) return say('info', 'Nobody drinks any more', { pieces: number });
    const room = call.write(number === 0 ? { code: 200, headers: {}, body: piece } : { body: piece });
    if (!room)
      await new Promise<void>((resolve) => {
        call.once('drain', resolve);
        call.once('cancelled', () => resolve());
      });
  }
  call.end();
}

function inside(): object {
  const fds: Record<string, string> = {};
  for (const fd of readdirSync('/proc/self/fd')) {
    try {
      fds[fd] = readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      // It was the descriptor of the listing itself.
    }
  }
  let canChangeItself = true;
  try {
    writeFileSync(process.argv[1] as string, 'changed');
  } catch {
    canChangeItself = false;
  }
  return {
    env: Object.entries(process.env).map(([name, value]) => `${name}=${value}`),
    fds,
    uid: process.getuid?.(),
    gid: process.getgid?.(),
    limits: readFileSync('/proc/self/limits', 'utf8'),
    status: readFileSync('/proc/self/status', 'utf8'),
    folder: process.cwd(),
    pid: process.pid,
    canChangeItself,
  };
}

function hurt(how: string, json: (value: unknown) => void): void {
  if (how === 'exit') process.exit(3);
  if (how === 'panic')
    setImmediate(() => {
      throw new Error('outside of any call');
    });
  if (how === 'spin') {
    json('spinning');
    // The answer goes out first.
    setTimeout(() => {
      for (;;);
    }, 300);
  }
  if (how === 'memory') {
    const kept: Buffer[] = [];
    for (let piece = 0; piece < 4_096; piece++) kept.push(Buffer.alloc(16 << 20, 1));
  }
  if (how === 'files') {
    const kept: number[] = [];
    for (;;) {
      try {
        kept.push(openSync('/dev/null', 'r'));
      } catch (error) {
        for (const fd of kept) closeSync(fd);
        return json({ opened: kept.length, error: String(error) });
      }
    }
  }
  if (how === 'spawn') return json(spawn('sleep', ['600'], { stdio: 'ignore' }).pid);
  if (how === 'stdout') {
    process.stdout.write(`${'not for anybody '.repeat(20_000)}\n`);
    json('said');
  }
}
