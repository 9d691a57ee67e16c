/**
 * What becomes of plugins that crash: degraded while they back off, active again when they hold, quarantined when they do not.
 * The host's event is the only witness; a plugin that was merely beside a crash keeps its name clean.
 */
import type { Execution } from '../execution/types.ts';
import type { WritableRegistry } from '../registry/registry.ts';
import type { Loader } from './loader.ts';

const crashesAllowed = 5;
const windowMs = 10 * 60_000;
const holdsAfterMs = 60_000;

export function supervise(parts: { registry: WritableRegistry; loader: Loader; execution: Execution; now?: () => number }): () => void {
  const { registry, loader, execution, now = Date.now } = parts;
  const crashes = new Map<string, number[]>();
  const recoveries = new Map<string, NodeJS.Timeout>();

  const end = execution.onEvent((event) => {
    if (event.kind !== 'crash' || !event.guilty) return;
    const record = registry.plugins().find(({ key }) => key === event.key);
    if (!record) return;
    const recent = [...(crashes.get(record.id) ?? []).filter((at) => at > now() - windowMs), now()];
    crashes.set(record.id, recent);
    clearTimeout(recoveries.get(record.id));
    if (recent.length >= crashesAllowed) {
      crashes.delete(record.id);
      void loader.quarantine(record.id, `Stopped after ${recent.length} crashes in ten minutes. The last: ${event.cause}`);
      return;
    }
    registry.move(record.id, 'degraded', event.cause, { restarts: record.restarts + 1 });
    const timer = setTimeout(() => {
      if (registry.plugin(record.id)?.state === 'degraded')
        registry.move(record.id, 'active', `Held for ${holdsAfterMs / 1000} s after: ${event.cause}`);
    }, holdsAfterMs);
    timer.unref();
    recoveries.set(record.id, timer);
  });

  return () => {
    end();
    for (const timer of recoveries.values()) clearTimeout(timer);
  };
}
