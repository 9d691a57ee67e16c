/** The host's end of the gRPC connection to a plugin's process. No plugin code runs here: bytes in, bytes out, by the written protocol. */
import { Client, type ClientReadableStream, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { type Failure, fail, ok, type Result } from '@orrery/plugin-sdk';
import type { Handshake } from './handshake.ts';
import { type Method, methods } from './messages.ts';

export interface Ask {
  /** Epoch ms; none for what runs until it is ended. */
  readonly deadline?: number;
  readonly traceparent?: string;
}
/** Ends a call on the wire; the process sees its context cancelled. */
export type Cancel = () => void;

export interface Peer {
  ask(method: Method, message: object, ask: Ask, settle: (result: Result<object>) => void): Cancel;
  stream(method: Method, message: object, ask: Ask): ClientReadableStream<object>;
  /** Whether it says that it serves. */
  serving(deadline: number): Promise<Result<void>>;
  /** Asks the process to end. */
  shutdown(): void;
  close(): void;
}

export function openPeer({ network, address }: Handshake, mostBytes: number): Peer {
  const client = new Client(network === 'unix' ? `unix:${address}` : address, credentials.createInsecure(), {
    'grpc.default_authority': 'localhost',
    'grpc.max_receive_message_length': mostBytes,
    'grpc.max_send_message_length': -1,
    'grpc.use_local_subchannel_pool': 1,
    'grpc.enable_retries': 0,
    'grpc.enable_http_proxy': 0,
  });
  const metadata = ({ traceparent }: Ask): Metadata => {
    const given = new Metadata();
    if (traceparent) given.set('traceparent', traceparent);
    return given;
  };
  const ask: Peer['ask'] = ({ path, encode, decode }, message, asked, settle) => {
    const call = client.makeUnaryRequest(
      path,
      encode,
      decode,
      message,
      metadata(asked),
      asked.deadline === undefined ? {} : { deadline: asked.deadline },
      (error, answer) => settle(error ? { ok: false, failure: failureOf(error) } : ok(answer ?? {})),
    );
    return () => call.cancel();
  };
  return {
    ask,
    stream: ({ path, encode, decode }, message, asked) =>
      client.makeServerStreamRequest(
        path,
        encode,
        decode,
        message,
        metadata(asked),
        asked.deadline === undefined ? {} : { deadline: asked.deadline },
      ),
    serving: (deadline) =>
      new Promise((resolve) => {
        ask(methods.serving, { service: 'plugin' }, { deadline }, (result) => {
          if (!result.ok) return resolve(result);
          const serves = (result.value as { status: number }).status === 1;
          resolve(serves ? ok(undefined) : fail('plugin/start-failed', 'The process listens, and says that it does not serve.'));
        });
      }),
    shutdown: () => void ask(methods.shutdown, {}, { deadline: Date.now() + 1_000 }, () => {}),
    close: () => client.close(),
  };
}

/** What a status of gRPC means to a caller here. */
export function failureOf(error: Partial<ServiceError> | Error): Failure {
  const { code, details = error.message ?? '' } = error as Partial<ServiceError>;
  const named = (name: string, retryable: boolean): Failure => ({ code: name, message: String(details).slice(0, 4_000), retryable });
  switch (code) {
    case status.CANCELLED:
      return named('call/cancelled', true);
    case status.DEADLINE_EXCEEDED:
      return { code: 'plugin/timeout', message: 'The process did not answer in time.', retryable: true };
    case status.UNIMPLEMENTED:
      return { ...named('plugin/no-method', false), detail: { status: 501 } };
    case status.RESOURCE_EXHAUSTED:
      return { ...named('plugin/response-limit', false) };
    case status.UNAVAILABLE:
      return { ...named('plugin/process-died', true), detail: { status: 503 } };
    default:
      return named('plugin/threw', false);
  }
}
