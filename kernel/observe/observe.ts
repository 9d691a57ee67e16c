/** Logs, metrics and traces, put together from the configuration. */
import { createLog } from './log.ts';
import { createMetrics, type MetricOptions } from './metrics.ts';
import { noTracer, otlpUrl, traceIdOf } from './tracer.ts';
import type { Logger, Observe, RequestRecord, Setting, Tracer } from './types.ts';

export interface ObserveOptions extends MetricOptions {
  readonly setting: Setting;
  /** Folder of log files. */
  readonly logs: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where the console's lines go; standard output when absent. */
  readonly console?: (line: string) => void;
}

export async function createObserve(options: ObserveOptions): Promise<Observe> {
  const { setting, logs, env = process.env } = options;
  const log = createLog({ setting, folder: logs, ...(options.console && { console: options.console }) });
  const metrics = createMetrics(options);
  const tracer = await createTracer(setting, env, options.version);
  const context = log('context');
  const everyRequest = setting('server', 'router_logging') === 'true';

  return {
    log,
    metrics,
    tracer,
    request(record) {
      metrics.request(record);
      if (everyRequest || record.status >= 400) requestLine(context, record);
    },
    async [Symbol.asyncDispose]() {
      if (Symbol.asyncDispose in tracer) await (tracer as Tracer & AsyncDisposable)[Symbol.asyncDispose]();
    },
  };
}

async function createTracer(setting: Setting, env: Readonly<Record<string, string | undefined>>, version: string): Promise<Tracer> {
  const url = otlpUrl(setting, env);
  if (!url) return noTracer;
  const { createOtlpTracer } = await import('./otlp.ts');
  return createOtlpTracer({ url, version, setting, env });
}

function requestLine(log: Logger, record: RequestRecord): void {
  const { status, seconds, traceparent, login: uname, orgId, userId } = record;
  const traceID = traceIdOf(traceparent);
  log[status >= 500 ? 'error' : 'info']('Request Completed', {
    ...(userId !== undefined && { userId }),
    ...(orgId !== undefined && { orgId }),
    ...(uname !== undefined && { uname }),
    method: record.method,
    path: record.path,
    status,
    remote_addr: record.remoteAddress,
    time_ms: Math.round(seconds * 1000),
    duration: `${(seconds * 1000).toFixed(3)}ms`,
    size: record.size,
    referer: record.referer ?? '',
    handler: record.handler,
    status_source: record.source ?? 'server',
    requestId: record.requestId,
    ...(traceID && { traceID }),
  });
}
