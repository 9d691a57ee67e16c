/** Where values stand: places along the axis that are drawn evenly, its ends and its ticks. Pure. */
import { shown } from '@orrery/plugin-sdk/data';
import { niceStep } from '@orrery/plugin-sdk/ui';
import type { HeatmapOptions } from '../options.ts';
import type { Grid } from './grid.ts';

export interface Places {
  place(value: number): number;
  readonly from: number;
  readonly to: number;
  /** Place and text of each tick that has room. */
  ticks(most: number): { readonly at: number; readonly text: string }[];
}

export function placesOf(grid: Grid, { yAxis }: HeatmapOptions, zoom?: readonly [number, number]): Places {
  const [min, max] = [limit(yAxis.min), limit(yAxis.max)];
  if (grid.names) return zoomed(named(grid, min, max), zoom);
  let [low, high, least] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { cells } of grid.columns)
    for (const cell of cells) {
      low = Math.min(low, cell.low);
      high = Math.max(high, cell.high);
      if (cell.high > 0) least = Math.min(least, cell.low > 0 ? cell.low : cell.high);
    }
  if (!(low < high)) [low, high] = [Number.isFinite(low) ? low - 1 : 0, Number.isFinite(high) ? high + 1 : 1];
  low = Math.min(low, yAxis.axisSoftMin ?? low);
  high = Math.max(high, yAxis.axisSoftMax ?? high);
  if (yAxis.axisCenteredZero) [low, high] = [-Math.max(Math.abs(low), Math.abs(high)), Math.max(Math.abs(low), Math.abs(high))];
  const [from, to] = [min ?? low, max ?? high];
  const { type, log = 2, linearThreshold } = grid.distribution;
  const place = bend(type, log, linearThreshold ?? (Number.isFinite(least) ? least : 1), low, least);
  const text = (value: number): string => {
    const written = grid.value.display(value);
    return shown(
      grid.value.config.decimals === undefined
        ? { ...written, text: written.text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') }
        : written,
    );
  };
  const base = {
    place,
    from: place(from),
    to: place(to),
    ticks: (most: number) => tickValues(type, log, from, to, least, most).map((value) => ({ at: place(value), text: text(value) })),
  };
  return zoomed(base.from < base.to ? base : { ...base, to: base.from + 1 }, zoom);
}

function limit(given: number | string | undefined): number | undefined {
  const value = given === '' || given === null || given === undefined ? Number.NaN : Number(given);
  return Number.isFinite(value) ? value : undefined;
}

/** Rows of names; limits count rows where the names are numbers too. */
function named({ names = [], namesAt }: Grid, min: number | undefined, max: number | undefined): Places {
  const bounds = names.map((name) => Number.parseFloat(name.replace(/^\+?inf.*$/i, 'Infinity')));
  const first = min === undefined ? -1 : bounds.findIndex((bound) => bound >= min);
  const last = max === undefined ? -1 : bounds.findLastIndex((bound) => bound <= max);
  const shift = namesAt === 'upper' ? 1 : namesAt === 'lower' ? 0 : 0.5;
  return {
    place: (value) => value,
    from: Math.max(first, 0),
    to: last >= 0 ? Math.max(last + 1, Math.max(first, 0) + 1) : names.length,
    ticks: (most) => {
      const every = Math.max(1, Math.ceil(names.length / Math.max(1, most)));
      return names.flatMap((text, row) => ((names.length - 1 - row) % every === 0 ? [{ at: row + shift, text }] : []));
    },
  };
}

function bend(type: string, base: number, threshold: number, low: number, least: number): (value: number) => number {
  if (type === 'symlog' || (type === 'log' && low < -least)) return (value) => Math.asinh(value / (threshold || 1));
  if (type !== 'log') return (value) => value;
  // Zero has no logarithm: its bucket stands one step below the lowest that has one.
  const floor = Math.log(least) - Math.log(base);
  return (value) => (value > 0 ? Math.max(floor, Math.log(value)) : floor);
}

function tickValues(type: string, base: number, from: number, to: number, least: number, most: number): number[] {
  const ticks: number[] = [];
  if (type === 'log' && from >= -least) {
    const first = Math.ceil(Math.log(Math.max(from, least)) / Math.log(base) - 1e-9);
    const last = Math.floor(Math.log(to) / Math.log(base) + 1e-9);
    const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, most)));
    for (let power = first; power <= last; power += every) ticks.push(base ** power);
    return from <= 0 && ticks.length > 0 ? [0, ...ticks] : ticks;
  }
  const step = niceStep((to - from) / Math.max(1, most));
  for (let at = Math.ceil(from / step - 1e-9); at * step <= to + step * 1e-9 && ticks.length < 100; at++)
    ticks.push(Number((at * step).toPrecision(12)));
  return ticks;
}

function zoomed(places: Places, zoom: readonly [number, number] | undefined): Places {
  return zoom ? { ...places, from: Math.max(places.from, zoom[0]), to: Math.min(places.to, zoom[1]) } : places;
}
