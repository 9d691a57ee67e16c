/**
 * A plugin that is an executable, as the seat of its thread knows it. Calls become messages of Grafana's backend protocol, answers become
 * what the contribution points promise. Its secrets are asked of the kernel, as any plugin asks: what was not granted is not there.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientReadableStream } from '@grpc/grpc-js';
import { type Failure, FailureError, type Instance, type Principal, type QueryRequest, type Result } from '@orrery/plugin-sdk';
import { arrowFrame } from '@orrery/plugin-sdk/bridge/arrow-frame';
import type { LoadMessage, ProcessLoad } from '@orrery/plugin-sdk/bridge/messages';
import { frameToJson } from '@orrery/plugin-sdk/data/grafana-json';
import type { GuestContext } from '@orrery/plugin-sdk/prelude/guest';
import type { Guest, GuestParts } from '../thread/guest.ts';
import { type DataResponse, health, queryAnswer, resourceHead, streamAnswer } from './answers.ts';
import { appRoute } from './app-routes.ts';
import { type Child, startChild } from './child.ts';
import { sweepFolders } from './folder.ts';
import { type Method, methods } from './messages.ts';
import { failureOf, openPeer, type Peer } from './peer.ts';
import { type AskedResource, type Asker, dataQuery, headersOf, pluginContext, resourceRequest } from './requests.ts';

interface Open {
  cancel: () => void;
  /** Room for the next piece of its stream. */
  more?: () => void;
}
type Settle = (ok: boolean, value: unknown) => void;

const mostSecrets = 100;
const servingMs = 5_000;
/** A process whose connection broke is given this long to be seen ending. */
const endMs = 2_000;
let swept: Promise<void> | undefined;

export function createProcessGuest(load: LoadMessage, executable: Uint8Array, { out, onEnd }: GuestParts): Guest {
  return new ProcessGuest(load, load.process as ProcessLoad, executable, out, onEnd);
}

class ProcessGuest implements Guest {
  readonly #load: LoadMessage;
  readonly #process: ProcessLoad;
  readonly #executable: Uint8Array;
  readonly #out: GuestParts['out'];
  readonly #onEnd: GuestParts['onEnd'];
  readonly #calls = new Map<number, Open>();
  readonly #uses = new Map<number, Settle>();
  readonly #secrets = new Map<string, { readonly version: number; readonly values: Promise<Record<string, string>> }>();
  #running: { readonly child: Child; readonly peer: Peer } | undefined;
  #starting: Promise<void> | undefined;
  #stopped = false;
  #lastUse = 0;
  #stopping: Promise<void> = Promise.resolve();

  constructor(load: LoadMessage, process: ProcessLoad, executable: Uint8Array, out: GuestParts['out'], onEnd: GuestParts['onEnd']) {
    this.#load = load;
    this.#process = process;
    this.#executable = executable;
    this.#out = out;
    this.#onEnd = onEnd;
  }

