/** What the builder offers: functions, aggregations and operators, by what they are for. Pure. */
import type { AggregateOperation, BinaryOperation, FunctionOperation, Operation, VisualQuery } from './model.ts';
import { text } from './model.ts';
import { binaryOperators } from './print.ts';

type Group = 'range' | 'overTime' | 'aggregation' | 'math' | 'comparison' | 'time' | 'labels' | 'histogram' | 'other';
export interface Offer {
  readonly id: string;
  readonly group: Group;
  /** What is added to the chain. */
  make(): readonly Operation[];
}

/** A function's other arguments, with what a new one begins with. */
interface Shape {
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

const rangeFunctions: Readonly<Record<string, Shape>> = {
  ...Object.fromEntries(['rate', 'irate', 'increase', 'delta', 'idelta', 'deriv', 'changes', 'resets'].map((name) => [name, {}])),
  predict_linear: { after: ['3600'] },
};
const overTime: Readonly<Record<string, Shape>> = {
  ...Object.fromEntries(
    ['avg', 'min', 'max', 'sum', 'count', 'last', 'present', 'absent', 'stddev', 'stdvar', 'mad'].map((name) => [`${name}_over_time`, {}]),
  ),
  quantile_over_time: { before: ['0.95'] },
};
const plain: Readonly<Record<Exclude<Group, 'range' | 'overTime' | 'aggregation' | 'comparison'>, Readonly<Record<string, Shape>>>> = {
  math: {
    ...Object.fromEntries(['abs', 'ceil', 'floor', 'exp', 'ln', 'log2', 'log10', 'sqrt', 'sgn'].map((name) => [name, {}])),
    round: { after: ['1'] },
    clamp: { after: ['0', '100'] },
    clamp_min: { after: ['0'] },
    clamp_max: { after: ['100'] },
  },
  time: Object.fromEntries(
    ['timestamp', 'minute', 'hour', 'day_of_week', 'day_of_month', 'day_of_year', 'days_in_month', 'month', 'year'].map((name) => [
      name,
      {},
    ]),
  ),
  labels: {
    label_replace: { after: ['"new"', '"$1"', '"old"', '"(.*)"'] },
    label_join: { after: ['"new"', '","', '"first"', '"second"'] },
  },
  histogram: {
    histogram_quantile: { before: ['0.95'] },
    histogram_fraction: { before: ['0', '0.2'] },
    ...Object.fromEntries(
      ['histogram_avg', 'histogram_count', 'histogram_sum', 'histogram_stddev', 'histogram_stdvar'].map((name) => [name, {}]),
    ),
  },
  other: { ...Object.fromEntries(['sort', 'sort_desc', 'absent', 'scalar'].map((name) => [name, {}])) },
};
const aggregations = [
  'sum',
  'avg',
  'min',
  'max',
  'count',
  'group',
  'stddev',
  'stdvar',
  'topk',
  'bottomk',
  'quantile',
  'count_values',
  'limitk',
];
const aggregationParams: Readonly<Record<string, string>> = {
  topk: '5',
  bottomk: '5',
  quantile: '0.95',
  count_values: '"value"',
  limitk: '10',
};
const comparisons = new Set(['==', '!=', '>', '<', '>=', '<=']);

const standardWindow = '$__rate_interval';

export function isRangeFunction(name: string): boolean {
  return name in rangeFunctions || name in overTime;
}
function functionOf(name: string, { before = [], after = [] }: Shape): FunctionOperation {
  return { kind: 'function', name, before: before.map(text), after: after.map(text) };
}
export function aggregationOf(name: string, labels: readonly string[] = []): AggregateOperation {
  const param = aggregationParams[name];
  return {
    kind: 'aggregate',
    name,
    params: param === undefined ? [] : [text(param)],
    ...(labels.length > 0 && { grouping: { mode: 'by' as const, labels } }),
  };
}
export function binaryOf(operator: string, right: VisualQuery = text('1')): BinaryOperation {
  return { kind: 'binary', operator, right };
}
export function withWindow(name: string, shape: Shape = rangeFunctions[name] ?? overTime[name] ?? {}): readonly Operation[] {
  return [{ kind: 'range', window: standardWindow }, functionOf(name, shape)];
}

export const offers: readonly Offer[] = [
  ...Object.entries(rangeFunctions).map(([id, shape]): Offer => ({ id, group: 'range', make: () => withWindow(id, shape) })),
  ...aggregations.map((id): Offer => ({ id, group: 'aggregation', make: () => [aggregationOf(id)] })),
  ...binaryOperators.map((id): Offer => ({ id, group: comparisons.has(id) ? 'comparison' : 'math', make: () => [binaryOf(id)] })),
  ...Object.entries(overTime).map(([id, shape]): Offer => ({ id, group: 'overTime', make: () => withWindow(id, shape) })),
  ...Object.entries(plain).flatMap(([group, functions]) =>
    Object.entries(functions).map(([id, shape]): Offer => ({ id, group: group as Group, make: () => [functionOf(id, shape)] })),
  ),
  { id: 'offset', group: 'time', make: () => [{ kind: 'offset', by: '1h' }] },
];

/** Operations as cards: a window and the function that needs it are one. */
export function cardsOf(operations: readonly Operation[]): { readonly from: number; readonly count: number }[] {
  const cards: { from: number; count: number }[] = [];
  for (let at = 0; at < operations.length; at++) {
    const [one, next] = [operations[at], operations[at + 1]];
    const both = one?.kind === 'range' && next?.kind === 'function';
    cards.push({ from: at, count: both ? 2 : 1 });
    if (both) at++;
  }
  return cards;
}
