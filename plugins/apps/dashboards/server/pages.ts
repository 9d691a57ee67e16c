/** Reading and changing more rows than one statement takes. */
import type { FindOptions, Row, Table } from '@orrery/plugin-sdk';

const mostRows = 10_000;
const mostValues = 1_000;

/** Every row, however many, in the order of their making. */
export async function everyRow(table: Table, options: Omit<FindOptions, 'limit' | 'offset' | 'orderBy'> = {}): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after = 0; ; ) {
    const page = await table.find({
      ...options,
      where: { ...options.where, id: { ...(options.where?.id as object), gt: after } },
      limit: mostRows,
    });
    rows.push(...page);
    if (page.length < mostRows) return rows;
    after = (page[page.length - 1] as Row).id;
  }
}

/** Lists no longer than an `in` takes. */
export function inPieces<Item>(items: readonly Item[], size = mostValues): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** Every row whose column holds one of these values. */
export async function rowsWith(
  table: Table,
  column: string,
  values: readonly (string | number)[],
  options: Pick<FindOptions, 'columns' | 'where'> = {},
): Promise<Row[]> {
  const found: Row[] = [];
  for (const piece of inPieces([...new Set(values)]))
    found.push(...(await everyRow(table, { ...options, where: { ...options.where, [column]: { in: piece } } })));
  return found;
}
