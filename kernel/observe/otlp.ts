/** Spans sent to a collector by OpenTelemetry's own SDK, as OTLP over HTTP. Loaded only when one is configured. */
import { type Attributes, type Span as OtelSpan, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { formatTraceparent, parseTraceparent } from './tracer.ts';
import type { Fields, Setting, Tracer } from './types.ts';

export interface OtlpOptions {
  readonly url: string;
  readonly version: string;
  readonly setting: Setting;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const kinds = { internal: SpanKind.INTERNAL, server: SpanKind.SERVER, client: SpanKind.CLIENT };

export function createOtlpTracer({ url, version, setting, env }: OtlpOptions): Tracer & AsyncDisposable {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': env.OTEL_SERVICE_NAME || 'orrery',
      'service.version': version,
      ...pairs(setting('tracing.opentelemetry', 'custom_attributes')),
    }),
    sampler: new ParentBasedSampler({ root: samplerOf(setting) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }), scheduledDelayMillis: 1_000 })],
  });
  const tracer = provider.getTracer('orrery', version);

  function start(name: string, parent: string | undefined, attributes: Fields, kind: SpanKind, startTime?: number): OtelSpan {
    const ids = parseTraceparent(parent);
    const context = ids
      ? trace.setSpanContext(ROOT_CONTEXT, { traceId: ids.traceId, spanId: ids.spanId, traceFlags: ids.flags, isRemote: true })
      : ROOT_CONTEXT;
    return tracer.startSpan(
      name,
      { kind, attributes: plain(attributes), ...(startTime !== undefined && { startTime }), ...(!ids && { root: true }) },
      context,
    );
  }

  function finish(span: OtelSpan, failed: boolean, endTime?: number): void {
    if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(endTime);
  }

  return {
    on: true,
    span(name, parent, attributes = {}, kind = 'internal') {
      const span = start(name, parent, attributes, kinds[kind]);
      const { traceId, spanId, traceFlags } = span.spanContext();
      return {
        traceparent: formatTraceparent({ traceId, spanId, flags: traceFlags }),
        end(failed = false, more) {
          if (more) span.setAttributes(plain(more));
          finish(span, failed);
        },
      };
    },
    record(parent, { name, start: from, end, attributes = {}, failed = false }) {
      // A span without a trace would be a trace of its own for each: nobody asked for that.
      if (parseTraceparent(parent)) finish(start(name, parent, attributes, SpanKind.INTERNAL, from), failed, end);
    },
    flush: () => provider.forceFlush(),
    [Symbol.asyncDispose]: () => provider.shutdown().catch(() => {}),
  };
}

function samplerOf(setting: Setting): Sampler {
  const parameter = Number(setting('tracing.opentelemetry', 'sampler_param') || 1);
  if (setting('tracing.opentelemetry', 'sampler_type') === 'probabilistic') return new TraceIdRatioBasedSampler(parameter);
  return parameter === 0 ? new AlwaysOffSampler() : new AlwaysOnSampler();
}

/** `key:value,other:value`. */
function pairs(text = ''): Attributes {
  const split = text.split(',').map((pair) => pair.split(':'));
  return Object.fromEntries(split.flatMap(([key, ...value]) => (key && value.length > 0 ? [[key.trim(), value.join(':').trim()]] : [])));
}

function plain(fields: Fields): Attributes {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      ['string', 'number', 'boolean'].includes(typeof value) ? (value as string) : JSON.stringify(value),
    ]),
  );
}
