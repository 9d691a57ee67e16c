import { formatDate } from '@orrery/plugin-sdk/data';
import { Button, Field, Icon, Input, Key } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { parseCopied, parseTyped, quickRangesOf, readSpan, type TimeText } from '../../model/time.ts';
import { t } from '../../text/index.ts';
import { Calendar } from './calendar.tsx';
import { recentRanges, rememberRange } from './recent.ts';
import { type TimeControlProps, zoneWord } from './time-control.tsx';
import { ZonePicker } from './zone-picker.tsx';

/** Typed ranges first, then the usual ones, then both ends with a calendar; the zone and the keys stand in the foot. */
export function TimePicker({
  time,
  span,
  options,
  dashboard,
  onTime,
  onZone,
  close,
}: TimeControlProps & { close: () => void }): JSX.Element {
  const zone = options.timeZone ?? 'browser';
  const [words, setWords] = useState('');
  const [list, setList] = useState<'quick' | 'recent'>('quick');
  const [zones, setZones] = useState(false);
  const [draft, setDraft] = useState<TimeText>(() => readable(time, zone));
  const [pasteFailed, setPasteFailed] = useState(false);
  const now = useMemo(() => Date.now(), []);

  const problem = (text: string, end: boolean): string | undefined => {
    const probe = end ? { from: '0', to: text } : { from: text, to: text };
    return readSpan(probe, now, options) || (end && readSpan({ from: text, to: text }, now, options)) ? undefined : hint(text);
  };
  const fromProblem = problem(draft.from, false);
  const toProblem = problem(draft.to, true);
  const backwards = !fromProblem && !toProblem && !readSpan(draft, now, options) ? t.time.backwards : undefined;
  const take = (next: TimeText): void => {
    rememberRange(next);
    onTime(next);
    close();
  };
  const typed = parseTyped(words);
  const typedRange = typed && readSpan(typed, now, options) ? typed : undefined;
  const ranges =
    list === 'recent'
      ? recentRanges().map((range) => ({ ...range, display: `${readable(range, zone).from} – ${readable(range, zone).to}` }))
      : quickRangesOf(dashboard);
  const needle = words.trim().toLowerCase();
  const fitting = needle ? ranges.filter(({ display }) => display.toLowerCase().includes(needle)) : ranges;

  const paste = async (): Promise<void> => {
    const copied = await navigator.clipboard.readText().then(parseCopied, () => undefined);
    setPasteFailed(!copied);
    if (copied) setDraft(readable(copied, zone));
  };
  return (
    <>
      <div class="dash-picker-body">
        <div class="dash-quick">
          <Input
            icon="search"
            data-first=""
            aria-label={t.time.type}
            placeholder={t.time.typeHint}
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              // Otherwise the key would go on to the button that has the focus back, and open the box again.
              event.preventDefault();
              const first = typedRange ?? fitting[0];
              if (words.trim() && first) take({ from: first.from, to: first.to });
            }}
          />
          {typedRange && (
            <button type="button" class="dash-range o-on" onClick={() => take(typedRange)}>
              <span class="o-sp">
                {typedRange.from} – {typedRange.to}
              </span>
              <Key>Enter</Key>
            </button>
          )}
          <div class="dash-ranges">
            {fitting.map(({ from, to, display }) => {
              const on = from === time.from && to === time.to;
              return (
                <button
                  key={`${from} ${to}`}
                  type="button"
                  class={`dash-range ${on ? 'o-on' : ''}`}
                  aria-pressed={on}
                  onClick={() => take({ from, to })}
                >
                  <span class="o-sp o-trunc">{t.time.quick[display] ?? display}</span>
                  {on && <Icon name="check" size="s" />}
                </button>
              );
            })}
            {fitting.length === 0 && !typedRange && (
              <p class="dash-options-note">{list === 'recent' && !needle ? t.time.noRecent : t.time.noRange}</p>
            )}
          </div>
          <button type="button" class="dash-range dash-recent" onClick={() => setList(list === 'quick' ? 'recent' : 'quick')}>
            <Icon name={list === 'quick' ? 'rotate-cw' : 'chevron-left'} size="s" />
            <span class="o-sp">{list === 'quick' ? t.time.recent : t.time.usual}</span>
            {list === 'quick' && <Icon name="chevron-right" size="s" />}
          </button>
        </div>
        <form
          class="dash-absolute"
          onSubmit={(event) => {
            event.preventDefault();
            if (!fromProblem && !toProblem && !backwards) take(stored(draft, options, now));
          }}
        >
          <div class="dash-ends">
            <Field label={t.time.from} error={fromProblem}>
              <Input value={draft.from} spellcheck={false} onInput={(event) => setDraft({ ...draft, from: event.currentTarget.value })} />
            </Field>
            <Field label={t.time.to} error={toProblem ?? backwards}>
              <Input value={draft.to} spellcheck={false} onInput={(event) => setDraft({ ...draft, to: event.currentTarget.value })} />
            </Field>
            <div class="dash-picker-buttons">
              <Button type="submit" kind="primary" disabled={Boolean(fromProblem ?? toProblem ?? backwards)}>
                {t.time.apply}
              </Button>
              <Button type="button" kind="ghost" icon="copy" onClick={() => void paste()}>
                {t.time.paste}
              </Button>
            </div>
            <p class="o-help">{pasteFailed ? t.time.pasteFailed : t.time.also}</p>
          </div>
          <Calendar
            span={readSpan(draft, now, options) ?? span}
            zone={zone}
            weekStart={options.weekStart}
            onDays={(from, to) => setDraft({ from: `${from} 00:00:00`, to: `${to} 23:59:59` })}
          />
        </form>
      </div>
      {zones && (
        <ZonePicker
          zone={zone}
          onZone={(next) => {
            setZones(false);
            onZone(next);
          }}
        />
      )}
      <div class="dash-picker-foot">
        <Icon name="compass" size="s" />
        <span>
          {zone === 'browser' ? `${t.time.browserZone} (${Intl.DateTimeFormat().resolvedOptions().timeZone})` : zone},{' '}
          {zoneWord(zone, span.to)}
        </span>
        <button type="button" class="o-btn o-link o-sm" aria-expanded={zones} onClick={() => setZones(!zones)}>
          {t.time.change}
        </button>
        <span class="o-sp" />
        <span class="dash-keys">
          <Key>t</Key>
          <Key>z</Key> {t.time.keyZoom} <Key>t</Key>
          <Key>a</Key> {t.time.keyAbsolute} <Key>t</Key>
          <Key>c</Key> {t.time.keyCopy}
        </span>
      </div>
    </>
  );
}

