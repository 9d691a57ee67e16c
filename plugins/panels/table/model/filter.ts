/** Filters of columns: values that were picked, and a text or an expression that must hold. */
import { rawAt, toNumber } from '@orrery/plugin-sdk/data';
import type { Column } from './columns.ts';
import { parseExpression } from './expression.ts';
import { lastNumber } from './inner.ts';
import { textAt } from './order.ts';
import type { Slices } from '@orrery/plugin-sdk/ui/work/slices.ts';

export type FilterMode = 'contains' | 'not-contains' | 'expression';
export interface Filter {
  readonly mode: FilterMode;
  readonly text: string;
  /** Texts of the values that were picked; none: any. */
  readonly picked: readonly string[];
}
export type Filters = Readonly<Record<string, Filter>>;

const between = 256;

export function isActive({ text, picked }: Filter): boolean {
  return text.trim() !== '' || picked.length > 0;
}

/** Row numbers that every filter lets through, in their order. */
export async function filterRows(count: number, filters: Filters, columns: readonly Column[], slices: Slices): Promise<Uint32Array> {
  const tests = columns.flatMap((column) => {
    const filter = filters[column.key];
    return filter && isActive(filter) ? [testOf(column, filter)] : [];
  });
  const rows = new Uint32Array(count);
  if (tests.length === 0) return rows.map((_, index) => index);
  let kept = 0;
  for (let row = 0; row < count; row++) {
    if (tests.every((test) => test(row))) rows[kept++] = row;
    if (row % between === 0 && slices.spent()) await slices.pause();
  }
  return rows.slice(0, kept);
}

function testOf(column: Column, { mode, text, picked }: Filter): (row: number) => boolean {
  const set = picked.length > 0 ? new Set(picked) : undefined;
  const wanted = text.trim().toLowerCase();
  const parsed = mode === 'expression' && wanted !== '' ? parseExpression(text) : undefined;
  return (row) => {
    const said = textAt(column, row);
    if (set && !set.has(said)) return false;
    if (wanted === '') return true;
    if (mode === 'expression') return parsed?.ok ? parsed.test(numberOf(column, row), said) : true;
    return said.toLowerCase().includes(wanted) === (mode === 'contains');
  };
}

function numberOf({ resolved: { field } }: Column, row: number): number {
  const value = rawAt(field, row);
  if (value === null) return Number.NaN;
  return field.type === 'frame' ? (lastNumber(value) ?? Number.NaN) : toNumber(value);
}

/** Distinct texts of a column among these rows with how often each occurs, the most frequent first; at most `most`. */
export async function valuesOf(
  column: Column,
  rows: Uint32Array,
  most: number,
  slices: Slices,
): Promise<{ readonly values: readonly { readonly text: string; readonly count: number }[]; readonly more: number }> {
  const counts = new Map<string, number>();
  for (let at = 0; at < rows.length; at++) {
    const text = textAt(column, rows[at]!);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    if (at % between === 0 && slices.spent()) await slices.pause();
  }
  // Where nearly all differ there is nothing to order by, and ordering them would take its time.
  const repeated: { text: string; count: number }[] = [];
  const single: { text: string; count: number }[] = [];
  for (const [text, count] of counts) {
    if (count > 1) repeated.push({ text, count });
    else if (single.length < most) single.push({ text, count });
  }
  repeated.sort((one, other) => other.count - one.count);
  return { values: [...repeated, ...single].slice(0, most), more: Math.max(0, counts.size - most) };
}
