/** The bus inside one process; the one on Redis delivers through it too. A listener that throws is the listener's bug, not its neighbours'. */
import type { Bus, ClusterLog } from './types.ts';

export function createLocalBus(log: ClusterLog): Bus {
  const topics = new Map<string, Set<(message: unknown) => void>>();
  return {
    publish(topic, message) {
      for (const listener of [...(topics.get(topic) ?? [])]) {
        try {
          listener(message);
        } catch (error) {
          log.error('A listener of the bus threw', { topic, error: String(error) });
        }
      }
    },
    subscribe(topic, listener) {
      // Wrapped, so that the same function given twice is two subscriptions with two ends.
      const entry = (message: unknown) => listener(message);
      const listeners = topics.get(topic) ?? new Set();
      topics.set(topic, listeners.add(entry));
      return () => {
        listeners.delete(entry);
        if (listeners.size === 0 && topics.get(topic) === listeners) topics.delete(topic);
      };
    },
  };
}
