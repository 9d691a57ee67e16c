/** How often a timer that failed is asked again, and when. */
export const maxAttempts = 5;

/** 2 s, 4 s, 8 s, 16 s after the first, second, third, fourth failure. */
export function backoffMs(attempts: number): number {
  return 1_000 * 2 ** attempts;
}
