import { formatDate } from '@orrery/plugin-sdk/data';
import { Icon, IconButton } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Range } from '../../model/lookup.ts';
import { labelOf, shifted, type TimeOptions, type TimeText, zoomed } from '../../model/time.ts';
import type { Dashboard } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { Popover } from './popover.tsx';

export interface TimeControlProps {
  readonly time: TimeText;
  readonly span: Range;
  readonly options: TimeOptions;
  readonly dashboard: Dashboard;
  readonly onTime: (time: TimeText) => void;
  readonly onZone: (zone: string) => void;
}

/** The range of the page: earlier, what it is, later, wider. Its picker is loaded when it is first opened. */
export function TimeControl(props: TimeControlProps): JSX.Element {
  const { time, span, options, onTime, dashboard } = props;
  const zone = options.timeZone ?? 'browser';
  const near = span.to - span.from < 86_400_000 * 2;
  const pattern = near ? 'HH:mm' : 'MM-DD HH:mm';
  const exact = `${formatDate(span.from, 'YYYY-MM-DD HH:mm:ss', zone)} – ${formatDate(span.to, 'YYYY-MM-DD HH:mm:ss', zone)}`;
  const words = labelOf(time, zone, dashboard);
  const label = t.time.quick[words] ?? words;
  return (
    <div class="dash-group" role="group" aria-label={t.time.range}>
      <IconButton icon="chevron-left" label={t.time.earlier} size="sm" onClick={() => onTime(shifted(span, -1))} />
      <Popover
        label={t.time.pick(label)}
        title={exact}
        saysItself
        class="dash-time"
        boxClass="dash-picker"
        button={
          <>
            <Icon name="clock" size="s" />
            <b>{label}</b>
            {time.from.startsWith('now') && (
              <span class="dash-clock">
                {formatDate(span.from, pattern, zone)} – {formatDate(span.to, pattern, zone)} {zoneWord(zone, span.to)}
              </span>
            )}
            <Icon name="chevron-down" size="xs" />
          </>
        }
      >
        {(close) => <Lazy {...props} close={close} />}
      </Popover>
      <IconButton icon="chevron-right" label={t.time.later} size="sm" onClick={() => onTime(shifted(span, 1))} />
      <IconButton icon="zoom-out" label={t.time.zoomOut} size="sm" onClick={() => onTime(zoomed(span))} />
    </div>
  );
}

function Lazy(props: TimeControlProps & { close: () => void }): JSX.Element {
  const [part, setPart] = useState<{ TimePicker: (props: TimeControlProps & { close: () => void }) => JSX.Element }>();
  useEffect(() => {
    void import('./time-picker.tsx').then(setPart);
  }, []);
  // The box looked for what to focus when it opened, which was before this was there.
  useEffect(() => {
    if (part) document.querySelector<HTMLElement>('.dash-picker:popover-open [data-first]')?.focus();
  }, [part]);
  return part ? <part.TimePicker {...props} /> : <div class="dash-picker-wait" aria-busy="true" />;
}

/** `CET`, or `UTC+1` where the zone has no letters of its own. */
export function zoneWord(zone: string, at: number): string {
  const timeZone = zone === 'browser' || zone === '' ? undefined : zone === 'utc' ? 'UTC' : zone;
  try {
    const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' }).formatToParts(at);
    return parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', 'UTC') ?? zone;
  } catch {
    return zone;
  }
}