  start(): void {
    this.#starting = this.#start().then(
      () => this.#out('started', [true]),
      (error: unknown) => {
        const { code, message } = error instanceof FailureError ? error.failure : { code: 'plugin/start-failed', message: String(error) };
        this.#onEnd({ code, message });
      },
    );
  }

  async #start(): Promise<void> {
    const { plugin, limits } = this.#load;
    await (swept ??= sweepFolders(this.#process.folder));
    const child = await startChild({
      plugin,
      name: plugin,
      executable: this.#executable,
      memoryMB: limits.heapMB,
      load: this.#process,
      busy: () => this.#calls.size > 0,
      onLine: ({ level, message, fields }) => this.#out('log', [0, level, message, fields]),
      onGone: (why) => {
        this.#running?.peer.close();
        this.#running = undefined;
        this.#onEnd(why);
      },
    });
    const peer = openPeer(child.handshake, limits.responseMB << 20);
    this.#running = { child, peer };
    // After the handshake, what it prints to its own standard streams comes this way; nobody reads it, and it must not wait for a reader.
    peer
      .stream(methods.stdio, {}, {})
      .on('data', () => {})
      .on('error', () => {});
    const serves = await peer.serving(Date.now() + servingMs);
    if (this.#stopped || !serves.ok) {
      await this.#end();
      throw new FailureError(serves.ok ? stopped : { ...serves.failure, code: 'plugin/start-failed' });
    }
  }

  call(id: number, point: string, name: string, method: string, args: readonly unknown[], context: GuestContext): void {
    const open: Open = { cancel: () => {} };
    this.#calls.set(id, open);
    this.#answer(id, open, { point, name, method, args }, context).catch(async (error: unknown) => this.#fail(id, await this.#why(error)));
  }

  async #answer(
    id: number,
    open: Open,
    { point, name, method, args }: { point: string; name: string; method: string; args: readonly unknown[] },
    context: GuestContext,
  ): Promise<void> {
    const [argument, data] = args;
    const asker = { ...(context as GuestContext & { principal: Principal; instance?: Instance }), secrets: {} };
    const secrets = await this.#secretsOf(id, asker.instance);
    if (!this.#calls.has(id)) return;
    const call = new Call(open, { ...asker, secrets }, context, this.#load, this.#process, this.#peer());
    const route = point === 'route' ? appRoute(this.#load.plugin, argument) : undefined;
    const asked = route?.method ?? method;
    switch (point === 'route' || point === 'datasource' || point === 'app' ? asked : '') {
      case 'query':
        return this.#done(id, await this.#query(call, argument as QueryRequest));
      case 'queryChunked':
        return this.#stream(id, open, call.stream(methods.queryChunked, queryMessage(call, argument as QueryRequest)), null, chunkLine);
      case 'resource':
        return this.#resource(id, open, call, route?.method === 'resource' ? route.resource : (argument as AskedResource));
      case 'health': {
        const answer = await call.ask(methods.health, { headers: headersOf(call.asker) });
        const told = answer.ok
          ? health(answer.value as never)
          : untold(answer, { status: 'UNKNOWN', message: 'Health check not implemented' });
        return this.#done(id, route ? healthResponse(told as { status: string }) : told);
      }
      case 'metrics': {
        const answer = await call.ask(methods.metrics, {});
        const { metrics } = (answer.ok ? answer.value : untold(answer, {})) as { metrics?: { text: Uint8Array } | null };
        return this.#done(id, Buffer.from(metrics?.text ?? []).toString('utf8'));
      }
      case 'subscribe': {
        const { data: initial, ...answer } = streamAnswer(value(await call.ask(methods.subscribe, streamMessage(call, argument))) as never);
        return this.#done(id, { ...answer, ...(initial !== undefined && { initial }) });
      }
      case 'publishStream':
        return this.#done(id, streamAnswer(value(await call.ask(methods.publishStream, streamMessage(call, argument, data))) as never));
      case 'runStream':
        return this.#stream(id, open, call.stream(methods.runStream, streamMessage(call, argument), false), null, packetLine);
      default:
        this.#fail(id, {
          code: 'plugin/no-method',
          message: `${this.#load.plugin} is a process, which has no ${method} for ${point} "${name}".`,
          retryable: false,
        });
    }
  }

  async #query(call: Call, request: QueryRequest): Promise<unknown> {
    const { responses } = value(await call.ask(methods.query, queryMessage(call, request))) as { responses: Record<string, DataResponse> };
    return { answers: Object.fromEntries(Object.entries(responses).map(([refId, one]) => [refId, queryAnswer(one, refId)])) };
  }

  /** The first message says how the answer begins; what follows is its body, as it comes. */
  async #resource(id: number, open: Open, call: Call, asked: AskedResource): Promise<void> {
    const stream = call.stream(methods.resource, resourceRequest(asked));
    const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<{ code: number; headers: never; body: Uint8Array }>;
    const first = await pieces.next();
    if (first.done) throw new FailureError({ code: 'plugin/bad-answer', message: 'It answered with nothing at all.', retryable: false });
    const { body } = first.value;
    await this.#pour(id, open, resourceHead(first.value), body, pieces, (piece) => piece.body);
  }

  async #stream(
    id: number,
    open: Open,
    stream: ClientReadableStream<object>,
    head: unknown,
    lineOf: (piece: never) => Uint8Array | undefined,
  ): Promise<void> {
    await this.#pour(id, open, head, undefined, stream[Symbol.asyncIterator]() as AsyncIterator<never>, lineOf);
  }

  /** A piece, then a wait until the consumer has room: a process that pours faster is held by the flow control of its connection. */
  async #pour<Piece>(
    id: number,
    open: Open,
    head: unknown,
    first: Uint8Array | undefined,
    pieces: AsyncIterator<Piece>,
    bytesOf: (piece: Piece) => Uint8Array | undefined,
  ): Promise<void> {
    if (!this.#calls.has(id)) return;
    this.#out('done', [id, true, head, true]);
    try {
      for (let bytes = first; ; ) {
        if (bytes && bytes.length > 0) {
          const room = new Promise<void>((resolve) => {
            open.more = resolve;
          });
          this.#out('chunk', [id, bytes]);
          await room;
        }
        if (!this.#calls.has(id)) return;
        const next = await pieces.next();
        if (next.done) break;
        bytes = bytesOf(next.value);
      }
      this.#endStream(id);
    } catch (error) {
      this.#endStream(id, await this.#why(error));
    }
  }

  /** A connection that broke is the first sign of a process that ends; what ended it is known a moment later, and said to everybody. */
  async #why(error: unknown): Promise<Failure> {
    const why = failure(error);
    if (why.code === 'plugin/process-died') await Promise.race([this.#running?.child.over, sleep(endMs, undefined, { ref: false })]);
    return why;
  }

  settle(use: number, ok: boolean, value: unknown): void {
    this.#uses.get(use)?.(ok, value);
    this.#uses.delete(use);
  }

  cancel(id: number): void {
    const open = this.#calls.get(id);
    this.#calls.delete(id);
    open?.cancel();
    open?.more?.();
  }

  more(id: number): void {
    this.#calls.get(id)?.more?.();
  }

  event(): void {}

  cpuMs(): number {
    return this.#running?.child.usage().cpuMs ?? 0;
  }
  heapBytes(): number {
    return this.#running?.child.usage().rssBytes ?? 0;
  }
  get pid(): number | undefined {
    return this.#running?.child.pid;
  }

  dispose(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    for (const id of [...this.#calls.keys()]) this.cancel(id);
    this.#stopping = (async () => {
      // One that is still starting ends when it has started, or by its own limit.
      await this.#starting;
      await this.#end();
    })();
  }
  gone(): Promise<void> {
    return this.#stopping;
  }

  async #end(): Promise<void> {
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    await running.child.stop(() => running.peer.shutdown());
    running.peer.close();
  }

  #peer(): Peer {
    if (!this.#running) throw new FailureError({ code: 'plugin/process-died', message: 'Its process is gone.', retryable: true });
    return this.#running.peer;
  }

  /** Of the instance at hand, as often as it changes; none when the plugin was not granted to read them. */
  #secretsOf(call: number, instance: Instance | undefined): Promise<Record<string, string>> {
    const may = Array.isArray(this.#load.granted.secrets) && this.#load.granted.secrets.includes('decrypt');
    if (!instance || !may || instance.secretNames.length === 0) return Promise.resolve({});
    const key = `${instance.point} ${instance.orgId} ${instance.uid}`;
    const known = this.#secrets.get(key);
    if (known?.version === instance.version) return known.values;
    const values = Promise.all(
      instance.secretNames.slice(0, mostSecrets).map(
        (name) =>
          new Promise<[string, string]>((resolve, reject) => {
            const use = ++this.#lastUse;
            this.#uses.set(use, (ok, given) => (ok ? resolve([name, String(given ?? '')]) : reject(new FailureError(given as Failure))));
            this.#out('use', [use, call, 'secrets', 'instance', [name]]);
          }),
      ),
    ).then((pairs) => Object.fromEntries(pairs));
    this.#secrets.set(key, { version: instance.version, values });
    values.catch(() => this.#secrets.delete(key));
    return values;
  }

  #done(id: number, answer: unknown): void {
    if (this.#calls.delete(id)) this.#out('done', [id, true, answer]);
  }
  #endStream(id: number, why?: Failure): void {
    if (this.#calls.delete(id)) this.#out('end', why ? [id, why] : [id]);
  }
  #fail(id: number, why: Failure): void {
    if (this.#calls.delete(id)) this.#out('done', [id, false, why]);
  }
}

/** One call on its way over the wire; its caller's leaving ends it there. */
class Call {
  readonly asker: Asker;
  readonly #open: Open;
  readonly #context: GuestContext;
  readonly #about: object;
  readonly #peer: Peer;

  constructor(open: Open, asker: Asker, context: GuestContext, load: LoadMessage, process: ProcessLoad, peer: Peer) {
    this.asker = asker;
    this.#open = open;
    this.#context = context;
    this.#about = pluginContext({ plugin: load.plugin, version: load.version, server: process.server }, asker);
    this.#peer = peer;
  }

  ask(method: Method, message: object): Promise<Result<object>> {
    return new Promise((resolve) => {
      this.#open.cancel = this.#peer.ask(method, { pluginContext: this.#about, ...message }, this.#limits(true), resolve);
    });
  }
  stream(method: Method, message: object, limited = true): ClientReadableStream<object> {
    const stream = this.#peer.stream(method, { pluginContext: this.#about, ...message }, this.#limits(limited));
    // Heard by whoever reads; a stream that nobody reads any more fails in silence.
    stream.on('error', () => {});
    this.#open.cancel = () => stream.cancel();
    return stream;
  }
  #limits(limited: boolean): { deadline?: number; traceparent?: string } {
    const { deadline, traceparent } = this.#context;
    return { ...(limited && { deadline }), ...(traceparent && { traceparent }) };
  }
}

const stopped: Failure = { code: 'call/cancelled', message: 'The plugin was taken out of service.', retryable: true };

function value(result: Result<object>): object {
  if (result.ok) return result.value;
  throw new FailureError(result.failure);
}
/** A method that a plugin left out has an answer of its own for some. */
function untold(result: { readonly failure: Failure }, instead: object): object {
  if (result.failure.code === 'plugin/no-method') return instead;
  throw new FailureError(result.failure);
}
function failure(error: unknown): Failure {
  return error instanceof FailureError ? error.failure : failureOf(error as Error);
}

function queryMessage(call: Call, request: QueryRequest): object {
  return { headers: headersOf(call.asker, request.purpose), queries: request.queries.map((query) => dataQuery(query, request)) };
}
function streamMessage(call: Call, path: unknown, data?: unknown): object {
  return {
    path: String(path ?? ''),
    headers: headersOf(call.asker),
    ...(data !== undefined && { data: Buffer.from(JSON.stringify(data)) }),
  };
}

/** A line of a stream is JSON, and whatever stands between its packets' lines is none. */
function packetLine({ data }: { readonly data: Uint8Array }): Uint8Array | undefined {
  if (data.length === 0) return undefined;
  const text = Buffer.from(data).toString('utf8').replaceAll('\n', ' ');
  return Buffer.from(`${text}\n`);
}
function chunkLine(piece: { refId: string; frameId: string; frame: Uint8Array; error: string; status: number }): Uint8Array {
  const { refId, frameId, frame, error, status } = piece;
  const about = JSON.stringify({ refId, frameId, ...(error && { error }), ...(status && { status }) });
  if (frame.length === 0) return Buffer.from(`${about}\n`);
  return Buffer.from(`${about.slice(0, -1)},"frame":${frameToJson(arrowFrame(frame, refId))}}\n`);
}
function healthResponse(told: { readonly status: string }): object {
  return { status: told.status === 'OK' ? 200 : 503, body: told };
}
