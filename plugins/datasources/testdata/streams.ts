/** Streams by path: random values, signals, log lines, simulations. What a path may ask for is bounded as a query is. */
import type { FrameData } from '@orrery/plugin-sdk';
import { field, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data/build';
import { randomOf, seedOf } from './random.ts';
import { simulated, simulations } from './scenarios/simulation.ts';

/** The live channel of a path of this data source. */
export function streamChannel(uid: string, path: string): string {
  return `stream/${uid}/${path}`;
}

interface Stream {
  readonly everyMs: number;
  next(now: number): FrameData;
}

const named: Readonly<Record<string, () => Stream>> = {
  'random-2s-stream': () => values(2_000, 1),
  'random-20Hz-stream': () => values(50, 1),
  'random-flakey-stream': () => values(100, 1, 0.75),
  'random-labeled-stream': () => values(2_000, 3),
};
export const streamNames = Object.keys(named);

/** Undefined for a path there is no stream at. */
export function streamOf(path: string): Stream | undefined {
  if (Object.hasOwn(named, path)) return named[path]?.();
  const [kind = '', ...rest] = path.split('/');
  const number = (index: number, otherwise: number, least: number, most: number): number => {
    const given = Number(rest[index] ?? Number.NaN);
    return Math.min(Math.max(Number.isFinite(given) ? given : otherwise, least), most);
  };
  if (kind === 'signal')
    return signal(number(0, 250, 20, 60_000), number(1, 3.5, 0, 1e6), number(2, 2.2, 0, 1e6), Math.floor(number(3, 1, 0, 10)));
  if (kind === 'logs') return logs(number(0, 250, 20, 60_000));
  if (kind === 'simulation' && simulations.includes(rest[0] ?? '')) {
    const tick = number(1, 10, 0.01, 20);
    return { everyMs: 1000 / tick, next: (now) => simulated(rest[0] as string, {}, { from: now, to: now }, 1) };
  }
  return undefined;
}

function values(everyMs: number, series: number, missing = 0): Stream {
  const random = randomOf(seedOf(`${everyMs} ${series}`) ^ (Date.now() >>> 4));
  const now: number[] = Array.from({ length: series }, () => 50);
  return {
    everyMs,
    next: (time) =>
      frame(
        [
          timeField('Time', Float64Array.of(time)),
          ...now.map((value, index) => {
            now[index] = value + (random() - 0.5) * 4;
            const nulls = random() < missing ? { nulls: Uint8Array.of(1) } : {};
            return numberField('Value', Float64Array.of(now[index] as number), {
              ...(series > 1 && { labels: { sensor: String.fromCharCode(65 + index) } }),
              ...nulls,
            });
          }),
        ],
        { name: 'random' },
      ),
  };
}

/** A value, and bands around it. */
function signal(everyMs: number, spread: number, noise: number, bands: number): Stream {
  const random = randomOf(Date.now() >>> 4);
  let value = random() * 100;
  return {
    everyMs,
    next(time) {
      value += (random() - 0.5) * spread;
      const around = Array.from({ length: bands }, (_, index) => {
        const wide = noise * (index + 1) * random();
        return [
          numberField(`Min${index + 1}`, Float64Array.of(value - wide)),
          numberField(`Max${index + 1}`, Float64Array.of(value + wide)),
        ];
      });
      return frame([timeField('Time', Float64Array.of(time)), numberField('Value', Float64Array.of(value)), ...around.flat()], {
        name: 'signal',
      });
    },
  };
}

function logs(everyMs: number): Stream {
  const random = randomOf(Date.now() >>> 4);
  return {
    everyMs,
    next(time) {
      const level = ['info', 'info', 'warn', 'error', 'debug'][Math.floor(random() * 5)] as string;
      return frame(
        [
          timeField('time', Float64Array.of(time)),
          stringField('line', [`level=${level} msg="request served" duration=${Math.round(random() * 900)}ms`]),
          field('labels', 'other', 'json.RawMessage', [{ level }]),
        ],
        {
          name: 'logs',
          meta: { preferredVisualisationType: 'logs' },
        },
      );
    },
  };
}
