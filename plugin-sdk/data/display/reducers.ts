/** Reducers: one value for a whole column. Ids, names and corner cases are Grafana's (spec dashboards.md 7.1). */

import type { FieldData } from '../frame.ts';
import { own } from '../own.ts';
import { isNull, rawAt } from './values.ts';

export interface ReducerInfo {
  readonly name: string;
  /** Whether the result has the field's unit. */
  readonly keepsUnit: boolean;
  /** Comes out of one pass with the others. */
  readonly standard: boolean;
}

/** Per reducer the name shown in legends and what its result is. */
export const reducerInfo: Readonly<Record<string, ReducerInfo>> = {
  lastNotNull: { name: 'Last *', keepsUnit: true, standard: true },
  last: { name: 'Last', keepsUnit: true, standard: true },
  firstNotNull: { name: 'First *', keepsUnit: true, standard: true },
  first: { name: 'First', keepsUnit: true, standard: true },
  min: { name: 'Min', keepsUnit: true, standard: true },
  max: { name: 'Max', keepsUnit: true, standard: true },
  mean: { name: 'Mean', keepsUnit: true, standard: true },
  median: { name: 'Median', keepsUnit: true, standard: false },
  variance: { name: 'Variance', keepsUnit: true, standard: false },
  stdDev: { name: 'StdDev', keepsUnit: true, standard: false },
  sum: { name: 'Total', keepsUnit: true, standard: true },
  count: { name: 'Count', keepsUnit: false, standard: true },
  countAll: { name: 'Count all', keepsUnit: false, standard: false },
  range: { name: 'Range', keepsUnit: true, standard: true },
  delta: { name: 'Delta', keepsUnit: true, standard: true },
  step: { name: 'Step', keepsUnit: true, standard: true },
  diff: { name: 'Difference', keepsUnit: true, standard: true },
  logmin: { name: 'Min (above zero)', keepsUnit: true, standard: true },
  allIsZero: { name: 'All Zeros', keepsUnit: true, standard: true },
  allIsNull: { name: 'All Nulls', keepsUnit: false, standard: true },
  changeCount: { name: 'Change Count', keepsUnit: false, standard: false },
  distinctCount: { name: 'Distinct Count', keepsUnit: false, standard: false },
  diffperc: { name: 'Difference percent', keepsUnit: false, standard: true },
  allValues: { name: 'All values', keepsUnit: false, standard: false },
  uniqueValues: { name: 'All unique values', keepsUnit: false, standard: false },
};
const aliases: Readonly<Record<string, string>> = { current: 'lastNotNull', avg: 'mean', total: 'sum' };
const percentile = /^p([1-9]\d?)$/;

export function reducerId(id: string): string {
  return own(aliases, id) ?? id;
}
export function reducerName(id: string): string {
  const rank = percentile.exec(id)?.[1];
  return rank ? `${rank}${ordinal(Number(rank))} %` : (own(reducerInfo, reducerId(id))?.name ?? id);
}
function ordinal(rank: number): string {
  const teen = rank % 100 > 10 && rank % 100 < 14;
  return (!teen && ['th', 'st', 'nd', 'rd'][rank % 10]) || 'th';
}

const emptyResults: Readonly<Record<string, unknown>> = { sum: 0, count: 0, countAll: 0, allIsZero: false, allIsNull: true };

/** The value of one reducer over a field; undefined where an empty field has none, null where all values are null. */
export function reduceField(field: FieldData, reducer: string): unknown {
  const id = reducerId(reducer);
  const { length } = field.values;
  if (length === 0) return own(emptyResults, id);
  const mode = field.config?.nullValueMode as string | undefined;
  const ignoreNulls = mode === undefined || mode === 'connected' || mode === 'ignore';
  switch (id) {
    case 'last':
      return rawAt(field, length - 1);
    case 'first':
      return rawAt(field, 0);
    case 'lastNotNull':
      for (let row = length - 1; row >= 0; row--) if (hasValue(field, row)) return rawAt(field, row);
      return null;
    case 'firstNotNull':
      for (let row = 0; row < length; row++) if (hasValue(field, row)) return rawAt(field, row);
      return null;
    case 'countAll':
      return length;
    case 'allValues':
      return valuesOf(field, false);
    case 'uniqueValues':
      return [...new Set(valuesOf(field, false))];
    case 'distinctCount':
      return new Set(valuesOf(field, ignoreNulls, mode)).size;
    case 'changeCount': {
      const values = valuesOf(field, ignoreNulls, mode);
      return values.reduce((changes: number, value, at) => (at > 0 && value !== values[at - 1] ? changes + 1 : changes), 0);
    }
  }
  const rank = percentile.exec(id)?.[1];
  if (rank || id === 'median') {
    const values = (valuesOf(field, ignoreNulls, mode) as number[]).sort((a, b) => a - b);
    if (rank) return values[Math.round(((values.length - 1) * Number(rank)) / 100)];
    const present = ignoreNulls ? values.filter((value) => value !== undefined) : values;
    const half = Math.floor(present.length / 2);
    return present.length % 2 === 1 ? present[half] : (present[half - 1]! + present[half]!) / 2;
  }
  if (id === 'variance' || id === 'stdDev') {
    const variance = varianceOf(field);
    return id === 'variance' ? variance : Math.sqrt(variance);
  }
  return own(statistics(field, mode, ignoreNulls), id);
}

