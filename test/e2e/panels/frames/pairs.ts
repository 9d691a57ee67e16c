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

export const pairSets = {
  prices: [prices],
  speeds: [speeds],
} satisfies Record<string, readonly FrameData[]>;
