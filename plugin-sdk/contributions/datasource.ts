/** Point `datasource`: answers queries with frames. A superset of Grafana's `pluginv2` services (spec plugins.md 6.3). */
import type { FrameData } from '../data/frame.ts';
import type { CallContext } from './context.ts';
import type { LogContext } from './log-context.ts';
import type { ProxyRoute } from './proxy-route.ts';

export interface DatasourceDeclaration {
  /** The origin of `fetch: ['instance']`: the instance's `url`. Paths below it that the proxy routes may reach. */
  readonly proxy?: readonly { readonly methods: readonly string[]; readonly path: string }[];
  /**
   * Sent with every fetch to the instance, with `{{ .JsonData.x }}` and `{{ .SecureJsonData.x }}` filled in outside the plugin; one
   * whose value is not set is left out. For what the common settings (basic auth, custom headers, bearer) do not say.
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Answers do not depend on who asks. Equal queries under equal rights that are open at the same time are then asked once, and the
   * handler is not told whose they are. Without it, they are asked once a person.
   */
  readonly shared?: boolean;
  /**
   * Keys of a query that say what it asks, like `expr`. One in which none of them holds anything asks nothing yet: pages do not send it.
   * Without it, every query is sent.
   */
  readonly asks?: readonly string[];
  /** Answers what stood around a line of logs: queries with `logContext`, which others are never sent. */
  readonly logContext?: boolean;
  /**
   * Ends of a range count in whole intervals (`intervalMs`) only, so that queries whose ends fall into the same ones are the same question.
   * Not those in which one of the keys of `unless` is set.
   */
  readonly wholeIntervals?: { readonly unless: readonly string[] };
  /** Of its plugin.json; nobody writes them here. */
  readonly routes?: readonly ProxyRoute[];
}

/**
 * Beside a plugin's own methods, an instance that has an address answers two that its host gives and its code never sees: `proxy`
 * (`ProxyRequest`, to an address below the instance's, with its secrets) and `reach` (how far one gets towards it, as rungs).
 */
export interface ProxyRequest {
  readonly method: string;
  /** Below the address, with the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Instead of what the instance would send. */
  readonly authorization?: string;
  /** Which of the declared `routes` it goes by, with its address, headers and body; by the instance's own address when absent. */
  readonly route?: number;
}
export interface Rung {
  readonly step: 'name' | 'allowed' | 'connect' | 'tls';
  readonly state: 'ok' | 'failed';
  readonly ms: number;
  readonly facts: Readonly<Record<string, string>>;
}

/** One query as Grafana's API sends it: the known keys, and whatever else the datasource's editor stored. */
export interface Query {
  readonly refId: string;
  readonly queryType?: string;
  readonly maxDataPoints?: number;
  readonly intervalMs?: number;
  readonly hide?: boolean;
  readonly logContext?: LogContext;
  readonly [key: string]: unknown;
}

/** Epoch milliseconds, both ends inclusive. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

export interface QueryRequest {
  readonly range: TimeRange;
  readonly queries: readonly Query[];
  /** Set by the alert engine, expression engine or a panel; datasources rarely look. */
  readonly purpose?: 'panel' | 'explore' | 'alert' | 'variable' | 'annotation';
}

/** The answer to one refId. Frames of a failed query may hold what was found before it failed. */
export interface QueryAnswer {
  readonly frames: readonly FrameData[];
  readonly error?: string;
  /** HTTP status of this refId: 200, or of the failure (400 wrong query, 502 source unreachable, 504 timeout). */
  readonly status?: number;
  /** Who is to blame: the plugin, or the source behind it. */
  readonly errorSource?: 'plugin' | 'downstream';
}
export interface QueryResponse {
  readonly answers: Readonly<Record<string, QueryAnswer>>;
}

/** A piece of a chunked answer: the first of a frameId carries schema and rows, later ones further rows. */
export interface QueryChunk {
  readonly refId: string;
  readonly frameId: string;
  readonly frame?: FrameData;
  readonly error?: string;
  readonly status?: number;
}

export interface ResourceRequest {
  readonly method: string;
  /** Below `/resources/`, canonical, without the query. */
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}
export interface ResourceResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Plain data is sent as JSON; bytes and text as they are; an iterable streams with back-pressure. */
  readonly body?: unknown | string | Uint8Array | AsyncIterable<Uint8Array>;
}

export interface HealthResult {
  readonly status: 'OK' | 'ERROR' | 'UNKNOWN';
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface DatasourceHandler {
  query(request: QueryRequest, context: CallContext): QueryResponse | Promise<QueryResponse>;
  queryChunked?(request: QueryRequest, context: CallContext): AsyncIterable<QueryChunk>;
  resource?(request: ResourceRequest, context: CallContext): ResourceResponse | Promise<ResourceResponse>;
  health?(context: CallContext): HealthResult | Promise<HealthResult>;
  /** Prometheus text format. */
  metrics?(context: CallContext): string | Promise<string>;
  /** May this principal listen to the stream at `path`? `initial` is sent first. */
  subscribe?(
    path: string,
    context: CallContext,
  ):
    | { status: 'OK' | 'NOT_FOUND' | 'PERMISSION_DENIED'; initial?: FrameData }
    | Promise<{ status: 'OK' | 'NOT_FOUND' | 'PERMISSION_DENIED'; initial?: FrameData }>;
  /** Runs from the first subscriber of a path until the last left: every value is pushed to all of them. */
  runStream?(path: string, context: CallContext): AsyncIterable<FrameData>;
  publishStream?(
    path: string,
    data: unknown,
    context: CallContext,
  ):
    | { status: 'OK' | 'NOT_FOUND' | 'PERMISSION_DENIED'; data?: unknown }
    | Promise<{ status: 'OK' | 'NOT_FOUND' | 'PERMISSION_DENIED'; data?: unknown }>;
}
