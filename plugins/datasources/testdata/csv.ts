/** CSV content as a frame: the first line names the columns, each column is what all of its values are. */
import { boolField, field, frame, stringField, timeField } from '@orrery/plugin-sdk/data/build';
import type { FieldData, FrameData } from '@orrery/plugin-sdk';

export function frameFromCsv(text: string, refId: string): FrameData {
  const [head = [], ...rows] = parseCsv(text);
  return frame(
    head.map((name, column) =>
      columnOf(
        name.trim(),
        rows.map((row) => (row[column] ?? '').trim()),
      ),
    ),
    { refId },
  );
}

function columnOf(name: string, texts: readonly string[]): FieldData {
  const isNull = (text: string): boolean => text === '' || text === 'null';
  const given = texts.filter((text) => !isNull(text));
  const mask = Uint8Array.from(texts, (text) => Number(isNull(text)));
  const nulls = mask.some(Boolean) ? { nulls: mask } : {};
  if (given.length > 0 && given.every((text) => text !== '' && !Number.isNaN(Number(text)))) {
    const numbers = Float64Array.from(texts, (text) => (isNull(text) ? 0 : Number(text)));
    return /^time$/i.test(name) ? timeField(name, numbers, nulls) : field(name, 'number', 'float64', numbers, nulls);
  }
  if (given.length > 0 && given.every((text) => text === 'true' || text === 'false'))
    return boolField(
      name,
      Uint8Array.from(texts, (text) => Number(text === 'true')),
      nulls,
    );
  if (given.length > 0 && given.every((text) => /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text)))) {
    return timeField(
      name,
      Float64Array.from(texts, (text) => (isNull(text) ? 0 : Date.parse(text))),
      nulls,
    );
  }
  return stringField(
    name,
    texts.map((text) => (isNull(text) ? '' : text)),
    nulls,
  );
}

function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const cells: string[] = [];
    // Each cell with a comma before it: an empty first cell would otherwise match nothing, and swallow the comma after it.
    for (const match of `,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g))
      cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    rows.push(cells);
  }
  return rows;
}
