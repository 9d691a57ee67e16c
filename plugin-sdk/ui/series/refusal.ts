import type { Refused } from './prepare.ts';
import { t } from './text/index.ts';

/** The sentence for what is missing. */
export function refusal(missing: Refused): string {
  return missing === 'time' ? t.missingTime : t.missingNumber;
}
