import { type FrameData, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';
import { minute, start, wave } from './made.ts';

const count = 40;
const close = wave(count, 3, 50, 12);
const open = close.map((_, at) => (at === 0 ? 48 : at % 7 === 0 ? close[at]! : close[at - 1]! + ((at * 13) % 5) - 2));
const prices = frame([
  timeField(
    'time',
    Float64Array.from({ length: count }, (_, at) => start + at * 1.5 * minute),
  ),
  numberField('open', open),
  numberField(
    'high',
    open.map((value, at) => Math.max(value, close[at]!) + 3),
  ),
  numberField(
    'low',
    open.map((value, at) => Math.min(value, close[at]!) - 3),
  ),
  numberField('close', close),
  numberField(
    'volume',
    wave(count, 9, 400, 150).map((value) => Math.max(20, value)),
  ),
  numberField('average', wave(count, 3, 50, 8)),
]);
const speeds = frame([
  numberField(
    'speed',
    Float64Array.from({ length: 41 }, (_, at) => at * 5),
  ),
  numberField(
    'power',
    Float64Array.from({ length: 41 }, (_, at) => at ** 2 / 10),
    { config: { unit: 'kwatt' } },
  ),
  numberField('noise', wave(41, 2, 60, 10)),
  stringField(
    'gear',
    Array.from({ length: 41 }, (_, at) => `gear ${(at % 5) + 1}`),
  ),
]);

const sixTimes = timeField(
  'Time',
  Float64Array.from({ length: 6 }, (_, at) => start + at * 10 * minute),
);
/** What closed is painted; the other field is a series. */
const closeFew = frame([
  sixTimes,
  numberField('close', Float64Array.of(50, 52, 51, 49, 50, 53)),
  numberField('few', Float64Array.of(12, 40, 25, 66, 48, 80)),
]);
const closeGaps = frame([
  timeField(
    'Time',
    Float64Array.from({ length: 61 }, (_, at) => start + at * minute),
  ),
  numberField('close', wave(61, 2, 50, 5)),
  numberField('sparse', wave(61, 1, 50, 20), {
    nulls: Uint8Array.from({ length: 61 }, (_, at) => (at === 30 || at === 44 || at === 45 || (at > 13 && at < 19) ? 1 : 0)),
  }),
]);
const rising = Array.from({ length: 41 }, (_, at) => at).filter((at) => at < 15 || at > 24);
const speedGaps = frame([
  numberField(
    'speed',
    Float64Array.from(rising, (at) => at * 5),
  ),
  numberField(
    'power',
    Float64Array.from(rising, (at) => at ** 2 / 10),
    { nulls: Uint8Array.from(rising, (at) => (at === 5 || at === 6 || at === 30 ? 1 : 0)) },
  ),
]);

export const pairSets = {
  closeFew: [closeFew],
  closeGaps: [closeGaps],
  speedGaps: [speedGaps],
  prices: [prices],
  speeds: [speeds],
} satisfies Record<string, readonly FrameData[]>;
