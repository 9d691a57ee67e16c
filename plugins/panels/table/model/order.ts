/** Sorting: every column becomes one number a row, so that comparing two rows is comparing two numbers. */
import { numberAt, rawAt, shown } from '@orrery/plugin-sdk/data';
import type { Column } from './columns.ts';
import { lastNumber } from './inner.ts';
import { sortRows } from '@orrery/plugin-sdk/ui/work/merge-sort.ts';
import type { Slices } from '@orrery/plugin-sdk/ui/work/slices.ts';

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

const between = 512;
const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
/** Keys of a column, for as long as its field is resolved to these texts. */
const known = new WeakMap<object, Float64Array>();

/** Row numbers in order. Empty values are last in both directions; equal rows keep their place. */
export async function order(rows: Uint32Array, sorts: readonly Sort[], columns: readonly Column[], slices: Slices): Promise<Uint32Array> {
  const keys: { readonly of: Float64Array; readonly sign: number }[] = [];
  for (const sort of sorts) {
    const column = columns.find(({ key }) => key === sort.column);
    if (column) keys.push({ of: await keysOf(column, slices), sign: sort.descending ? -1 : 1 });
  }
  if (keys.length === 0) return rows;
  return sortRows(
    rows,
    (one, other) => {
      for (const { of, sign } of keys) {
        const a = of[one]!;
        const b = of[other]!;
        if (a === b) continue;
        const noA = Number.isNaN(a);
        const noB = Number.isNaN(b);
        if (noA && noB) continue;
        if (noA) return 1;
        if (noB) return -1;
        return (a - b) * sign;
      }
      return 0;
    },
    slices,
  );
}

/** NaN where there is no value. Texts get the place they have among all texts of the column. */
async function keysOf(column: Column, slices: Slices): Promise<Float64Array> {
  const before = known.get(column.resolved);
  if (before) return before;
  const keys = isNumeric(column) ? await numbers(column, slices) : await places(column, slices);
  known.set(column.resolved, keys);
  return keys;
}

function isNumeric({ resolved: { field } }: Column): boolean {
  return ['number', 'time', 'boolean', 'enum', 'frame'].includes(field.type);
}

async function numbers({ resolved: { field } }: Column, slices: Slices): Promise<Float64Array> {
  const keys = new Float64Array(field.values.length);
  for (let row = 0; row < keys.length; row++) {
    const value = field.type === 'frame' ? lastNumber(rawAt(field, row)) : numberAt(field, row);
    keys[row] = value ?? Number.NaN;
    if (row % between === 0 && slices.spent()) await slices.pause();
  }
  return keys;
}

async function places(column: Column, slices: Slices): Promise<Float64Array> {
  const { field } = column.resolved;
  const numberOf = new Map<string, number>();
  const texts: string[] = [];
  const keys = new Float64Array(field.values.length);
  for (let row = 0; row < keys.length; row++) {
    const text = textAt(column, row);
    if (text === '') keys[row] = Number.NaN;
    else {
      let number = numberOf.get(text);
      if (number === undefined) {
        number = texts.push(text) - 1;
        numberOf.set(text, number);
      }
      keys[row] = number;
    }
    if (row % between === 0 && slices.spent()) await slices.pause();
  }
  const all = Uint32Array.from(texts, (_, index) => index);
  const sorted = await sortRows(all, (one, other) => natural.compare(texts[one]!, texts[other]!), slices);
  const place = new Float64Array(texts.length);
  for (let at = 0; at < sorted.length; at++) {
    const equal = at > 0 && natural.compare(texts[sorted[at - 1]!]!, texts[sorted[at]!]!) === 0;
    place[sorted[at]!] = equal ? place[sorted[at - 1]!]! : at;
    if (at % between === 0 && slices.spent()) await slices.pause();
  }
  for (let row = 0; row < keys.length; row++) if (!Number.isNaN(keys[row]!)) keys[row] = place[keys[row]!]!;
  return keys;
}

/** What a cell says, as it is filtered, sorted and copied. */
export function textAt({ resolved: { field, display } }: Column, row: number): string {
  const value = rawAt(field, row);
  if (field.type === 'frame') {
    const last = lastNumber(value);
    return last === null ? '' : shown(display(last));
  }
  return shown(display(value));
}
