import type { Prepared } from './prepare.ts';

/** Samples that are traced in one task without anybody noticing. */
const mostAtOnce = 40_000;

/** Whether drawing all at once would be felt. A line costs no more samples than there are pixels to tell them apart. */
export function isHeavy({ series, times }: Pick<Prepared, 'series' | 'times'>, width: number): boolean {
  let shown = 0;
  for (const { visible, painted } of series) if (visible && !painted) shown++;
  return shown > 1 && shown * Math.min(times.length, width * 2) > mostAtOnce;
}
