/**
 * `schedule`: timers made at run time that survive restarts and run once in the cluster. Fixed jobs are contributions of point `schedule`.
 * Failures (thrown): `schedule/undeclared`, `schedule/time`, `schedule/too-large` (32 kB), `schedule/unavailable` (retryable). A handler that throws is
 * asked again after 2, 4, 8 and 16 s. On the wire: these method names and arguments.
 */
export type ScheduleRequest = true;
export interface Schedule {
  /** Calls the schedule contribution `name` once at `at` (epoch ms), in the organisation of this call, with `key`, `at` and `data` as `context.job`. The same key replaces. */
  at(key: string, at: number, name: string, data?: unknown): Promise<void>;
  cancel(key: string): Promise<void>;
}
