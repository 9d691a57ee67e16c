/** Point `schedule`: work at start, at intervals or by cron, run once in the whole cluster unless it says otherwise. */
import type { CallContext } from './context.ts';

export interface ScheduleDeclaration {
  /** `start`: after activation. Interval in seconds, or a five-field cron expression in UTC. */
  readonly when: 'start' | { readonly everySeconds: number } | { readonly cron: string };
  /** `cluster` (default): one instance holds the lease. `instance`: everywhere. */
  readonly runs?: 'cluster' | 'instance';
}
export type ScheduleHandler = (context: CallContext) => void | Promise<void>;
