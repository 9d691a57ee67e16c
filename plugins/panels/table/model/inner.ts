/** Frames inside of cells: series behind a sparkline, tables below a row. */
import { type FieldData, type FrameData, frameDisplayName, isNull, numberAt } from '@orrery/plugin-sdk/data';

/** Fields of the type `nestedFrames` hold a list of tables a row. */
export function isNested(field: FieldData): boolean {
  return field.type === 'nestedFrames';
}

export function framesAt(field: FieldData, row: number): readonly FrameData[] {
  if (isNull(field, row)) return [];
  const value: unknown = field.values[row];
  const list = Array.isArray(value) ? value : [value];
  return list.filter(isFrame);
}

export function isFrame(value: unknown): value is FrameData {
  return typeof value === 'object' && value !== null && Array.isArray((value as FrameData).fields);
}

/** The numbers of the series in a cell. */
export function seriesOf(value: unknown): FieldData | undefined {
  return isFrame(value) ? value.fields.find(({ type }) => type === 'number') : undefined;
}

export function lastNumber(value: unknown): number | null {
  const series = seriesOf(value);
  // Tables of series keep the reduced value beside the frame.
  const reduced = (value as { value?: unknown } | null)?.value;
  if (typeof reduced === 'number') return reduced;
  for (let index = (series?.values.length ?? 0) - 1; series && index >= 0; index--) {
    const number = numberAt(series, index);
    if (number !== null && !Number.isNaN(number)) return number;
  }
  return null;
}

export function nameOf(frame: FrameData, index: number): string {
  return frameDisplayName(frame, index) || frame.refId || String(index + 1);
}
