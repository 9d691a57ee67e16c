/** Distances in time as people say them: `3 minutes ago`, `in an hour`. */
const day = 86_400_000;
const daysInMonth = 146_097 / 4800;

/** Whole months are counted by the calendar, what is left of them by days. */
export function fromNow(time: number, now: number): string {
  if (!(Math.abs(time) <= 8.64e15) || !(Math.abs(now) <= 8.64e15)) return 'Invalid date';
  const [earlier, later] = time < now ? [time, now] : [now, time];
  const months = wholeMonths(earlier, later);
  const rest = (later - addMonths(earlier, months)) / day;
  const days = Math.round(months * daysInMonth) + rest;
  const allMonths = months + rest / daysInMonth;
  const found = (
    [
      [days * 86_400, 45, 'a few seconds', ''],
      [days * 1440, 45, 'a minute', 'minutes'],
      [days * 24, 22, 'an hour', 'hours'],
      [days, 26, 'a day', 'days'],
      [allMonths, 11, 'a month', 'months'],
      [allMonths / 12, Number.POSITIVE_INFINITY, 'a year', 'years'],
    ] as const
  ).find(([amount, limit]) => Math.round(amount) < limit);
  const [amount = 0, , one = '', many = ''] = found ?? [];
  const text = many === '' || Math.round(amount) <= 1 ? one : `${Math.round(amount)} ${many}`;
  return time > now ? `in ${text}` : `${text} ago`;
}

function wholeMonths(from: number, to: number): number {
  const [start, end] = [new Date(from), new Date(to)];
  const months = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  return addMonths(from, months) > to ? months - 1 : months;
}

/** The same day of a later month, or its last one. */
export function addMonths(time: number, months: number): number {
  const date = new Date(time);
  const dayOfMonth = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(dayOfMonth, last));
  return date.getTime();
}
