/** Few digits for people. */
import { t } from '../text/index.ts';

export function bytes(value: number): string {
  const mega = value / (1 << 20);
  return mega >= 1024 ? `${(mega / 1024).toFixed(1)} GiB` : `${mega >= 10 ? mega.toFixed(0) : mega.toFixed(1)} MiB`;
}

export function lasting(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 90) return t.time.seconds(seconds);
  if (seconds < 90 * 60) return t.time.minutes(Math.round(seconds / 60));
  return seconds < 48 * 3600 ? t.time.hours(Math.round(seconds / 3600)) : t.time.days(Math.round(seconds / 86_400));
}