/** Epoch milliseconds as a date that people can change; everything else as it is. */
function readable({ from, to }: TimeText, zone: string): TimeText {
  const one = (text: string): string => (/^\d{9,}$/.test(text) ? formatDate(Number(text), 'YYYY-MM-DD HH:mm:ss', zone) : text);
  return { from: one(from), to: one(to) };
}

/** Expressions stay, dates become moments: they mean the zone that is chosen now. */
function stored(text: TimeText, options: TimeControlProps['options'], now: number): TimeText {
  const span = readSpan(text, now, options);
  const keeps = (one: string): boolean => one.trim().startsWith('now');
  return {
    from: keeps(text.from) || !span ? text.from.trim() : String(span.from),
    to: keeps(text.to) || !span ? text.to.trim() : String(span.to),
  };
}

/** The first thing that is wrong with a date, in words. */
function hint(text: string): string {
  const date = /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?)(?::(\d\d?)(?::(\d\d?))?)?)?/.exec(text.trim());
  if (!date) return text.trim().startsWith('now') ? t.time.badExpression : t.time.badDate;
  const [, , month, day, hour = '0', minute = '0', second = '0'] = date;
  if (Number(month) < 1 || Number(month) > 12) return t.time.badMonth;
  if (Number(day) < 1 || Number(day) > 31) return t.time.badDay;
  if (Number(hour) > 23) return t.time.badHour;
  return Number(minute) > 59 || Number(second) > 59 ? t.time.badMinute : t.time.badDate;
}
