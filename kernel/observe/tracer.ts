/** Spans by W3C's traceparent. With no collector configured nothing is loaded and nothing made: what came in is handed on. */
import type { Setting, Span, Tracer } from './types.ts';

const shape = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

export interface SpanIds {
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: number;
}

/** Ids of a header, or undefined when it is none or names an invalid id. */
export function parseTraceparent(header: string | undefined): SpanIds | undefined {
  const [, traceId, spanId, flags] = (header && shape.exec(header)) || [];
  if (!traceId || !spanId || !flags || header?.startsWith('ff') || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, flags: Number.parseInt(flags, 16) };
}

export function formatTraceparent({ traceId, spanId, flags }: SpanIds): string {
  return `00-${traceId}-${spanId}-${flags.toString(16).padStart(2, '0')}`;
}

/** The id people look a trace up by, when it was sampled. */
export function traceIdOf(traceparent: string | undefined): string | undefined {
  const ids = parseTraceparent(traceparent);
  return ids && (ids.flags & 1) === 1 ? ids.traceId : undefined;
}

const silent: Span = { traceparent: undefined, end() {} };

export const noTracer: Tracer = {
  on: false,
  span: (_name, parent) => (parent === undefined ? silent : { traceparent: parent, end() {} }),
  record() {},
  async flush() {},
};

/** The collector's URL for traces over OTLP/HTTP, or undefined when none is configured. */
export function otlpUrl(setting: Setting, env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) return env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  const address = setting('orrery', 'otlp_endpoint') || setting('tracing.opentelemetry.otlp', 'address') || env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!address) return undefined;
  const scheme = setting('tracing.opentelemetry.otlp', 'insecure') === 'false' ? 'https' : 'http';
  const base = (/^https?:\/\//.test(address) ? address : `${scheme}://${address}`).replace(/\/+$/, '');
  return base.endsWith('/v1/traces') ? base : `${base}/v1/traces`;
}
