/** Field matchers of overrides: which fields a rule is for. Each is made once a rule; unknown ones match nothing. */

import type { FieldData, FrameData } from '../frame.ts';
import { own } from '../own.ts';
import { toRegex } from './mappings.ts';
import { fieldDisplayName } from './names.ts';
import { reduceField } from './reducers.ts';

export type FieldMatcher = (field: FieldData, frame: FrameData, frames: readonly FrameData[]) => boolean;
interface Rule {
  readonly id: string;
  readonly options?: unknown;
}
type Make = (options: unknown) => FieldMatcher;

const never: FieldMatcher = () => false;

export function fieldMatcher({ id, options }: Rule): FieldMatcher {
  return own(makers, String(id))?.(options) ?? never;
}

const makers: Readonly<Record<string, Make>> = {
  alwaysMatch: () => () => true,
  neverMatch: () => never,
  anyMatch: (rules) => {
    const all = listOf(rules).map(fieldMatcher);
    return (...of) => all.some((matches) => matches(...of));
  },
  allMatch: (rules) => {
    const all = listOf(rules).map(fieldMatcher);
    return (...of) => all.every((matches) => matches(...of));
  },
  invertMatch: (rule) => {
    const matches = fieldMatcher((rule ?? {}) as Rule);
    return (...of) => !matches(...of);
  },
  byName: (name) => (typeof name === 'string' && name !== '' ? named([name]) : never),
  byNames: (options) => {
    const { names, mode } = (options ?? {}) as { names?: unknown; mode?: string };
    const matches = named(names);
    return mode === 'exclude' ? (...of) => !matches(...of) : matches;
  },
  byRegexp: (pattern) => byDisplayName(String(pattern ?? '')),
  byRegexpOrNames: (options) => {
    const { pattern, names } = (options ?? {}) as { pattern?: unknown; names?: unknown };
    const [byPattern, byName] = [byDisplayName(String(pattern ?? '')), named(names)];
    return (...of) => byName(...of) || byPattern(...of);
  },
  byType: (type) => (field) => field.type === type,
  byTypes: (types) => {
    const wanted = types instanceof Set ? types : new Set<unknown>(listOf(types));
    return (field) => wanted.has(field.type);
  },
  numeric: () => (field) => field.type === 'number',
  time: () => (field) => field.type === 'time',
  first: () => (field, frame) => sameField(frame.fields[0], field),
  firstTimeField: () => (field, frame) => {
    const first = frame.fields.find(({ type }) => type === 'time');
    return sameField(first, field);
  },
  byFrameRefID: (refId) => (_field, frame) => frame.refId === refId,
  byValue: (options) => {
    const { reducer, op = '', value } = (options ?? {}) as { reducer?: string; op?: string; value?: unknown };
    if (!reducer) return never;
    if (reducer === 'allIsNull' || reducer === 'allIsZero') return (field) => Boolean(reduceField(field, reducer));
    const compare = own(operators, op || 'eq');
    return compare ? (field) => compare(reduceField(field, reducer), value) : never;
  },
};

/** Equal is what is written alike, so that a stored "0" is 0. None is neither above nor below anything, and alike to none only. */
const alike = (value: unknown, limit: unknown): boolean => String(value ?? null) === String(limit ?? null);
const ordered =
  (holds: (value: number, limit: number) => boolean, orAlike = false) =>
  (value: unknown, limit: unknown): boolean =>
    value == null || limit == null ? orAlike && alike(value, limit) : holds(value as number, limit as number);
const operators: Readonly<Record<string, (value: unknown, limit: unknown) => boolean>> = {
  eq: alike,
  neq: (value, limit) => !alike(value, limit),
  gt: ordered((value, limit) => value > limit),
  gte: ordered((value, limit) => value >= limit, true),
  lt: ordered((value, limit) => value < limit),
  lte: ordered((value, limit) => value <= limit, true),
};

/** By the field's own name or by the one people see; some fields answer to an older name too. */
function named(names: unknown): FieldMatcher {
  const wanted = new Set<unknown>(Array.isArray(names) ? names : []);
  const anyValue = wanted.has('Value');
  const anyTime = wanted.has('Time') || wanted.has('time');
  return (field, frame, frames) => {
    if (wanted.has(field.name) || wanted.has(fieldDisplayName(field, frame, frames))) return true;
    if (anyValue) return field.labels?.__name__ !== undefined && field.labels.__name__ === field.name;
    return anyTime && field.type === 'time' && frame.meta?.typeVersion == null;
  };
}

function byDisplayName(pattern: string): FieldMatcher {
  const regex = pattern === '' ? undefined : toRegex(pattern);
  return regex ? (field, frame, frames) => regex.test(fieldDisplayName(field, frame, frames)) : never;
}

/** Fields are cloned when their config is resolved; their columns are not. */
function sameField(one: FieldData | undefined, other: FieldData): boolean {
  return one?.values === other.values && one.name === other.name;
}

function listOf(value: unknown): readonly Rule[] {
  return Array.isArray(value) ? value.filter(Boolean) : [];
}
