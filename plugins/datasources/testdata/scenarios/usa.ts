/** The states of the USA, as every kind of frame that panels meet. */
import type { FrameData, TimeRange } from '@orrery/plugin-sdk';
import { frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data/build';
import { bounded, stepOf, type TestQuery, timesOf } from '../query.ts';
import { seedOf } from '../random.ts';
import { type State, states } from '../states.ts';
import type { Scenarios } from './scenario.ts';

const periods: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

export const usa: Scenarios = {
  usa: (query, range) => {
    const { mode = 'values-as-rows', period = '30m', fields = ['foo', 'bar', 'baz'], states: wanted = [] } = query.usa ?? {};
    const names = fields.slice(0, 20).map(String);
    const chosen = wanted.length > 0 ? states.filter(({ name, short }) => wanted.includes(name) || wanted.includes(short)) : states;
    const [, count, unit] = /^(\d+)([smhd])$/.exec(period) ?? [];
    const every = Number(count) * (periods[unit ?? ''] ?? 0) || 1_800_000;
    const value = (name: string, state: State, at: number): number =>
      Math.sin((at / every) * 2 * Math.PI + (seedOf(name + state.short) % 628) / 100) * 50 + 50;
    return made(mode, query, range, chosen, names, value);
  },
};

type ValueOf = (field: string, state: State, at: number) => number;

function made(
  mode: string,
  query: TestQuery,
  range: TimeRange,
  chosen: readonly State[],
  names: readonly string[],
  value: ValueOf,
): FrameData[] {
  const { refId } = query;
  const column = (name: string, at: number): Float64Array => Float64Array.from(chosen, (state) => value(name, state, at));
  const labels = ({ short }: State): Record<string, string> => ({ state: short });
  const one = (name: string, state: State) => Float64Array.of(value(name, state, range.to));
  const most = bounded(query.maxDataPoints, 2_000, 100);
  const times = timesOf(range, stepOf(query, range, most), most);
  const over = (name: string, state: State): Float64Array => times.map((at) => value(name, state, at));
  switch (mode) {
    case 'values-as-fields':
      return names.map((name) =>
        frame(
          chosen.map((state) => numberField(state.name, one(name, state))),
          { name, refId },
        ),
      );
    case 'values-as-labeled-fields':
      return names.map((name) =>
        frame(
          chosen.map((state) => numberField(name, one(name, state), { labels: labels(state) })),
          { name, refId },
        ),
      );
    case 'timeseries':
      return names.flatMap((name) =>
        chosen.map((state) =>
          frame([timeField('time', times), numberField(name, over(name, state), { labels: labels(state) })], {
            name,
            refId,
            meta: { type: 'timeseries-multi' },
          }),
        ),
      );
    case 'timeseries-wide':
      return [
        frame(
          [
            timeField('time', times),
            ...names.flatMap((name) => chosen.map((state) => numberField(name, over(name, state), { labels: labels(state) }))),
          ],
          {
            refId,
            meta: { type: 'timeseries-wide' },
          },
        ),
      ];
    default:
      return [
        frame(
          [
            stringField(
              'state',
              chosen.map(({ name }) => name),
            ),
            ...names.map((name) => numberField(name, column(name, range.to))),
          ],
          { refId },
        ),
      ];
  }
}
