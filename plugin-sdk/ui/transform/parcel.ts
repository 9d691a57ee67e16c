/**
 * Frames between the page and a worker. Typed arrays cross in one piece: copied on the way in, because the page keeps what it shows, handed over
 * on the way back. Lists of texts are read and written string by string, so long ones go in pieces, each in a task of its own.
 */
import type { FieldData, FrameData } from '@orrery/plugin-sdk/data';

export interface Piece {
  readonly frame: number;
  readonly field: number;
  readonly from: number;
  readonly values: readonly unknown[];
}
export interface Parcel {
  /** Columns that come in pieces are empty lists here. */
  readonly frames: readonly FrameData[];
  readonly pieces: readonly Omit<Piece, 'values'>[];
}
/** So many texts are read in some two milliseconds. */
export const pieceLength = 20_000;

export function pack(frames: readonly FrameData[]): Parcel {
  const pieces: Omit<Piece, 'values'>[] = [];
  const heads = frames.map((frame, at) => ({
    ...frame,
    fields: frame.fields.map((field, index): FieldData => {
      if (!Array.isArray(field.values) || field.values.length <= pieceLength) return field;
      for (let from = 0; from < field.values.length; from += pieceLength) pieces.push({ frame: at, field: index, from });
      return { ...field, values: [] };
    }),
  }));
  return { frames: heads, pieces };
}

export function pieceOf(frames: readonly FrameData[], { frame, field, from }: Omit<Piece, 'values'>): Piece {
  const values = frames[frame]!.fields[field]!.values as readonly unknown[];
  return { frame, field, from, values: values.slice(from, from + pieceLength) };
}

/** Puts a parcel together as its pieces come. */
export function unpack(frames: readonly FrameData[], pieces: readonly Piece[]): readonly FrameData[] {
  if (pieces.length === 0) return frames;
  const columns = new Map<string, unknown[]>();
  for (const { frame, field, values } of pieces) {
    const key = `${frame} ${field}`;
    const column = columns.get(key);
    if (!column) columns.set(key, [...values]);
    else for (const value of values) column.push(value);
  }
  return frames.map((frame, at) => ({
    ...frame,
    fields: frame.fields.map((field, index) => {
      const values = columns.get(`${at} ${index}`);
      return values ? { ...field, values } : field;
    }),
  }));
}

/** The buffers of all columns, each once: two columns may be views of one. */
export function buffersOf(frames: readonly FrameData[]): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  for (const { fields } of frames)
    for (const { values, nulls, nanos } of fields)
      for (const part of [values, nulls, nanos]) if (ArrayBuffer.isView(part) && part.buffer instanceof ArrayBuffer) found.add(part.buffer);
  return [...found];
}

/** Lets the page draw and listen between two pieces. */
export function breath(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?(): Promise<void> } };
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}

export function cellCount(frames: readonly FrameData[]): number {
  return frames.reduce((sum, { fields, length }) => sum + fields.length * length, 0);
}
