/** The order of rows by one field, as its type is compared. */
import { type FieldData, type FrameData, fieldDisplayName, rawAt } from '@orrery/plugin-sdk/data';
import { defineTransformation, takeFrameRows } from '@orrery/plugin-sdk/data/transform/index';

interface SortBy {
  /** The first of them counts. */
  readonly sort?: readonly { readonly field?: string; readonly index?: number; readonly desc?: boolean }[];
}

export const sortBy = defineTransformation<SortBy>({
  apply: (frames, { sort = [] }) => {
    const [first] = sort;
    if (!first) return frames;
    return frames.map((frame) => {
      const index = first.index ?? frame.fields.findIndex((field) => fieldDisplayName(field, frame) === first.field);
      return sorted(frame, index, first.desc === true);
    });
  },
});

export function sorted(frame: FrameData, index: number, descending: boolean): FrameData {
  const field = frame.fields[index];
  return field ? takeFrameRows(frame, sortedRows(field, descending)) : frame;
}

const collator = new Intl.Collator('en', { sensitivity: 'base' });
const numericKinds = new Set(['float64', 'float32', 'int8', 'int16', 'int32', 'uint8', 'uint16', 'uint32', 'time.Time']);

/** Row numbers in order; rows that compare equal stay as they were. */
export function sortedRows(field: FieldData, descending: boolean): Uint32Array {
  const { length } = field.values;
  const rows = Uint32Array.from({ length }, (_, row) => row);
  const sign = descending ? -1 : 1;
  const numeric = field.type === 'number' || field.type === 'time';
  if (numeric && numericKinds.has(field.kind) && !field.nulls && !field.nanos) {
    const values = field.values as Float64Array;
    if (!(field.kind.startsWith('float') && values.some(Number.isNaN))) return rows.sort((a, b) => sign * (values[a]! - values[b]!));
  }
  return Uint32Array.from(Array.from(rows).sort(compareRows(field, descending, sign)));
}

function compareRows(field: FieldData, descending: boolean, sign: number): (a: number, b: number) => number {
  const at = (row: number): unknown => rawAt(field, row);
  switch (field.type) {
    case 'number':
    case 'time': {
      const { nanos } = field;
      // A column of times that begins with none was no column of numbers to whoever wrote dashboards: there the missing ones are last.
      if (field.type === 'time' && typeof at(0) !== 'number')
        return (a, b) => sign * (at(a) && at(b) ? (at(a) as number) - (at(b) as number) : emptyLast(at(a), at(b)));
      return (a, b) => sign * ((at(a) as number) - (at(b) as number) || (nanos?.[a] ?? 0) - (nanos?.[b] ?? 0));
    }
    case 'string':
      return (a, b) => (descending ? texts(at(b), at(a)) : texts(at(a), at(b)));
    case 'boolean':
      return (a, b) => (descending ? emptyLast(at(b), at(a)) : emptyLast(at(a), at(b)));
    default:
      return (a, b) => sign * (a - b);
  }
}

function emptyLast(a: unknown, b: unknown): number {
  return Number(Boolean(b)) - Number(Boolean(a));
}
function texts(a: unknown, b: unknown): number {
  return a && b ? collator.compare(String(a), String(b)) : emptyLast(a, b);
}