function hasValue(field: FieldData, row: number): boolean {
  return !isNull(field, row) && !Number.isNaN(field.values[row]);
}

function valuesOf(field: FieldData, ignoreNulls: boolean, mode?: string): unknown[] {
  const values: unknown[] = [];
  for (let row = 0; row < field.values.length; row++) {
    const value = rawAt(field, row);
    if (value === null && mode === 'null as zero') values.push(0);
    else if (value !== null || !ignoreNulls) values.push(value);
  }
  return values;
}

/** Of the whole population, in one pass that loses nothing to large means. */
function varianceOf(field: FieldData): number {
  let mean = 0;
  let squares = 0;
  let count = 0;
  if (field.type !== 'number' && field.type !== 'time') return 0;
  for (let row = 0; row < field.values.length; row++) {
    if (isNull(field, row)) continue;
    const value = Number(field.values[row]);
    const before = mean;
    mean += (value - before) / ++count;
    squares += (value - before) * (value - mean);
  }
  return count > 0 ? squares / count : 0;
}

/** One pass serves every reducer that is asked after it. */
const passed = new WeakMap<object, Record<string, Record<string, unknown>>>();

function statistics(field: FieldData, mode: string | undefined, ignoreNulls: boolean): Record<string, unknown> {
  let known = passed.get(field.values);
  if (!known) passed.set(field.values, (known = {}));
  return (known[`${field.type}/${mode}`] ??= onePass(field, mode, ignoreNulls));
}

/** Everything one pass over the values gives. NaN is counted and otherwise passed over. */
function onePass(field: FieldData, mode: string | undefined, ignoreNulls: boolean): Record<string, unknown> {
  const numeric = field.type === 'number' || field.type === 'time';
  const { length } = field.values;
  let sum = 0;
  let count = 0;
  let numbers = 0;
  let min = Number.MAX_VALUE;
  let max = -Number.MAX_VALUE;
  let logmin = Number.MAX_VALUE;
  let step = Number.MAX_VALUE;
  let delta = 0;
  let rising = true;
  let first: unknown = null;
  let last: number | null = null;
  let allIsZero = true;
  let allIsNull = true;
  for (let row = 0; row < length; row++) {
    let value = rawAt(field, row) as number | null | undefined;
    if (value === null || value === undefined) {
      if (ignoreNulls) continue;
      if (mode === 'null as zero') value = 0;
    }
    count++;
    if (value === null || value === undefined || Number.isNaN(value)) continue;
    if (value !== 0) allIsZero = false;
    if (numeric) {
      allIsNull = false;
      numbers++;
      sum += value || 0;
      if (value > max) max = value;
      if (value < min) min = value;
      if (value > 0 && value < logmin) logmin = value;
      if (last !== null) {
        const difference = value - last;
        if (difference < step) step = difference;
        // After a reset of the counter the first rise says nothing: how far it fell is not known.
        if (last > value) rising = false;
        else {
          if (rising) delta += difference;
          rising = true;
        }
      }
    }
    if (first === null) first = value;
    last = value;
  }
  // A column may hold nothing that is lower, or higher, than every number: infinities, or texts.
  const bounds = { min: min === Number.MAX_VALUE ? null : min, max: max === -Number.MAX_VALUE ? null : max };
  const difference = typeof first === 'number' && typeof last === 'number' ? last - first : null;
  return {
    sum,
    count,
    mean: numbers > 0 ? sum / numbers : null,
    ...bounds,
    range: bounds.min === null || bounds.max === null ? null : bounds.max - bounds.min,
    logmin,
    step: step === Number.MAX_VALUE ? null : step,
    delta,
    diff: difference,
    diffperc: difference === null ? 0 : (difference / (first as number)) * 100,
    allIsZero: allIsZero && !allIsNull,
    allIsNull,
  };
}

/** Lowest and highest number of a field, nulls and NaN skipped. */
export function extent({ values, nulls }: FieldData): { min: number; max: number } | undefined {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    if (nulls?.[row] || values[row] === null) continue;
    const value = Number(values[row]);
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : undefined;
}
