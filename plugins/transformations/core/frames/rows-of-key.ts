/**
 * Rows that share a key. Few are looked at one by one; many are found by one of their values, because of two long tables with a short
 * key each row would be held against all others.
 */
export type Row = unknown[];

interface Places {
  /** Rows that have no value here yet: any fits. */
  readonly open: Set<Row>;
  readonly taken: Map<unknown, Set<Row>>;
}
const few = 32;

export class RowsOfKey {
  private readonly rows: Row[] = [];
  /** By column, for those that were asked for. */
  private readonly places = new Map<number, Places>();

  add(row: Row): void {
    this.rows.push(row);
    for (const [column, places] of this.places) put(places, row, row[column]);
  }

  /** All rows that could agree with these values, and perhaps some more. */
  near(row: Row, columns: readonly number[]): readonly Row[] {
    if (this.rows.length <= few || columns.length === 0) return this.rows;
    let best: readonly Set<Row>[] | undefined;
    for (const column of columns) {
      const { open, taken } = this.placesOf(column);
      const found = [open, taken.get(row[column]) ?? new Set<Row>()];
      if (!best || sizeOf(found) < sizeOf(best)) best = found;
    }
    return best!.flatMap((set) => [...set]);
  }

  set(row: Row, column: number, value: unknown): void {
    const before = row[column];
    if (before === value) return;
    row[column] = value;
    const places = this.places.get(column);
    if (!places) return;
    (isNone(before) ? places.open : places.taken.get(before))?.delete(row);
    put(places, row, value);
  }

  private placesOf(column: number): Places {
    let places = this.places.get(column);
    if (!places) {
      this.places.set(column, (places = { open: new Set(), taken: new Map() }));
      for (const row of this.rows) put(places, row, row[column]);
    }
    return places;
  }
}

function put({ open, taken }: Places, row: Row, value: unknown): void {
  if (isNone(value)) {
    open.add(row);
    return;
  }
  const same = taken.get(value);
  if (same) same.add(row);
  else taken.set(value, new Set([row]));
}

function isNone(value: unknown): boolean {
  return value === null || value === undefined;
}
function sizeOf(sets: readonly Set<Row>[]): number {
  return sets.reduce((sum, { size }) => sum + size, 0);
}
