/** The line below the rows: calculations over the rows that passed the filters. */
import { type FieldData, isNull, reduceField, reducerId, reducerInfo, reducerName, shown, unitFormat } from '@orrery/plugin-sdk/data';
import type { TableOptions } from '../options.ts';
import type { Column } from './columns.ts';

export interface FooterLine {
  readonly label: string;
  readonly text: string;
}

/** Per column its calculations; undefined where no column has any. */
export function footerOf(
  columns: readonly Column[],
  rows: Uint32Array,
  total: number,
  { footer }: TableOptions,
  countLabel: string,
): readonly (readonly FooterLine[])[] | undefined {
  const counting = footer.show && footer.countRows && footer.reducer[0] === 'count';
  const lines = columns.map((column, index) => {
    if (counting) return index === 0 ? [{ label: countLabel, text: String(rows.length) }] : [];
    const own = column.style.footer?.reducers ?? [];
    const asked = own.length > 0 ? own : footer.show && isAsked(column, footer.fields) ? footer.reducer : [];
    const field = asked.length > 0 ? gathered(column.resolved.field, rows, total) : undefined;
    return field ? asked.map((reducer) => ({ label: reducerName(reducer), text: calculated(column, field, reducer) })) : [];
  });
  return lines.some(({ length }) => length > 0) ? lines : undefined;
}

function isAsked({ name, resolved: { field } }: Column, fields: string | readonly string[] | undefined): boolean {
  if (fields === undefined || fields.length === 0) return field.type === 'number';
  return Array.isArray(fields) ? fields.includes(name) || fields.includes(field.name) : fields === name || fields === field.name;
}

function calculated({ resolved }: Column, field: FieldData, reducer: string): string {
  const value = reduceField(field, reducer);
  if (value === null || value === undefined) return '';
  if (reducerInfo[reducerId(reducer)]?.keepsUnit === false && typeof value === 'number')
    return shown(unitFormat(reducer === 'diffperc' ? 'percent' : 'none')(value));
  return shown(resolved.display(value));
}

/** The field with these rows only. */
function gathered(field: FieldData, rows: Uint32Array, total: number): FieldData {
  if (rows.length === total) return field;
  const { values } = field;
  const picked = ArrayBuffer.isView(values)
    ? new (values.constructor as new (length: number) => Float64Array)(rows.length)
    : new Array<unknown>(rows.length);
  const nulls = new Uint8Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    (picked as unknown[])[at] = values[rows[at]!];
    nulls[at] = isNull(field, rows[at]!) ? 1 : 0;
  }
  const { nanos: _, ...rest } = field;
  return { ...rest, values: picked as FieldData['values'], nulls };
}
