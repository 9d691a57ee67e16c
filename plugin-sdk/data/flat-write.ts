/**
 * One flatbuffer, written from front to back: a table first, then what it points at, so that every offset points forward, as the format
 * wants it. Only what Arrow's messages need: tables, texts, and lists of tables or of whole numbers.
 */

/** A value in a table: a number of so many bytes, or the place of something that is written after it. */
export type Cell = { readonly size: 1 | 2 | 4 | 8; readonly value: number } | { readonly write: (to: FlatWriter) => number };

const encoder = new TextEncoder();

export class FlatWriter {
  bytes = new Uint8Array(16 << 10);
  private view = new DataView(this.bytes.buffer);
  at = 0;

  /** Begins anew, in the same memory. */
  root(cells: readonly (Cell | undefined)[]): Uint8Array {
    this.at = 4;
    const table = this.table(cells);
    this.view.setUint32(0, table, true);
    this.align(8);
    return this.bytes.subarray(0, this.at);
  }

  /** By the numbers of the schema; what is left out has its default. */
  table(cells: readonly (Cell | undefined)[]): number {
    this.room(24 + cells.length * 14);
    this.align(2);
    const slots = this.at;
    // The table begins where its widest cell would be aligned after the four bytes that lead back to its slots.
    const start = (slots + 4 + cells.length * 2 + 7) & ~7;
    this.bytes.fill(0, slots, start + 4 + cells.length * 12);
    let at = start + 4;
    const later: [number, (to: FlatWriter) => number][] = [];
    for (const [index, cell] of cells.entries()) {
      if (!cell) continue;
      const size = 'size' in cell ? cell.size : 4;
      at = (at + size - 1) & -size;
      this.view.setUint16(slots + 4 + index * 2, at - start, true);
      if ('size' in cell) this.put(at, size, cell.value);
      else later.push([at, cell.write]);
      at += size;
    }
    this.view.setUint16(slots, 4 + cells.length * 2, true);
    this.view.setUint16(slots + 2, at - start, true);
    this.view.setInt32(start, start - slots, true);
    this.at = at;
    for (const [place, write] of later) this.point(place, write(this));
    return start;
  }

  text(value: string): number {
    this.room(value.length * 3 + 16);
    this.align(4);
    const start = this.at;
    const { written } = encoder.encodeInto(value, this.bytes.subarray(start + 4));
    this.view.setUint32(start, written, true);
    this.at = start + 4 + written;
    this.bytes[this.at++] = 0;
    return start;
  }

  list(items: readonly ((to: FlatWriter) => number)[]): number {
    this.room(items.length * 4 + 8);
    this.align(4);
    const start = this.at;
    this.view.setUint32(start, items.length, true);
    this.at += 4 + items.length * 4;
    for (const [index, write] of items.entries()) this.point(start + 4 + index * 4, write(this));
    return start;
  }

  /** Structs of two whole numbers of eight bytes. */
  pairs(numbers: readonly number[]): number {
    this.room(numbers.length * 8 + 16);
    // The count ends where the first number may begin.
    while ((this.at + 4) % 8 !== 0) this.bytes[this.at++] = 0;
    const start = this.at;
    this.view.setUint32(start, numbers.length / 2, true);
    for (const [index, value] of numbers.entries()) this.put(start + 4 + index * 8, 8, value);
    this.at = start + 4 + numbers.length * 8;
    return start;
  }

  /** Not in one line with the writing, after which the memory may be another. */
  private point(place: number, target: number): void {
    this.view.setUint32(place, target - place, true);
  }
  private put(at: number, size: 1 | 2 | 4 | 8, value: number): void {
    if (size === 1) this.view.setUint8(at, value);
    else if (size === 2) this.view.setInt16(at, value, true);
    else this.view.setInt32(at, value, true);
    if (size === 8) this.view.setInt32(at + 4, Math.floor(value / 2 ** 32), true);
  }
  private align(to: number): void {
    while (this.at % to !== 0) this.bytes[this.at++] = 0;
  }
  private room(more: number): void {
    if (this.at + more + 16 <= this.bytes.length) return;
    const wider = new Uint8Array(Math.max(this.bytes.length * 2, this.at + more + 16));
    wider.set(this.bytes);
    this.bytes = wider;
    this.view = new DataView(wider.buffer);
  }
}
