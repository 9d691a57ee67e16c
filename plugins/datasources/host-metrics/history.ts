/** The last hour, a reading each five seconds and more often at the beginning, in memory: a range is answered from here at once. */
import type { RawReading, Reading } from './sample.ts';

export const everyMs = 5_000;
const keptMs = 3_600_000;

export interface Point {
  readonly at: number;
  readonly metrics: Reading;
}

export class History {
  readonly #points: Point[] = [];
  #last: RawReading | undefined;

  add(reading: RawReading): Point {
    const point = { at: reading.at, metrics: { ...reading.gauges, ...rates(reading, this.#last) } };
    this.#last = reading;
    this.#points.push(point);
    while ((this.#points[0]?.at ?? 0) < reading.at - keptMs) this.#points.shift();
    return point;
  }
  between(from: number, to: number): readonly Point[] {
    return this.#points.filter(({ at }) => at >= from && at <= to);
  }
  get latest(): Point | undefined {
    return this.#points.at(-1);
  }
}

/** Per second; processor time in percent, of all processors or, for a process, of one. A counter that fell was started anew and gives nothing. */
function rates(now: RawReading, before: RawReading | undefined): Reading {
  if (!before) return {};
  const seconds = (now.at - before.at) / 1000;
  if (seconds <= 0) return {};
  // The clock of the processors and ours are not read at one moment: what they counted may be more than the time between.
  const counted = Object.entries(now.counters.cpu ?? {}).map(([mode, ms]) => Math.max(0, ms - (before.counters.cpu?.[mode] ?? ms)));
  const whole = Math.max(
    1000 * seconds,
    counted.reduce((sum, ms) => sum + ms, 0),
  );
  return Object.fromEntries(
    Object.entries(now.counters).map(([metric, series]) => [
      metric,
      Object.fromEntries(
        Object.entries(series).flatMap(([name, value]) => {
          const grown = value - (before.counters[metric]?.[name] ?? value);
          if (grown < 0 || (metric === 'cpu' && name === 'idle')) return [];
          if (metric === 'cpu') return [[name, (100 * grown) / whole]];
          return [[name, metric === 'process_cpu' ? grown / seconds / 10 : grown / seconds]];
        }),
      ),
    ]),
  );
}
