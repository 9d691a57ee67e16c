/** What happens to plugins while they run, in words: the log, the counts, and for what was denied the audit trail. */
import type { Audit } from './access/types.ts';
import type { HostEvent } from './execution/types.ts';
import type { Logger, Metrics } from './observe/types.ts';
import { pluginOf } from './registry/key.ts';

export interface HostEventParts {
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'denial' | 'restart'>;
  readonly audit: Pick<Audit, 'note'>;
}

export function tellHostEvents({ log, metrics, audit }: HostEventParts): (event: HostEvent) => void {
  return (event) => {
    if (event.kind === 'host') {
      const { host, state, cause, ms } = event;
      log[state === 'killed' ? 'error' : 'info'](`host ${host} ${state}: ${cause}`, ms === undefined ? {} : { ms });
      return;
    }
    const plugin = pluginOf(event.key);
    if (event.kind === 'denied') {
      const { capability, code, message, principal, requestId } = event;
      metrics.denial(plugin, capability);
      log.warn(message, { plugin, code, requestId });
      audit.note({
        requestId,
        principal: `plugin:${plugin}`,
        orgId: principal.orgId,
        action: `capability:${capability}`,
        scope: '',
        outcome: 'denied',
        detail: { code, message, caller: principal.key },
      });
    } else if (event.kind === 'crash') {
      metrics.restart(plugin);
      log.error(`${plugin} was stopped: ${event.cause}`, { plugin });
    } else {
      const { capability, method, error } = event;
      log.error('A capability failed', { plugin, capability, method, error: error instanceof Error ? error.stack : String(error) });
    }
  };
}
