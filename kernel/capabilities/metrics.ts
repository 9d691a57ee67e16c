/** `metrics`: what a plugin counts of itself, labelled with it. Always granted; over its caps a value is dropped and that is counted. */
import { fail, ok } from '@orrery/plugin-sdk';
import type { Broker } from '../execution/types.ts';
import type { Metrics } from '../observe/types.ts';

export function metricsBroker({ own }: Pick<Metrics, 'own'>): Broker {
  return async (method, [name, value, labels], { plugin }) => {
    if (method !== 'count' && method !== 'gauge') return fail('capability/no-method', `metrics has no method '${method}'.`);
    own(plugin.id, method, String(name), Number(value ?? 1), (labels ?? {}) as Readonly<Record<string, string>>);
    return ok(undefined);
  };
}
