import type { PluginUsage } from '@orrery/plugin-sdk/bridge/messages';
import type { PluginRecord } from '../registry/types.ts';
import type { Tally } from './tally.ts';

/** A value of the configuration by section and key, after files, environment and flags; undefined or empty when not set. */
export type Setting = (section: string, key: string) => string | undefined;
export type Fields = Readonly<Record<string, unknown>>;
export type Level = 'debug' | 'info' | 'warn' | 'error';

/** One named logger. Fields are plain data; values under names like `password` or `token` are never written. */
export interface Logger {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

/** One answered request, as logs and metrics tell it. */
export interface RequestRecord {
  readonly kind: 'api' | 'page' | 'proxy';
  readonly method: string;
  readonly path: string;
  /** The route's pattern, never a path with values in it. */
  readonly handler: string;
  readonly status: number;
  readonly seconds: number;
  readonly size: number;
  readonly remoteAddress: string;
  readonly referer?: string;
  readonly requestId: string;
  readonly userId?: number;
  readonly orgId?: number;
  readonly login?: string;
  readonly traceparent?: string;
  /** Whose fault a failure is: ours, the source's, or the client's. */
  readonly source?: 'server' | 'downstream';
}

export interface Metrics {
  request(record: RequestRecord): void;
  /** Call at arrival; call what it gives when answered. */
  inFlight(): () => void;
  /** One call into a plugin: `outcome` is `ok` or the code of the failure. */
  call(plugin: string, point: string, outcome: string, seconds: number): void;
  restart(plugin: string): void;
  denial(plugin: string, capability: string): void;
  /** What a plugin was asked and refused since the start. */
  tally(plugin: string): Tally;
  schedule(plugin: string, name: string, outcome: string): void;
  /** A plugin's own metric. False when it went over its caps or has no valid name; it is counted then. */
  own(plugin: string, kind: 'count' | 'gauge', name: string, value: number, labels?: Readonly<Record<string, string>>): boolean;
  forget(plugin: string): void;
  /** Where what is only looked at comes from; asked at each scrape. */
  watch(sources: MetricSources): void;
  /** Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
}
export interface MetricSources {
  readonly plugins?: () => readonly PluginRecord[];
  readonly usage?: () => readonly (PluginUsage & { readonly host: string })[];
  readonly hosts?: () => readonly { readonly name: string; readonly rss: number; readonly restarts: number; readonly threads: number }[];
}

export interface Span {
  /** W3C, to hand on as parent: of this span when traces are on, else what came in. */
  readonly traceparent: string | undefined;
  end(failed?: boolean, attributes?: Fields): void;
}
/** A span somebody else measured: start and end in epoch ms. */
export interface RecordedSpan {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly attributes?: Fields;
  readonly failed?: boolean;
}
export interface Tracer {
  readonly on: boolean;
  span(name: string, parent?: string, attributes?: Fields, kind?: 'internal' | 'server' | 'client'): Span;
  record(parent: string | undefined, span: RecordedSpan): void;
  flush(): Promise<void>;
}

export interface Observe extends AsyncDisposable {
  log(name: string): Logger;
  readonly metrics: Metrics;
  readonly tracer: Tracer;
  /** The log line and the metrics of one answered request. */
  request(record: RequestRecord): void;
}
