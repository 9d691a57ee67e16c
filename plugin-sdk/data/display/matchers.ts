/** Field matchers of overrides: which fields a rule is for. Unknown matchers match nothing. */
import type { FieldData, FrameData } from '../frame.ts';
import { toRegex } from './mappings.ts';
import { fieldDisplayName } from './names.ts';
import { reduceField } from './reducers.ts';

type Matcher = (options: unknown, field: FieldData, frame: FrameData, frames: readonly FrameData[]) => boolean;

function named(name: string, field: FieldData, frame: FrameData, frames: readonly FrameData[]): boolean {
  if (name === field.name || name === fieldDisplayName(field, frame, frames)) return true;
  // A value field is also known by the metric's name.
  if (name === 'Value' && field.labels?.__name__ !== undefined && field.labels.__name__ === field.name) return true;
  return (name === 'Time' || name === 'time') && field.type === 'time' && frame.meta?.typeVersion === undefined;
}

const operators: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  eq: (value, limit) => value === limit,
  neq: (value, limit) => value !== limit,
  gt: (value, limit) => value > limit,
  gte: (value, limit) => value >= limit,
  lt: (value, limit) => value < limit,
  lte: (value, limit) => value <= limit,
};

const matchers: Readonly<Record<string, Matcher>> = {
  byName: (options, field, frame, frames) => named(String(options), field, frame, frames),
  byNames: (options, field, frame, frames) => {
    const { names = [], mode = 'include' } = (options ?? {}) as { names?: string[]; mode?: string };
    return names.some((name) => named(name, field, frame, frames)) === (mode !== 'exclude');
  },
  byRegexp: (options, field, frame, frames) => toRegex(String(options))?.test(fieldDisplayName(field, frame, frames)) ?? false,
  byRegexpOrNames: (options, field, frame, frames) => {
    const { pattern, names = [] } = (options ?? {}) as { pattern?: string; names?: string[] };
    const name = fieldDisplayName(field, frame, frames);
    return names.includes(name) || (pattern !== undefined && (toRegex(pattern)?.test(name) ?? false));
  },
  byType: (options, field) => field.type === options,
  numeric: (_options, field) => field.type === 'number',
  time: (_options, field) => field.type === 'time',
  first: (_options, field, frame) => sameField(frame.fields[0], field),
  firstTimeField: (_options, field, frame) =>
    sameField(
      frame.fields.find((each) => each.type === 'time'),
      field,
    ),
  byFrameRefID: (options, _field, frame) => frame.refId === options,
  byValue: (options, field) => {
    const { reducer = '', op = '', value = 0 } = (options ?? {}) as { reducer?: string; op?: string; value?: number };
    const reduced = reduceField(field, reducer);
    if (typeof reduced === 'boolean') return reduced;
    return operators[op]?.(reduced as number, value) ?? false;
  },
};

/** Fields are cloned when their config is resolved; their columns are not. */
function sameField(one: FieldData | undefined, other: FieldData): boolean {
  return one?.values === other.values && one.name === other.name;
}

export function matches(id: string, options: unknown, field: FieldData, frame: FrameData, frames: readonly FrameData[]): boolean {
  return matchers[id]?.(options, field, frame, frames) ?? false;
}
