/** `schedule`: timers made at run time. They call a schedule contribution of the same plugin, in the organisation that set them. */
import { fail, ok } from '@orrery/plugin-sdk';
import type { ClusterLog, Jobs } from '../cluster/types.ts';
import type { Broker } from '../execution/types.ts';
import type { Registry } from '../registry/types.ts';

export const scheduleLimits = { dataBytes: 32 << 10, keyLength: 512, aheadMs: 366 * 24 * 3_600_000 } as const;

export interface ScheduleOptions {
  readonly jobs: Pick<Jobs, 'at' | 'cancel'>;
  readonly registry: Pick<Registry, 'plugin'>;
  readonly log: Pick<ClusterLog, 'warn'>;
}

export function scheduleBroker({ jobs, registry, log }: ScheduleOptions): Broker {
  return async (method, [key, at, name, data], { plugin, orgId }) => {
    if (typeof key !== 'string' || key === '' || key.length > scheduleLimits.keyLength) {
      return fail('schedule/key', `The key of a timer is text of 1 to ${scheduleLimits.keyLength} characters.`);
    }
    const owner = { plugin: plugin.id, orgId };
    const unavailable = (error: unknown): ReturnType<typeof fail> => {
      log.warn('A timer could not be kept', { plugin: plugin.id, error: String(error) });
      return fail('schedule/unavailable', 'The timer could not be kept: the store of timers does not answer. Try again.', {
        retryable: true,
      });
    };
    if (method === 'cancel') return jobs.cancel(owner, key).then(() => ok(undefined), unavailable);
    if (method !== 'at') return fail('capability/no-method', `schedule has no method '${method}'.`);

    if (typeof at !== 'number' || !Number.isFinite(at) || at > Date.now() + scheduleLimits.aheadMs) {
      return fail('schedule/time', 'A timer is set for a moment in epoch milliseconds, at most a year ahead.');
    }
    const declared = registry.plugin(plugin.id)?.package?.manifest.orrery.contributes?.schedule ?? {};
    if (typeof name !== 'string' || !Object.hasOwn(declared, name)) {
      return fail('schedule/undeclared', `${plugin.id} contributes no schedule named '${name}', which the timer would call.`);
    }
    if ((JSON.stringify(data)?.length ?? 0) > scheduleLimits.dataBytes)
      return fail('schedule/too-large', `The data of a timer has at most ${scheduleLimits.dataBytes} bytes.`);
    return jobs.at({ ...owner, key, at, name, data }).then(() => ok(undefined), unavailable);
  };
}
