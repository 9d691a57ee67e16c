/** Reducers: one value for a whole column. Ids, names and corner cases are Grafana's (spec dashboards.md 7.1). */
import type { FieldData } from '../frame.ts';
import { isNull, rawAt } from './values.ts';

/** Per reducer the name shown in legends and whether the result has the field's unit. */
export const reducerInfo: Readonly<Record<string, { readonly name: string; readonly keepsUnit: boolean }>> = {
  lastNotNull: { name: 'Last *', keepsUnit: true },
  last: { name: 'Last', keepsUnit: true },
  firstNotNull: { name: 'First *', keepsUnit: true },
  first: { name: 'First', keepsUnit: true },
  min: { name: 'Min', keepsUnit: true },
  max: { name: 'Max', keepsUnit: true },
  mean: { name: 'Mean', keepsUnit: true },
  median: { name: 'Median', keepsUnit: true },
  variance: { name: 'Variance', keepsUnit: true },
  stdDev: { name: 'StdDev', keepsUnit: true },
  sum: { name: 'Total', keepsUnit: true },
  count: { name: 'Count', keepsUnit: false },
  countAll: { name: 'Count all', keepsUnit: false },
  range: { name: 'Range', keepsUnit: true },
  delta: { name: 'Delta', keepsUnit: true },
  step: { name: 'Step', keepsUnit: true },
  diff: { name: 'Difference', keepsUnit: true },
  logmin: { name: 'Min (above zero)', keepsUnit: true },
  allIsZero: { name: 'All Zeros', keepsUnit: true },
  allIsNull: { name: 'All Nulls', keepsUnit: false },
  changeCount: { name: 'Change Count', keepsUnit: false },
  distinctCount: { name: 'Distinct Count', keepsUnit: false },
  diffperc: { name: 'Difference percent', keepsUnit: false },
  allValues: { name: 'All values', keepsUnit: false },
  uniqueValues: { name: 'All unique values', keepsUnit: false },
};
const aliases: Readonly<Record<string, string>> = { current: 'lastNotNull', avg: 'mean', total: 'sum' };
const percentile = /^p([1-9]\d?)$/;

export function reducerId(id: string): string {
  return aliases[id] ?? id;
}
export function reducerName(id: string): string {
  const rank = percentile.exec(id)?.[1];
  return rank ? `${rank}${ordinal(Number(rank))} %` : (reducerInfo[reducerId(id)]?.name ?? id);
}
function ordinal(rank: number): string {
  const teen = rank % 100 > 10 && rank % 100 < 14;
  return (!teen && ['th', 'st', 'nd', 'rd'][rank % 10]) || 'th';
}

const emptyResults: Readonly<Record<string, unknown>> = { sum: 0, count: 0, countAll: 0, allIsZero: false, allIsNull: true };

/** The value of one reducer over a field; undefined where an empty field has none, null where all values are null. */
export function reduceField(field: FieldData, reducer: string): unknown {
  const id = reducerId(reducer);
  const length = field.values.length;
  if (length === 0) return emptyResults[id];
  const mode = field.config?.nullValueMode;
  const ignoreNulls = mode === undefined || mode === 'connected' || mode === 'ignore';
  const nullIsZero = mode === 'null as zero';
  const at = (index: number): unknown => {
    const value = rawAt(field, index);
    return value === null && nullIsZero ? 0 : value;
  };

  if (id === 'last') return rawAt(field, length - 1);
  if (id === 'first') return rawAt(field, 0);
  if (id === 'lastNotNull' || id === 'firstNotNull') {
    for (let step = 0; step < length; step++) {
      const index = id === 'lastNotNull' ? length - 1 - step : step;
      const value = rawAt(field, index);
      if (value !== null && !Number.isNaN(value)) return value;
    }
    return null;
  }
  if (id === 'countAll') return length;
  if (id === 'allValues') return Array.from({ length }, (_, index) => at(index));
  if (id === 'uniqueValues') return [...new Set(Array.from({ length }, (_, index) => at(index)))];
  if (id === 'distinctCount') {
    const distinct = new Set<unknown>();
    for (let index = 0; index < length; index++) {
      const value = at(index);
      if (value === null && ignoreNulls) continue;
      distinct.add(value);
    }
    return distinct.size;
  }
  if (id === 'changeCount') {
    let changes = 0;
    let last: unknown = null;
    let seen = false;
    for (let index = 0; index < length; index++) {
      const value = at(index);
      if (value === null && ignoreNulls) continue;
      if (seen && last !== value) changes++;
      last = value;
      seen = true;
    }
    return changes;
  }
  const rank = percentile.exec(id)?.[1];
  if (rank || id === 'median') {
    const values: number[] = [];
    for (let index = 0; index < length; index++) {
      const value = at(index);
      if (value === null && ignoreNulls) continue;
      values.push(value as number);
    }
    values.sort((a, b) => a - b);
    if (rank) return values[Math.round(((values.length - 1) * Number(rank)) / 100)];
    const half = Math.floor(values.length / 2);
    return values.length % 2 === 1 ? values[half] : ((values[half - 1] as number) + (values[half] as number)) / 2;
  }
  return statistics(field, at, ignoreNulls)[id];
}

