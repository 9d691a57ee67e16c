import type { Failure } from '@orrery/plugin-sdk';

/** What was thrown as plain data of known size: a coded failure as it is, anything else as the plugin's. */
export function failureOf(error: unknown): Failure {
  const given = error as Partial<Failure> | null;
  if (typeof given?.code === 'string' && typeof given.message === 'string') {
    return {
      code: given.code,
      message: given.message.slice(0, 4_000),
      retryable: given.retryable === true,
      ...(given.detail && { detail: given.detail }),
    };
  }
  return { code: 'plugin/threw', message: error instanceof Error ? error.message : String(error), retryable: false };
}
