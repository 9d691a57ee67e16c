/** Every call into a plugin as metrics and traces tell it: one span, one count, one time. */
import type { Result } from '@orrery/plugin-sdk';
import { pluginOf } from '../registry/key.ts';
import type { Metrics, Tracer } from './types.ts';

interface Target {
  readonly key: string;
  readonly point: string;
  readonly name: string;
  readonly method: string;
}

export function observeCalls({ metrics, tracer }: { metrics: Metrics; tracer: Tracer }) {
  return async <Value>(
    target: Target,
    options: { readonly traceparent?: string },
    work: (traceparent: string | undefined) => Promise<Result<Value>>,
  ): Promise<Result<Value>> => {
    const plugin = pluginOf(target.key);
    const span = tracer.span('host call', options.traceparent, { plugin, point: target.point, name: target.name, method: target.method });
    const start = performance.now();
    const answer = await work(span.traceparent);
    metrics.call(plugin, target.point, answer.ok ? 'ok' : answer.failure.code, (performance.now() - start) / 1000);
    span.end(!answer.ok, answer.ok ? undefined : { code: answer.failure.code });
    return answer;
  };
}
