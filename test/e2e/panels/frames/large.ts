/** Data that only benches draw: made when asked for. */
import { type FrameData, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';
import { end, start, times, wave } from './made.ts';

const million = 1_000_000;
const kept = new Map<string, readonly FrameData[]>();

export const largeSets = {
  millionPoints: () => [frame([timeField('Time', times(million)), numberField('load', wave(million, 1, 50, 20))])],
  manySeries: () =>
    Array.from({ length: 2_000 }, (_, at) =>
      frame([timeField('Time', times(60)), numberField('Value', wave(60, at + 1, 50 + (at % 40), 12), { labels: { host: `host-${at}` } })]),
    ),
  millionLines: () => [
    frame([
      timeField(
        'Time',
        Float64Array.from({ length: million }, (_, at) => start + ((end - start) * at) / million),
      ),
      stringField(
        'Line',
        Array.from(
          { length: million },
          (_, at) => `level=${['info', 'error', 'debug'][at % 3]} msg="order ${at} placed" took=${at % 900}ms`,
        ),
      ),
    ]),
  ],
  manyRows: () => {
    const rows = 100_000;
    const mixed = (at: number): number => (at * 7_919) % rows;
    return [
      frame([
        timeField(
          'Time',
          Float64Array.from({ length: rows }, (_, at) => start + ((end - start) * at) / rows),
        ),
        stringField(
          'Host',
          Array.from({ length: rows }, (_, at) => `web-${mixed(at)}.${['eu', 'us', 'ap'][at % 3]}`),
        ),
        stringField(
          'State',
          Array.from({ length: rows }, (_, at) => ['ok', 'warn', 'down'][at % 3] as string),
        ),
        numberField(
          'Load',
          Float64Array.from({ length: rows }, (_, at) => mixed(at) / 100),
        ),
      ]),
    ];
  },
} satisfies Record<string, () => readonly FrameData[]>;
export type LargeSet = keyof typeof largeSets;

export function largeSet(name: LargeSet): readonly FrameData[] {
  const made = kept.get(name) ?? largeSets[name]();
  kept.set(name, made);
  return made;
}
