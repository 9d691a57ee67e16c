/** A scale of values for charts that are not drawn over time: limits, ticks, and where a value stands between 0 and 1. Pure. */
export interface Distribution {
  readonly type: 'linear' | 'log' | 'symlog' | 'ordinal';
  readonly log?: number;
  readonly linearThreshold?: number;
}
export interface ScaleWish {
  /** Limits that hold whatever the data say. */
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Limits that data may pass. */
  readonly softMin?: number | undefined;
  readonly softMax?: number | undefined;
  readonly centeredZero?: boolean | undefined;
  readonly distribution?: Distribution | undefined;
  /** About how many ticks have room. */
  readonly ticks: number;
}
export interface ValueScale {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  /** Distance of ticks; 0 where they have none. */
  readonly step: number;
  place(value: number): number;
}

const headroom = 0.08;

export function valueScale(low: number, high: number, wish: ScaleWish): ValueScale {
  const { distribution, ticks } = wish;
  if (distribution?.type === 'log') return logScale(low, high, wish, distribution.log === 10 ? 10 : 2);
  let from = Math.min(low, wish.softMin ?? Number.POSITIVE_INFINITY);
  let to = Math.max(high, wish.softMax ?? Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(from) || !Number.isFinite(to)) [from, to] = [0, 1];
  const span = to - from || Math.abs(to) || 1;
  if (to > 0 && wish.softMax === undefined) to += span * headroom;
  if (from < 0 && wish.softMin === undefined) from -= span * headroom;
  if (wish.centeredZero) {
    to = Math.max(Math.abs(from), Math.abs(to));
    from = -to;
  }
  from = wish.min ?? from;
  to = wish.max ?? to;
  if (!(from < to)) to = from + Math.max(1, Math.abs(from) * 0.1);
  const step = niceStep((to - from) / Math.max(1, ticks));
  const list: number[] = [];
  for (let tick = Math.ceil(from / step - 1e-9); tick * step <= to + step * 1e-9 && list.length < 100; tick++)
    list.push(clean(tick * step, step));
  const bend =
    distribution?.type === 'symlog' ? (value: number) => Math.asinh(value / (distribution.linearThreshold || 1)) : (value: number) => value;
  const [start, end] = [bend(from), bend(to)];
  return { min: from, max: to, ticks: list, step, place: (value) => (bend(value) - start) / (end - start) };
}

function logScale(low: number, high: number, wish: ScaleWish, base: number): ValueScale {
  const top = Math.max(high, wish.softMax ?? 0);
  const max = wish.max ?? (top > 0 ? base ** Math.ceil(Math.log(top) / Math.log(base) + 1e-9) : 1);
  const bottom = low > 0 ? low : max / base ** 3;
  const min = wish.min && wish.min > 0 ? wish.min : base ** Math.floor(Math.log(Math.min(bottom, max / base)) / Math.log(base) - 1e-9);
  const first = Math.ceil(Math.log(min) / Math.log(base) - 1e-9);
  const last = Math.floor(Math.log(max) / Math.log(base) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, wish.ticks)));
  const ticks: number[] = [];
  for (let power = first; power <= last; power += every) ticks.push(base ** power);
  const span = Math.log(max) - Math.log(min);
  return { min, max, ticks, step: 0, place: (value) => (value > 0 ? (Math.log(value) - Math.log(min)) / span : 0) };
}

/** The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `least`. */
export function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 2.5, 5, 10].find((each) => each * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

function clean(value: number, step: number): number {
  return Number(value.toFixed(Math.max(0, 12 - Math.ceil(Math.log10(step)))));
}
