/** What the clock says, line by line. Pure. */
import { formatDate } from '@orrery/plugin-sdk/data';
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import { momentOf } from './moment.ts';
import type { ClockOptions, TextLook } from './options.ts';
import { spanText } from './span.ts';
import { t } from './text/index.ts';

export interface Line {
  readonly kind: 'description' | 'time' | 'date' | 'zone';
  readonly text: string;
  readonly look: TextLook;
}

export function zoneOf({ options, timeZone }: Pick<PanelProps<ClockOptions>, 'options' | 'timeZone'>): string {
  const zone = options.timezone || timeZone;
  if (zone === 'browser' || zone === '') return Intl.DateTimeFormat().resolvedOptions().timeZone;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    return 'UTC';
  }
}

export function linesOf(props: PanelProps<ClockOptions>): Line[] {
  const { options, now } = props;
  const zone = zoneOf(props);
  const { descriptionSettings: about, dateSettings: date, timezoneSettings: zones, timeSettings: time } = options;
  const lines: Line[] = [];
  if (about.source === 'input' && about.descriptionText) lines.push({ kind: 'description', text: about.descriptionText, look: about });
  lines.push({ kind: 'time', text: mainText(props, zone), look: time });
  if (date.showDate) lines.push({ kind: 'date', text: formatDate(now, date.dateFormat || 'YYYY-MM-DD', zone), look: date });
  if (zones.showTimezone) lines.push({ kind: 'zone', text: zoneText(zone, now, zones.zoneFormat, props.locale), look: zones });
  return lines;
}

function mainText({ options, now, frames }: PanelProps<ClockOptions>, zone: string): string {
  const { mode, clockType, timeSettings, countdownSettings: down, countupSettings: up } = options;
  if (mode === 'time') {
    const pattern = { '24 hour': 'HH:mm:ss', '12 hour': 'h:mm:ss A', custom: timeSettings.customFormat || 'HH:mm:ss' }[clockType];
    return formatDate(now, pattern ?? 'HH:mm:ss', zone);
  }
  if (mode === 'countdown') {
    const end = momentOf(down.source, down.endCountdownTime, frames, down);
    if (end === undefined) return down.noValueText;
    return end <= now ? down.endText : spanText(end - now, down.customFormat, t.units);
  }
  const begin = momentOf(up.source, up.beginCountupTime, frames, up);
  if (begin === undefined) return up.noValueText;
  return begin > now ? up.beginText : spanText(now - begin, up.customFormat, t.units);
}

function zoneText(zone: string, now: number, format: string, locale: string): string {
  const part = (name: 'longOffset' | 'short' | 'long'): string =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: name }).formatToParts(now).find(({ type }) => type === 'timeZoneName')
      ?.value ?? '';
  const offset = part('longOffset').replace(/^GMT$/, 'GMT+00:00').replace('GMT', '');
  if (format === 'name') return zone;
  if (format === 'nameOffset') return `${zone} (${offset})`;
  if (format === 'offset') return offset;
  if (format === 'abbv') return part('short');
  return `${offset} (${part('short')})`;
}
