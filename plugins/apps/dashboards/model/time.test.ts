import { describe, expect, test } from 'vitest';
import { panelTime } from './panel-time.ts';
import { refreshChoices, refreshMs } from './refresh.ts';
import { labelOf, parseCopied, parseTyped, readSpan, shifted, spanOf, timeFromQuery, timeOptions, zoomed } from './time.ts';

const now = Date.parse('2026-11-18T14:02:30Z');
const hour = 3_600_000;
const utc = { timeZone: 'utc' } as const;

describe('the time of a page', () => {
  test('is read in the zone, week and fiscal year of the dashboard', () => {
    expect(spanOf({ from: 'now/d', to: 'now/d' }, now, { timeZone: 'Europe/Berlin' })).toEqual({
      from: Date.parse('2026-11-17T23:00:00Z'),
      to: Date.parse('2026-11-18T22:59:59.999Z'),
    });
    expect(spanOf({ from: 'now/w', to: 'now' }, now, { ...utc, weekStart: 'monday' }).from).toBe(Date.parse('2026-11-16T00:00:00Z'));
    expect(spanOf({ from: 'now/fy', to: 'now' }, now, { ...utc, fiscalYearStartMonth: 3 }).from).toBe(Date.parse('2026-04-01T00:00:00Z'));
  });
  test('ends late where the dashboard says that now is late', () => {
    expect(spanOf({ from: 'now-1h', to: 'now' }, now, { ...utc, nowDelay: '1m' })).toEqual({ from: now - hour, to: now - 60_000 });
    expect(spanOf({ from: 'now-1h', to: 'now-5m' }, now, { ...utc, nowDelay: '1m' }).to).toBe(now - 300_000);
  });
  test('falls back to the last hour where the address means nothing', () => {
    expect(readSpan({ from: 'soon', to: 'now' }, now)).toBeUndefined();
    expect(spanOf({ from: 'soon', to: 'now' }, now)).toEqual({ from: now - hour, to: now });
  });
  test('takes the address before the dashboard, and knows centre and width', () => {
    const fallback = { from: 'now-6h', to: 'now' };
    expect(timeFromQuery(new URLSearchParams('from=now-1h'), fallback)).toEqual({ from: 'now-1h', to: 'now' });
    expect(timeFromQuery(new URLSearchParams('from=now&to=now+1h'), fallback)).toEqual({ from: 'now', to: 'now+1h' });
    expect(timeFromQuery(new URLSearchParams('time=1000&time.window=200'), fallback)).toEqual({ from: '900', to: '1100' });
  });
  test('moves by half of itself and doubles round its middle', () => {
    expect(shifted({ from: 0, to: 100 }, -1)).toEqual({ from: '-50', to: '50' });
    expect(zoomed({ from: 100, to: 200 })).toEqual({ from: '50', to: '250' });
  });
  test('has the name of its quick range, of the dashboard where it brings its own', () => {
    expect(labelOf({ from: 'now-6h', to: 'now' }, 'utc', {})).toBe('Last 6 hours');
    const own = { timepicker: { quick_ranges: [{ display: 'Shift', from: 'now-8h', to: 'now' }] } };
    expect(labelOf({ from: 'now-8h', to: 'now' }, 'utc', own)).toBe('Shift');
    expect(timeOptions({ uid: '', title: '', timezone: 'utc' }, 'Asia/Tokyo').timeZone).toBe('Asia/Tokyo');
  });
});

describe('a typed range', () => {
  test.each([
    ['3h', { from: 'now-3h', to: 'now' }],
    ['last 90 min', { from: 'now-90m', to: 'now' }],
    ['letzte 2 Tage', { from: 'now-2d', to: 'now' }],
    ['6 months', { from: 'now-6M', to: 'now' }],
    ['yesterday', { from: 'now-1d/d', to: 'now-1d/d' }],
    ['now-2d to now-1d', { from: 'now-2d', to: 'now-1d' }],
    ['now/w', { from: 'now/w', to: 'now' }],
  ])('%s', (typed, expected) => expect(parseTyped(typed)).toEqual(expected));
  test('yesterday 9-17 means those hours of yesterday', () => {
    const typed = parseTyped('yesterday 9-17');
    expect(typed && readSpan(typed, now, utc)).toEqual({
      from: Date.parse('2026-11-17T09:00:00Z'),
      to: Date.parse('2026-11-17T16:59:59.999Z'),
    });
  });
  test('that is none is none', () => expect(parseTyped('breakfast')).toBeUndefined());
});

test('a copied range is JSON, an address, or one moment with half an hour around', () => {
  expect(parseCopied('{"from":"now-1h","to":"now"}')).toEqual({ from: 'now-1h', to: 'now' });
  expect(parseCopied('https://x.example/d/a?from=10&to=20')).toEqual({ from: '10', to: '20' });
  expect(parseCopied('2026-11-18T14:00:00Z')).toEqual({
    from: String(Date.parse('2026-11-18T13:30:00Z')),
    to: String(Date.parse('2026-11-18T14:30:00Z')),
  });
  expect(parseCopied('hello')).toBeUndefined();
});

describe('the time of a panel', () => {
  const page = { from: now - 6 * hour, to: now };
  const relative = { from: 'now-6h', to: 'now' };
  test('is its own length while the page is relative, and the page’s otherwise', () => {
    expect(panelTime({ timeFrom: '1h' }, page, relative, now, utc)).toMatchObject({ range: { from: now - hour, to: now }, own: '1h' });
    expect(panelTime({ timeFrom: '1h' }, page, { from: String(page.from), to: String(page.to) }, now, utc)).toMatchObject({
      range: page,
      own: '',
    });
  });
  test('is shifted back after that', () => {
    expect(panelTime({ timeFrom: '1h', timeShift: '1d' }, page, relative, now, utc).range).toEqual({
      from: now - 25 * hour,
      to: now - 24 * hour,
    });
  });
  test('says which text means nothing', () => {
    expect(panelTime({ timeFrom: 'x' }, page, relative, now, utc)).toMatchObject({ range: page, invalid: 'timeFrom' });
    expect(panelTime({ timeShift: 'x' }, page, relative, now, utc)).toMatchObject({ range: page, invalid: 'timeShift' });
  });
});

describe('refreshing', () => {
  test('offers nothing below what the server allows', () => {
    expect(refreshChoices({}, '30s')).toEqual(['30s', '1m', '5m', '15m', '30m', '1h', '2h', '1d']);
    expect(refreshChoices({ timepicker: { refresh_intervals: ['1s', '7m'] } }, '5s')).toEqual(['7m']);
  });
  test('never happens more often than the server allows, however it was written', () => {
    expect(refreshMs('1s', { from: 0, to: hour }, 1000, '5s')).toBe(5000);
    expect(refreshMs('auto', { from: 0, to: 24 * hour }, 1440, '5s')).toBe(60_000);
    expect(refreshMs('', { from: 0, to: hour }, 1000, '5s')).toBeUndefined();
  });
});
