/** A panel's own time: a length of its own, a shift back, and the words for both. */
import type { Range } from './lookup.ts';
import { isRelative, readSpan, type TimeOptions, type TimeText } from './time.ts';
import type { PanelModel } from './types.ts';

export interface PanelTime {
  readonly range: Range;
  /** What the header says of it; empty where it says nothing. */
  readonly own: string;
  readonly shift: string;
  /** Set where an expression means nothing. */
  readonly invalid?: 'timeFrom' | 'timeShift';
}

/** `timeFrom` holds only while the page's time is relative: an absolute one was chosen to be seen. */
export function panelTime(
  panel: Pick<PanelModel, 'timeFrom' | 'timeShift'>,
  page: Range,
  text: TimeText,
  now: number,
  options: TimeOptions,
): PanelTime {
  const { timeFrom, timeShift } = panel;
  let range = page;
  let own = '';
  if (timeFrom && isRelative(text.from)) {
    const whole = isRelative(timeFrom);
    const wanted = whole ? { from: timeFrom, to: timeFrom.includes('/') ? timeFrom : 'now' } : { from: `now-${timeFrom}`, to: 'now' };
    const found = readSpan(wanted, now, options);
    if (!found) return { range, own: '', shift: '', invalid: 'timeFrom' };
    range = found;
    own = timeFrom;
  }
  if (!timeShift) return { range, own, shift: '' };
  const back = { from: `now-${timeShift}`, to: `now-${timeShift}` };
  const [start, end] = [readSpan(back, range.from, options), readSpan(back, range.to, options)];
  if (!start || !end) return { range, own, shift: '', invalid: 'timeShift' };
  return { range: { from: start.from, to: end.to }, own, shift: timeShift };
}
