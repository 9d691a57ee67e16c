/** Rows of the data as a tree of parts, level by level. Pure. */
import { type FieldData, type FrameData, isNull, numberAt } from '@orrery/plugin-sdk/data';

export interface Part {
  readonly name: string;
  readonly value: number;
  /** Of the whole that is shown. */
  readonly share: number;
  /** It can be opened. */
  readonly opens: boolean;
}
interface Row {
  readonly at: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A table gives a row each; a series gives its last value under its labels. */
function rowsOf(frames: readonly FrameData[]): Row[] {
  return frames.flatMap((frame) => {
    const names = frame.fields.filter(({ type }) => type === 'string' || type === 'enum' || type === 'boolean');
    const numbers = frame.fields.filter(({ type }) => type === 'number');
    const isSeries = frame.fields.some(({ type }) => type === 'time') && names.length === 0;
    if (isSeries) return numbers.map((field) => ({ at: field.labels ?? { series: field.name }, value: lastOf(field, frame.length) }));
    const [number] = numbers;
    if (!number) return [];
    return Array.from({ length: frame.length }, (_, row) => ({
      at: Object.fromEntries(names.map((field) => [field.name, isNull(field, row) ? '' : String(field.values[row])])),
      value: isNull(number, row) ? 0 : (numberAt(number, row) ?? 0),
    }));
  });
}

function lastOf(field: FieldData, length: number): number {
  for (let row = length - 1; row >= 0; row--) if (!isNull(field, row)) return numberAt(field, row) ?? 0;
  return 0;
}

export interface Tree {
  readonly levels: readonly string[];
  /** Parts below a path of names, largest first. Values below zero are no part of a whole. */
  parts(path: readonly string[]): readonly Part[];
}

export function treeOf(frames: readonly FrameData[], wanted: readonly string[]): Tree {
  const rows = rowsOf(frames).filter(({ value }) => value > 0 && Number.isFinite(value));
  const known = [...new Set(rows.flatMap(({ at }) => Object.keys(at)))];
  const chosen = wanted.filter((name) => known.includes(name));
  const levels = chosen.length > 0 ? chosen : known;
  return {
    levels,
    parts(path) {
      const level = levels[path.length];
      if (level === undefined) return [];
      const inside = rows.filter(({ at }) => path.every((name, depth) => (at[levels[depth] ?? ''] ?? '') === name));
      const sums = new Map<string, number>();
      for (const { at, value } of inside) sums.set(at[level] ?? '', (sums.get(at[level] ?? '') ?? 0) + value);
      const whole = [...sums.values()].reduce((sum, value) => sum + value, 0);
      const opens = path.length + 1 < levels.length;
      return [...sums].map(([name, value]) => ({ name, value, share: value / whole, opens })).sort((a, b) => b.value - a.value);
    },
  };
}

/** Beyond so many, the smallest are one: a ring of slivers tells nothing. */
export function withRest(parts: readonly Part[], most: number, rest: string): readonly Part[] {
  if (parts.length <= most) return parts;
  const small = parts.slice(most - 1);
  const sum = (key: 'value' | 'share'): number => small.reduce((total, part) => total + part[key], 0);
  return [...parts.slice(0, most - 1), { name: rest, value: sum('value'), share: sum('share'), opens: false }];
}
