import { formatDate, partsOf } from '@orrery/plugin-sdk/data';
import { IconButton, languageOf } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Range } from '../../model/lookup.ts';
import { t } from '../../text/index.ts';

const firstDays: Readonly<Record<string, number>> = { sunday: 0, monday: 1, saturday: 6 };

/** The first day of a week, 0 for Sunday: as the dashboard says, else as the reader's language has it. */
function weekBegins(weekStart: string | undefined): number {
  const set = weekStart ? firstDays[weekStart] : undefined;
  if (set !== undefined) return set;
  const locale = new Intl.Locale(navigator.language) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } };
  return (locale.getWeekInfo?.().firstDay ?? 7) % 7;
}

/** A month of days: one press sets the start, the second the end. */
export function Calendar({
  span,
  zone,
  weekStart,
  onDays,
}: {
  span: Range;
  zone: string;
  weekStart: string | undefined;
  onDays: (from: string, to: string) => void;
}): JSX.Element {
  const end = partsOf(span.to, zone);
  const [month, setMonth] = useState({ year: end.year, month: end.month });
  const [begun, setBegun] = useState<string>();
  const [from, to] = begun ? [begun, begun] : [formatDate(span.from, 'YYYY-MM-DD', zone), formatDate(span.to, 'YYYY-MM-DD', zone)];
  const first = weekBegins(weekStart);
  const lead = (new Date(Date.UTC(month.year, month.month - 1, 1)).getUTCDay() - first + 7) % 7;
  const days = Array.from({ length: 42 }, (_, index) => new Date(Date.UTC(month.year, month.month - 1, 1 - lead + index)));
  const move = (by: number): void => {
    const next = new Date(Date.UTC(month.year, month.month - 1 + by, 1));
    setMonth({ year: next.getUTCFullYear(), month: next.getUTCMonth() + 1 });
  };
  const pick = (day: string): void => {
    if (!begun) {
      setBegun(day);
      onDays(day, day);
      return;
    }
    setBegun(undefined);
    onDays(...((day < begun ? [day, begun] : [begun, day]) as [string, string]));
  };
  const language = languageOf();
  const title = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(month.year, month.month - 1, 1),
  );
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  return (
    <div class="dash-calendar" role="group" aria-label={title}>
      <div class="dash-month">
        <IconButton icon="chevron-left" size="sm" label={t.time.previousMonth} onClick={() => move(-1)} />
        <b aria-live="polite">{title}</b>
        <IconButton icon="chevron-right" size="sm" label={t.time.nextMonth} onClick={() => move(1)} />
      </div>
      <div class="dash-days">
        {days.slice(0, 7).map((day) => (
          <span key={day.getTime()} aria-hidden="true">
            {weekday.format(day).slice(0, 2)}
          </span>
        ))}
        {days.map((day) => {
          const text = day.toISOString().slice(0, 10);
          const edge = text === from || text === to;
          const inside = text > from && text < to;
          return (
            <button
              key={text}
              type="button"
              aria-label={text}
              aria-pressed={edge || inside}
              class={`${edge ? 'dash-edge' : inside ? 'dash-inside' : ''} ${day.getUTCMonth() + 1 === month.month ? '' : 'dash-other'}`}
              onClick={() => pick(text)}
            >
              {day.getUTCDate()}
            </button>
          );
        })}
      </div>
    </div>
  );
}