/** Everything one pass over the numbers gives. */
function statistics(field: FieldData, at: (index: number) => unknown, ignoreNulls: boolean): Record<string, unknown> {
  const numeric = field.type === 'number' || field.type === 'time';
  const length = field.values.length;
  let sum = 0;
  let count = 0;
  let nonNull = 0;
  let min = Number.MAX_VALUE;
  let max = -Number.MAX_VALUE;
  let logmin = Number.MAX_VALUE;
  let step = Number.MAX_VALUE;
  let delta = 0;
  let ups = true;
  let first: unknown = null;
  let last: unknown = null;
  let previous: number | null = null;
  let allIsZero = true;
  let allIsNull = true;
  for (let index = 0; index < length; index++) {
    const value = at(index);
    if (value === null && ignoreNulls) continue;
    if (value !== null) {
      if (first === null) first = value;
      last = value;
    }
    count++;
    if (!numeric || value === null) {
      if (value === null || !numeric) allIsZero = allIsZero && value === 0;
      continue;
    }
    const number = value as number;
    allIsNull = false;
    nonNull++;
    sum += number;
    if (number > max) max = number;
    if (number < min) min = number;
    if (number > 0 && number < logmin) logmin = number;
    if (number !== 0) allIsZero = false;
    if (previous !== null) {
      const difference = number - previous;
      if (difference < step) step = difference;
      if (previous > number) {
        // A counter was reset: what was counted since then is all there is.
        ups = false;
        if (index === length - 1) delta += number;
      } else {
        if (ups) delta += difference;
        ups = true;
      }
    }
    previous = number;
  }
  const mean = nonNull > 0 ? sum / nonNull : null;
  let squares = 0;
  if (mean !== null) {
    for (let index = 0; index < length; index++) {
      const value = at(index);
      if (value !== null && numeric) squares += ((value as number) - mean) ** 2;
    }
  }
  const variance = nonNull > 0 ? squares / nonNull : 0;
  const bounded = max !== -Number.MAX_VALUE;
  const difference = numeric && typeof first === 'number' && typeof last === 'number' ? last - first : 0;
  return {
    sum,
    count,
    mean,
    min: min === Number.MAX_VALUE ? null : min,
    max: bounded ? max : null,
    range: bounded && min !== Number.MAX_VALUE ? max - min : null,
    logmin,
    step: step === Number.MAX_VALUE ? null : step,
    delta,
    diff: difference,
    diffperc: (difference / (first as number)) * 100,
    allIsZero: allIsNull ? false : allIsZero,
    allIsNull,
    variance,
    stdDev: Math.sqrt(variance),
  };
}

/** Lowest and highest number of a field, nulls and NaN skipped. */
export function extent(field: FieldData): { min: number; max: number } | undefined {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < field.values.length; index++) {
    if (isNull(field, index)) continue;
    const value = Number(field.values[index]);
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : undefined;
}
